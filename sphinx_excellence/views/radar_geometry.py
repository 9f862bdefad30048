"""The layout of a radar: rings, sectors, and the blips in each cell of a ring and a sector.

Pure geometry around the origin: counts in, places out. Blips are on arcs, as many to an arc as keep their distance;
a ring is as wide as its fullest cell needs. So no two blips touch, whatever their number, and the same counts give the
same places. ``radar`` owns what a blip is, how it looks and all texts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from sphinx_excellence.views.shapes import Point, on_circle

#: A blip's radius, and the room around it: for a halo to all sides, for a mark towards the centre or away from it.
BLIP = 10.5
HALO = 3.5
MARK = 8.5
_GAP = 3.0
#: The distance of two blips on an arc, and of two arcs; and how far a blip keeps from the edges of its cell.
_ALONG = 2 * (BLIP + HALO) + _GAP
_ACROSS = 2 * (BLIP + MARK) + _GAP
_EDGE = BLIP + MARK + 1.5
_SIDE = BLIP + HALO + 2.0
#: A cell with room for so many more than it has looks at ease.
_EASE = 1.25
#: How far every other arc is moved along, in parts of the gap between two blips on it.
_SHIFT = 0.24
#: How wide a ring without a blip is; and the part of a mean share that the smallest sector gets.
_EMPTY = 26.0
_SMALLEST = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """The outer radius of each ring from within; the angles of each sector, clockwise from the top; the blips' places.

    ``places`` maps a ring and a sector to a point for each of the cell's blips.
    """

    radii: tuple[float, ...]
    sectors: tuple[tuple[float, float], ...]
    places: Mapping[tuple[int, int], tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class _Arc:
    """The part of a circle in a cell on which centres may stand."""

    radius: float
    start: float
    end: float

    @property
    def room(self) -> int:
        width = self.end - self.start
        if width < 0:
            return 0
        # The chord counts, not the arc: neighbours are apart in a straight line.
        half = _ALONG / 2 / self.radius
        return 1 if half >= 1 else 1 + math.floor(width / (2 * math.asin(half)) + 1e-9)

    def points(self, count: int, shift: float) -> list[Point]:
        """Return so many points, evenly spread.

        Where there is room for it, half a gap is left at each end, and ``shift`` moves all by that part of a gap:
        neighbouring arcs then do not line up.
        """
        width = self.end - self.start
        if count == self.room and count > 1:
            places = [number / (count - 1) for number in range(count)]
        else:
            places = [(number + 0.5 + shift) / count for number in range(count)]
        return [on_circle(self.radius, self.start + place * width) for place in places]


def plan(counts: Sequence[Sequence[int]], *, gutter: float) -> Plan:
    """Return the plan for ``counts``, a row a ring from within and a column a sector.

    ``gutter`` is how wide a strip from the centre to the top is kept free, for the names of the rings.
    """
    sectors = _sectors([sum(column) for column in zip(*counts, strict=True)])
    radii: list[float] = []
    places: dict[tuple[int, int], tuple[Point, ...]] = {}
    inner = 0.0
    for ring, row in enumerate(counts):
        depth = 0 if not any(row) else 1
        while True:
            cells = [_arcs(inner, depth, sectors, number, gutter) for number in range(len(sectors))]
            if all(_fits(arcs, count) for arcs, count in zip(cells, row, strict=True)):
                break
            depth += 1
        for sector, (arcs, count) in enumerate(zip(cells, row, strict=True)):
            places[ring, sector] = _placed(arcs, count)
        inner += 2 * _EDGE + (depth - 1) * _ACROSS if depth else _EMPTY
        radii.append(inner)
    return Plan(tuple(radii), sectors, places)


def _sectors(totals: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """Return a share of the circle for each sector, by what it holds; none is so small that it is overlooked."""
    least = _SMALLEST * max(sum(totals), 1) / len(totals)
    shares = [max(total, least) for total in totals]
    edges = [0.0, *(2 * math.pi * share / sum(shares) for share in accumulate(shares))]
    return tuple(pairwise(edges))


def _arcs(inner: float, depth: int, sectors: Sequence[tuple[float, float]], number: int, gutter: float) -> list[_Arc]:
    made = []
    start, end = sectors[number]
    first = _SIDE + (gutter / 2 if number == 0 else 0.0)
    last = _SIDE + (gutter / 2 if number == len(sectors) - 1 else 0.0)
    for row in range(depth):
        radius = inner + _EDGE + row * _ACROSS
        if max(first, last) <= radius:
            made.append(_Arc(radius, start + math.asin(first / radius), end - math.asin(last / radius)))
    return made


def _fits(arcs: Sequence[_Arc], count: int) -> bool:
    room = sum(arc.room for arc in arcs)
    return room >= (count if count < 4 else count * _EASE)


def _placed(arcs: Sequence[_Arc], count: int) -> tuple[Point, ...]:
    """Return a place for each blip of a cell: shared out over the arcs by the room that they have."""
    usable = [arc for arc in arcs if arc.room]
    if count < len(usable):
        # In the middle of each of as many parts of the depth.
        usable = [usable[(2 * number + 1) * len(usable) // (2 * count)] for number in range(count)]
    room = sum(arc.room for arc in usable)
    shares = [count * arc.room // room for arc in usable]
    # What rounding has left over goes to the emptiest.
    while sum(shares) < count:
        number = min(range(len(usable)), key=lambda n: (shares[n] / usable[n].room, n))
        shares[number] += 1
    taken = [(arc, share) for arc, share in zip(usable, shares, strict=True) if share]
    if len(taken) == 1:
        return tuple(taken[0][0].points(taken[0][1], 0.0))
    return tuple(
        point
        for number, (arc, share) in enumerate(taken)
        for point in arc.points(share, _SHIFT if number % 2 else -_SHIFT)
    )
