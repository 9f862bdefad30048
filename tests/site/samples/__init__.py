"""The code on the pages of the knowledge base, taken out and run.

A page's Python is one program: its blocks run one after the other. What it has to do is asserted in
``test_PAGE_NAME.py``, so that a page stays free of test code.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[3] / "source"
PATTERNS = SOURCE / "patterns"
_FENCED = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=indent)(?P=fence)$", re.MULTILINE | re.DOTALL
)


def code_of(page: str, language: str = "python") -> list[str]:
    """Return the code of a page in one language, block after block; a page of no pattern is named with its folder."""
    path = SOURCE / f"{page}.md" if "/" in page else PATTERNS / f"{page}.md"
    blocks = _FENCED.finditer(path.read_text(encoding="utf-8"))
    return [textwrap.dedent(block["text"]) for block in blocks if block["info"].strip() == language]


def defined_in(page: str) -> dict[str, Any]:
    """Run the Python of a page, and return what it defines."""
    names: dict[str, Any] = {"__name__": f"page_{page}"}
    for code in code_of(page):
        exec(compile(code, f"{page}.md", "exec", dont_inherit=True), names)
    return names
