"""How LaTeX draws the toolkit's nodes: as the environments and commands of ``sphinxexcellence.sty``.

A block is written as Sphinx writes a container: each class an environment, where the style or the project's preamble
has one by that name (``sphinxclass`` before it).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_excellence.extension.doctree.drawings import address_of, area_of, is_landscape, marks_of, number
from sphinx_excellence.extension.doctree.nodes import (
    Visitors,
    excellence_badge,
    excellence_book_part,
    excellence_box_item,
    excellence_diagram,
    excellence_drawing,
    excellence_figure,
    excellence_scroll,
    excellence_sparkline,
    excellence_task,
    excellence_view,
)
from sphinx_excellence.extension.latex import tikz
from sphinx_excellence.extension.latex.column_widths import is_top_level
from sphinx_excellence.views import sparkline

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator


def visit_view(self: LaTeXTranslator, node: excellence_view) -> None:
    """Open a view: the targets of links are inside its frame."""
    self.body += [f"\n\\begin{{sphinxuseclass}}{{{name}}}" for name in node["classes"]]
    self.body += [self.hypertarget(anchor) for anchor in node["ids"]]


def depart_view(self: LaTeXTranslator, node: excellence_view) -> None:
    """Close a view."""
    self.body += ["\n\\end{sphinxuseclass}" for _ in node["classes"]]


def visit_scroll(self: LaTeXTranslator, node: excellence_scroll) -> None:
    """Open what holds a table: on paper nothing scrolls."""
    self.body += [self.hypertarget(anchor, anchor=False) for anchor in node["ids"]]


def depart_scroll(self: LaTeXTranslator, node: excellence_scroll) -> None:
    """Close what holds a table."""


def visit_badge(self: LaTeXTranslator, node: excellence_badge) -> None:
    """Open a badge: the tier's class, which is its colour's name too, its sign, and the title."""
    tier = next((name for name in node["classes"] if name.startswith("excellence-tier-")), "excellence-tier-unrated")
    drawn = node.get("icon")
    sign = (
        rf"\excellenceicon{{{tikz.outline(drawn)}}}"
        if drawn
        else rf"\excellencesymbol{{{self.escape(node['symbol'])}}}"
    )
    self.body.append(rf"\excellencebadge{{{tier}}}{{{sign}}}{{")


def depart_badge(self: LaTeXTranslator, node: excellence_badge) -> None:
    """Close a badge."""
    self.body.append("}")


def visit_task(self: LaTeXTranslator, node: excellence_task) -> None:
    """Open the text of a task: the box is its item's."""


def depart_task(self: LaTeXTranslator, node: excellence_task) -> None:
    """Close the text of a task."""


def visit_box_item(self: LaTeXTranslator, node: excellence_box_item) -> None:
    """Open an item with a drawn box for its sign."""
    box = r"\excellencetickedbox" if node["checked"] else r"\excellencebox"
    self.body.append(rf"\item[{box}] {{}} ")


def depart_box_item(self: LaTeXTranslator, node: excellence_box_item) -> None:
    """Close an item with a box."""
    self.depart_list_item(node)


def visit_book_part(self: LaTeXTranslator, node: excellence_book_part) -> None:
    """Open the title of a part."""
    self.body.append("\n\n\\part{")
    self.in_title = 1


def depart_book_part(self: LaTeXTranslator, node: excellence_book_part) -> None:
    """Close the title of a part."""
    self.in_title = 0
    self.body.append("}\n")


def visit_diagram(self: LaTeXTranslator, node: excellence_diagram) -> None:
    """Show the drawing of a diagram as an image."""
    file = Path(node["file"])
    self.builder.images[str(file)] = f"diagram-{file.name}"
    image = nodes.image("", uri=str(file), alt=node["label"], align="center")
    node.children = [image]
    image.parent = node
    self.visit_image(image)
    raise nodes.SkipNode


def visit_drawing(self: LaTeXTranslator, node: excellence_drawing) -> None:
    """Draw a drawing, on a page that is turned where it is much wider than high."""
    width, height = node["width"], node["height"]
    turned = is_landscape(node) and is_top_level(node)
    environment = "excellencewidedrawing" if turned else "excellencedrawing"
    self.body.append(f"\n\\begin{{{environment}}}{{{number(width)}}}{{{number(height)}}}%\n")
    self.body.append(tikz.drawn(node["shapes"], self.escape))
    for mark in marks_of(node):
        self.body.append(tikz.drawn(mark["shapes"], self.escape))
        link = _link_of(self, address_of(mark))
        if link:
            self.body.append(tikz.area(area_of(mark), link))
    self.body.append(f"\\end{{{environment}}}\n\n")
    raise nodes.SkipNode


def _link_of(self: LaTeXTranslator, address: str) -> str:
    """Return the code that makes a link of a spot, by the address that it leads to; nothing where there is none."""
    spot = r"\excellencespot"
    if address.startswith(("%", "#")):
        page, _, place = address[1:].partition("#") if address[0] == "%" else (self.curfilestack[-1], "", address[1:])
        opening = self.hyperlink(f"{page}:{place or ':doc'}")
        return f"{opening}{spot}}}}}"
    return rf"\sphinxhref{{{self.encode_uri(address)}}}{{{spot}}}" if address else ""


def visit_sparkline(self: LaTeXTranslator, node: excellence_sparkline) -> None:
    """Draw little bars."""
    bars = tikz.drawn(sparkline.bars(node["values"], node["top"]), self.escape)
    self.body.append(f"\\excellencesparkline{{{number(sparkline.HEIGHT)}}}{{%\n{bars}}}")
    raise nodes.SkipNode


VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_view: (visit_view, depart_view),
    excellence_scroll: (visit_scroll, depart_scroll),
    excellence_badge: (visit_badge, depart_badge),
    excellence_task: (visit_task, depart_task),
    excellence_book_part: (visit_book_part, depart_book_part),
    excellence_diagram: (visit_diagram, None),
    excellence_drawing: (visit_drawing, None),
    excellence_figure: (visit_drawing, None),
    excellence_sparkline: (visit_sparkline, None),
    excellence_box_item: (visit_box_item, depart_box_item),
}
