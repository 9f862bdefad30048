"""How HTML draws the toolkit's nodes. Used by every builder of the HTML family, EPUB among them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from sphinx_excellence.diagrams.svg import inline
from sphinx_excellence.extension.doctree.drawings import address_of, marks_of
from sphinx_excellence.extension.doctree.nodes import (
    Visitors,
    excellence_badge,
    excellence_cell,
    excellence_controls,
    excellence_diagram,
    excellence_drawing,
    excellence_entry,
    excellence_fact,
    excellence_figure,
    excellence_folded,
    excellence_news,
    excellence_noted,
    excellence_on_demand,
    excellence_path,
    excellence_script_only,
    excellence_scroll,
    excellence_search_box,
    excellence_sparkline,
    excellence_task,
    excellence_view,
    excellence_years,
)
from sphinx_excellence.extension.html import svg
from sphinx_excellence.extension.html.controls import form_html
from sphinx_excellence.extension.html.parts_on_demand import publish_part
from sphinx_excellence.extension.html.reading_paths import path_data
from sphinx_excellence.extension.html.search_box import search_box_html
from sphinx_excellence.extension.html.year_slider import year_slider_html
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.messages import N_
from sphinx_excellence.views import sparkline

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

#: Views that stand out from the text and are announced as a note, by their label.
_NOTES = frozenset({"banner"})
#: Views with checklists that readers tick, and what the script says there.
_TICKED = frozenset({"checklist", "playbook"})
_TASK_TEXTS = {
    "done": N_("%s of %s done"),
    "save": N_("Download as Markdown"),
    "reset": N_("Clear all ticks"),
}
#: A figure is not shrunk to less than this: its words could not be read.
_LEAST_SCALE = 0.75


def visit_view(self: HTML5Translator, node: excellence_view) -> None:
    """Open the element of a view."""
    attributes = {}
    if node["view"] in _NOTES:
        attributes = {"role": "note", "aria-label": node["label"]}
    elif node["view"] in _TICKED and node.get("shown"):
        # What is ticked is kept by the record: it is the same wherever its checklist is shown.
        attributes = {f"data-{name}": worded(text) for name, text in _TASK_TEXTS.items()}
        attributes |= {"data-record": node["shown"].partition(" ")[2], "data-label": node["label"]}
    self.body.append(self.starttag(node, "div", "\n", **attributes))
    if node.drawn:
        self.body.append(f"{node.drawn}</div>\n")
        raise nodes.SkipNode


def depart_view(self: HTML5Translator, node: excellence_view) -> None:
    """Close the element of a view."""
    self.body.append("</div>\n")


def visit_scroll(self: HTML5Translator, node: excellence_scroll) -> None:
    """Open a region that can be scrolled by keyboard too."""
    attributes = {"role": "region", "aria-label": node["label"], "tabindex": "0"}
    self.body.append(self.starttag(node, "div", "\n", CLASS="excellence-scroll", **attributes))


def depart_scroll(self: HTML5Translator, node: excellence_scroll) -> None:
    """Close the region."""
    self.body.append("</div>\n")


def visit_path(self: HTML5Translator, node: excellence_path) -> None:
    """Open a path with what the script needs to know of it."""
    data: dict[str, Any] = {**path_data(str(self.builder.current_docname), node["ids"][0])}
    self.body.append(self.starttag(node, "div", "\n", **data))


def visit_cell(self: HTML5Translator, node: excellence_cell) -> None:
    """Open a cell as any other, with the words of the head of its column."""
    self.visit_entry(node)
    label = self.attval(node["label"])
    self.body[-1] = f'{self.body[-1].removesuffix(">")} data-label="{label}">'


def depart_cell(self: HTML5Translator, node: excellence_cell) -> None:
    """Close it."""
    self.depart_entry(node)


def visit_badge(self: HTML5Translator, node: excellence_badge) -> None:
    """Open a badge. The sign says nothing that the title does not: it is hidden from assistive technology."""
    self.body.append(self.starttag(node, "span", ""))
    if node.get("icon"):
        self.body.append(svg.icon(node["icon"]))
    elif node["symbol"]:
        symbol = self.encode(node["symbol"])
        self.body.append(f'<span class="excellence-symbol" aria-hidden="true">{symbol}</span> ')


def depart_badge(self: HTML5Translator, node: excellence_badge) -> None:
    """Close a badge, or a word with a tip."""
    self.body.append("</span>")


def visit_noted(self: HTML5Translator, node: excellence_noted) -> None:
    """Open a word with a tip that says what it means."""
    self.body.append(self.starttag(node, "span", "", title=node["note"]))


def visit_task(self: HTML5Translator, node: excellence_task) -> None:
    """Open a labelled checkbox."""
    self.body.append('<label class="excellence-task"><input type="checkbox" disabled="disabled" /> <span>')


def depart_task(self: HTML5Translator, node: excellence_task) -> None:
    """Close the label."""
    self.body.append("</span></label>")


def visit_fact(self: HTML5Translator, node: excellence_fact) -> None:
    """Open a group of a label and its value, so that the two stay together however they are laid out."""
    self.body.append(self.starttag(node, "div", "", CLASS="excellence-fact"))


def depart_fact(self: HTML5Translator, node: excellence_fact) -> None:
    """Close the group."""
    self.body.append("</div>\n")


def visit_entry(self: HTML5Translator, node: excellence_entry) -> None:
    """Open a group of blocks that the script filters and sorts by its data."""
    data = "".join(f' data-{name}="{_written(value)}"' for name, value in sorted(node["data"].items()))
    self.body.append(f"{self.starttag(node, 'div', '')[:-1]}{data}>\n")


def _written(value: str) -> str:
    """Return a value for an attribute, with its line breaks, which docutils would make blanks of."""
    return escape(value).replace("\n", "&#10;").replace("\t", "&#9;")


def visit_script_only(self: HTML5Translator, node: excellence_script_only) -> None:
    """Open what a script shows."""
    self.body.append(self.starttag(node, "div", "\n", CLASS="excellence-live", hidden="hidden"))


def depart_block(self: HTML5Translator, node: nodes.Element) -> None:
    """Close one of the two."""
    self.body.append("</div>\n")


def visit_on_demand(self: HTML5Translator, node: excellence_on_demand) -> None:
    """Write what is inside into a file of its own, and in its place where that is."""
    around, self.body = self.body, []
    for child in node.children:
        child.walkabout(self)
    inside, self.body = "".join(self.body), around
    address = publish_part(self.builder, self.document, node, inside)
    attributes = {f"data-{name}": text for name, text in node["texts"].items()} | {"data-part": address}
    if not address:
        del attributes["data-part"]
    self.body.append(f"{self.starttag(node, 'div', '', **attributes)}{'' if address else inside}</div>\n")
    raise nodes.SkipNode


def visit_controls(self: HTML5Translator, node: excellence_controls) -> None:
    """Write a form, with the address of the page on which patterns are compared, if there is one."""
    links = [link for link in node.children if isinstance(link, nodes.reference)]
    compare = f"{links[0].get('refuri', '').partition('#')[0]}#compare=" if links else ""
    self.body.append(form_html(node["form"], compare) + "\n")
    raise nodes.SkipNode


def depart_controls(self: HTML5Translator, node: excellence_controls) -> None:
    """Do nothing more: it has no children."""


def visit_search_box(self: HTML5Translator, node: excellence_search_box) -> None:
    """Write a form that leads to the search page, where the builder makes one, and links to searches."""
    if self.builder.name == "singlehtml" or not self.builder.search:
        raise nodes.SkipNode
    address = self.builder.get_relative_uri(self.builder.current_docname, "search")
    box = search_box_html(address, node["texts"], node["placeholder"], node["examples"])
    self.body.append(f"{self.starttag(node, 'div', '')}{box}</div>\n")


def visit_news(self: HTML5Translator, node: excellence_news) -> None:
    """Write a place for what the script says, with the texts for it."""
    texts = {f"data-{name}": text for name, text in node["texts"].items()}
    self.body.append(self.starttag(node, "div", "", **texts) + "</div>\n")


def visit_years(self: HTML5Translator, node: excellence_years) -> None:
    """Write a slider for the years."""
    slider = year_slider_html(node["first"], node["last"], node["texts"])
    self.body.append(f"{self.starttag(node, 'div', '', CLASS='excellence-years')}{slider}</div>\n")


def visit_drawing(self: HTML5Translator, node: excellence_drawing) -> None:
    """Draw a drawing, in a block in which it scrolls where it is too wide."""
    marks = [(mark, address_of(mark)) for mark in marks_of(node)]
    # Few readers of e-books point at anything.
    has_tips = self.builder.name != "epub"
    drawn = "".join(
        svg.mark(
            svg.drawn(mark["shapes"]),
            mark["about"],
            address,
            mark["data"],
            is_aside=mark.get("aside", False),
            tip=svg.drawn(mark["tip"]) if has_tips else "",
        )
        for mark, address in marks
    )
    attributes = {f"data-{name}": value for name, value in node["data"].items()}
    if not any(address for _mark, address in marks):
        # Links bring themselves into view. Where there is none, nothing else could be scrolled by keys.
        attributes |= {"role": "region", "aria-label": node["label"], "tabindex": "0"}
    role = "document" if self.builder.name == "epub" else "group"
    opening = svg.opening(node["width"], node["height"], node["label"], node["description"], role)
    block = self.starttag(node, "div", "", **attributes)
    self.body.append(f"{block}{opening}{svg.drawn(node['shapes'])}{drawn}</svg></div>\n")
    raise nodes.SkipNode


def visit_figure_drawing(self: HTML5Translator, node: excellence_figure) -> None:
    """Draw a figure as one image, in a block in which it scrolls where the page is too narrow for it."""
    width, label = node["width"], node["label"]
    # No landmark, as a region is: a page may have many figures.
    block = self.starttag(node, "div", "", **{"role": "group", "aria-label": label, "tabindex": "0"})
    opening = svg.opening(width, node["height"], label, node["description"], "img", _LEAST_SCALE * width)
    self.body.append(f"{block}{opening}{svg.drawn(node['shapes'])}</svg></div>\n")
    raise nodes.SkipNode


def visit_diagram(self: HTML5Translator, node: excellence_diagram) -> None:
    """Draw a diagram, in a block in which it scrolls where it is too wide, and open its source."""
    count = self.__dict__["excellence_diagrams"] = self.__dict__.get("excellence_diagrams", 0) + 1
    prefix = f"excellence-diagram-{count}"
    drawn = inline(node["svg"], prefix, node["label"], group="document" if self.builder.name == "epub" else "group")
    attributes = {"role": "region", "aria-label": node["label"], "tabindex": "0"}
    self.body.append(f"{self.starttag(node, 'div', '', CLASS='excellence-diagram', **attributes)}{drawn}</div>\n")
    summary = self.encode(worded(N_("Source of the diagram")))
    self.body.append(f'<details class="excellence-diagram-source"><summary>{summary}</summary>\n')


def visit_folded(self: HTML5Translator, node: excellence_folded) -> None:
    """Open what a reader unfolds."""
    # Few readers of e-books unfold anything.
    opened = self.builder.name == "epub" and "excellence-more" in node["classes"]
    block = self.starttag(node, "details", "", **cast("dict[str, Any]", {"open": "open"} if opened else {}))
    self.body.append(f"{block}<summary>{self.encode(node['label'])}</summary>\n")


def depart_folded(self: HTML5Translator, node: excellence_folded) -> None:
    """Close what a reader unfolds."""
    self.body.append("</details>\n")


def visit_sparkline(self: HTML5Translator, node: excellence_sparkline) -> None:
    """Draw little bars, which say the numbers to those who do not see them, and as a tip."""
    bars = svg.drawn(sparkline.bars(node["values"], node["top"]))
    tip = f"<title {svg.UNMARKED}>{self.encode(node['label'])}</title>"
    width = sparkline.width(node["values"])
    self.body.append(svg.picture(width, sparkline.HEIGHT, node["label"], tip + bars, "excellence-sparkline"))
    raise nodes.SkipNode


#: What the HTML family alone draws: elsewhere it is a container, a field, an inline, or has been taken out.
OWN_VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_fact: (visit_fact, depart_fact),
    excellence_noted: (visit_noted, depart_badge),
    excellence_entry: (visit_entry, depart_block),
    excellence_script_only: (visit_script_only, depart_block),
    excellence_on_demand: (visit_on_demand, None),
    excellence_cell: (visit_cell, depart_cell),
    excellence_path: (visit_path, depart_block),
    excellence_controls: (visit_controls, depart_controls),
    excellence_search_box: (visit_search_box, depart_controls),
    excellence_news: (visit_news, depart_controls),
    excellence_years: (visit_years, depart_controls),
}
VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_view: (visit_view, depart_view),
    excellence_scroll: (visit_scroll, depart_scroll),
    excellence_badge: (visit_badge, depart_badge),
    excellence_task: (visit_task, depart_task),
    excellence_diagram: (visit_diagram, depart_folded),
    excellence_drawing: (visit_drawing, None),
    excellence_figure: (visit_figure_drawing, None),
    excellence_folded: (visit_folded, depart_folded),
    excellence_sparkline: (visit_sparkline, None),
}
