"""The layout of a layered graph: rows from top to bottom, few crossings, no edge through a node.

Pure geometry: nodes are numbers with a width and a period each, edges are pairs of numbers. After Sugiyama, Tagawa and
Toda (1981): rows, order within rows by barycentres, places; an edge over several rows keeps a lane free in each.
Periods come first: a node of a later one is always below those of an earlier one. Within a period an edge leads
to a lower row, unless edges form a cycle; then one of them leads back up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

Edge = tuple[int, int]
#: What an item is joined to, and how far from its centre it would be for the edge to run straight.
_Pull = tuple[int, float]

_SWEEPS = 12
_ROUNDS = 12  # each down and up
_LANE = 14.0


@dataclass(frozen=True, slots=True)
class Layers:
    """The rows of nodes from the left, the centre of each node, and for each edge the lanes it takes.

    ``lanes`` has the edges that lead from one row to another; a lane is a row and the centre of the gap in it. The left
    edge of all is 0.
    """

    rows: tuple[tuple[int, ...], ...]
    centres: tuple[float, ...]
    lanes: dict[Edge, tuple[tuple[int, float], ...]]
    width: float


def layered(
    widths: Sequence[float],
    periods: Sequence[int],
    edges: Iterable[Edge],
    *,
    gap: float,
    attached: Mapping[Edge, tuple[float, float]] = MappingProxyType({}),
) -> Layers:
    """Return the layers of a graph; ``gap`` is the least room between two nodes of a row.

    ``attached`` has how far from the centres of its two nodes an edge begins and ends, where it does.
    """
    known = sorted({edge for edge in edges if edge[0] != edge[1]})
    row_of = _rows(periods, known)
    layout = _Layout(list(widths), gap)
    count = max(row_of, default=-1) + 1
    layout.rows = [[node for node, row in enumerate(row_of) if row == number] for number in range(count)]
    chains = {edge: layout.chain(edge, row_of, attached.get(edge, (0.0, 0.0))) for edge in known}
    layout.order()
    centres = layout.align()
    left = min((centres[item] - layout.widths[item] / 2 for row in layout.rows for item in row), default=0.0)
    right = max((centres[item] + layout.widths[item] / 2 for row in layout.rows for item in row), default=0.0)
    nodes = len(widths)
    return Layers(
        tuple(tuple(item for item in row if item < nodes) for row in layout.rows),
        tuple(centre - left for centre in centres[:nodes]),
        {edge: tuple((row, centres[item] - left) for row, item in chain) for edge, chain in chains.items()},
        right - left,
    )


def _rows(periods: Sequence[int], edges: Sequence[Edge]) -> list[int]:
    """Return the row of each node: periods in order, within one the longest way down along its edges."""
    depth = [0] * len(periods)
    for period in sorted(set(periods)):
        members = [node for node, each in enumerate(periods) if each == period]
        inside = [(one, two) for one, two in edges if periods[one] == periods[two] == period]
        below: dict[int, list[int]] = {node: [] for node in members}
        for one, two in without_circles(members, inside):
            below[one].append(two)
        for node in _downwards(members, below):
            for other in below[node]:
                depth[other] = max(depth[other], depth[node] + 1)
    places = sorted(set(zip(periods, depth, strict=True)))
    return [places.index(place) for place in zip(periods, depth, strict=True)]


def without_circles(members: Sequence[int], edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges but those that lead back to where a walk down has come from."""
    below: dict[int, list[int]] = {node: [] for node in members}
    for one, two in edges:
        below[one].append(two)
    kept: list[Edge] = []
    done: set[int] = set()
    entered = {two for _one, two in edges}
    # From the sources first, so that a circle is cut where it closes and not where it happens to be entered.
    for start in sorted(members, key=lambda node: (node in entered, node)):
        if start in done:
            continue
        path, walk = [start], [iter(below[start])]
        on_path = {start}
        while path:
            node = next(walk[-1], None)
            if node is None:
                walk.pop()
                on_path.discard(path[-1])
                done.add(path.pop())
                continue
            if node in on_path:
                continue
            kept.append((path[-1], node))
            if node not in done:
                path.append(node)
                on_path.add(node)
                walk.append(iter(below[node]))
    return kept


def _downwards(members: Sequence[int], below: dict[int, list[int]]) -> list[int]:
    """Return the nodes so that each comes before those below it."""
    waiting = dict.fromkeys(members, 0)
    for others in below.values():
        for other in others:
            waiting[other] += 1
    ready = [node for node in members if not waiting[node]]
    ordered: list[int] = []
    while ready:
        node = ready.pop(0)
        ordered.append(node)
        for other in below[node]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return ordered


