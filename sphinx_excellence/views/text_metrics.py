"""How much room text takes in a drawing: an estimate, because the typeface is not known yet.

The estimate follows wide typefaces (DejaVu Sans, Verdana), so that no text is cut.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from types import MappingProxyType

#: Widths in parts of the type size, and the characters that are about so wide in the wider of the two faces.
_WIDTHS = MappingProxyType({
    0.37: "ijl.,:;' ",
    0.455: "frt!()-/[]|\\",
    0.595: "Ickvsxyz",
    0.65: "EFJLPTY",
    0.70: "ABCKRSVXZ",
    0.80: "DGHNOQU&",
    0.88: "Mw",
    0.84: "#+<=>^~",
    1.0: "Wm@%\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}",
})  # fmt: skip
_WIDTH_OF = MappingProxyType({character: width for width, characters in _WIDTHS.items() for character in characters})
#: Of other small letters and digits, of other capitals, and of characters that fill a square.
_COMMON, _CAPITAL, _SQUARE = 0.64, 0.80, 1.05
#: Bold faces run wider.
_BOLD = 1.14
_CUT = "\N{HORIZONTAL ELLIPSIS}"


def _width(character: str) -> float:
    known = _WIDTH_OF.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _SQUARE
    return _CAPITAL if character.isupper() else _COMMON


@lru_cache(maxsize=4096)  # lines are tried out, and the words of drawings recur
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide ``text`` is in type of a size."""
    return size * sum(map(_width, text)) * (_BOLD if bold else 1.0)


def wrapped(text: str, size: float, room: float, *, bold: bool = False, most: int | None = None) -> tuple[str, ...]:
    """Return ``text`` in lines that fit the room; a word that does not is broken.

    Of more than ``most`` lines the rest is left out, and an ellipsis says so.
    """
    lines = _lines(text, size, room, bold=bold)
    if most is None or len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(last + _CUT, size, bold=bold) > room:
        last = last[:-1].rstrip()
    return (*lines[: most - 1], last + _CUT)


def _lines(text: str, size: float, room: float, *, bold: bool) -> tuple[str, ...]:
    def fits(part: str) -> bool:
        return width_of(part, size, bold=bold) <= room

    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if fits(longer):
            line = longer
            continue
        lines += [line] if line else []
        line = word
        while not fits(line) and len(line) > 1:
            kept = next((n for n in range(len(line) - 1, 1, -1) if fits(line[:n])), 1)
            lines.append(line[:kept])
            line = line[kept:]
    return (*lines, line) if line or not lines else tuple(lines)
