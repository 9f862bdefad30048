"""Elements of HTML with Markdown inside, ``<div markdown="1">``: which lines open and close them.

Owns pairing the lines, and how many colons a directive around each needs. Sections of Sphinx would begin inside of an
element and end behind it, which no browser shows as it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

OPENS = re.compile(
    r"""(?P<tag>[ \t]*<(?P<name>[a-z]+)\b[^>]*?)"""
    r"""[ \t]+markdown=["']?(?:1|block|span)["']?(?P<rest>[^>]*>)(?P<text>.*)$"""
)
CLOSES = re.compile(r"(?P<indent>[ \t]*)</(?P<name>[a-z]+)>[ \t]*$")
_DIV = re.compile(r"[ \t]*<div\b(?!.*</div>)")
_CLASSES = re.compile(r"""\bclass=(?:"([^"]*)"|'([^']*)')""")
#: Fewer colons are for what is inside, such as a callout.
_LEAST = 4


def container_colons(lines: Sequence[tuple[str, bool]]) -> dict[int, int]:
    """Return how many colons a directive has in place of the lines of each element that opens and closes in a page.

    ``lines`` are the text of each and whether it is code.
    """
    colons: dict[int, int] = {}
    stack: list[tuple[int, bool, int]] = []
    for at, (line, is_code) in enumerate(lines):
        if is_code:
            continue
        opened = OPENS.match(line)
        closed = CLOSES.match(line)
        if opened is not None and opened["name"] == "div":
            stack.append((at, "</div>" not in opened["text"], 0))
            if "</div>" in opened["text"]:
                stack.pop()
        elif _DIV.match(line):
            stack.append((at, False, 0))
        elif closed is not None and closed["name"] == "div" and stack:
            start, has_markdown, below = stack.pop()
            depth = below + 1 if has_markdown else below
            if has_markdown:
                colons[start] = colons[at] = _LEAST + below
            if stack:
                above, is_one, so_far = stack[-1]
                stack[-1] = (above, is_one, max(so_far, depth))
    return colons


def classes_of(tag: str) -> str:
    """Return the classes of a tag as a directive takes them."""
    found = _CLASSES.search(tag)
    return " ".join(re.findall(r"[\w-]+", found[1] or found[2] or "")) if found is not None else ""
