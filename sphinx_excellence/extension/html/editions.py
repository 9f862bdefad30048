"""Offers the other editions of a site, such as its PDF, where they have been built.

Owns the links, and the copies of the files next to the pages. The project decides how and when an edition is built:
a file that is not there is not offered, and pages that offered it are written again.
"""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_excellence.extension.doctree.nodes import excellence_editions
from sphinx_excellence.extension.html.registry_file import BUILDERS
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.extension.project.read_settings import editions_of
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The folder of the copies, in the output.
FOLDER = "_editions"


def available_editions(config: Config, confdir: Path) -> dict[str, Path]:
    """Return the file of each edition that has been built, by its name."""
    found = {name: confdir / path for name, path in editions_of(config).items()}
    return {name: path for name, path in found.items() if path.is_file()}


def offer_editions(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each place by a paragraph with a link for each edition; by nothing where there is none to offer."""
    places = list(doctree.findall(excellence_editions))
    if not places:
        return
    offered = app.builder.name in BUILDERS
    found = available_editions(app.config, Path(app.confdir)) if offered else {}
    for place in places:
        if not found:
            place.parent.remove(place)
            continue
        here = app.builder.get_target_uri(docname)
        paragraph = nodes.paragraph("", worded(N_("Also available as:")), classes=place["classes"], ids=place["ids"])
        for number, (name, path) in enumerate(found.items()):
            paragraph += nodes.Text(", " if number else " ")
            paragraph += nodes.reference("", name, refuri=relative_uri(here, f"{FOLDER}/{path.name}"), internal=True)
        place.replace_self(paragraph)


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
