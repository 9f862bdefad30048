"""The layout of a radar: rings, sectors, and the blips in each cell of a ring and a sector, with names next to them.

Pure geometry around the origin: the sizes of names in, places out. The area of a ring follows what it holds. A radar is
as large as it takes for all names to fit, up to a limit; from there on, blips whose names find no room have none. No
two blips or names touch, whatever their number, and the same sizes give the same places. ``radar_drawing`` owns what a
blip is, how it looks and all texts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, product
from typing import NamedTuple

from sphinx_excellence.views.free_space import FreeSpace
from sphinx_excellence.views.shapes import Anchor, Box, Point, on_circle

#: A blip's radius with its name next to it, and with a number in it instead.
BLIP, NUMBERED = 6.0, 9.0
#: The room around a blip that is new, for a halo, and around one that has moved, for a mark.
HALO, MARK = 3.0, 6.5
#: How far a name is from its blip and its marks, and a blip from the edges of its cell.
_GAP, _EDGE = 3.0, 2.0
#: How wide a ring is at least: one that holds something, one that holds nothing; and the radius of the innermost.
_FILLED, _EMPTY, _INNERMOST = 38.0, 24.0, 52.0
#: The part of everything that a ring has room for at least; the part of a mean share that the smallest sector gets.
_LEAST, _SMALLEST = 0.04, 0.5
#: How much larger than what is in it a radar is at first, and how much it grows each time that something does not fit.
_EASE, _GROWTH = 1.5, 1.04
#: How much larger than asked for a radar is at most while only names lack room.
_LARGER = 1.3
#: How much room all things of a cell have around them, across and down: the first of these with which all fit.
_ROOM = ((16.0, 10.0), (12.0, 8.0), (9.0, 6.0), (6.0, 4.0), (4.0, 2.5), (3.0, 1.5))
#: How many of them, from the last, are hard to read.
_TIGHT = 3
#: How far blips without names are from everything else: the first of these with which all fit.
_APART = (24.0, 16.0, 10.0, 6.0, 3.0, 1.0)
#: How many places of a cell are tried: some, and more for each blip in it.
_PLACES, _EACH = 60, 6
#: How much fuller than with room for all a cell is when nothing is tried; the part of names that may find no room.
_HOPELESS, _FEW = 1.3, 0.25
#: Steps that fill a square evenly: the inverse of the plastic number, and its square.
_STEP = (0.7548776662466927, 0.5698402909980532)

#: A ring, from within, and a sector, clockwise from the top.
Cell = tuple[int, int]
Sector = tuple[float, float]


def added(numbers: Iterable[float]) -> float:
    """Return a sum, added from left to right: `sum` rounds otherwise since Python 3.12, and drawings would differ."""
    total = 0.0
    for number in numbers:
        total += number
    return total


class Wish(NamedTuple):
    """What a blip needs: the size of its name, and the room around the blip for its marks."""

    width: float
    height: float
    around: float = 0.0


class Place(NamedTuple):
    """Where a blip is, and where its name is: to the right (``start``), to the left, or below or above."""

    at: Point
    name: Box | None = None
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture that a radar with some radii is in: its bounds, and what else is in it."""

    bounds: Box
    taken: Sequence[Box]


@dataclass(frozen=True, slots=True)
class Plan:
    """The outer radius of each ring from within, and a place for each blip of a cell.

    A plan is tight where names are nearer to each other than is easy to read.
    """

    radii: tuple[float, ...]
    places: Mapping[Cell, tuple[Place, ...]]
    is_tight: bool = False

    @property
    def unnamed(self) -> int:
        """How many blips have no name next to them."""
        return sum(place.name is None for places in self.places.values() for place in places)


def sectors_of(totals: Sequence[int]) -> tuple[Sector, ...]:
    """Return a share of the circle for each sector, by what it holds; none is so small that it is overlooked."""
    least = _SMALLEST * max(sum(totals), 1) / len(totals)
    shares = [max(total, least) for total in totals]
    edges = [0.0, *(2 * math.pi * share / added(shares) for share in accumulate(shares))]
    return tuple(pairwise(edges))


def plan(
    cells: Mapping[Cell, Sequence[Wish]],
    sectors: Sequence[Sector],
    frame: Callable[[Sequence[float]], Frame],
    *,
    least: float,
    most: float,
) -> Plan:
    """Return the smallest plan with all names at ease, or else the best with a radius from ``least`` to ``most``.

    A radar of much more than there is room for is somewhat larger than that, and as large as it takes for all blips
    to have a place. ``frame`` is asked for the picture around radii.
    """
    rings = 1 + max(ring for ring, _sector in cells)
    totals = [sum(len(wishes) for (ring, _), wishes in cells.items() if ring == number) for number in range(rings)]
    angle = sectors[-1][1] - sectors[0][0]
    size = math.sqrt(2 * _EASE * added(map(_area, (wish for wishes in cells.values() for wish in wishes))) / angle)
    most = min(max(most, size), _LARGER * most)
    size = min(max(size, least), most)
    best: Plan | None = None
    while True:
        radii = radii_of(totals, size)
        if best is not None and radii[-1] > most:
            return best
        made = _Layout(cells, radii, sectors, frame(radii)).plan()
        if made is not None:
            if not made.unnamed and not made.is_tight:
                return made
            if best is None or (made.unnamed, made.is_tight) < (best.unnamed, best.is_tight):
                best = made
        size *= _GROWTH


