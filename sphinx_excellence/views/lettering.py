"""How much room text takes in a drawing: an estimate, since nobody knows yet in what face it will be set.

Generous, after faces that run wide: a text that is given the room is never cut, and stands at ease in most faces.
"""

from __future__ import annotations

import unicodedata

#: Widths in parts of the type size, by what a character looks like.
_NARROW, _COMMON, _BROAD, _SQUARE = 0.37, 0.61, 0.86, 1.05
_NARROW_ONES = frozenset("iljtfrI.,:;'|!()[]/- ")
_BROAD_ONES = frozenset("mwMWOQGDHNU@%&\N{EN DASH}\N{EM DASH}")


def _width(character: str) -> float:
    if character in _NARROW_ONES:
        return _NARROW
    if character in _BROAD_ONES:
        return _BROAD
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _SQUARE
    return _COMMON * 1.12 if character.isupper() else _COMMON


def width_of(text: str, size: float) -> float:
    """Return about how wide ``text`` is in type of a size."""
    return size * sum(map(_width, text))


def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return ``text`` in lines that fit the room; a word that does not is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= room:
            line = longer
            continue
        lines += [line] if line else []
        line = word
        while width_of(line, size) > room and len(line) > 1:
            kept = next((n for n in range(len(line) - 1, 1, -1) if width_of(line[:n], size) <= room), 1)
            lines.append(line[:kept])
            line = line[kept:]
    return (*lines, line) if line or not lines else tuple(lines)
