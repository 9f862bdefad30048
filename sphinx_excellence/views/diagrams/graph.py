"""The geometry of flows and states: nodes in ranks, with links that run between them and carry their texts.

A link goes through a place of its own between two ranks, as wide and as high as its text: so no text is on a line or on
another text. ``graph_layout`` puts nodes and texts in order. The nodes of a group are one item of the layout, next to
each other across. Along means the direction of the flow, across the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from sphinx_excellence.model.diagram import Graph, Group, Link, Part, Wording
from sphinx_excellence.views.diagrams.strokes import (
    LINE,
    SMALL,
    Lines,
    boxed,
    content_of,
    cross,
    head,
    line_roles,
    lines_of,
    roles,
    sign_room,
    signed,
)
from sphinx_excellence.views.graph_layout import Layers, layered, without_circles
from sphinx_excellence.views.shapes import (
    Box,
    Curve,
    Move,
    Path,
    Point,
    Shape,
    Step,
    Straight,
    around,
    polyline,
    rounded,
)

#: A flow without a direction goes to the right up to this width, which a phone shows at three quarters of the size.
_WIDEST = 430.0
#: The room for the text in a node, and on a link that goes to the right or down.
_ROOM, _RIGHT_ROOM, _DOWN_ROOM = 124.0, 96.0, 132.0
#: The room between neighbours of a rank, before and behind the text of a link.
_BESIDE, _BEFORE, _BEHIND = 22.0, 18.0, 23.0
#: Between the frame of a group and its nodes, and between two nodes of a group.
_FRAME, _INSIDE = 11.0, 26.0
#: The distance of two links at one node, at most; how far a link to its own node reaches.
_PORT, _LOOP = 18.0, 20.0
#: The least distance of two lines next to each other, and of a line from a box.
_APART = 9.0


def graph(record: Graph) -> list[Shape]:
    """Return the shapes of a flow or of states."""
    lined = _with_groups_in_line(record)
    if record.direction:
        return _Drawn(lined, down=record.direction == "down").shapes()
    right = _Drawn(lined, down=False).shapes()
    if _width(right) <= _WIDEST:
        return right
    down = _Drawn(lined, down=True).shapes()
    return down if _width(down) < _width(right) else right


def _width(shapes: Sequence[Shape]) -> float:
    held = around(shapes)
    return held.right - held.left


def _with_groups_in_line(record: Graph) -> Graph:
    """Return a graph whose groups are in the order of their links; of one that has no such order, nodes say its name.

    Within a group, a link leads from a node to the next or to the one before.
    """
    groups: list[Group] = []
    nodes: list[Part] = list(record.nodes)
    for group in record.groups:
        inside = [
            (link.source, link.target)
            for link in record.links
            if {link.source, link.target} <= {*group.members} and link.source != link.target
        ]
        order = _line(group.members, inside)
        place = {node: number for number, node in enumerate(order)}
        if all(abs(place[one] - place[two]) == 1 for one, two in inside) and _has_room(inside, record.links):
            groups.append(replace(group, members=tuple(order)))
            continue
        for member in group.members:
            detail = nodes[member].detail
            said = f"{group.label.text}: {detail.text}" if detail is not None else group.label.text
            nodes[member] = replace(nodes[member], detail=Wording(said))
    return replace(record, nodes=tuple(nodes), groups=tuple(groups))


def _has_room(pairs: Sequence[tuple[int, int]], links: Sequence[Link]) -> bool:
    """Whether there is room between nodes side by side for the links between them, which lead between these pairs.

    There is for one text, or for two arrows without one; not for the link of such a node to itself.
    """
    looped = {link.source for link in links if link.source == link.target}
    if any(node in looped for pair in pairs for node in pair):
        return False
    for pair in pairs:
        between = [link for link in links if {link.source, link.target} == {*pair}]
        if len(between) > (1 if any(link.text is not None for link in between) else 2):
            return False
    return True


def _line(members: Sequence[int], links: Sequence[tuple[int, int]]) -> list[int]:
    """Return members so that each follows the one that it is linked to, as far as it can be."""
    left = list(members)
    order: list[int] = []
    while left:
        joined = [each for each in left if order and {(order[-1], each), (each, order[-1])} & {*links}]
        # One that fewer of the others are linked to begins a line.
        ends = [each for each in left if sum(each in link and {*link} <= {*left} for link in links) <= 1]
        chosen = (joined or ends or left)[0]
        order.append(chosen)
        left.remove(chosen)
    return order


class _Place(NamedTuple):
    """Where something is, along and across."""

    begin: float
    end: float
    first: float
    last: float

    @property
    def middle(self) -> float:
        """The middle across."""
        return (self.first + self.last) / 2


@dataclass(frozen=True, slots=True)
class _Way:
    """A link, the item that stands for it in the layout, and whether the layout has it the other way round."""

    link: Link
    item: int
    back: bool
    text: Lines

    def end(self, *, lower: bool) -> int:
        """Return the node at the lower end of the link, or at the upper one."""
        return self.link.target if lower != self.back else self.link.source


@dataclass(frozen=True, slots=True)
class _Unit:
    """What the layout puts in one place: a node, or the nodes of a group."""

    members: tuple[int, ...]
    name: Lines | None = None


class _Drawn:
    """A graph that goes down or to the right."""

    def __init__(self, record: Graph, *, down: bool) -> None:
        self._record = record
        self._down = down
        self._nodes = [content_of(part, _ROOM) for part in record.nodes]
        grouped = {member for group in record.groups for member in group.members}
        units = [
            _Unit(group.members, lines_of(group.label, 150.0, role="frame-name", bold=True)) for group in record.groups
        ] + [_Unit((node,)) for node in range(len(self._nodes)) if node not in grouped]
        # In the order of the nodes: the layout keeps it where nothing speaks against it.
        self._units = sorted(units, key=lambda unit: min(unit.members))
        self._unit_of = {node: number for number, unit in enumerate(self._units) for node in unit.members}
        self._loops: dict[int, list[Link]] = {}
        for link in record.links:
            if link.source == link.target:
                self._loops.setdefault(link.source, []).append(link)
        self._inner = [
            link
            for link in record.links
            if link.source != link.target and self._unit_of[link.source] == self._unit_of[link.target]
        ]
        self._ways = self._numbered(
            [link for link in record.links if self._unit_of[link.source] != self._unit_of[link.target]]
        )
        self._layers = self._layered()
        self._row_of = {item: number for number, row in enumerate(self._layers.rows) for item in row}
        self._rows = self._ranks()

    def shapes(self) -> list[Shape]:
        drawn: list[Shape] = []
        for number, unit in enumerate(self._units):
            if unit.name is not None:
                frame = self._box(self._unit_place(number))
                drawn.append(rounded(frame, 8, roles("frame")))
                drawn += unit.name.drawn(frame.left + _FRAME, frame.top + 5, "start")
        for content, place in zip(self._nodes, self._places, strict=True):
            drawn += boxed(content, self._box(place))
        for node in self._loops:
            drawn += self._loop(node, self._box(self._places[node]))
        for link in self._inner:
            drawn += self._inner_link(link)
        ports = self._ports()
        courses = self._courses(ports)
        for way in self._ways:
            drawn += self._link(way, ports, courses[way.item])
        return drawn

    # What the layout works on --------------------------------------------------------------------------------------

    def _numbered(self, links: Sequence[Link]) -> list[_Way]:
        pairs = [(self._unit_of[link.source], self._unit_of[link.target]) for link in links]
        forward = set(without_circles(range(len(self._units)), [*dict.fromkeys(pairs)]))
        room = _DOWN_ROOM if self._down else _RIGHT_ROOM
        return [
            _Way(link, number, pair not in forward, lines_of(link.text, room))
            for number, (link, pair) in enumerate(zip(links, pairs, strict=True), start=len(self._units))
        ]

    def _turned(self, width: float, height: float) -> tuple[float, float]:
        """Return how much a width and a height are along and across."""
        return (height, width) if self._down else (width, height)

    @cached_property
    def _node_sizes(self) -> list[tuple[float, float]]:
        """How much each node takes along and across."""
        return [self._turned(*node.size()) for node in self._nodes]

    def _cell(self, node: int) -> tuple[float, float]:
        """Return how much a node takes along and across, with its loops: below it across, above it to the right."""
        (along, across), (loop_along, loop_across) = self._node_sizes[node], self._loop_room(node)
        return max(along, loop_along), across + loop_across

    @cached_property
    def _offsets(self) -> list[float]:
        """How far across the middle of each node is from that of its unit."""
        found: dict[int, float] = {}
        for item, unit in enumerate(self._units):
            cells = [self._cell(node) for node in unit.members]
            gaps = [*self._inside_gaps(unit), 0.0]
            if unit.name is not None and not self._down:
                first = -self._sizes[item][1] / 2 + self._frame_room(unit)[0]
            else:
                first = -(sum(cell[1] for cell in cells) + sum(gaps)) / 2
            for node, cell, gap in zip(unit.members, cells, gaps, strict=True):
                loop = 0.0 if self._down else self._loop_room(node)[1]
                found[node] = first + loop + self._node_sizes[node][1] / 2
                first += cell[1] + gap
        return [found[node] for node in range(len(self._nodes))]

    @cached_property
    def _sizes(self) -> list[tuple[float, float]]:
        """How much each item takes along and across."""
        return [self._size(item) for item in range(len(self._units) + len(self._ways))]

    def _size(self, item: int) -> tuple[float, float]:
        if item >= len(self._units):
            way = self._ways[item - len(self._units)]
            if not way.text.lines:
                return 0.0, 10.0
            width, height = way.text.width + sign_room(way.link.tone), way.text.height
            return self._turned(width + 6, height + 4)
        unit = self._units[item]
        sizes = [self._cell(node) for node in unit.members]
        if unit.name is None:
            return sizes[0]
        before, behind = self._frame_room(unit)
        inside = sum(size[1] for size in sizes) + sum(self._inside_gaps(unit))
        along = max(size[0] for size in sizes)
        # The name is as wide as it is.
        name = unit.name.width + 2 * _FRAME
        if self._down:
            return along + before + behind, max(inside + 2 * _FRAME, name)
        return max(along + 2 * _FRAME, name), inside + before + behind

    def _frame_room(self, unit: _Unit) -> tuple[float, float]:
        """Return the room in a frame above its nodes, with the name, and below."""
        lines = len(unit.name.lines) if unit.name is not None else 0
        return lines * SMALL * LINE + _FRAME, _FRAME

    def _inside_gaps(self, unit: _Unit) -> list[float]:
        """Return the room between the nodes of a group, with the text of what links them."""
        gaps = []
        for one, two in pairwise(unit.members):
            links = [link for link in self._inner if {link.source, link.target} == {one, two}]
            sizes = [self._inner_size(link) for link in links]
            gaps.append(max(sizes) + _BEFORE + _BEHIND if sizes else _INSIDE / 2)
        return gaps

    def _layered(self) -> Layers:
        count = len(self._sizes)
        attached = {}
        for way in self._ways:
            upper, lower = way.end(lower=False), way.end(lower=True)
            attached[self._unit_of[upper], way.item] = (self._offsets[upper], 0.0)
            attached[way.item, self._unit_of[lower]] = (0.0, self._offsets[lower])
        sizes = [across for _along, across in self._sizes]
        return layered(sizes, [0] * count, attached, gap=_BESIDE, attached=attached)

    def _ranks(self) -> list[tuple[float, float]]:
        """Return where each rank begins and ends."""
        rows: list[tuple[float, float]] = []
        for number, row in enumerate(self._layers.rows):
            size = max((self._sizes[item][0] for item in row), default=0.0)
            begin = rows[-1][1] + (_BEFORE if number % 2 else _BEHIND) if rows else 0.0
            rows.append((begin, begin + size))
        return rows

    def _unit_place(self, item: int) -> _Place:
        along, across = self._sizes[item]
        begin, end = self._rows[self._row_of[item]]
        middle, centre = (begin + end) / 2, self._layers.centres[item]
        return _Place(middle - along / 2, middle + along / 2, centre - across / 2, centre + across / 2)

    @cached_property
    def _places(self) -> list[_Place]:
        """Where the nodes are."""
        found: dict[int, _Place] = {}
        for item, unit in enumerate(self._units):
            place = self._unit_place(item)
            before, behind = self._frame_room(unit) if unit.name is not None and self._down else (0.0, 0.0)
            along = (place.begin + before + place.end - behind) / 2
            for node in unit.members:
                size, across = self._node_sizes[node], place.middle + self._offsets[node]
                found[node] = _Place(
                    along - size[0] / 2, along + size[0] / 2, across - size[1] / 2, across + size[1] / 2
                )
        return [found[node] for node in range(len(self._nodes))]

    def _ports(self) -> dict[tuple[int, bool], float]:
        """Return where across each way leaves the node at its upper (``False``) and at its lower end (``True``)."""
        ports: dict[tuple[int, bool], float] = {}
        for node, place in enumerate(self._places):
            for lower in (True, False):
                here = [way for way in self._ways if way.end(lower=lower) == node]
                here.sort(key=lambda way: (self._layers.centres[way.item], way.item))
                size = place.last - place.first
                pointed = self._nodes[node].part.shape in {"choice", "start", "end"}
                step = 0.0 if pointed else min(_PORT, 0.6 * size / max(len(here), 1))
                for number, way in enumerate(here):
                    ports[way.item, lower] = place.middle + (number - (len(here) - 1) / 2) * step
                if len(here) == 1 and not pointed:
                    # One that is hardly aside goes straight.
                    aside = self._layers.centres[here[0].item] - place.middle
                    ports[here[0].item, lower] += max(-0.3 * size, min(aside, 0.3 * size))
        return ports

    def _courses(self, ports: dict[tuple[int, bool], float]) -> dict[int, dict[int, float]]:
        """Return where across each way goes through the ranks between its ends: straight, where nothing is in between.

        The layout makes small steps of a long way.
        """
        courses: dict[int, dict[int, float]] = {}
        for way in self._ways:
            upper, lower = self._unit_of[way.end(lower=False)], self._unit_of[way.end(lower=True)]
            lanes = {**dict(self._layers.lanes[upper, way.item]), **dict(self._layers.lanes[way.item, lower])}
            courses[way.item] = {**lanes, self._row_of[way.item]: self._layers.centres[way.item]}
        for way in self._ways:
            course = courses[way.item]
            first, last = ports[way.item, False], ports[way.item, True]
            wished = sorted({first, last, *course.values()}, key=lambda x: (abs(x - first) + abs(x - last), x))
            straight = next((x for x in wished if self._is_free(way, x, courses)), None)
            if straight is not None:
                courses[way.item] = dict.fromkeys(course, straight)
        return courses

    def _is_free(self, way: _Way, x: float, courses: dict[int, dict[int, float]]) -> bool:
        """Whether a way can go through all ranks between its ends at ``x``."""
        for row in courses[way.item]:
            half = self._sizes[way.item][1] / 2 if row == self._row_of[way.item] and way.text.lines else 0.0
            for item in self._layers.rows[row]:
                room = self._sizes[item][1] / 2 + half + _APART if item < len(self._units) else 0.0
                if abs(self._layers.centres[item] - x) < room:
                    return False
            for other in self._ways:
                at = courses[other.item].get(row)
                if other.item == way.item or at is None:
                    continue
                own = self._sizes[other.item][1] / 2 if row == self._row_of[other.item] and other.text.lines else 0.0
                if abs(at - x) < half + own + _APART:
                    return False
        return True

    # What is drawn -------------------------------------------------------------------------------------------------

    def _at(self, along: float, across: float) -> Point:
        return Point(across, along) if self._down else Point(along, across)

    def _box(self, place: _Place) -> Box:
        one, two = self._at(place.begin, place.first), self._at(place.end, place.last)
        return Box(one.x, one.y, two.x, two.y)

    def _link(self, way: _Way, ports: dict[tuple[int, bool], float], course: dict[int, float]) -> list[Shape]:
        link, item = way.link, way.item
        upper, lower = way.end(lower=False), way.end(lower=True)
        first, last, own = ports[item, False], ports[item, True], self._row_of[item]
        centre = course[own]
        one, two = self._row_of[self._unit_of[upper]], self._row_of[self._unit_of[lower]]
        before = [(self._places[upper].end, first), (self._rows[one][1], first)]
        before += [(end, course[row]) for row in range(one + 1, own) for end in self._rows[row]]
        before.append((self._rows[own][0], centre))
        after = [(self._rows[own][1], centre)]
        after += [(end, course[row]) for row in range(own + 1, two) for end in self._rows[row]]
        after += [(self._rows[two][0], last), (self._places[lower].begin, last)]
        text = self._unit_place(item)
        text = text._replace(first=text.first + centre - text.middle, last=text.last + centre - text.middle)
        if way.text.lines:
            parts = [[*before, (text.begin, centre)], [(text.end, centre), *after]]
        else:
            parts = [[*before, *after]]
        drawn: list[Shape] = []
        if link.both or not way.back:
            drawn += self._ending(parts[-1], link, lost=link.lost and not way.back)
        if link.both or way.back:
            parts[0].reverse()
            drawn += self._ending(parts[0], link, lost=link.lost and way.back)
        drawn += [self._path(points, link) for points in parts]
        if way.text.lines:
            at = self._box(text)
            drawn += signed(way.text, (at.left + at.right) / 2, (at.top + at.bottom - way.text.height) / 2, link.tone)
        return drawn

    def _ending(self, points: list[tuple[float, float]], link: Link, *, lost: bool) -> list[Shape]:
        """Return the head of an arrow or its cross, and shorten the line to where that begins."""
        along, across = points[-1]
        way = 1 if along >= points[0][0] else -1
        stop = along - way * (12 if lost else 7)
        points[-1] = (stop, across)
        if (points[-2][0] - stop) * way > 0:
            points[-2] = (stop, points[-2][1])
        if lost:
            return cross(self._at(stop, across), link.tone)
        return [head(self._at(along - way, across), self._at(along - way * 9, across), link.tone)]

    def _path(self, points: Sequence[tuple[float, float]], link: Link) -> Shape:
        steps: list[Step] = [Move(self._at(*points[0]))]
        for one, two in pairwise(points):
            if abs(one[1] - two[1]) < 0.5:
                steps.append(Straight(self._at(*two)))
                continue
            half = (two[0] - one[0]) / 2
            steps.append(Curve(self._at(one[0] + half, one[1]), self._at(two[0] - half, two[1]), self._at(*two)))
        return Path(tuple(steps), line_roles(link.tone, dashed=link.dashed))

    def _inner_text(self, link: Link) -> Lines:
        return lines_of(link.text, _RIGHT_ROOM if self._down else _DOWN_ROOM)

    def _inner_size(self, link: Link) -> float:
        """Return how much the text of a link in a group takes across."""
        text = self._inner_text(link)
        return self._turned(text.width + sign_room(link.tone) + 6, text.height + 4)[1] if text.lines else 0.0

    def _inner_link(self, link: Link) -> list[Shape]:
        """Return a link between two nodes of a group, which are next to each other across."""
        one, two = self._places[link.source], self._places[link.target]
        way = 1 if two.first > one.first else -1
        begin, end = (one.last, two.first) if way > 0 else (one.first, two.last)
        twins = [each for each in self._inner if {each.source, each.target} == {link.source, link.target}]
        along = (one.begin + one.end) / 2 + (twins.index(link) - (len(twins) - 1) / 2) * 2 * _PORT
        text = self._inner_text(link)
        stop, start = end - way * (12 if link.lost else 7), begin + (way * 7 if link.both else 0)
        drawn: list[Shape] = []
        names = line_roles(link.tone, dashed=link.dashed)
        if text.lines:
            half = self._inner_size(link) / 2 - 1
            middle = (begin + end) / 2 - way * (_BEHIND - _BEFORE) / 2
            at = self._at(along, middle)
            drawn += signed(text, at.x, at.y - text.height / 2, link.tone)
            stretches = [(start, middle - way * half), (middle + way * half, stop)]
        else:
            stretches = [(start, stop)]
        drawn += [polyline([self._at(along, first), self._at(along, last)], names) for first, last in stretches]
        tip = self._at(along, end - way)
        drawn += (
            cross(self._at(along, stop), link.tone) if link.lost else [head(tip, self._at(along, begin), link.tone)]
        )
        if link.both:
            drawn.append(head(self._at(along, begin + way), tip, link.tone))
        return drawn

    def _loop(self, node: int, box: Box) -> list[Shape]:
        """Return the arrow of a node to itself, with the texts of all such links."""
        links, texts = self._loops[node], self._loop_texts(node)
        height = sum(text.height for text in texts)
        tone = links[0].tone if len({link.tone for link in links}) == 1 else ""
        if self._down:
            x, y = box.right, (box.top + box.bottom) / 2
            points = [Point(x, y - 8), Point(x + _LOOP, y - 8), Point(x + _LOOP, y + 8), Point(x + 7, y + 8)]
            tip, at, top = Point(x + 1, y + 8), x + _LOOP + 6, y - height / 2
        else:
            x, y = (box.left + box.right) / 2, box.top
            points = [Point(x - 10, y), Point(x - 10, y - _LOOP), Point(x + 10, y - _LOOP), Point(x + 10, y - 7)]
            tip, at, top = Point(x + 10, y - 1), x, y - _LOOP - 4 - height
        dashed = all(link.dashed for link in links)
        drawn = [polyline(points, line_roles(tone, dashed=dashed)), head(tip, points[-1], tone)]
        for link, text in zip(links, texts, strict=True):
            middle = at + (text.width + sign_room(link.tone)) / 2 if self._down else at
            drawn += signed(text, middle, top, link.tone)
            top += text.height
        return drawn

    def _loop_texts(self, node: int) -> list[Lines]:
        return [lines_of(link.text, _RIGHT_ROOM) for link in self._loops.get(node, ())]

    def _loop_room(self, node: int) -> tuple[float, float]:
        """Return how much the loops of a node take along and across, where it has any."""
        texts = self._loop_texts(node)
        if not texts:
            return 0.0, 0.0
        width = max(text.width + sign_room(link.tone) for text, link in zip(texts, self._loops[node], strict=True))
        height = sum(text.height for text in texts)
        return (height + 4, width + _LOOP + 10) if self._down else (width + 4, height + _LOOP + 6)
