"""The geometry of a sequence: a column for each participant, and a row for each step."""

from __future__ import annotations

from itertools import pairwise

from sphinx_excellence.model.diagram import Message, Note, Sequence, Wait
from sphinx_excellence.views.diagrams.strokes import (
    PAD_X,
    boxed,
    broken,
    content_of,
    cross,
    head,
    line_roles,
    lines_of,
    roles,
    sign_room,
    signed,
)
from sphinx_excellence.views.shapes import Box, Circle, Point, Shape, box_of, polyline, rounded

#: The room for the text of a participant, of a message to a neighbour, of a longer one, and of a note.
_NAME, _NEAR, _FAR, _NOTE = 100.0, 124.0, 230.0, 150.0
_LEAST, _BESIDE, _STEP = 92.0, 24.0, 16.0
#: How far the arrow of a participant to itself reaches.
_LOOP = 22.0


def sequence(record: Sequence) -> list[Shape]:
    """Return the shapes of a sequence."""
    return _Sequence(record).drawn()


class _Sequence:
    def __init__(self, record: Sequence) -> None:
        self._record = record
        self._names = [content_of(part, _NAME) for part in record.participants]
        self._columns = self._places()
        self._taken: list[Box] = []
        self._shapes: list[Shape] = []

    def drawn(self) -> list[Shape]:
        top = max(each.size()[1] for each in self._names)
        y = top + _STEP
        for step in self._record.steps:
            match step:
                case Message() if step.sender == step.receiver:
                    y = self._loop(step, y)
                case Message():
                    y = self._message(step, y)
                case Note():
                    y = self._note(step, y)
                case Wait():
                    y = self._wait(step, y)
        lines: list[Shape] = []
        for x, name in zip(self._columns, self._names, strict=True):
            width, height = name.size()
            lines += boxed(name, Box(x - width / 2, top - height, x + width / 2, top))
            gaps = [(box.top, box.bottom) for box in self._taken if box.left - 3 < x < box.right + 3]
            lines += [polyline([Point(x, begin), Point(x, end)], roles("life")) for begin, end in broken(top, y, gaps)]
        return [*lines, *self._shapes]

    def _places(self) -> list[float]:
        """Return the middle of each column."""
        widths = [each.size()[0] for each in self._names]
        gaps = [
            max((one + two) / 2 + _BESIDE, _LEAST) for one, two in pairwise(widths)
        ]  # fmt: skip
        for step in sorted(self._record.steps, key=_span):
            if not isinstance(step, Message) or step.text is None:
                continue
            first, last = sorted((step.sender, step.receiver))
            if first == last:
                wish = _LOOP + 8 + lines_of(step.text, _NEAR).width + sign_room(step.tone) + 10
                last = first + 1
            else:
                wish = lines_of(step.text, _NEAR if last == first + 1 else _FAR).width + sign_room(step.tone) + _BESIDE
            lacks = wish - sum(gaps[first:last])
            for number in range(first, min(last, len(gaps))):
                gaps[number] += max(lacks, 0.0) / (last - first)
        places = [0.0]
        for gap in gaps:
            places.append(places[-1] + gap)
        return places

    def _message(self, step: Message, y: float) -> float:
        begin, end = self._columns[step.sender], self._columns[step.receiver]
        way = 1 if end > begin else -1
        lines = lines_of(step.text, abs(end - begin) - _BESIDE - sign_room(step.tone) + 1)
        # Towards the middle of the stretch that the arrow leaves free.
        self._put(signed(lines, (begin + end) / 2, y, step.tone))
        y += lines.height + 6
        stop = end - way * (14 if step.lost else 1)
        self._shapes.append(
            polyline(
                [Point(begin, y), Point(stop if step.lost else stop - way * 6, y)],
                line_roles(step.tone, dashed=step.dashed),
            )
        )
        if step.lost:
            self._shapes += cross(Point(stop, y), step.tone)
        else:
            self._shapes.append(head(Point(stop, y), Point(begin, y), step.tone))
        return y + _STEP

    def _loop(self, step: Message, y: float) -> float:
        x = self._columns[step.sender]
        lines = lines_of(step.text, _NEAR)
        height = max(lines.height, 20.0)
        up, down = y + height / 2 - 9, y + height / 2 + 9
        points = [Point(x, up), Point(x + _LOOP, up), Point(x + _LOOP, down), Point(x + 7, down)]
        self._shapes.append(polyline(points, line_roles(step.tone, dashed=step.dashed)))
        self._shapes.append(head(Point(x + 1, down), Point(x + _LOOP, down), step.tone))
        room = sign_room(step.tone)
        middle = x + _LOOP + 8 + (lines.width + room) / 2
        self._put(signed(lines, middle, y + (height - lines.height) / 2, step.tone))
        return y + height + _STEP

    def _note(self, step: Note, y: float) -> float:
        first, last = self._columns[step.first], self._columns[step.last]
        lines = lines_of(step.text, max(last - first + 60, _NOTE) - 2 * PAD_X - sign_room(step.tone))
        half = max((last - first) / 2 + 30, (lines.width + sign_room(step.tone)) / 2 + PAD_X)
        if step.first == step.last:
            half = (lines.width + sign_room(step.tone)) / 2 + PAD_X
        middle = (first + last) / 2
        box = Box(middle - half, y, middle + half, y + lines.height + 10)
        self._put([rounded(box, 3, roles("note", step.tone)), *signed(lines, middle, y + 5, step.tone)])
        return box.bottom + _STEP

    def _wait(self, step: Wait, y: float) -> float:
        middle = (self._columns[0] + self._columns[-1]) / 2
        lines = lines_of(step.text, max(self._columns[-1] - self._columns[0], _NOTE), role="detail")
        height = max(lines.height, 18.0)
        text = lines.drawn(middle, y + (height - lines.height) / 2)
        self._put(text)
        around = [box_of(each) for each in text]
        self._taken.append(Box(self._columns[0] - 1, y, self._columns[-1] + 1, y + height))
        for x in self._columns:
            if not any(box.left - 6 < x < box.right + 6 for box in around):
                self._shapes += [Circle(Point(x, y + height / 2 + by), 1.3, roles("dot")) for by in (-6, 0, 6)]
        return y + height + _STEP

    def _put(self, shapes: list[Shape]) -> None:
        self._shapes += shapes
        self._taken += [box_of(shape) for shape in shapes]


def _span(step: Message | Note | Wait) -> int:
    return abs(step.sender - step.receiver) if isinstance(step, Message) else 0
