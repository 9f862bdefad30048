"""The time machine as a small picture that leads to the whole one: its lines without names, dots or links."""

from __future__ import annotations

import math

from sphinx_excellence.messages import N_
from sphinx_excellence.views.blocks import Drawing, Label, Line, Mark, PageReference, View
from sphinx_excellence.views.radar_drawing import spread
from sphinx_excellence.views.shapes import Anchor, Box, Point, Shape, Text, polyline, rounded
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.time_machine.canvas import Frame, line_of
from sphinx_excellence.views.time_machine.lanes import Lane, Lanes

_WIDTH, _MARGIN, _SMALL = 736.0, 8.0, 11.0
#: The distance of two lines, how much of their width is left, and the distance of two lanes.
_ROW, _SCALE, _GAP = 4.6, 0.62, 7.5
#: What the lines take at most: with more of them they move together, as far as they can be told apart.
_MOST, _LEAST = 280.0, 1.2
_LINE = 1.25
#: How wide the name of a year is on a phone, where the style sheet sets it in 22 units.
_PHONE_NAME = width_of("0000", 22.0, bold=True)


def thumbnail(lanes: Lanes, page: PageReference, label: Label) -> View:
    """Return the picture, and a line that leads to the page as the picture does."""
    names = [_name(lane) for lane in lanes.lanes]
    room = min(max(width_of(text, _SMALL, bold=True) * (1.5 if own else 1.0) for text, own in names), 180.0)
    count = max(1, sum(len(lane.courses) for lane in lanes.lanes))
    row = min(_ROW, max((_MOST - _GAP * (len(lanes.lanes) - 1)) / count, _LEAST))
    scale = _SCALE * row / _ROW
    frame = Frame("", _WIDTH, _MARGIN, _WIDTH - _MARGIN - room - 8, row, row / 2, 0, lanes.first, lanes.last)
    top = _SMALL + 10
    y, middles = top, []
    lines: list[Shape] = []
    for lane in lanes.lanes:
        begin = y
        for course in lane.courses:
            lines += line_of(course, y + frame.below, frame, scale)
            y += frame.row
        middles.append((begin + y) / 2)
        y += _GAP
    places = spread(middles, [_LINE * _SMALL] * len(middles))
    height = max(y - _GAP, places[-1] + _SMALL) + _MARGIN
    shapes: list[Shape] = []
    free = -math.inf
    interval = 10 if frame.last - frame.first > 20 else 5
    for year in range(-(-frame.first // interval) * interval, frame.last + 1, interval):
        x = frame.begin(year)
        shapes.append(polyline([Point(x, top - 3), Point(x, height - _MARGIN)], ("year-line",)))
        anchor: Anchor = "start" if x < _MARGIN + _SMALL else "middle"
        # Names that a phone shows, larger, keep a distance; the others stand only where there is room.
        begin = x - (_PHONE_NAME / 2 if anchor == "middle" else 0)
        is_apart = begin >= free
        if is_apart:
            free = begin + _PHONE_NAME + _SMALL
        shapes.append(
            Text(Point(x, _SMALL), str(year), 10.0, ("decade",) if is_apart else ("decade", "decade-between"), anchor)
        )
    shapes += lines
    for (text, own), place in zip(names, places, strict=True):
        (short,) = wrapped(text, _SMALL, room + 8, bold=True, most=1)
        shapes.append(
            Text(Point(frame.right + 10, place + 0.36 * _SMALL), short, _SMALL, ("lane-name",), own=own, bold=True)
        )
    area = rounded(Box(0, 0, _WIDTH, height), 4, ("thumbnail-area",))
    mark = Mark(page, (label,), (area, *shapes))
    description = N_(
        "Each line is a pattern, from the year in which it appeared; its width and its colour tell its tier in each "
        "year."
    )
    drawing = Drawing("time-machine-thumbnail", _WIDTH, height, label, Label(description), (), (mark,))
    return View("time-machine-thumbnail", (drawing, Line((page,), role="thumbnail-link")), label)


def _name(lane: Lane) -> tuple[str, bool]:
    return (str(lane.name.args[0]), False) if lane.name.args else (lane.name.message, True)
