"""The code on the pages of patterns, taken out and run.

A page's Python is one program: its blocks run one after the other. What it has to do is asserted in
``test_PAGE_NAME.py``, so that a page stays free of test code.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PATTERNS = Path(__file__).parents[3] / "source" / "patterns"
_FENCED = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)


def code_of(page: str, language: str = "python") -> list[str]:
    """Return the code of a page in one language, block after block."""
    text = (PATTERNS / f"{page}.md").read_text(encoding="utf-8")
    return [block["text"] for block in _FENCED.finditer(text) if block["info"].strip() == language]


def defined_in(page: str) -> dict[str, Any]:
    """Run the Python of a page, and return what it defines."""
    names: dict[str, Any] = {"__name__": f"page_{page}"}
    for code in code_of(page):
        exec(compile(code, f"{page}.md", "exec", dont_inherit=True), names)
    return names
