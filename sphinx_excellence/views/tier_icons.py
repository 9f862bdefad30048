"""The signs of tiers that are drawn: a medal for each default tier, a figure for every other.

Owns their shapes. They need no typeface: where a machine has no emoji, a symbol is an empty box.
"""

from __future__ import annotations

import math

from sphinx_excellence.views.shapes import Close, Curve, Move, Path, Point, Step, Straight, arc
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
    kind, _, number = name.partition("-")
    scale = size / SIZE
    if kind == "medal":
        return Path(tuple(_placed(step, corner, scale) for step in _medal(_DIGITS[int(number) - 1])), roles)
    middle, radius = Point(corner.x + size / 2, corner.y + size / 2), 0.37 * size
    drawn = figure(int(number), middle, radius, roles)
    if isinstance(drawn, Path):
        return drawn
    around = arc(radius, 0, 2 * math.pi)
    begin = Move(Point(middle.x, middle.y - radius))
    return Path((begin, *(_placed(step, middle, 1) for step in around), Close()), roles)


def _medal(digit: tuple[tuple[float, ...], ...]) -> list[Step]:
    begin, *band = (Point(*point) for point in _BAND)
    disc = arc(_RADIUS, _RIBBON, 2 * math.pi - _RIBBON)
    foot = Point(_RADIUS * math.sin(_RIBBON), -_RADIUS * math.cos(_RIBBON))
    steps: list[Step] = [Move(begin), *map(Straight, band), Straight(_moved(foot))]
    steps += [Curve(*map(_moved, step)) for step in disc if isinstance(step, Curve)]
    first, *others = digit
    steps += [Close(), Move(Point(*first[:2]))]
    for numbers in others:
        points = [Point(*numbers[start : start + 2]) for start in range(0, len(numbers), 2)]
        steps.append(Straight(points[0]) if len(points) == 1 else Curve(*points))
    return [*steps, Close()]


def _moved(point: Point) -> Point:
    return Point(point.x + _MIDDLE.x, point.y + _MIDDLE.y)


def _placed(step: Step, corner: Point, scale: float) -> Step:
    points = [Point(corner.x + scale * point.x, corner.y + scale * point.y) for point in step]
    match step:
        case Move():
            return Move(*points)
        case Straight():
            return Straight(*points)
        case Curve():
            return Curve(*points)
        case _:
            return step
