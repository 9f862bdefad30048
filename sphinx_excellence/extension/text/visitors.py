"""How the text formats (text, man, Texinfo) draw the toolkit's nodes: badges in brackets, boxes as ``[ ]``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_excellence.extension.doctree.nodes import (
    Visitors,
    excellence_badge,
    excellence_scroll,
    excellence_task,
    excellence_view,
)

if TYPE_CHECKING:
    from sphinx.writers.manpage import ManualPageTranslator
    from sphinx.writers.texinfo import TexinfoTranslator
    from sphinx.writers.text import TextTranslator


def _nothing(self: Any, node: nodes.Element) -> None:
    """Draw nothing: the children are drawn by themselves."""


def _in_text(text: str) -> Callable[[TextTranslator, nodes.Element], None]:
    def draw(self: TextTranslator, node: nodes.Element) -> None:
        self.add_text(text)

    return draw


def _in_body(text: str) -> Callable[[Any, nodes.Element], None]:
    def draw(self: ManualPageTranslator | TexinfoTranslator, node: nodes.Element) -> None:
        self.body.append(text)

    return draw


def visit_texinfo_block(self: TexinfoTranslator, node: nodes.Element) -> None:
    """Open a block that may be linked to."""
    for anchor in node["ids"]:
        self.add_anchor(anchor, node)


TEXT_VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_view: (_nothing, _nothing),
    excellence_scroll: (_nothing, _nothing),
    excellence_badge: (_in_text("["), _in_text("]")),
    excellence_task: (_in_text("[ ] "), _nothing),
}
MAN_VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_view: (_nothing, _nothing),
    excellence_scroll: (_nothing, _nothing),
    excellence_badge: (_in_body("["), _in_body("]")),
    excellence_task: (_in_body("[ ] "), _nothing),
}
TEXINFO_VISITORS: Mapping[type[nodes.Element], Visitors] = {
    excellence_view: (visit_texinfo_block, _nothing),
    excellence_scroll: (_nothing, _nothing),
    excellence_badge: (_in_body("["), _in_body("]")),
    excellence_task: (_in_body("[ ] "), _nothing),
}
