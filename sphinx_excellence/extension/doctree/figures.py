"""The figures of the directive ``diagram``: laid out once their texts are translated, and said in words next to it.

Owns the nodes that a directive leaves for a diagram, and what becomes of them. How a format draws a figure belongs to
its ``visitors``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import (
    excellence_figure,
    excellence_figure_text,
    excellence_folded,
)
from sphinx_excellence.extension.project.labels import translated
from sphinx_excellence.model.diagram import Diagram, reworded, wordings_of
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.diagrams.drawing import FORM_LABELS, lines_in_words, shapes_of
from sphinx_excellence.views.folding import transcript

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Where something is written: the source, and its line from 1.
Written = tuple[str, int]


def add_figures(app: Sphinx) -> None:
    """Lay out figures, and leave out their words where the drawing itself has them."""
    app.add_transform(LayOutFigures)
    app.add_post_transform(LeaveOutWords)


def figure_nodes(diagram: Diagram, caption: list[nodes.Node], at: Written, body: int) -> nodes.figure:
    """Return the figure of a diagram that is written ``at`` a place, its record from line ``body`` on."""
    source, line = at
    drawing = excellence_figure("", diagram=diagram, view="diagram", translatable=False, classes=["excellence-figure"])
    for wording in (diagram.description, *wordings_of(diagram.record)):
        if wording is not None and wording.text:
            text = excellence_figure_text("", original=wording.text, text=wording.text)
            text.source, text.line = source, body + wording.line - 1
            drawing += text
    figure = nodes.figure("", drawing, classes=["excellence-diagram-figure"])
    for node in (drawing, figure):
        node.source, node.line = source, line
    if diagram.title is not None:
        title = nodes.caption(diagram.title.text, "", *caption)
        title.source, title.line = source, body + diagram.title.line - 1
        figure += title
    return figure


class LayOutFigures(SphinxTransform):
    """Lays out each figure with its texts in the language of the project."""

    # After texts are translated (20).
    default_priority = 30

    def apply(self, **kwargs: Any) -> None:
        """Lay them out."""
        for drawing in [*self.document.findall(excellence_figure)]:
            _lay_out(drawing)


def _lay_out(drawing: excellence_figure) -> None:
    texts = {each["original"]: each["text"] for each in drawing.children if isinstance(each, excellence_figure_text)}
    diagram: Diagram = reworded(drawing.attributes.pop("diagram"), texts)
    figure = cast("nodes.figure", drawing.parent)
    title = figure.next_node(nodes.caption)
    label = title.astext() if title is not None else translated(Label(FORM_LABELS[diagram.form]))
    shapes, width, height = shapes_of(diagram)
    words = [translated(line) for line in lines_in_words(diagram)]
    description = diagram.description.text if diagram.description is not None else "; ".join(words)
    drawing.attributes |= {
        "shapes": shapes, "width": width, "height": height, "label": label, "description": description,
    }  # fmt: skip
    lines = nodes.bullet_list("", bullet="-")
    for each in words:
        lines += nodes.list_item("", nodes.paragraph("", each, translatable=False))
    said: list[nodes.Node] = [lines]
    if diagram.description is not None:
        said.insert(0, nodes.paragraph("", diagram.description.text, translatable=False))
    folded = excellence_folded("", *said, label=translated(transcript(()).label), classes=["excellence-transcript"])
    legend = nodes.legend("", folded)
    for node in legend.findall():
        node.source, node.line = drawing.source, drawing.line
    figure += legend


class LeaveOutWords(SphinxPostTransform):
    """Leaves out what a figure says in words, on paper: its drawing has the same words."""

    default_priority = 6
    formats = ("latex", "typst")

    def run(self, **kwargs: Any) -> None:
        """Take the words out."""
        for drawing in [*self.document.findall(excellence_figure)]:
            legend = drawing.parent.next_node(nodes.legend) if drawing.parent is not None else None
            if legend is not None:
                legend.parent.remove(legend)
