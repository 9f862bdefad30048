"""Typst's math as code: characters, strings and rows, escaped so that no formula can run code."""

from __future__ import annotations

import re
from collections.abc import Iterable


def string(text: str) -> str:
    """Return text as a string literal; a line end is a blank."""
    return '"' + re.sub(r"\s", " ", text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def escaped(text: str) -> str:
    """Return characters such that Typst takes them as themselves: letters and digits are, others are escaped."""
    return " ".join(char if char.isalnum() else string(char) if char.isspace() else f"\\{char}" for char in text)


def joined(parts: Iterable[str]) -> str:
    """Put parts side by side: a space next to a string would be set, anywhere else it separates names."""
    result = ""
    for part in filter(None, parts):
        touching = not result or result.endswith('"') or part.startswith('"')
        result += part if touching else f" {part}"
    return result
