"""Outlines are written from point to point, and lead where the path leads."""

from __future__ import annotations

import re

import pytest

from sphinx_excellence.extension.html.svg import path_data
from sphinx_excellence.views.shapes import Close, Curve, Move, Point, Straight
from sphinx_excellence.views.tier_icons import icon_path


def points_of(data):
    """Return the points that an outline reaches, as a browser reads it."""
    begin = x = y = 0.0
    reached = []
    for letter, numbers in re.findall(r"([mlcZ])([^mlcZ]*)", data):
        if letter == "Z":
            x, y = begin
            continue
        pairs = [tuple(map(float, pair.split(","))) for pair in numbers.split()]
        reached += [(x + dx, y + dy) for dx, dy in pairs]
        x, y = reached[-1]
        if letter == "m":
            begin = (x, y)
    return reached


def points_in(steps):
    return [tuple(point) for step in steps for point in step]


ICONS = ("medal-1", "medal-2", "medal-3", "figure-0", "figure-1", "figure-4")
PATHS = {name: icon_path(name).steps for name in ICONS}
PATHS["two parts"] = (
    Move(Point(10.004, 20)), Straight(Point(30, 20)), Curve(Point(31, 22), Point(33, 23), Point(40, 20)), Close(),
    Move(Point(5, 5)), Straight(Point(6, 5)), Close(), Straight(Point(7.5, 5)),
)  # fmt: skip


@pytest.mark.parametrize("steps", PATHS.values(), ids=PATHS)
def test_it_leads_where_the_path_leads(steps):
    for one, two in zip(points_of(path_data(steps)), points_in(steps), strict=True):
        assert one == pytest.approx(two, abs=0.05)


def test_like_outlines_at_other_places_are_written_alike():
    steps = PATHS["two parts"]
    moved = [type(step)(*(Point(x + 123.4, y + 5.6) for x, y in step)) for step in steps]
    first, second = path_data(steps), path_data(moved)
    assert first.partition("l")[2].partition("m")[0] == second.partition("l")[2].partition("m")[0]
