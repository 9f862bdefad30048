"""Finds the diagrams of a document, so that they can be drawn ahead, several at once."""

from __future__ import annotations

from docutils import nodes

from sphinx_excellence.diagrams.sources import source_of
from sphinx_excellence.typst.assembly.nodes import typst_diagram


def mark_diagrams(tree: nodes.document) -> list[str]:
    """Make a node of its own of each Mermaid diagram; return their sources, in their order."""
    sources = []
    for node in list(tree.findall(nodes.Element)):
        source = source_of(node)
        if source is not None:
            marked = typst_diagram(
                "", code=source, **{name: node[name] for name in ("ids", "alt", "align") if name in node}
            )
            marked.source, marked.line = node.source, node.line
            node.replace_self(marked)
            sources.append(source)
    return sources
