"""Drawn signs of tiers: whole, inside their box, and with the digit as a hole."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.tier import Tier, TierScale
from sphinx_excellence.views.shapes import Close, Move, Point
from sphinx_excellence.views.tier_icons import SIZE, icon_path

NAMES = [*(f"medal-{number}" for number in (1, 2, 3)), *(f"figure-{number}" for number in range(9))]


def outlines(name, **given):
    """Return the corners of each closed part of an icon."""
    parts = []
    for step in icon_path(name, **given).steps:
        if isinstance(step, Move):
            parts.append([])
        if not isinstance(step, Close):
            parts[-1].append(step[-1])
    return parts


def turn(corners):
    """Return twice the area, negative where the corners go the other way round."""
    return sum(a.x * b.y - b.x * a.y for a, b in zip(corners, [*corners[1:], corners[0]], strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_closed_and_in_its_box_wherever_that_is(name):
    steps = icon_path(name).steps
    assert isinstance(steps[0], Move)
    assert isinstance(steps[-1], Close)
    for points, left, top, size in (
        (outlines(name), 0, 0, SIZE),
        (outlines(name, corner=Point(100, 50), size=8), 100, 50, 8),
    ):
        for x, y in (point for part in points for point in part):
            assert left <= x <= left + size
            assert top <= y <= top + size


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_digit_is_a_hole_in_its_medal(number):
    disc, digit = outlines(f"medal-{number}")
    assert turn(disc) * turn(digit) < 0
    assert all((x - 8) ** 2 + (y - 9.92) ** 2 < 5.2**2 for x, y in digit)


def test_every_tier_without_a_symbol_has_an_icon_of_its_own():
    scale = TierScale({"adopt": Tier(rank=5), "hold": Tier(rank=60), "silver": Tier(symbol="S")})
    icons = {tier.id: tier.icon for tier in scale.values()}
    assert icons == {"adopt": "figure-0", "gold": "medal-1", "silver": "", "bronze": "medal-3", "hold": "figure-4"}