def radii_of(totals: Sequence[int], size: float) -> tuple[float, ...]:
    """Return the radii of rings whose areas are as large as what they hold, and none too narrow for it.

    ``size`` is the radius of a radar all of whose rings are wide enough by their areas.
    """
    least = _LEAST * max(sum(totals), 1)
    shares = [max(total, least) for total in totals]
    radii: list[float] = []
    inner = 0.0
    for number, (total, share) in enumerate(zip(totals, shares, strict=True)):
        width = _FILLED if total else _EMPTY
        by_area = math.sqrt(inner * inner + size * size * share / added(shares))
        inner = max(by_area, inner + width, 0.0 if number else _INNERMOST)
        radii.append(inner)
    return tuple(radii)


def _area(wish: Wish) -> float:
    across = 2 * (BLIP + wish.around) + _GAP + wish.width + _ROOM[-2][0]
    return across * (max(wish.height, 2 * (BLIP + wish.around)) + _ROOM[-2][1])


class _Layout:
    """One attempt to place all blips and names, with some radii."""

    def __init__(
        self, cells: Mapping[Cell, Sequence[Wish]], radii: Sequence[float], sectors: Sequence[Sector], frame: Frame
    ) -> None:
        self._cells, self._radii, self._sectors = cells, tuple(radii), sectors
        self._space = FreeSpace(frame.bounds)
        for box in frame.taken:
            self._space.take(box)
        self._is_tight = False

    def plan(self) -> Plan | None:
        """Return the plan; nothing where there is not even room for all blips."""
        placed: dict[Cell, tuple[Place, ...]] = dict.fromkeys(self._cells, ())
        # The fullest cells first: names of the others may be next to theirs.
        for cell in sorted(self._cells, key=lambda cell: (-self._fullness(cell), cell)):
            wishes = self._cells[cell]
            if not wishes:
                continue
            points = list(self._points(cell, len(wishes)))
            found = None
            if self._fullness(cell) < _HOPELESS:
                found = self._named(points, wishes, self._sectors[cell[1]]) or self._named_first(points, wishes)
            found = found or self._blips_first(points, wishes)
            if found is None:
                return None
            placed[cell] = found
        return Plan(self._radii, placed, self._is_tight)

    def _fullness(self, cell: Cell) -> float:
        ring, sector = cell
        inner = self._radii[ring - 1] if ring else 0.0
        start, end = self._sectors[sector]
        area = (self._radii[ring] ** 2 - inner**2) * (end - start) / 2
        return added(map(_area, self._cells[cell])) / area

    def _points(self, cell: Cell, count: int) -> Iterator[Point]:
        """Yield places for the middle of a blip in a cell, the first few as well spread as all of them."""
        ring, sector = cell
        start, end = self._sectors[sector]
        side = NUMBERED + HALO + _EDGE
        low = max((self._radii[ring - 1] if ring else 0.0) + NUMBERED + MARK, side)
        high = self._radii[ring] - NUMBERED - MARK
        whole = math.isclose(end - start, 2 * math.pi)
        for number in range(_PLACES + _EACH * count):
            out, along = ((0.5 + number * step) % 1.0 for step in _STEP)
            radius = math.sqrt(low * low + out * (high * high - low * low)) if high > low else (low + high) / 2
            margin = 0.0 if whole else math.asin(min(side / radius, 1.0))
            if end - start >= 2 * margin:
                yield on_circle(radius, start + margin + along * (end - start - 2 * margin))

    def _named(self, points: Sequence[Point], wishes: Sequence[Wish], sector: Sector) -> tuple[Place, ...] | None:
        """Return places for blips with their names, all with as much room around them as there is.

        Names reach into other sectors only where they find no room otherwise.
        """
        order = _longest_first(wishes)
        whole = math.isclose(sector[1] - sector[0], 2 * math.pi)
        before = self._space
        for within, room in product([None] if whole else [sector, None], _ROOM):
            self._space, left = before.copy(), list(points)
            found: dict[int, Place] = {}
            for number in order:
                place = self._first_fit(left, wishes[number], room, within)
                if place is None:
                    break
                found[number] = place
            if len(found) == len(wishes):
                self._is_tight |= room in _ROOM[-_TIGHT:]
                return tuple(found[number] for number in range(len(wishes)))
        self._space = before
        return None

    def _named_first(self, points: Sequence[Point], wishes: Sequence[Wish]) -> tuple[Place, ...] | None:
        """Return places for blips with their names, and what is left for a few whose names find no room."""
        before = self._space.copy()
        left = list(points)
        found: dict[int, Place] = {}
        bare: list[int] = []
        for number in _longest_first(wishes):
            place = self._first_fit(left, wishes[number], _ROOM[-1])
            if place is not None:
                found[number] = place
                continue
            bare.append(number)
            if len(bare) > _FEW * len(wishes):
                break
        rest = iter(points)
        for number in bare:
            point = self._first_bare(rest, wishes[number], _APART[-2])
            if point is not None:
                found[number] = Place(point)
        if len(found) == len(wishes):
            return tuple(found[number] for number in range(len(wishes)))
        self._space = before
        return None

    def _blips_first(self, points: Sequence[Point], wishes: Sequence[Wish]) -> tuple[Place, ...] | None:
        """Return places for blips, and names where there is room next to them; nothing without room for all blips."""
        spread = self._spread(points, wishes)
        if spread is None:
            return None
        found = [Place(point) for point in spread]
        # The shortest first: more find room.
        for number in reversed(_longest_first(wishes)):
            point, wish = spread[number], wishes[number]
            own = _square(point, NUMBERED + wish.around)
            self._space.give(own)
            place = self._first_fit([point], wish, _ROOM[-1])
            if place is None:
                self._space.take(own)
            else:
                found[number] = place
        return tuple(found)

    def _spread(self, points: Sequence[Point], wishes: Sequence[Wish]) -> list[Point] | None:
        """Return places for blips with numbers in them, as far from each other as there is room for, and take them."""
        for apart in _APART:
            before = self._space.copy()
            rest = iter(points)
            found = [point for wish in wishes if (point := self._first_bare(rest, wish, apart)) is not None]
            if len(found) == len(wishes):
                return found
            self._space = before
        return None

    def _first_fit(
        self, points: list[Point], wish: Wish, room: tuple[float, float], within: Sector | None = None
    ) -> Place | None:
        """Return the first place with room for a blip and its name, which is in a sector where one is given.

        Points where nothing fits any more are taken out.
        """
        space, (across, down), reach = self._space, room, BLIP + wish.around
        full: set[Point] = set()
        found = None
        for point in points:
            blip = _square(point, reach)
            if not space.is_free(blip, across=across, down=down):
                if reach == BLIP or not space.is_free(_square(point, BLIP), across=across, down=down):
                    full.add(point)
                continue
            for anchor, name in _names_at(point, wish, reach + _GAP):
                if space.is_free(name, across=across, down=down) and (within is None or _is_within(name, within)):
                    space.take(blip)
                    space.take(name)
                    found = Place(point, name, anchor)
                    break
            if found is not None:
                break
        if full:
            points[:] = [point for point in points if point not in full]
        return found

    def _first_bare(self, points: Iterator[Point], wish: Wish, apart: float) -> Point | None:
        """Return the next place with room for a blip with a number in it, and take it."""
        for point in points:
            blip = _square(point, NUMBERED + wish.around)
            if self._space.is_free(blip, across=apart, down=apart):
                self._space.take(blip)
                return point
        return None


