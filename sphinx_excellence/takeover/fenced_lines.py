"""The lines of a page that are no code, for conversions that work by the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: A line that opens a fence, or closes one.
FENCE = re.compile(r"(?P<indent>[ \t]*)(?:>[ \t]?)*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>.*)$")


def with_code_marked(lines: list[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield the number from 0, the text and whether it is code, of each line; the fences are code too."""
    fence = ""
    for number, line in enumerate(lines):
        found = FENCE.match(line)
        if fence:
            yield number, line, True
            ends = found is not None and found["fence"].startswith(fence) and not found["info"].strip()
            fence = "" if ends else fence
        elif found is not None and not (found["fence"][0] == "`" and "`" in found["info"]):
            fence = found["fence"]
            yield number, line, True
        else:
            yield number, line, False
