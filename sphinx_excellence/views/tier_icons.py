"""The signs of tiers that are drawn: a medal for each default tier, a figure for every other.

Owns their shapes. They need no typeface: where a machine has no emoji, a symbol is an empty box.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

from sphinx_excellence.views.shapes import (
    Close,
    Curve,
    Move,
    Path,
    Point,
    Step,
    Straight,
    annulus,
    arc,
    on_circle,
    scaled,
    shifted,
)
from sphinx_excellence.views.tier_symbols import figure

#: How wide and high the box is that icons are drawn in.
SIZE = 16.0
#: The disc of a medal: its middle, its radius, and where the ribbon leaves it, as an angle from the top.
_MIDDLE, _RADIUS, _RIBBON = Point(8, 9.92), 5.2, 0.5
#: The ribbon from the left foot to the right one, seen from the disc.
_BAND = ((3.2, 0), (6.3, 0), (8, 3.9), (9.7, 0), (12.8, 0))
#: The digits, against the direction of the disc, so that they are holes in it: where each line or curve leads.
_DIGITS: tuple[tuple[tuple[float, ...], ...], ...] = (
    ((7.9, 7.4), (6.6, 8.3), (6.6, 9.5), (7.6, 9.1), (7.6, 12.8), (8.9, 12.8), (8.9, 7.4)),
    (
        (7.4, 9.2), (7.5, 8.7, 7.7, 8.5, 8, 8.5), (8.3, 8.5, 8.5, 8.7, 8.5, 9), (8.5, 9.5, 8, 10, 6.1, 11.7),
        (6.1, 12.8), (10, 12.8), (10, 11.6), (8, 11.6), (9.3, 10.4, 9.9, 9.8, 9.9, 8.9),
        (9.9, 7.9, 9.2, 7.3, 8.1, 7.3), (7, 7.3, 6.3, 8, 6.2, 9.2),
    ),
    (
        (6.2, 8.7), (8, 8.7), (7.1, 9.6), (7.1, 10.5), (7.7, 10.5), (8.3, 10.5, 8.6, 10.7, 8.6, 11.1),
        (8.6, 11.5, 8.3, 11.7, 7.9, 11.7), (7.5, 11.7, 7.1, 11.5, 6.7, 11.2), (6.1, 12.3),
        (6.6, 12.7, 7.3, 12.9, 8, 12.9), (9.2, 12.9, 10, 12.2, 10, 11.1), (10, 10.3, 9.5, 9.7, 8.6, 9.6),
        (9.8, 8.5), (9.8, 7.4), (6.2, 7.4),
    ),
)  # fmt: skip


def icon_path(name: str, corner: Point = Point(0, 0), size: float = SIZE, roles: tuple[str, ...] = ()) -> Path:  # noqa: B008
    """Return the icon of a name, ``medal-1`` or ``figure-0``, with its upper left corner and its width."""
    return replace(shifted(scaled(_icon(name), size / SIZE), corner), roles=roles)


@cache
def _icon(name: str) -> Path:
    kind, _, number = name.partition("-")
    if kind == "medal":
        return _medal(_DIGITS[int(number) - 1])
    middle, radius = Point(SIZE / 2, SIZE / 2), 0.37 * SIZE
    drawn = figure(int(number), middle, radius, ())
    return drawn if isinstance(drawn, Path) else shifted(annulus(0, radius, ()), middle)


def _medal(digit: tuple[tuple[float, ...], ...]) -> Path:
    begin, *band = (Point(*point) for point in _BAND)
    foot = on_circle(_RADIUS, _RIBBON, _MIDDLE)
    disc = shifted(Path(arc(_RADIUS, _RIBBON, 2 * math.pi - _RIBBON), ()), _MIDDLE)
    steps: list[Step] = [Move(begin), *map(Straight, band), Straight(foot), *disc.steps, Close()]
    first, *others = digit
    steps.append(Move(Point(*first[:2])))
    for numbers in others:
        points = [Point(*numbers[start : start + 2]) for start in range(0, len(numbers), 2)]
        steps.append(Straight(points[0]) if len(points) == 1 else Curve(*points))
    return Path((*steps, Close()), ())
