"""The prose of a Jupyter notebook: the text of its Markdown cells, and where each line of it is in the file.

Format: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sphinx_excellence.loader.parsed_data import Document


def prose_of_cells(
    content: Mapping[str, Any], document: Document
) -> tuple[str, Callable[[], Sequence[tuple[int, int]]]]:
    """Return the text of the Markdown cells, an empty line between two, and what gives the place of each line."""
    cells = content.get("cells")
    proses = {
        number: prose for number, cell in enumerate(cells if isinstance(cells, list) else ()) if (prose := _prose(cell))
    }

    @cache
    def lines() -> Sequence[tuple[int, int]]:
        return [
            document.locate(("cells", number, "source", row))
            for number, prose in proses.items()
            for row in range(prose.count("\n") + 2)
        ]

    return "\n\n".join(proses.values()), lines


def markdown_of(text: str) -> str:
    """Return the text of the Markdown cells of a notebook, an empty line between two; empty where it is no notebook."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    cells = content.get("cells") if isinstance(content, dict) else None
    return "\n\n".join(filter(None, map(_prose, cells if isinstance(cells, list) else ())))


def _prose(cell: Any) -> str:
    """Return the text of a cell of prose; empty for any other."""
    source = cell.get("source") if isinstance(cell, dict) and cell.get("cell_type") == "markdown" else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else ""
