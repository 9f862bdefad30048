"""Control characters, and others that no text should contain.

Owns which they are. The caller decides whether to refuse them, as in data, or to escape them, as in reports.
"""

from __future__ import annotations

import re

_SURROGATES = "\ud800-\udfff"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_OVERRIDES = "\u202d\u202e"

#: What must not be printed as it stands: control characters, ends of lines, marks that turn the direction of what
#: follows, and what no encoding takes.
ACTING = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069{_SURROGATES}{_NONCHARACTERS}]")
#: What data must not contain: control characters but tabs and ends of lines, overrides of the direction (the text
#: would read otherwise than it is written), surrogates and what Unicode calls noncharacters. XML 1.0, and so e-books,
#: can hold few of them (https://www.w3.org/TR/xml/#charsets).
REFUSED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f{_OVERRIDES}{_SURROGATES}{_NONCHARACTERS}]")

_REFUSED_ASCII = bytes(code for code in range(128) if REFUSED.match(chr(code)))


def holds_refused(text: str) -> bool:
    """Whether a text, which may be long, holds a character that is refused: a pattern would take ten times as long."""
    if text.isascii():
        written = text.encode("ascii")
        return len(written.translate(None, _REFUSED_ASCII)) < len(written)
    return REFUSED.search("".join(set(text))) is not None


def code_point(character: str) -> str:
    """Return how a character is referred to: ``U+001B``."""
    return f"U+{ord(character):04X}"
