"""Where the diagrams of a page are: in code blocks of that language, and in what sphinxcontrib-mermaid makes."""

from __future__ import annotations

from typing import Any

LANGUAGE = "mermaid"


def source_of(node: Any) -> str | None:
    """Return the source of the diagram that a node of docutils is; nothing where it is none."""
    if node.tagname == "literal_block":
        return str(node.astext()) if node.get("language", "").lower() == LANGUAGE else None
    return str(node.get("code", "")) if node.tagname == "mermaid" else None
