"""The geometry of a timeline: a row for each event, its point or its span on one scale."""

from __future__ import annotations

import math

from sphinx_excellence.model.diagram import Event, Timeline
from sphinx_excellence.views.diagrams.strokes import LINE, SMALL, lines_of, roles, sign, sign_room
from sphinx_excellence.views.shapes import Box, Circle, Point, Shape, polyline, rounded

_WIDTH, _TEXT_GAP, _BAND, _ROW = 400.0, 7.0, 8.0, 14.0
_DOT = 4.5


def timeline(record: Timeline) -> list[Shape]:
    """Return the shapes of a timeline."""
    ends = [each.end for each in record.events if each.end is not None and math.isfinite(each.end)]
    first = min(each.begin for each in record.events)
    last = max([*(each.begin for each in record.events), *ends])
    drawn: list[Shape] = []
    y = 0.0
    for event in record.events:
        begin = _across(event.begin, first, last)
        end = None if event.end is None else _across(min(event.end, last), first, last)
        shapes, y = _event(event, begin, end, y)
        drawn += shapes
    return drawn


def _across(value: float, first: float, last: float) -> float:
    """Return where on the scale a point in time is."""
    return _DOT + (_WIDTH - 2 * _DOT) * (value - first) / ((last - first) or 1.0)


def _event(event: Event, begin: float, end: float | None, top: float) -> tuple[list[Shape], float]:
    when = lines_of(event.when, _WIDTH / 2, role="when", bold=True)
    sign_width = sign_room(event.tone)
    room = _WIDTH - when.width - _TEXT_GAP - sign_width
    text = lines_of(event.text, room)
    width = when.width + (_TEXT_GAP + sign_width + text.width if text.lines else 0.0)
    left = max(min(begin - _DOT, _WIDTH - width), 0.0)
    drawn = when.drawn(left, top, "start")
    x = left + when.width + _TEXT_GAP
    drawn += sign(event.tone, Point(x + 5, top + 0.5 * SMALL * LINE))
    drawn += text.drawn(x + sign_width, top, "start", event.tone)
    y = top + max(when.height, text.height) + 8
    drawn.append(polyline([Point(0, y), Point(_WIDTH, y)], roles("axis")))
    if end is None:
        drawn.append(Circle(Point(begin, y), _DOT, roles("band", event.tone)))
    else:
        box = Box(begin - _DOT, y - _BAND / 2, max(end, begin) + _DOT, y + _BAND / 2)
        drawn.append(rounded(box, _BAND / 2, roles("band", event.tone)))
    return drawn, y + _ROW
