"""The lineage graph: which pattern evolved from which, oldest on top, as boxes and arrows and as a nested list.

Owns how a box looks and its text. ``ancestry`` decides which patterns there are, and ``graph_layout`` where they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.ancestry import Lineage
from sphinx_excellence.views.blocks import (
    Block,
    Drawing,
    Inline,
    Items,
    Label,
    Line,
    Mark,
    Reference,
    Transcript,
    View,
    Words,
)
from sphinx_excellence.views.graph_layout import Layers, layered
from sphinx_excellence.views.record_labels import pattern_reference
from sphinx_excellence.views.shapes import (
    Box,
    Curve,
    Move,
    Path,
    Point,
    Shape,
    Step,
    Straight,
    Text,
    polygon,
    polyline,
    rounded,
)
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.tier_symbols import tier_role
from sphinx_excellence.views.vocabulary import STATUS, UNRATED

_TITLE, _SMALL = 12.5, 10.5
_LINE = 1.25
_BOX, _PADDING, _GAP = 150.0, 9.0, 22.0
_BETWEEN = 46.0
_MARGIN = 6.0
_HEAD = 8.0
#: The distance of two arrows that begin or end at one box, at most.
_PORT = 16.0
#: Lists are nested no deeper than this.
_DEEPEST = 5
#: An arrow that is so little off the vertical is made straight.
_STRAIGHT = 5.0


@dataclass(frozen=True, slots=True)
class _Row:
    top: float
    bottom: float


def lineage_graph(lineage: Lineage, registry: Registry, title: str) -> View:
    """Return the graph of a lineage, with the same as a list; ``title`` is whose it is."""
    label = Label(N_("Lineage graph of %s"), (title,))
    if not lineage.members:
        return View("lineage", (Line((Label(N_("No pattern matches.")),), role="nothing"),), label)
    words = Transcript((_outline(lineage, registry),))
    return View("lineage", (_drawing(lineage, registry, label), words), label)


# The drawing ---------------------------------------------------------------------------------------------------


def _drawing(lineage: Lineage, registry: Registry, label: Label) -> Drawing:
    patterns = [pattern for each in lineage.members if (pattern := registry.pattern(each)) is not None]
    numbers = {pattern.id: number for number, pattern in enumerate(patterns)}
    edges = [(numbers[one], numbers[two]) for one, two in lineage.edges]
    decades = _decades([lineage.dates.get(pattern.id) for pattern in patterns], edges)
    layers = layered([_BOX] * len(patterns), decades, edges, gap=_GAP)
    titles = [wrapped(pattern.title, _TITLE, _BOX - 2 * _PADDING, bold=True) for pattern in patterns]
    rows: list[_Row] = []
    for row in layers.rows:
        top = rows[-1].bottom + _BETWEEN if rows else _MARGIN
        height = 2 * _PADDING + max(len(titles[node]) for node in row) * _TITLE * _LINE + _SMALL * 1.5
        rows.append(_Row(top, top + height))
    names = [_decade_name(decades[row[0]]) for row in layers.rows]
    axis = max(width_of(name.text, _SMALL, bold=True) * (1.5 if name.own else 1.0) for name in names) + 14
    left = axis + _MARGIN
    shapes = [*_axis(layers, decades, rows, names, left), *_arrows(layers, edges, rows, left)]
    places = {node: rows[number] for number, row in enumerate(layers.rows) for node in row}
    marks = [
        _mark(pattern, lineage, registry, titles[node], _box(layers.centres[node] + left, places[node]))
        for node, pattern in enumerate(patterns)
    ]
    return Drawing(
        "lineage",
        left + layers.width + _MARGIN,
        rows[-1].bottom + _MARGIN,
        label,
        Label(N_("Time runs from top to bottom. An arrow leads from a pattern to its successor. The list that "
                 "follows has the same information.")),
        tuple(shapes),
        tuple(marks),
        Label(N_("Thin frame: a related pattern that is not in the lineage.")) if lineage.neighbours else None,
    )  # fmt: skip


_UNDATED = 99990


def _decades(dates: Sequence[str | None], edges: Sequence[tuple[int, int]]) -> list[int]:
    """Return the decade of each pattern; of one without a date the decade of its nearest relative, if that has one."""
    found = {number: listed_day(date).year // 10 * 10 for number, date in enumerate(dates) if date}
    waiting = [number for number, date in enumerate(dates) if not date]
    while True:
        known: dict[int, int] = {}
        for number in waiting:
            before = [found[one] for one, two in edges if two == number and one in found]
            after = [found[two] for one, two in edges if one == number and two in found]
            if before or after:
                known[number] = max(before) if before else min(after)
        if not known:
            break
        found |= known
        waiting = [number for number in waiting if number not in found]
    return [found.get(number, _UNDATED) for number in range(len(dates))]


def _decade_name(decade: int) -> Text:
    undated = decade == _UNDATED
    return Text(Point(0, 0), N_("Undated") if undated else f"{decade}s", _SMALL, ("decade",), own=undated, bold=True)


def _axis(
    layers: Layers, decades: Sequence[int], rows: Sequence[_Row], names: Sequence[Text], left: float
) -> list[Shape]:
    """Return the decades down the side, and a line across where each begins."""
    if set(decades) == {_UNDATED}:
        return []
    made: list[Shape] = []
    last = None
    for place, name in zip(rows, names, strict=True):
        if name.text == last:
            continue
        if last is not None:
            y = place.top - _BETWEEN / 2
            made.append(polyline([Point(_MARGIN, y), Point(left + layers.width, y)], ("decade-line",)))
        last = name.text
        y = place.top + _PADDING + _TITLE
        made.append(Text(Point(_MARGIN, y), name.text, _SMALL, name.roles, own=name.own, bold=True))
    return made


def _arrows(layers: Layers, edges: Sequence[tuple[int, int]], rows: Sequence[_Row], left: float) -> list[Shape]:
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
        made.append(Path(tuple(steps), ("arrow",)))
        base = tip.y - way * (_HEAD + 1)
        made.append(polygon([tip, Point(tip.x - 4, base), Point(tip.x + 4, base)], ("arrow-head",)))
    return made


def _ports(
    layers: Layers, edges: Sequence[tuple[int, int]], row_of: Mapping[int, int]
) -> dict[tuple[int, int], tuple[float, float]]:
    """Return where on its two boxes each arrow begins and ends: next to each other, in order."""
    places: dict[tuple[int, int], list[float]] = {
        edge: [layers.centres[edge[0]], layers.centres[edge[1]]] for edge in edges
    }
    for end in (0, 1):
        for node in range(len(layers.centres)):
            for down in (True, False):
                here = [edge for edge in edges if edge[end] == node and (row_of[edge[1]] > row_of[edge[0]]) is down]

                def other(edge: tuple[int, int], end: int = end) -> float:
                    lanes = layers.lanes[edge]
                    if lanes:
                        return lanes[-1 if end else 0][1]
                    return layers.centres[edge[1 - end]]

                here.sort(key=lambda edge: (other(edge), edge))
                step = min(_PORT, 0.6 * _BOX / max(len(here), 1))
                for number, edge in enumerate(here):
                    places[edge][end] += (number - (len(here) - 1) / 2) * step
    return {edge: (begin, finish) for edge, (begin, finish) in places.items()}


def _box(centre: float, row: _Row) -> Box:
    return Box(centre - _BOX / 2, row.top, centre + _BOX / 2, row.bottom)


def _mark(pattern: Pattern, lineage: Lineage, registry: Registry, title: Sequence[str], box: Box) -> Mark:
    tier = registry.tier_of(pattern)
    role = tier_role(tier)
    kinds = [name for name, holds in (
        ("box-legacy", registry.is_legacy(pattern)),
        ("box-beside", pattern.id in lineage.neighbours),
        ("box-unrated", tier is None),
    ) if holds]  # fmt: skip
    shapes: list[Shape] = [rounded(box, 4, ("box", *kinds, role))]
    y = box.top + _PADDING + _TITLE * 0.85
    for line in title:
        shapes.append(Text(Point(box.left + _PADDING, y), line, _TITLE, ("box-title",), bold=True))
        y += _TITLE * _LINE
    foot = box.bottom - _PADDING
    x = box.left + _PADDING
    if tier is not None and tier.symbol:
        shapes.append(Text(Point(x, foot), tier.symbol, _SMALL, ("symbol",)))
        x += 1.6 * _SMALL
    name = UNRATED if tier is None else tier.title
    shapes.append(Text(Point(x, foot), name, _SMALL, ("rating", role), own=True, bold=True))
    date = lineage.dates.get(pattern.id, "")
    if date:
        shapes.append(Text(Point(box.right - _PADDING, foot), date, _SMALL, ("date",), "end"))
    about: list[Label | Words] = [Words(f"{pattern.title}: "), Label(name)]
    # First what the box shows, in its order: who speaks to the page says what is to be seen.
    if date:
        about.append(Words(f", {date}"))
    if pattern.status:
        about += [Words(", "), Label(STATUS[pattern.status])]
    address = registry.address_of("pattern", pattern.id)
    return Mark(Reference("pattern", pattern.id, pattern.title, None, address), tuple(about), tuple(shapes))


# The list ------------------------------------------------------------------------------------------------------


def _outline(lineage: Lineage, registry: Registry) -> Items:
    """Return the lineage as a nested list: each pattern with what came of it, told in full where it first comes.

    What would be nested too deep is named, and told further down.
    """
    below: dict[str, list[str]] = {each: [] for each in lineage.members}
    for one, two in lineage.edges:
        below[one].append(two)
    told: set[str] = set()
    later: list[str] = []

    def line(each: str) -> list[Inline]:
        date = lineage.dates.get(each)
        return [pattern_reference(each, registry), *([Words(f" ({date})")] if date else [])]

    def item(each: str, depth: int = 0) -> tuple[Block, ...]:
        if not below[each]:
            return (Line(tuple(line(each))),)
        if each in told:
            return (Line((*line(each), Words(", "), Label(N_("see above")))),)
        told.add(each)
        head = (*line(each), Words(" "), Label(N_("evolved into:")))
        if depth < _DEEPEST:
            return (Line(head), Items(tuple(item(other, depth + 1) for other in below[each])))
        later.extend(other for other in below[each] if below[other])
        named = [part for other in below[each] for part in (Words(", "), *line(other))]
        return (Line((*head, Words(" "), *named[1:])),)

    entered = {two for _one, two in lineage.edges}
    items = [item(each) for each in lineage.members if each not in entered]
    # The rest was nested too deep, or is in a cycle: the oldest of a cycle comes first.
    rest = [each for each in lineage.members if each in entered and below[each]]
    for each in (*later, *rest):
        if each not in told:
            items.append(item(each))
        while later:
            deeper = later.pop(0)
            if deeper not in told:
                items.append(item(deeper))
    return Items(tuple(items), role="descent")
