"""The arrows of a layered graph: from box to box, through the lanes that the layout keeps free.

Owns where they begin, bend and end. ``graph_layout`` decides where the boxes are; what they hold is for each graph.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sphinx_excellence.views.graph_layout import Edge, Layers
from sphinx_excellence.views.shapes import Box, Curve, Move, Path, Point, Shape, Step, Straight, polygon

#: The width of a box.
BOX_WIDTH = 150.0
_HEAD = 8.0
#: The distance of two arrows that begin or end at one box, at most.
_PORT = 16.0
#: An arrow that is so little off the vertical is made straight.
_STRAIGHT = 5.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of boxes."""

    top: float
    bottom: float


def box_at(centre: float, row: Row) -> Box:
    """Return the box of a row with its centre there."""
    return Box(centre - BOX_WIDTH / 2, row.top, centre + BOX_WIDTH / 2, row.bottom)


def arrows(
    layers: Layers,
    edges: Sequence[Edge],
    rows: Sequence[Row],
    left: float,
    roles: Callable[[Edge], tuple[str, ...]] = lambda _edge: ("arrow",),
) -> list[Shape]:
    """Return the arrows of a graph whose boxes begin at ``left``; ``roles`` are those of the line of each."""
    row_of = {node: number for number, row in enumerate(layers.rows) for node in row}
    ports = _ports(layers, edges, row_of)
    made: list[Shape] = []
    for edge in edges:
        begin, end = rows[row_of[edge[0]]], rows[row_of[edge[1]]]
        down = row_of[edge[1]] > row_of[edge[0]]
        points = [Point(ports[edge][0] + left, begin.bottom if down else begin.top)]
        for row, x in layers.lanes[edge]:
            ends = (rows[row].top, rows[row].bottom) if down else (rows[row].bottom, rows[row].top)
            points += [Point(x + left, y) for y in ends]
        tip = Point(ports[edge][1] + left, end.top if down else end.bottom)
        way = 1 if down else -1
        points.append(Point(tip.x, tip.y - way * _HEAD))
        if len(points) == 2 and abs(points[0].x - tip.x) < _STRAIGHT:
            points[0] = Point(tip.x, points[0].y)
        steps: list[Step] = [Move(points[0])]
        for number, (one, two) in enumerate(pairwise(points)):
            # Odd stretches run along a lane, straight; the others swing from one place to the next.
            half = (two.y - one.y) / 2
            bent = Curve(Point(one.x, one.y + half), Point(two.x, two.y - half), two)
            steps.append(Straight(two) if number % 2 else bent)
        made.append(Path(tuple(steps), roles(edge)))
        base = tip.y - way * (_HEAD + 1)
        made.append(polygon([tip, Point(tip.x - 4, base), Point(tip.x + 4, base)], ("arrow-head",)))
    return made


def _ports(layers: Layers, edges: Sequence[Edge], row_of: Mapping[int, int]) -> dict[Edge, tuple[float, float]]:
    """Return where on its two boxes each arrow begins and ends: next to each other, in order."""
    places: dict[Edge, list[float]] = {edge: [layers.centres[edge[0]], layers.centres[edge[1]]] for edge in edges}
    for end in (0, 1):
        for node in range(len(layers.centres)):
            for down in (True, False):
                here = [edge for edge in edges if edge[end] == node and (row_of[edge[1]] > row_of[edge[0]]) is down]

                def other(edge: Edge, end: int = end) -> float:
                    lanes = layers.lanes[edge]
                    if lanes:
                        return lanes[-1 if end else 0][1]
                    return layers.centres[edge[1 - end]]

                here.sort(key=lambda edge: (other(edge), edge))
                step = min(_PORT, 0.6 * BOX_WIDTH / max(len(here), 1))
                for number, edge in enumerate(here):
                    places[edge][end] += (number - (len(here) - 1) / 2) * step
    return {edge: (begin, finish) for edge, (begin, finish) in places.items()}
