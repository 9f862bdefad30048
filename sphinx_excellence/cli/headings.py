"""A text as the heading of a page that shows exactly that text, whatever signs are in it.

Owns what has to be escaped in MyST and in reStructuredText, with any of their extensions switched on.
"""

from __future__ import annotations

import re
import unicodedata

#: What begins something in the middle of a line of MyST: CommonMark's own signs, and those of its extensions (roles,
#: attributes and substitutions, math, strikethrough, tables). A `#` at the end of a heading would be dropped.
_MYST = re.compile(r"[\\`*_{}\[\]<>&$~^|#@%!]")
#: What the extension `replacements` takes for a sign: (c), +-, dots, dashes, and the same sign again and again.
_MYST_SIGNS = re.compile(r"\((?=(?:c|r|p|tm)\))|\+(?=-)|([.,?-])(?=\1)", re.IGNORECASE)
#: What begins something in the middle of a line of reStructuredText; a colon is part of roles and of addresses.
_RST = re.compile(r"[\\`*_|:@<>\[\]]")
#: What reStructuredText takes for the line above or below a heading.
_RST_LINE = re.compile(r"([!-/:-@\[-`{-~])\1*")


def myst_heading(text: str) -> str:
    """Return ``text`` as a heading of a MyST page."""
    escaped = _MYST_SIGNS.sub(r"\\\g<0>", _MYST.sub(r"\\\g<0>", text))
    return f"# {escaped}\n"


def rst_heading(text: str) -> str:
    """Return ``text`` as a heading of a reStructuredText page: with a line above it, below which anything may begin."""
    escaped = _RST.sub(r"\\\g<0>", text)
    if _RST_LINE.fullmatch(escaped):
        escaped = rf"\ {escaped}"  # an escaped blank is nothing
    width = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in escaped)
    line = "=" * max(width, 4)
    return f"{line}\n{escaped}\n{line}\n"