@dataclass(slots=True)
class _Layout:
    """Rows of items: nodes, and lanes of edges that pass; ``above`` and ``below`` are the items joined to each.

    ``attached`` has how far from the centre of an item what joins it to another is.
    """

    widths: list[float]
    gap: float
    rows: list[list[int]] = field(default_factory=list)
    above: dict[int, list[int]] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=dict)
    lanes: set[int] = field(default_factory=set)
    attached: dict[Edge, float] = field(default_factory=dict)

    def chain(self, edge: Edge, row_of: Sequence[int], attached: tuple[float, float]) -> list[tuple[int, int]]:
        """Lay an edge through the rows between its ends; return row and item of each lane, from its beginning on."""
        one, two = edge
        step = 1 if row_of[two] > row_of[one] else -1
        chain: list[tuple[int, int]] = []
        last = one
        for row in range(row_of[one] + step, row_of[two], step):
            item = len(self.widths)
            self.widths.append(_LANE)
            self.lanes.add(item)
            self.rows[row].append(item)
            self._join(last, item, step)
            chain.append((row, item))
            last = item
        self._join(last, two, step)
        self.attached[one, chain[0][1] if chain else two] = attached[0]
        self.attached[two, last] = attached[1]
        return chain

    def _join(self, one: int, two: int, step: int) -> None:
        upper, lower = (one, two) if step > 0 else (two, one)
        self.below.setdefault(upper, []).append(lower)
        self.above.setdefault(lower, []).append(upper)

    def order(self) -> None:
        """Put each row in the order in which the fewest edges cross, as far as sweeping up and down finds it."""
        best, fewest = [list(row) for row in self.rows], self._crossings()
        for sweep in range(_SWEEPS):
            if not fewest:
                break
            down = sweep % 2 == 0
            for row in self.rows[1:] if down else self.rows[-2::-1]:
                self._sort(row, self.above if down else self.below)
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(row) for row in self.rows], crossings
        self.rows = best

    def _sort(self, row: list[int], joined: dict[int, list[int]]) -> None:
        place = {item: number for each in self.rows for number, item in enumerate(each)}
        # One that is joined to nothing there keeps its place.
        centre = {
            item: sum(place[other] for other in joined[item]) / len(joined[item]) if joined.get(item) else place[item]
            for item in row
        }
        row.sort(key=lambda item: (centre[item], place[item]))

    def _crossings(self) -> int:
        place = {item: number for row in self.rows for number, item in enumerate(row)}
        crossings = 0
        for row in self.rows:
            ends = sorted((place[item], place[other]) for item in row for other in self.below.get(item, ()))
            crossings += sum(
                one[0] < two[0] and one[1] > two[1] for number, one in enumerate(ends) for two in ends[number + 1 :]
            )
        return crossings

    def align(self) -> list[float]:
        """Return the centre of each item: near the centre of what it is joined to, and no two too close."""
        centres = [0.0] * len(self.widths)
        for row in self.rows:
            x = 0.0
            for item in row:
                centres[item] = x + self.widths[item] / 2
                x += self.widths[item] + self.gap
            for item in row:
                centres[item] -= x / 2
        joined = {item: self._joined(item) for row in self.rows for item in row}
        rows = [self._row(row, joined) for row in self.rows]
        for _round in range(_ROUNDS):
            before = list(centres)
            for each in (*rows, *rows[::-1]):
                each.align(centres, joined)
            if centres == before:
                break
        return centres

    def _joined(self, item: int) -> list[_Pull]:
        """Return what an item is joined to, and how far from its centre it would be for the edge to run straight."""
        return [
            (other, self.attached.get((other, item), 0.0) - self.attached.get((item, other), 0.0))
            for other in (*self.above.get(item, ()), *self.below.get(item, ()))
        ]

    def _row(self, items: Sequence[int], joined: Mapping[int, Sequence[_Pull]]) -> _Row:
        begins = [0.0]
        for one, two in pairwise(items):
            begins.append(begins[-1] + self._distance(one, two))
        # Passing edges are to run straight; what is joined to nothing gives way.
        weights = [8.0 if item in self.lanes else 1.0 if joined[item] else 0.05 for item in items]
        return _Row(tuple(items), begins, weights)

    def _distance(self, one: int, two: int) -> float:
        gap = self.gap / 2 if one in self.lanes or two in self.lanes else self.gap
        return (self.widths[one] + self.widths[two]) / 2 + gap


@dataclass(frozen=True, slots=True)
class _Row:
    """The items of a row, how far each is from the first where they are close, and how much each weighs."""

    items: tuple[int, ...]
    begins: Sequence[float]
    weights: Sequence[float]

    def align(self, centres: list[float], joined: Mapping[int, Sequence[_Pull]]) -> None:
        """Put each item where it wishes to be, as far as the others let it."""
        # Neighbours that want the same place share it: a run of them has its beginning at the mean of their wishes.
        runs: list[tuple[float, float, int]] = []
        for item, begin, own in zip(self.items, self.begins, self.weights, strict=True):
            place, weight, count = _wish(item, centres, joined[item]) - begin, own, 1
            while runs and place < runs[-1][0]:
                first, heavy, members = runs.pop()
                place = (first * heavy + place * weight) / (heavy + weight)
                weight += heavy
                count += members
            runs.append((place, weight, count))
        number = 0
        for place, _weight, count in runs:
            for each in range(number, number + count):
                centres[self.items[each]] = place + self.begins[each]
            number += count


def _wish(item: int, centres: Sequence[float], joined: Sequence[_Pull]) -> float:
    """Return the middle of the places to which what an item is joined to draws it; of nothing, where it is."""
    if not joined:
        return centres[item]
    total = 0.0
    for other, aside in joined:
        total += centres[other] + aside
    return total / len(joined)