def _longest_first(wishes: Sequence[Wish]) -> list[int]:
    """Return the numbers of blips, those first whose names are the hardest to place."""
    return sorted(range(len(wishes)), key=lambda number: (-wishes[number].width, number))


def _is_within(box: Box, sector: Sector) -> bool:
    """Whether all corners of a rectangle are in a sector, which is less than a whole circle."""
    start, end = sector
    corners = ((x, y) for x in (box.left, box.right) for y in (box.top, box.bottom))
    return all(start <= math.atan2(x, -y) % (2 * math.pi) <= end for x, y in corners)


def _square(point: Point, reach: float) -> Box:
    return Box(point.x - reach, point.y - reach, point.x + reach, point.y + reach)


def _names_at(point: Point, wish: Wish, far: float) -> Iterator[tuple[Anchor, Box]]:
    """Yield where a name can be next to a blip, the best first: where it is read on from the blip."""
    (x, y), (width, height, _around) = point, wish
    yield "start", Box(x + far, y - height / 2, x + far + width, y + height / 2)
    yield "end", Box(x - far - width, y - height / 2, x - far, y + height / 2)
    yield "middle", Box(x - width / 2, y + far - 1, x + width / 2, y + far - 1 + height)
    yield "middle", Box(x - width / 2, y - far + 1 - height, x + width / 2, y - far + 1)
