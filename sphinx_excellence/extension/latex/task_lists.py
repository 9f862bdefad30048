"""Boxes of checklists, in place of the list's own signs.

Owns both sorts: the toolkit's checklists, and task lists written in Markdown, whose boxes MyST hands over as raw HTML
that LaTeX would drop.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import excellence_box_item, excellence_task

#: The class that the Markdown parser's plug-in for task lists (mdit-py-plugins, ``tasklists``) gives to a box.
_BOX_CLASS = 'class="task-list-item-checkbox"'


class DrawTaskBoxes(SphinxPostTransform):
    """Makes items of checklists items with a box."""

    # Before `only` and raw nodes of other formats are dropped (50), as the boxes are such nodes.
    default_priority = 20
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Replace each item that has a box; what is only the box as HTML is taken away."""
        for item in list(self.document.findall(nodes.list_item)):
            first = next(iter(item.children), None)
            if not isinstance(first, nodes.paragraph) or not first.children:
                continue
            lead = first.children[0]
            if isinstance(lead, nodes.raw) and _BOX_CLASS in lead.astext():
                checked = "checked=" in lead.astext()
                first.remove(lead)
            elif isinstance(lead, excellence_task):
                checked = False
            else:
                continue
            item.replace_self(excellence_box_item("", *item.children, checked=checked, **item.attributes))
