"""Registers, for each node of the toolkit, the visitors of every output format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.doctree.nodes import (
    excellence_book_part,
    excellence_box_item,
    excellence_diagram,
    excellence_drawing,
    excellence_figure,
    excellence_folded,
    excellence_sparkline,
    excellence_tag,
)
from sphinx_excellence.extension.html import visitors as html
from sphinx_excellence.extension.latex import visitors as latex
from sphinx_excellence.extension.text import visitors as text
from sphinx_excellence.extension.typst import visitors as typst

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_nodes(app: Sphinx) -> None:
    """Register the visitors of each node in each format."""
    for node, visitors in html.OWN_VISITORS.items():
        app.add_node(node, html=visitors)
    # Of these formats that draw, and only these, are handed a drawing; a sparkline is text to the others.
    for drawn in (excellence_diagram, excellence_drawing, excellence_figure, excellence_sparkline):
        app.add_node(drawn, html=html.VISITORS[drawn], latex=latex.VISITORS[drawn])
    app.add_node(excellence_folded, html=html.VISITORS[excellence_folded])
    # Drawn as the inline text that it is; the builder of XML takes no node that it has not been reported of.
    app.add_node(excellence_tag)
    # Made by transforms for LaTeX alone.
    app.add_node(excellence_box_item, latex=latex.VISITORS[excellence_box_item])
    app.add_node(excellence_book_part, latex=latex.VISITORS[excellence_book_part])
    for node in text.TEXT_VISITORS:
        app.add_node(
            node,
            html=html.VISITORS[node],
            latex=latex.VISITORS[node],
            text=text.TEXT_VISITORS[node],
            man=text.MAN_VISITORS[node],
            texinfo=text.TEXINFO_VISITORS[node],
        )
    for node, visitors in typst.VISITORS.items():
        # The others are drawn as what they are, or by their class. Known already, a node is taken once more.
        app.add_node(node, override=True, typst=visitors)
