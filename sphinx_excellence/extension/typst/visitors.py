"""How Typst draws the toolkit's nodes: by the functions of ``excellence.typ``.

Most blocks are drawn by their class; here are the nodes that hold more than their children.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_excellence.extension.doctree.drawings import area_of, is_landscape, marks_of
from sphinx_excellence.extension.doctree.nodes import (
    Visitors,
    excellence_badge,
    excellence_drawing,
    excellence_figure,
    excellence_folded,
    excellence_mark,
    excellence_scroll,
    excellence_sparkline,
    excellence_view,
)
from sphinx_excellence.extension.typst import shapes
from sphinx_excellence.typst.literals import Code
from sphinx_excellence.views import sparkline

if TYPE_CHECKING:
    from sphinx_excellence.typst.visitors.translator import TypstTranslator


#: A banner of more characters than this takes more than half a page. To measure it would cost the compiler much.
_LONG_BANNER = 2_000
#: The argument of the functions that make a link.
_SPOT = "spot"


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


def visit_folded(self: TypstTranslator, node: excellence_folded) -> None:
    """Open what is folded elsewhere: on paper it is as everything else."""
    self.open("", block=True)


def visit_scroll(self: TypstTranslator, node: excellence_scroll) -> None:
    """Open what holds a table: on paper nothing scrolls, and its label is for assistive technology alone."""
    self.open("", block=True)


def depart_scroll(self: TypstTranslator, node: excellence_scroll) -> None:
    """Close what holds a table."""
    self.close()


def visit_badge(self: TypstTranslator, node: excellence_badge) -> None:
    """Open a badge: the tier's classes, its sign, and the title."""
    symbol = Code(self.text_code(node["symbol"])) if node["symbol"] else None
    if node.get("icon"):
        symbol = shapes.outline(node["icon"])
    self.open("excellence-badge", classes=list(node["classes"]), symbol=symbol)


def depart_badge(self: TypstTranslator, node: excellence_badge) -> None:
    """Close a badge."""
    self.close()


def visit_drawing(self: TypstTranslator, node: excellence_drawing) -> None:
    """Draw a drawing, on a page that is turned where it is much wider than high."""
    drawn = [*node["shapes"], *(shape for mark in marks_of(node) for shape in mark["shapes"])]
    self.emit(
        self.call(
            "excellence-drawing",
            width=round(node["width"], 2),
            height=round(node["height"], 2),
            turned=is_landscape(node) and self.top_level,
            shapes=shapes.drawn(drawn, self.text_code),
            links=[link for mark in marks_of(node) if (link := _link_of(self, mark)) is not None],
        )
    )
    raise nodes.SkipNode


def _link_of(self: TypstTranslator, mark: excellence_mark) -> list[Any] | None:
    """Return where a mark answers to a click, and a function that makes a link of a spot; nothing for one without."""
    left, top, right, bottom = area_of(mark)
    if isinstance(mark.parent, nodes.reference):
        self.open("")
        mark.parent.walkabout(self)
        link = self.capture()
    elif mark.get("address"):
        link = self.call("web", _SPOT, address=mark["address"], bare=True)
    else:
        return None
    sizes = [round(number, 2) for number in (left, top, right - left, bottom - top)]
    return [*sizes, Code(f"{_SPOT} => {link}")]


def visit_mark(self: TypstTranslator, node: excellence_mark) -> None:
    """Stand for the spot that a link is made of: the mark itself is among the shapes."""
    self.emit(_SPOT)
    raise nodes.SkipNode


def visit_sparkline(self: TypstTranslator, node: excellence_sparkline) -> None:
    """Draw little bars."""
    bars = shapes.drawn(sparkline.bars(node["values"], node["top"]), self.text_code)
    width = sparkline.width(node["values"])
    self.emit(self.call("excellence-sparkline", width=width, height=sparkline.HEIGHT, shapes=bars))
    raise nodes.SkipNode


VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_view: (visit_view, depart_view),
    excellence_folded: (visit_folded, depart_scroll),
    excellence_scroll: (visit_scroll, depart_scroll),
    excellence_badge: (visit_badge, depart_badge),
    excellence_drawing: (visit_drawing, None),
    excellence_figure: (visit_drawing, None),
    excellence_mark: (visit_mark, None),
    excellence_sparkline: (visit_sparkline, None),
}
