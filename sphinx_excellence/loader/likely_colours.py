"""Which colour a text was meant to be that is not written as ``#rrggbb``.

Owns the other ways to write one: without the ``#``, with three digits, and by the sixteen names of HTML 4
(https://www.w3.org/TR/html401/types.html#type-color).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.findings import sole_match

_LONG = re.compile(r"#?([0-9a-fA-F]{6})")
_SHORT = re.compile(r"#?([0-9a-fA-F]{3})")
_NAMED: Mapping[str, str] = MappingProxyType({
    "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080", "white": "#ffffff",
    "maroon": "#800000", "red": "#ff0000", "purple": "#800080", "fuchsia": "#ff00ff", "green": "#008000",
    "lime": "#00ff00", "olive": "#808000", "yellow": "#ffff00", "navy": "#000080", "blue": "#0000ff",
    "teal": "#008080", "aqua": "#00ffff",
})  # fmt: skip


def likely_colour(written: str) -> str | None:
    """Return the colour that a text was meant to be, as ``#rrggbb``; nothing where it is none, or may be several."""
    text = written.strip()
    long = _LONG.fullmatch(text)
    if long is not None:
        return f"#{long[1]}"
    short = _SHORT.fullmatch(text)
    if short is not None:
        return "#" + "".join(2 * digit for digit in short[1])
    name = sole_match(text, _NAMED)
    return _NAMED[name] if name is not None else None
