"""How LaTeX draws the toolkit's nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_excellence.extension.nodes import (
    Visitors,
    excellence_badge,
    excellence_scroll,
    excellence_task,
    excellence_view,
)

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator


def visit_block(self: LaTeXTranslator, node: nodes.Element) -> None:
    """Open a block: its children stand by themselves, and it may be linked to."""
    for anchor in node["ids"]:
        self.body.append(self.hypertarget(anchor, anchor=False))


def depart_block(self: LaTeXTranslator, node: nodes.Element) -> None:
    """Close a block."""


def visit_badge(self: LaTeXTranslator, node: excellence_badge) -> None:
    """Open a badge: a frame around the title, which needs no colour and no emoji face."""
    self.body.append(r"\fbox{\footnotesize{}")


def depart_badge(self: LaTeXTranslator, node: excellence_badge) -> None:
    """Close a badge."""
    self.body.append("}")


def visit_task(self: LaTeXTranslator, node: excellence_task) -> None:
    """Open an item of a checklist with an empty box."""
    self.body.append(r"\(\square\)~")


def depart_task(self: LaTeXTranslator, node: excellence_task) -> None:
    """Close an item of a checklist."""


VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_view: (visit_block, depart_block),
    excellence_scroll: (visit_block, depart_block),
    excellence_badge: (visit_badge, depart_badge),
    excellence_task: (visit_task, depart_task),
}
