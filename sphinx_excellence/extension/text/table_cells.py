"""Cells of the text builder, whose paragraphs run together: a dash before each option says where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class MarkOptions(SphinxPostTransform):
    """Puts a dash before each option of a cell that holds several."""

    default_priority = 800
    formats = ("text",)

    def run(self, **kwargs: Any) -> None:
        """Put them in."""
        for entry in self.document.findall(nodes.entry):
            lines = (child for child in entry.children if isinstance(child, nodes.paragraph))
            options = [line for line in lines if "excellence-option" in line["classes"]]
            for option in options if len(options) > 1 else ():
                option.insert(0, nodes.Text("- "))


def add_plain_cells(app: Sphinx) -> None:
    """Mark the options in what the text builder writes."""
    app.add_post_transform(MarkOptions)
