"""Sparklines: a row of numbers as little bars in a line of text."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_excellence.views.shapes import Point, Shape, polygon

#: The height of a sparkline, and the width of a bar with and without the room behind it.
HEIGHT = 18.0
_BAR, _STEP = 6.0, 8.0
#: What stands for nothing, so that one sees where a bar could be.
_LEAST = 1.0


def width(values: Sequence[int]) -> float:
    """Return how wide a sparkline is."""
    return max(_STEP * len(values) - (_STEP - _BAR), _BAR)


def bars(values: Sequence[int], top: int) -> tuple[Shape, ...]:
    """Return a bar for each number; ``top`` is as high as the line."""
    made: list[Shape] = []
    for place, value in enumerate(values):
        height = max(_LEAST, HEIGHT * min(value, top) / max(top, 1))
        left, upper = place * _STEP, HEIGHT - height
        corners = [Point(left, HEIGHT), Point(left, upper), Point(left + _BAR, upper), Point(left + _BAR, HEIGHT)]
        made.append(polygon(corners, ("bar" if value else "no-bar",)))
    return tuple(made)
