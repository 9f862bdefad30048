"""The symbols of tiers in drawings: a shape for each, so that colour is not the only signal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sphinx_excellence.views.shapes import Circle, Point, Shape, Text, on_circle, polygon
from sphinx_excellence.views.text_metrics import width_of

if TYPE_CHECKING:
    # Formats draw by roles without a record: a run that loads none need not load the models.
    from sphinx_excellence.model.tier import ScaledTier

_TIER = "tier-"
#: The corners of the figure of each tier, best first, and the angle of the first; the best has none: it is a circle.
_CORNERS = ((0, 0.0), (4, math.pi / 4), (3, 0.0), (4, 0.0), (6, 0.0), (5, 0.0), (3, math.pi))
#: A figure with few corners reaches further, so that all look about as large.
_REACH = {3: 1.28, 4: 1.17, 5: 1.1, 6: 1.06}


def tier_role(tier: ScaledTier | None) -> str:
    """Return the role that gives the accent of a tier."""
    return f"{_TIER}{tier.id if tier else 'unrated'}"


def accent_and_others(roles: Sequence[str]) -> tuple[str, list[str]]:
    """Return the role that gives the accent, empty where there is none, and the other roles, in order."""
    accent = next((role for role in roles if role.startswith(_TIER)), "")
    return accent, [role for role in roles if not role.startswith(_TIER)]


def tier_figure(tier: ScaledTier | None, centre: Point, radius: float, role: str) -> Shape:
    """Return the figure of a tier: circle, square, triangle, diamond and so on from the best down.

    An unrated pattern is a circle too, and an empty one: its role is another.
    """
    if tier is None:
        return Circle(centre, radius, (f"{role}-unrated", tier_role(None)))
    return figure(tier.position, centre, radius, (role, tier_role(tier)))


def figure(position: int, centre: Point, radius: float, roles: tuple[str, ...]) -> Shape:
    """Return the figure of the tier at a position, from 0, the best."""
    corners, turn = _CORNERS[position % len(_CORNERS)]
    if not corners:
        return Circle(centre, radius, roles)
    middle = _middle(corners, turn, centre, radius)
    angles = (turn + number * 2 * math.pi / corners for number in range(corners))
    return polygon([on_circle(_REACH[corners] * radius, angle, middle) for angle in angles], roles)


def _middle(corners: int, turn: float, centre: Point, radius: float) -> Point:
    # Moved a little towards the base, so that a triangle looks as high as the shapes next to it.
    return Point(centre.x, centre.y - (radius * 0.06 * math.cos(turn) if corners == 3 else 0.0))


#: How high a digit is, in parts of the type size, and how far it keeps from the edge of its figure.
_DIGIT_HEIGHT, _CLEAR = 0.73, 0.5
_SMALLEST_DIGITS, _FINER = 4.0, 0.25


def figure_number(tier: ScaledTier | None, centre: Point, radius: float, number: int, size: float) -> Text:
    """Return a number in the figure of a tier, in type of ``size`` or as much smaller as it takes to fit."""
    corners, turn = (0, 0.0) if tier is None else _CORNERS[tier.position % len(_CORNERS)]
    middle = _middle(corners, turn, centre, radius)
    text = str(number)
    while True:
        half, height = width_of(text, size, bold=True) / 2, _DIGIT_HEIGHT * size
        y = middle.y
        if corners == 3:
            # In a triangle there is room towards the base: a number sits on it, or hangs from it.
            y += math.cos(turn) * (_REACH[3] * radius / 2 - _CLEAR - height / 2)
        box = [(across, y - middle.y + down) for across in (-half, half) for down in (-height / 2, height / 2)]
        if size <= _SMALLEST_DIGITS or all(_is_inside(corners, turn, radius, *corner) for corner in box):
            break
        size -= _FINER
    role = "number-unrated" if tier is None else "number"
    return Text(Point(centre.x, y + height / 2), text, size, (role,), "middle", bold=True)


def _is_inside(corners: int, turn: float, radius: float, x: float, y: float) -> bool:
    """Whether a point is within a figure around the origin, and clear of its edge."""
    if not corners:
        return math.hypot(x, y) <= radius - _CLEAR
    near = _REACH[corners] * radius * math.cos(math.pi / corners) - _CLEAR
    edges = (turn + (number + 0.5) * 2 * math.pi / corners for number in range(corners))
    return all(x * math.sin(angle) - y * math.cos(angle) <= near + 1e-9 for angle in edges)
