"""How Typst draws the toolkit's nodes: by the functions of ``typst_edition/excellence.typ``.

Most blocks are drawn by their class; here stand the nodes that hold more than their children.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_excellence.extension.nodes import Visitors, excellence_badge, excellence_view
from sphinx_excellence.typst.literals import Code

if TYPE_CHECKING:
    from sphinx_excellence.typst.translator import TypstTranslator


#: A banner of more characters than this takes more than half a page. To measure it would cost the compiler much.
_LONG_BANNER = 2_000


def visit_view(self: TypstTranslator, node: excellence_view) -> None:
    """Open a view: the banner in its frame, the others as the run of blocks that they are."""
    if node["view"] == "banner":
        long = len(node.astext()) > _LONG_BANNER
        self.open("excellence-banner", block=True, classes=list(node["classes"]), long=long)
    else:
        self.open("", block=True)


def depart_view(self: TypstTranslator, node: excellence_view) -> None:
    """Close a view."""
    self.close()


def visit_badge(self: TypstTranslator, node: excellence_badge) -> None:
    """Open a badge: the tier's classes, its sign, and the title."""
    symbol = Code(self.texts(node["symbol"])) if node["symbol"] else None
    self.open("excellence-badge", classes=list(node["classes"]), symbol=symbol)


def depart_badge(self: TypstTranslator, node: excellence_badge) -> None:
    """Close a badge."""
    self.close()


VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_view: (visit_view, depart_view),
    excellence_badge: (visit_badge, depart_badge),
}
