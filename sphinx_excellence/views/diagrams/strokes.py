"""What the forms of diagrams are drawn with: texts in lines, boxes, arrow heads, and the signs of a tone.

Owns sizes and roles. A tone is a colour and something else too: a tick, a cross, dashes or a thick line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sphinx_excellence.model.diagram import Part, Tone, Wording
from sphinx_excellence.views.shapes import (
    Anchor,
    Box,
    Circle,
    Close,
    Curve,
    Move,
    Path,
    Point,
    Shape,
    Straight,
    Text,
    polygon,
    polyline,
    rounded,
)
from sphinx_excellence.views.text_metrics import width_of, wrapped

#: Sizes of type, and the distance of two lines in parts of it.
LABEL, SMALL, LINE = 13.0, 11.5, 1.3
#: The room between the frame of a box and what is in it.
PAD_X, PAD_Y = 10.0, 8.0
#: The length of an arrow head, and the width of a sign with the room next to it.
HEAD, SIGN = 8.0, 15.0
_ROUND, _LID = 6.0, 6.0
#: How much wider a box gets for a long word.
_GROWN = 1.7
_SIGNED = frozenset({"good", "bad"})


class Lines(NamedTuple):
    """A text in lines, in type of a size."""

    lines: tuple[str, ...]
    size: float
    role: str
    bold: bool = False

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max((width_of(line, self.size, bold=self.bold) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.size * LINE

    def drawn(self, x: float, top: float, anchor: Anchor = "middle", tone: Tone = "") -> list[Shape]:
        """Return the lines below ``top``, by their anchor at ``x``."""
        names = roles(self.role, tone)
        return [
            Text(Point(x, top + (number + 0.76) * self.size * LINE), line, self.size, names, anchor, bold=self.bold)
            for number, line in enumerate(self.lines)
        ]


def lines_of(
    wording: Wording | None, room: float, *, size: float = SMALL, role: str = "text", bold: bool = False
) -> Lines:
    """Return a text in lines that fit the room; none where there is no text."""
    lines = wrapped(wording.text, size, room, bold=bold) if wording is not None and wording.text else ()
    return Lines(lines, size, role, bold)


def roles(name: str, tone: Tone = "") -> tuple[str, ...]:
    """Return the roles of a shape of diagrams, with those of its tone."""
    return (f"figure-{name}", f"figure-{name}-{tone}") if tone else (f"figure-{name}",)


def sign_room(tone: Tone) -> float:
    """Return how much room the sign of a tone takes next to a text."""
    return SIGN if tone in _SIGNED else 0.0


def sign(tone: Tone, at: Point) -> list[Shape]:
    """Return the sign of a tone around a point: a tick, a cross, or none."""
    x, y = at
    if tone == "good":
        return [polyline([Point(x - 4.5, y), Point(x - 1.2, y + 3.5), Point(x + 4.5, y - 4)], roles("sign", tone))]
    return cross(at, tone, 3.8) if tone == "bad" else []


def cross(at: Point, tone: Tone, reach: float = 5.0) -> list[Shape]:
    """Return a cross around a point."""
    x, y = at
    names = roles("sign", tone)
    return [
        polyline([Point(x - reach, y - reach), Point(x + reach, y + reach)], names),
        polyline([Point(x - reach, y + reach), Point(x + reach, y - reach)], names),
    ]


def signed(lines: Lines, x: float, top: float, tone: Tone = "") -> list[Shape]:
    """Return lines with their middle at ``x``, and the sign of the tone before the first."""
    room = sign_room(tone)
    if not room or not lines.lines:
        return lines.drawn(x, top, tone=tone)
    # Behind its sign, a text begins at one place, however wide the typeface is.
    left = x - (lines.width + room) / 2
    return [
        *sign(tone, Point(left + 5, top + 0.5 * lines.size * LINE)), *lines.drawn(left + room, top, "start", tone)
    ]  # fmt: skip


def head(tip: Point, before: Point, tone: Tone = "") -> Shape:
    """Return the head of an arrow that comes from ``before``."""
    angle = math.atan2(tip.y - before.y, tip.x - before.x)

    def at(along: float, aside: float) -> Point:
        return Point(
            tip.x - along * math.cos(angle) - aside * math.sin(angle),
            tip.y - along * math.sin(angle) + aside * math.cos(angle),
        )

    return polygon([tip, at(HEAD, 3.8), at(HEAD, -3.8)], roles("head", tone))


def line_roles(tone: Tone, *, dashed: bool) -> tuple[str, ...]:
    """Return the roles of the line of an arrow."""
    return ("figure-dashed", *roles("line", tone)) if dashed else roles("line", tone)


class Content(NamedTuple):
    """What a box holds: the lines of the label and of the detail."""

    label: Lines
    detail: Lines
    part: Part

    @property
    def width(self) -> float:
        """The width of the text with its sign."""
        return max(self.label.width, self.detail.width) + sign_room(self.part.tone)

    @property
    def height(self) -> float:
        """The height of the text."""
        return self.label.height + self.detail.height

    def size(self) -> tuple[float, float]:
        """Return width and height of the box."""
        match self.part.shape:
            case "start" | "end":
                return 18.0, 18.0
            case "choice":
                return 1.5 * self.width + 2 * PAD_X, 1.7 * self.height + 2 * PAD_Y
            case "store":
                return self.width + 2 * PAD_X, self.height + 2 * PAD_Y + _LID
            case "plain":
                return self.width + 8, self.height + 6
            case _:
                return max(self.width + 2 * PAD_X, 44.0), self.height + 2 * PAD_Y


def content_of(part: Part, room: float, *, grows: bool = True) -> Content:
    """Return what a box with that much room for text holds; where it ``grows``, a long word of its label has room."""
    room -= sign_room(part.tone)
    if grows:
        longest = max((width_of(word, LABEL, bold=True) for word in part.label.text.split()), default=0.0)
        room = max(room, min(longest + 0.5, _GROWN * room))
    return Content(
        lines_of(part.label, room, size=LABEL, role="label", bold=True),
        lines_of(part.detail, room, role="detail"),
        part,
    )


def boxed(content: Content, box: Box) -> list[Shape]:
    """Return a box with its frame, its text in the middle, and the sign of its tone."""
    part = content.part
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    drawn: list[Shape] = []
    match part.shape:
        case "start":
            return [Circle(Point(x, y), 6.0, roles("dot"))]
        case "end":
            return [Circle(Point(x, y), 8.0, roles("line")), Circle(Point(x, y), 4.5, roles("dot"))]
        case "choice":
            drawn += [polygon([Point(x, box.top), Point(box.right, y), Point(x, box.bottom), Point(box.left, y)],
                              roles("box", part.tone))]  # fmt: skip
        case "store":
            drawn += _store(box, part.tone)
            y += _LID / 2 + 1
        case "plain":
            pass
        case "round":
            drawn.append(rounded(box, min((box.bottom - box.top) / 2, 16.0), roles("box", part.tone)))
        case _:
            drawn.append(rounded(box, _ROUND, roles("box", part.tone)))
    top = y - content.height / 2
    drawn += signed(content.label, x, top, part.tone if part.tone in _SIGNED else "")
    drawn += content.detail.drawn(x, top + content.label.height)
    return drawn


def _store(box: Box, tone: Tone) -> list[Shape]:
    """Return a cylinder."""
    left, top, right, bottom = box
    upper, lower = top + _LID, bottom - _LID
    bend = 1.33 * _LID

    def side(y: float, by: float, begin: float, end: float) -> Curve:
        return Curve(Point(begin, y + by), Point(end, y + by), Point(end, y))

    body = Path(
        (Move(Point(left, upper)), side(upper, -bend, left, right), Straight(Point(right, lower)),
         side(lower, bend, right, left), Close()),
        roles("box", tone),
    )  # fmt: skip
    lid = Path((Move(Point(left, upper)), side(upper, bend, left, right)), roles("rim", tone))
    return [body, lid]


def overlap(one: Box, two: Box, gap: float = 0.0) -> bool:
    """Whether two boxes have less than ``gap`` between them."""
    return (
        one.left < two.right + gap
        and two.left < one.right + gap
        and one.top < two.bottom + gap
        and two.top < one.bottom + gap
    )


def broken(begin: float, end: float, without: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return what is left of a stretch without some others, those that are worth drawing."""
    kept: list[tuple[float, float]] = []
    for first, last in sorted(without):
        if first > begin:
            kept.append((begin, min(first, end)))
        begin = max(begin, last)
    kept.append((begin, end))
    return [(first, last) for first, last in kept if last - first > 2]
