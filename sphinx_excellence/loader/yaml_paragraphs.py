"""The blank lines of YAML texts whose lines are joined: each begins a paragraph, as in a text that keeps its lines.

YAML makes a blank line in a folded, plain or quoted text one line feed, which in Markdown is only a wrapped
line: two paragraphs would silently become one. This module keeps the blank line. Owns nothing of what a text means.
"""

from __future__ import annotations

import re

import yaml

_BLANK_LINE = re.compile(r"\n(?=[ \t]*\n)")
#: A line feed between two lines that a folded text would have joined: neither is indented further than the rest.
_BETWEEN = re.compile(r"^(?P<line>[^ \t\n][^\n]*)\n(?=[^ \t\n])", re.MULTILINE)


def with_paragraphs(text: str, style: str | None, written: str) -> str:
    """Return the text of a scalar with its blank lines, by its style and by how it is ``written``."""
    if style == "|" or "\n" not in text:
        return text
    if style != '"':
        return _BETWEEN.sub("\\g<line>\n\n", text)
    # Here a line feed may be an escape too: only the blank lines that are written are made two.
    if _BLANK_LINE.search(written) is None:
        return text
    return str(yaml.safe_load(_BLANK_LINE.sub("\n\n", written[written.index('"') :])))
