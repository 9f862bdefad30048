"""Which pages are records, and of which kind: by their names, as ``excellence_pages`` says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_PART = re.compile(r"\*\*/|\*\*|\*|\?|\[(?:![^\]]+|[^\]!][^\]]*)\]|.", re.DOTALL)


def kind_of_page(docname: str, kinds: Mapping[str, str | None]) -> str:
    """Return the kind of the first pattern that a page's name matches; empty where none does, or it has no kind.

    In a pattern, ``*`` and ``?`` stand for characters other than ``/``, ``**`` for any, ``[0-9]`` for one of several.
    """
    return next((kind for pattern, kind in kinds.items() if _compiled(pattern).fullmatch(docname)), "") or ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_translated(part[0]) for part in _PART.finditer(pattern)), re.DOTALL)


def _translated(part: str) -> str:
    if part == "**/":
        return "(?:.*/)?"
    if part == "**":
        return ".*"
    if part == "*":
        return "[^/]*"
    if part == "?":
        return "[^/]"
    if len(part) > 1:
        negated = part[1] == "!"
        inner = re.sub(r"([\\^\[&~|])", r"\\\1", part[2:-1] if negated else part[1:-1])
        try:
            re.compile(f"[{inner}]")
        except re.error:  # a range that runs backwards, such as `[z-a]`, has nothing in it
            return re.escape(part)
        return f"[{'^' if negated else ''}{inner}]"
    return re.escape(part)
