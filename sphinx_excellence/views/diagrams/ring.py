"""The geometry of a ring: nodes on a circle, clockwise from the top, with links across."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import combinations, count

from sphinx_excellence.model.diagram import Link, Ring, Wording
from sphinx_excellence.views.diagrams.strokes import (
    LABEL,
    Content,
    boxed,
    content_of,
    cross,
    head,
    line_roles,
    lines_of,
    overlap,
    roles,
    sign_room,
    signed,
)
from sphinx_excellence.views.shapes import Box, Move, Path, Point, Shape, arc, on_circle, polyline

_ROOM, _CENTRE, _LINK_TEXT, _BELOW = 96.0, 110.0, 84.0, 260.0
_LEAST, _GROWTH, _TRIES = 88.0, 1.12, 8
#: The steps around the circle in which boxes are looked for.
_ANGLES = 1440
#: How much of a link is to be seen before and behind its text.
_SEEN = 12.0
#: Where on its link a text may stand, in parts of the link.
_STOPS = (0.5, 0.36, 0.64, 0.25, 0.75)


def ring(record: Ring) -> list[Shape]:
    """Return the shapes of a ring."""
    contents = [content_of(part, _ROOM) for part in record.nodes]
    for number in range(_TRIES):
        drawn = _drawn(record, contents, _LEAST * _GROWTH**number, with_texts=True)
        if drawn is not None:
            return drawn
    # No size has room for the texts at their links: they follow below.
    return next(
        drawn
        for number in count()
        if (drawn := _drawn(record, contents, _LEAST * _GROWTH**number, with_texts=False)) is not None
    )


def _drawn(record: Ring, contents: Sequence[Content], radius: float, *, with_texts: bool) -> list[Shape] | None:
    """Return the shapes of a ring of a size; nothing where it has no room for its nodes and texts."""
    boxes = _boxes(contents, radius)
    if any(overlap(one, two, 16) for one, two in combinations(boxes, 2)):
        return None
    lines = [(link, *_ends(boxes[link.source], boxes[link.target])) for link in record.links]
    drawn: list[Shape] = []
    for content, box in zip(contents, boxes, strict=True):
        drawn += boxed(content, box)
    bottom = max(box.bottom for box in boxes) + 10
    taken = list(boxes)
    centre = lines_of(record.centre, _CENTRE, size=LABEL, role="detail")
    half_width, half_height = centre.width / 2, centre.height / 2
    middle = Box(-half_width, -half_height, half_width, half_height)
    if centre.lines and any(_meets(middle, begin, end) for _link, begin, end in lines):
        # Below the ring, where nothing goes through it.
        drawn += centre.drawn(0, bottom)
        bottom += centre.height + 4
    elif centre.lines:
        if any(overlap(one, middle, 6) for one in boxes):
            return None
        drawn += centre.drawn(0, -half_height)
        taken.append(middle)
    for number, (link, begin, end) in enumerate(lines):
        text = lines_of(link.text, _LINK_TEXT)
        gap: Box | None = None
        if text.lines and with_texts:
            others = [(one, two) for at, (_link, one, two) in enumerate(lines) if at != number]
            gap = _place_of(text.width + sign_room(link.tone), text.height, (begin, end), taken, others)
            if gap is None:
                return None
            taken.append(gap)
            drawn += signed(text, (gap.left + gap.right) / 2, gap.top + 1, link.tone)
        elif text.lines and link.text is not None:
            ends = f"{record.nodes[link.source].label.text} - {record.nodes[link.target].label.text}"
            below = lines_of(Wording(f"{ends}: {link.text.text}"), _BELOW)
            drawn += signed(below, 0, bottom, link.tone)
            bottom += below.height + 2
        drawn += _arrow(link, begin, end, gap)
    return [*_circle(boxes, radius, cycle=record.cycle), *drawn]


def _boxes(contents: Sequence[Content], radius: float) -> list[Box]:
    boxes = []
    for number, content in enumerate(contents):
        x, y = on_circle(radius, 2 * math.pi * number / len(contents))
        width, height = content.size()
        boxes.append(Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    return boxes


def _circle(boxes: Sequence[Box], radius: float, *, cycle: bool) -> list[Shape]:
    """Return what is seen of the circle between the boxes; in a cycle each stretch is an arrow."""
    step = 2 * math.pi / _ANGLES
    taken = _taken(boxes, radius)
    first = min(taken, default=0)
    free = [number for number in range(first, first + _ANGLES) if number % _ANGLES not in taken]
    stretches: list[list[int]] = []
    for number in free:
        if stretches and stretches[-1][-1] == number - 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    drawn: list[Shape] = []
    for stretch in stretches:
        begin, end = stretch[0] * step, stretch[-1] * step
        if cycle:
            end = max(end - 7 / radius, begin)
            tip = on_circle(radius, stretch[-1] * step)
            drawn.append(head(tip, on_circle(radius, end)))
        steps = (Move(on_circle(radius, begin)), *arc(radius, begin, end))
        drawn.append(Path(steps, roles("line") if cycle else roles("life")))
    return drawn


def _taken(boxes: Sequence[Box], radius: float) -> set[int]:
    """Return the numbers of the steps around the circle at which it is in a box, or next to it."""
    turn = _turn()
    taken: set[int] = set()
    for box in boxes:
        near = Box(box.left - 4, box.top - 4, box.right + 4, box.bottom + 4)
        left, top, right, bottom = (edge / radius for edge in near)
        places = [number % _ANGLES for number in _facing(near)]
        taken.update([n for n in places if left < turn[n][0] < right and top < turn[n][1] < bottom])
    return taken


@cache
def _turn() -> tuple[Point, ...]:
    """Return the points at the steps around a circle of the radius 1."""
    step = 2 * math.pi / _ANGLES
    return tuple(on_circle(1, number * step) for number in range(_ANGLES))


def _facing(box: Box) -> range:
    """Return the steps around the circle in whose direction a box is from the middle, and one at each end."""
    left, top, right, bottom = box
    if left <= 0 <= right and top <= 0 <= bottom:
        return range(_ANGLES)
    turned = [math.atan2(x, -y) for x in (left, right) for y in (top, bottom)]
    # No box without the middle in it takes half a turn: the angles of one further apart go through the bottom.
    if max(turned) - min(turned) > math.pi:
        turned = [angle % (2 * math.pi) for angle in turned]
    step = 2 * math.pi / _ANGLES
    return range(math.floor(min(turned) / step) - 1, math.ceil(max(turned) / step) + 2)


def _place_of(
    width: float,
    height: float,
    line: tuple[Point, Point],
    taken: Sequence[Box],
    others: Sequence[tuple[Point, Point]],
) -> Box | None:
    """Return where on its line a text has a place of its own; nothing where it has none."""
    begin, end = line
    for stop in _STOPS:
        x, y = begin.x + stop * (end.x - begin.x), begin.y + stop * (end.y - begin.y)
        box = Box(x - width / 2 - 2, y - height / 2 - 1, x + width / 2 + 2, y + height / 2 + 1)
        # Some of the line is to be seen on both sides.
        if any(overlap(box, Box(*end, *end), _SEEN) for end in line):
            continue
        if not any(overlap(box, other, 2) for other in taken) and not any(_meets(box, *other) for other in others):
            return box
    return None


def _ends(one: Box, two: Box) -> tuple[Point, Point]:
    """Return where a line from the middle of one box to that of another leaves the first and meets the second."""
    here = Point((one.left + one.right) / 2, (one.top + one.bottom) / 2)
    there = Point((two.left + two.right) / 2, (two.top + two.bottom) / 2)
    return _edge(one, here, there), _edge(two, there, here)


def _edge(box: Box, middle: Point, to: Point) -> Point:
    x, y = to.x - middle.x, to.y - middle.y
    half_width, half_height = (box.right - box.left) / 2 + 2, (box.bottom - box.top) / 2 + 2
    part = min(half_width / abs(x) if x else math.inf, half_height / abs(y) if y else math.inf)
    return Point(middle.x + part * x, middle.y + part * y)


def _meets(box: Box, one: Point, two: Point) -> bool:
    """Whether a line goes through a box."""
    return any(
        box.left < one.x + part / 40 * (two.x - one.x) < box.right
        and box.top < one.y + part / 40 * (two.y - one.y) < box.bottom
        for part in range(41)
    )


def _arrow(link: Link, begin: Point, end: Point, gap: Box | None) -> list[Shape]:
    """Return an arrow with a gap for its text."""
    length = math.dist(begin, end) or 1.0

    def at(distance: float) -> Point:
        return Point(begin.x + distance / length * (end.x - begin.x), begin.y + distance / length * (end.y - begin.y))

    first, last = (7.0 if link.both else 0.0), length - (10.0 if link.lost else 7.0)
    drawn: list[Shape] = cross(at(last), link.tone) if link.lost else [head(end, begin, link.tone)]
    if link.both:
        drawn.append(head(begin, end, link.tone))
    names = line_roles(link.tone, dashed=link.dashed)
    steps = 200
    stops = [first + (last - first) * number / steps for number in range(steps + 1)]
    outside = [stop for stop in stops if gap is None or not overlap(gap, Box(*at(stop), *at(stop)), 1)]
    part: list[float] = []
    for stop, following in zip(outside, [*outside[1:], math.inf], strict=True):
        part.append(stop)
        if following - stop > 1.5 * (last - first) / steps:
            drawn.append(polyline([at(part[0]), at(part[-1])], names))
            part = []
    return drawn
