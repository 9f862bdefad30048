"""Tabs as superfences had them before version 8: fences with ``tab="Title"``, which follow each other.

Owns writing them as content tabs, for the converter and for what readers saw: sites that still have them are built
with that version. https://facelessuser.github.io/pymdown-extensions/about/releases/8.0/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<signs>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_TAB = re.compile(r"""[ \t]+tab=(?P<quote>["'])(?P<title>.*?)(?P=quote)""")


def with_legacy_tabs(rows: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the rows of a page with the number of each from 1."""
    at, above = 0, ""
    while at < len(rows):
        opened = _FENCE.match(rows[at])
        end = _end(rows, at, opened) if opened is not None else None
        if opened is None or end is None:
            yield at + 1, rows[at]
            above = rows[at]
            at += 1
            continue
        title = _TAB.search(opened["info"])
        if title is None:
            yield from ((number + 1, rows[number]) for number in range(at, end + 1))
            above = rows[end]
        else:
            if above.strip():
                yield at + 1, ""
            yield at + 1, f'{opened["indent"]}=== "{title["title"]}"'
            yield at + 1, ""
            info = opened["info"][: title.start()] + opened["info"][title.end() :]
            yield at + 1, f"    {opened['indent']}{opened['signs']}{info}"
            yield from ((number + 1, f"    {rows[number]}".rstrip()) for number in range(at + 1, end + 1))
            above = ""
            if end + 1 < len(rows) and rows[end + 1].strip():
                yield end + 1, ""
        at = end + 1


def _end(rows: Sequence[str], start: int, opened: re.Match[str]) -> int | None:
    for at in range(start + 1, len(rows)):
        if rows[at].strip() == opened["signs"] and len(rows[at]) - len(rows[at].lstrip()) <= len(opened["indent"]):
            return at
    return None
