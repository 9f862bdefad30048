"""Offers the other editions of a site, such as its PDF, where they have been built.

Owns the links, and the copies of the files next to the pages. The project decides how and when an edition is built:
a file that is not there is not offered, and pages that offered it are written again. A link says how large the file is.
"""

from __future__ import annotations

import filecmp
import re
import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_excellence.extension.doctree.nodes import excellence_editions
from sphinx_excellence.extension.html.edition_files import EditionFile, available_editions, edition_files
from sphinx_excellence.extension.html.registry_file import BUILDERS
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The folder of the copies, in the output.
FOLDER = "_editions"
_OFFER = N_("Also available as:")
#: The paragraph of a page that offers them itself.
_OFFERED = re.compile(r'<p class="[^"]*\bexcellence-editions\b')


def edition_addresses(app: Sphinx) -> dict[str, str]:
    """Return the address in the output of each edition that has been built, by its name."""
    found = available_editions(app.config, Path(app.confdir)) if app.builder.name in BUILDERS else {}
    return {name: f"{FOLDER}/{path.name}" for name, path in found.items()}


class EditionOffers:
    """The links to editions in pages; which there are is looked up once in a build."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._found: list[EditionFile] | None = None

    def connect(self, app: Sphinx) -> None:
        """Offer them in all pages that Sphinx writes from now on."""
        app.connect("env-before-read-docs", self._forget)
        app.connect("doctree-resolved", self._replace_places)
        app.connect("html-page-context", self._add_below)

    def _forget(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self._found = None

    def _editions(self, app: Sphinx) -> list[EditionFile]:
        if self._found is None:
            self._found = edition_files(app) if app.builder.name in BUILDERS else []
        return self._found

    def _replace_places(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Replace each place by a paragraph with a link for each edition; by nothing where there is none to offer."""
        for place in list(doctree.findall(excellence_editions)):
            found = self._editions(app)
            if not found:
                place.parent.remove(place)
                continue
            paragraph = nodes.paragraph("", worded(_OFFER), classes=place["classes"], ids=place["ids"])
            for number, edition in enumerate(found):
                paragraph += nodes.Text(", " if number else " ")
                paragraph += nodes.reference("", edition.name, refuri=_address(app, docname, edition), internal=True)
                paragraph += nodes.Text(f" ({edition.details(app.config.language)})")
            place.replace_self(paragraph)

    def _add_below(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Offer the editions at the end of each page that does not offer them itself."""
        found = self._editions(app) if doctree is not None else []
        if not found or _OFFERED.search(context.get("body", "")):
            return
        links = [
            f'<a href="{escape(_address(app, pagename, edition))}">{escape(edition.name)}</a>'
            f" ({escape(edition.details(app.config.language))})"
            for edition in found
        ]
        context["body"] += f'<p class="excellence-offered">{escape(worded(_OFFER))} {", ".join(links)}</p>\n'


def _address(app: Sphinx, docname: str, edition: EditionFile) -> str:
    return relative_uri(app.builder.get_target_uri(docname), f"{FOLDER}/{edition.path.name}")


def copy_editions(app: Sphinx, exception: Exception | None) -> None:
    """Copy the editions next to the pages, and remove those that no longer exist."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    folder = Path(app.outdir) / FOLDER
    found = {path.name: path for path in available_editions(app.config, Path(app.confdir)).values()}
    if folder.is_dir():
        for copy in folder.iterdir():
            if copy.name not in found:
                copy.unlink()
        if not found:
            folder.rmdir()
    for name, path in found.items():
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / name
        if not target.exists() or not filecmp.cmp(path, target, shallow=False):
            shutil.copyfile(path, target)
