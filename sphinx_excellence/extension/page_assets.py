"""The scripts and sheets that only some pages load: those with a form, those with a drawing.

Owns which node needs what. All are looked for in one walk over a page. The search page, which is no document, has its
own (see ``search.page``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_excellence.extension.nodes import excellence_controls, excellence_drawing, excellence_sparkline

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@dataclass(frozen=True, slots=True)
class Assets:
    """What a page loads: a sheet, and scripts in the order in which they run."""

    sheet: str
    scripts: tuple[str, ...] = ()


_DRAWN = Assets("excellence-drawings.css")
ASSETS: Mapping[type[nodes.Node], Assets] = MappingProxyType({
    excellence_controls: Assets("excellence-filter.css", ("excellence-lists.js", "excellence-filter.js")),
    excellence_drawing: _DRAWN,
    excellence_sparkline: _DRAWN,
})  # fmt: skip


def add_page_assets(app: Sphinx) -> None:
    """Let each page load what its nodes need."""
    app.connect("html-page-context", _load)


def _load(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is None:
        return
    there = {type(node) for node in doctree.findall()}
    for assets in dict.fromkeys(assets for kind, assets in ASSETS.items() if kind in there):
        for script in assets.scripts:
            app.add_js_file(script, loading_method="defer")
        app.add_css_file(assets.sheet)
