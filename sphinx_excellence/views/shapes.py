"""Shapes: the primitives that drawings are made of, as plain values, and the geometry that they share.

Owns circles, paths of straight lines and cubic curves, and lines of text; an arc is a path of curves, so that a format
needs to draw nothing else. Lengths are CSS pixels, x grows to the right and y downwards. A shape says what it is for by
its roles (``blip``, ``arrow``, ``tier-gold``), never by a colour: the formats' styles know those. A role that begins
with ``tier-`` gives the accent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeVar

from sphinx_excellence.views.text_metrics import width_of

Anchor = Literal["start", "middle", "end"]


class Point(NamedTuple):
    """A place in a drawing."""

    x: float
    y: float


class Move(NamedTuple):
    """Begin at a point."""

    to: Point


class Straight(NamedTuple):
    """Go straight to a point."""

    to: Point


class Curve(NamedTuple):
    """Go to a point by a cubic curve with two control points."""

    first: Point
    second: Point
    to: Point


class Close(NamedTuple):
    """Go straight back to where the path began."""


Step = Move | Straight | Curve | Close


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle."""

    centre: Point
    radius: float
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and curves, one after the other; what they enclose is inside (by the nonzero rule)."""

    steps: tuple[Step, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; ``at`` is on its baseline. ``own`` is a text of the toolkit's, translated when it is drawn."""

    at: Point
    text: str
    size: float
    roles: tuple[str, ...]
    anchor: Anchor = "start"
    own: bool = False
    bold: bool = False


Shape = Circle | Path | Text
S = TypeVar("S", Circle, Path, Text, Shape)


class Box(NamedTuple):
    """A rectangle around something."""

    left: float
    top: float
    right: float
    bottom: float


def on_circle(radius: float, angle: float, centre: Point = Point(0, 0)) -> Point:  # noqa: B008 - it cannot change
    """Return the point at ``angle``, in radians clockwise from the top."""
    return Point(centre.x + radius * math.sin(angle), centre.y - radius * math.cos(angle))


def arc(radius: float, start: float, end: float) -> tuple[Step, ...]:
    """Return curves around the origin from one angle to another, clockwise where ``end`` is greater; no first move.

    A cubic curve over a quarter of a circle is off by less than a part in three thousand, by the usual handle of
    4/3 tan(angle/4).
    """
    count = max(1, math.ceil(abs(end - start) / (math.pi / 2) - 1e-9))
    step = (end - start) / count
    handle = 4 / 3 * math.tan(step / 4) * radius
    made: list[Step] = []
    for number in range(count):
        one, two = start + number * step, start + (number + 1) * step
        here, there = on_circle(radius, one), on_circle(radius, two)
        first = Point(here.x + handle * math.cos(one), here.y + handle * math.sin(one))
        second = Point(there.x - handle * math.cos(two), there.y - handle * math.sin(two))
        made.append(Curve(first, second, there))
    return tuple(made)


def annulus(inner: float, outer: float, roles: tuple[str, ...]) -> Path:
    """Return the ring between two circles around the origin; the whole disc where ``inner`` is 0."""
    steps: list[Step] = [Move(on_circle(outer, 0)), *arc(outer, 0, 2 * math.pi), Close()]
    if inner > 0:
        steps += [Move(on_circle(inner, 0)), *arc(inner, 0, -2 * math.pi), Close()]
    return Path(tuple(steps), roles)


def wedge(inner: float, outer: float, angles: tuple[float, float], roles: tuple[str, ...]) -> Path:
    """Return the part of a ring around the origin that is between two angles."""
    start, end = angles
    steps: list[Step] = [Move(on_circle(outer, start)), *arc(outer, start, end), Straight(on_circle(inner, end))]
    if inner > 0:
        steps += arc(inner, end, start)
    return Path((*steps, Close()), roles)


def polygon(points: Sequence[Point], roles: tuple[str, ...]) -> Path:
    """Return the figure with these corners."""
    first, *others = points
    return Path((Move(first), *(Straight(point) for point in others), Close()), roles)


def polyline(points: Sequence[Point], roles: tuple[str, ...]) -> Path:
    """Return the line through these points."""
    first, *others = points
    return Path((Move(first), *(Straight(point) for point in others)), roles)


def rounded(box: Box, radius: float, roles: tuple[str, ...]) -> Path:
    """Return a rectangle with round corners."""
    left, top, right, bottom = box
    bend = radius * (1 - 0.5523)  # how far a handle ends from the corner, for a quarter of a circle
    return Path(
        (
            Move(Point(left + radius, top)),
            Straight(Point(right - radius, top)),
            Curve(Point(right - bend, top), Point(right, top + bend), Point(right, top + radius)),
            Straight(Point(right, bottom - radius)),
            Curve(Point(right, bottom - bend), Point(right - bend, bottom), Point(right - radius, bottom)),
            Straight(Point(left + radius, bottom)),
            Curve(Point(left + bend, bottom), Point(left, bottom - bend), Point(left, bottom - radius)),
            Straight(Point(left, top + radius)),
            Curve(Point(left, top + bend), Point(left + bend, top), Point(left + radius, top)),
            Close(),
        ),
        roles,
    )


def shifted(shape: S, by: Point) -> S:
    """Return a shape moved to another place."""
    right, down = by

    def plus(point: Point) -> Point:
        x, y = point
        return Point(x + right, y + down)

    if isinstance(shape, Path):
        return _changed(shape, plus)
    if isinstance(shape, Text):
        return replace(shape, at=plus(shape.at))
    return replace(shape, centre=plus(shape.centre))


def scaled(path: Path, by: float) -> Path:
    """Return a path larger or smaller, as seen from the origin."""
    return _changed(path, lambda point: Point(by * point.x, by * point.y))


def _changed(path: Path, change: Callable[[Point], Point]) -> Path:
    return Path(tuple([type(step)(*map(change, step)) for step in path.steps]), path.roles)


def box_of(shape: Shape) -> Box:
    """Return a rectangle that holds a shape; for a text, by the estimate of its width."""
    match shape:
        case Circle():
            (x, y), radius = shape.centre, shape.radius
            return Box(x - radius, y - radius, x + radius, y + radius)
        case Text():
            width = width_of(shape.text, shape.size, bold=shape.bold)
            left = shape.at.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
            return Box(left, shape.at.y - 0.8 * shape.size, left + width, shape.at.y + 0.25 * shape.size)
        case Path():
            across, down = zip(*[point for step in shape.steps for point in step], strict=True)
            return Box(min(across), min(down), max(across), max(down))


def around(shapes: Iterable[Shape]) -> Box:
    """Return the rectangle that holds all of ``shapes``."""
    boxes = [box_of(shape) for shape in shapes]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
