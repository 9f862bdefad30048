"""The page that a server shows where there is no page: one that the project writes, and calls ``404``.

Owns that it leads on. A server sends it for any address, so that a relative link leads to where nothing is: each
becomes one from the root of the server, in every theme. That takes the site's address; without it they stay relative.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder

from sphinx_excellence.extension.doctree.nodes import excellence_search_box
from sphinx_excellence.extension.project.site_address import site_address
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The name of the page, and the file that servers look for.
PAGE = "404"
_FILE = f"{PAGE}.html"
#: The builders whose pages are files of their own.
_BUILDERS = frozenset({"html", "dirhtml"})
_SCRIPT = "excellence-not-found.js"
_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
#: A tag; what is inside of a comment, a script or a style is passed over.
_TAG = re.compile(
    rf"<!--.*?-->|(?P<opening><(?P<raw>script|style)\b{_ATTRIBUTES}>)(?P<inside>.*?</(?P=raw)>)|<[a-zA-Z]{_ATTRIBUTES}>",
    re.DOTALL,
)
_ADDRESS = re.compile(r'(?P<name>\s(?:href|src|action|data|poster|data-content_root|data-page))="(?P<address>[^"]*)"')


def add_not_found_page(app: Sphinx) -> None:
    """Let the page of that name be one that leads on."""
    app.connect("builder-inited", _keep_out_of_books)
    app.connect("doctree-read", _mark_as_no_content)
    app.connect("html-page-context", _complete)
    app.connect("build-finished", _lead_on)


def _keep_out_of_books(app: Sphinx) -> None:
    if isinstance(app.builder, Epub3Builder):
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, f"{PAGE}{app.builder.out_suffix}"]


def _mark_as_no_content(app: Sphinx, doctree: nodes.document) -> None:
    """Have no table of contents ask for the page, and no search find it."""
    if app.env.docname == PAGE:
        for field in ("orphan", "nosearch"):
            app.env.metadata[PAGE].setdefault(field, "")


def _complete(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell search engines to pass the page over, and let its search box propose the words of the address."""
    if pagename != PAGE or doctree is None or app.builder.name not in _BUILDERS:
        return
    context["metatags"] = f'{context.get("metatags", "")}<meta name="robots" content="noindex" />\n'
    if next(doctree.findall(excellence_search_box), None) is not None:
        app.add_js_file(_SCRIPT, loading_method="defer")


def _lead_on(app: Sphinx, exception: Exception | None) -> None:
    """Write the page where servers look for it, with links that lead on from any address."""
    if exception is not None or app.builder.name not in _BUILDERS or PAGE not in app.env.all_docs:
        return
    page = Path(app.outdir) / app.builder.get_target_uri(PAGE)
    made = page / "index.html" if app.builder.name == "dirhtml" else page
    if made.is_file():
        # The page of a folder stays too: its links are relative to where it is, and a later run may not write it.
        place = site_address(app.config)
        root = urlsplit(place).path if place else ""
        text = leading_on(made.read_text(encoding="utf-8"), root, app.builder.get_target_uri(PAGE))
        write_if_changed(Path(app.outdir) / _FILE, text)


def leading_on(page: str, root: str, place: str) -> str:
    """Return a page that was made for ``place`` with links that begin at ``root``, the site's path on its server.

    Where that is not known, they are relative to the first folder of the site.
    """

    def absolute(found: re.Match[str]) -> str:
        address = html.unescape(found["address"])
        if address.startswith(("#", "?", "/")) or urlsplit(address).scheme:
            return found[0]
        joined = urljoin(f"{root or '/'}{place}", address)
        return f'{found["name"]}="{html.escape(joined if root else joined.removeprefix("/") or "./")}"'

    def in_tag(found: re.Match[str]) -> str:
        if found[0].startswith("<!--"):
            return found[0]
        return _ADDRESS.sub(absolute, found["opening"] or found[0]) + (found["inside"] or "")

    return _TAG.sub(in_tag, page)
