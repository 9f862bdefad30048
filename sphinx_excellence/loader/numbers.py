"""Which texts are numbers: those that read back the same, so that nothing is lost."""

from __future__ import annotations

import re

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")


def number_of(text: str) -> int | float | str:
    """Return the number that ``text`` is; the text where it is none, or no number reads back the same."""
    if _INTEGER.fullmatch(text) and text != "-0":
        return int(text)
    if _FLOAT.fullmatch(text) and repr(float(text)) == text:
        return float(text)
    return text
