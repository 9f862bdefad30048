"""The figures that stand for tiers in drawings: a shape each, so that colour is not the only signal."""

from __future__ import annotations

import math

from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.views.shapes import Circle, Point, Shape, on_circle, polygon

#: The corners of the figure of each tier, best first, and the angle of the first; the best has none: it is a circle.
_CORNERS = ((0, 0.0), (4, math.pi / 4), (3, 0.0), (4, 0.0), (6, 0.0), (5, 0.0), (3, math.pi))
#: A figure with few corners reaches further, so that all look about as large.
_REACH = {3: 1.28, 4: 1.17, 5: 1.1, 6: 1.06}


def tier_role(tier: ScaledTier | None) -> str:
    """Return the role that gives the accent of a tier."""
    return f"tier-{tier.id if tier else 'unrated'}"


def tier_figure(tier: ScaledTier | None, centre: Point, radius: float, role: str) -> Shape:
    """Return the figure of a tier: circle, square, triangle, diamond and so on from the best down.

    An unrated pattern is a circle too, and an empty one: its role is another.
    """
    if tier is None:
        return Circle(centre, radius, (f"{role}-unrated", tier_role(None)))
    roles = (role, tier_role(tier))
    corners, turn = _CORNERS[tier.position % len(_CORNERS)]
    if not corners:
        return Circle(centre, radius, roles)
    # Something stands in the middle of a figure: in a triangle there is more room for it towards the base.
    middle = Point(centre.x, centre.y - (radius * 0.06 * math.cos(turn) if corners == 3 else 0.0))
    angles = (turn + number * 2 * math.pi / corners for number in range(corners))
    return polygon([on_circle(_REACH[corners] * radius, angle, middle) for angle in angles], roles)
