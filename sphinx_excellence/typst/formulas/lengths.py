"""Lengths of TeX, such as ``2em`` or ``3mu``, in Typst's units."""

from __future__ import annotations

import re
from typing import Final

from sphinx_excellence.typst.formulas.tokenizer import MathError

#: Units of TeX in Typst's.
UNITS: Final = {
    "em": (1, "em"), "ex": (0.45, "em"), "pt": (1, "pt"), "bp": (1, "pt"), "cm": (1, "cm"), "mm": (1, "mm"),
    "in": (1, "in"), "px": (0.75, "pt"), "mu": (1 / 18, "em"), "pc": (12, "pt"), "sp": (1 / 65536, "pt"),
}  # fmt: skip
LENGTH: Final = re.compile(r"\s*([+-]?[0-9]*\.?[0-9]+|[+-]?[0-9]+\.)\s*([a-z]{2})\s*(?:(?:plus|minus).*)?", re.DOTALL)
_WIDEST: Final = 1000


def length(text: str) -> str:
    """Return a length of TeX as Typst writes it."""
    match = LENGTH.fullmatch(text)
    if match is None or match[2] not in UNITS or abs(float(match[1])) > _WIDEST:
        raise MathError(f"the space {text.strip()!r} is not known; a length such as 2em is expected")
    factor, unit = UNITS[match[2]]
    return f"{round(float(match[1]) * factor, 4):g}{unit}"
