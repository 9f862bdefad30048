"""Drawings as plain values: what is on them, that nothing overlaps, and that the same facts give the same drawing."""

from __future__ import annotations

import math
import string
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import Tier, TierScale
from sphinx_excellence.views import ancestry, radar_geometry, sparkline
from sphinx_excellence.views.blocks import (
    Controls,
    Drawing,
    Folded,
    Group,
    Items,
    Label,
    ListLink,
    Mark,
    Part,
    Reference,
    StatusLabel,
    Words,
)
from sphinx_excellence.views.catalogue import Filter
from sphinx_excellence.views.free_space import FreeSpace
from sphinx_excellence.views.graph_layout import layered
from sphinx_excellence.views.lineage_graph import lineage_graph
from sphinx_excellence.views.radar import radar
from sphinx_excellence.views.radar_drawing import spread
from sphinx_excellence.views.shapes import Box, Circle, Path, Point, Text, annulus, arc, around, box_of, shifted
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.tier_movement import Movement, movement
from sphinx_excellence.views.tier_symbols import figure_number, tier_figure
from tests.lacking import lack
from tests.unit.views.test_views import values

TIERS = ("gold", "silver", "bronze", None)


def registry_of(patterns, tiers=None):
    known = {
        each["id"]: Pattern.model_validate({"title": each["id"].title(), **each})
        for each in sorted(patterns, key=lambda each: each["id"])
    }
    return Registry({"pattern": known}, TierScale(tiers or {}))


def overlap(one: Box, two: Box) -> bool:
    return one.left < two.right and two.left < one.right and one.top < two.bottom and two.top < one.bottom


# Shapes and letters ------------------------------------------------------------------------------------------


@given(st.floats(1, 500), st.floats(-7, 7), st.floats(-7, 7))
def test_an_arc_stays_on_its_circle_and_ends_where_it_should(radius, start, end):
    curves = arc(radius, start, end)
    assert math.dist(curves[-1].to, (radius * math.sin(end), -radius * math.cos(end))) < 1e-6 * radius
    here = Point(radius * math.sin(start), -radius * math.cos(start))
    for curve in curves:
        middle = [
            (a + 3 * b + 3 * c + d) / 8 for a, b, c, d in zip(here, curve.first, curve.second, curve.to, strict=True)
        ]
        assert math.hypot(*middle) == pytest.approx(radius, rel=5e-4)
        here = curve.to


def test_the_hole_of_a_ring_runs_against_its_edge_so_that_it_stays_empty():
    # By the nonzero rule: the signed area of the two outlines has opposite signs.
    points = [step[-1] for step in annulus(10, 20, ("ring",)).steps if step]
    outer, inner = [p for p in points if math.hypot(*p) > 15], [p for p in points if math.hypot(*p) < 15]
    area = [sum(a.x * b.y - b.x * a.y for a, b in pairwise(line)) for line in (outer, inner)]
    assert area[0] * area[1] < 0


@given(st.text(max_size=60), st.floats(30, 200))
def test_wrapped_text_fits_and_loses_no_letter(text, room):
    lines = wrapped(text, 12, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 12) <= room or len(line) == 1 for line in lines)


@pytest.mark.parametrize(("face", "bold"), [("DejaVuSans.ttf", False), ("DejaVuSans-Bold.ttf", True)])
def test_every_letter_has_the_room_that_it_takes_in_a_wide_face(face, bold):
    wide = find_font(face)
    short = [letter for letter in string.printable[:95]
             if width_of(letter, 1000, bold=bold) < wide.getlength(letter)]  # fmt: skip
    assert short == []


def find_font(name):
    try:
        return ImageFont.truetype(name, 1000)
    except OSError:
        lack(name, "install the fonts of DejaVu")


@pytest.mark.parametrize("most", [1, 2, 3])
def test_text_that_is_cut_says_so_and_fits_all_the_same(most):
    text = "a name of a category that goes on and on"
    lines = wrapped(text, 12, 90, bold=True, most=most)
    assert len(lines) == most
    assert lines[-1].endswith("\N{HORIZONTAL ELLIPSIS}")
    assert all(width_of(line, 12, bold=True) <= 90 for line in lines)
    whole = wrapped(text, 12, 90, bold=True)
    assert wrapped(text, 12, 90, bold=True, most=len(whole)) == whole


def test_a_sector_with_a_very_long_name_ends_in_an_ellipsis():
    drawing = drawing_of(radar(registry_of([{"id": "one", "category": "-".join(["word"] * 40)}]), Filter()))
    names = [shape.text for mark in drawing.marks for shape in mark.shapes if "sector-name" in shape.roles]
    assert len(names) == 4
    assert names[-1].endswith("\N{HORIZONTAL ELLIPSIS}")


def is_within(point, corners):
    """Whether a point is within a convex figure, on one side of all its edges."""
    sides = [(b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
             for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]  # fmt: skip
    return all(side > 0 for side in sides) or all(side < 0 for side in sides)


@pytest.mark.parametrize("number", [1, 42, 400, 1000])
def test_a_number_is_within_its_figure_whatever_the_tier(number):
    scale = TierScale({f"t{n}": Tier.model_validate({"rank": 100 + n}) for n in range(4)})
    for tier in (*scale.values(), None):
        at = Point(30, 40)
        figure = tier_figure(tier, at, 10.5, "blip")
        text = figure_number(tier, at, 10.5, number, 10)
        half = width_of(str(number), text.size, bold=True) / 2
        box = [
            Point(x, y) for x in (text.at.x - half, text.at.x + half) for y in (text.at.y - 0.73 * text.size, text.at.y)
        ]
        if isinstance(figure, Path):
            corners = [step[0] for step in figure.steps if step]
            assert all(is_within(corner, corners) for corner in box), tier
        else:
            assert all(math.dist(corner, at) < figure.radius for corner in box), tier
        assert text.size >= {1: 10, 42: 9, 400: 6.75, 1000: 5}[number]


def test_figures_tell_tiers_apart_and_all_stay_within_the_halo():
    more = {f"t{n}": Tier.model_validate({"rank": 100 + n}) for n in range(4)}
    scale = TierScale(more)
    figures = [tier_figure(tier, Point(0, 0), radar_geometry.BLIP, "blip") for tier in (*scale.values(), None)]
    # Corners and where the first is; a triangle on its head is another figure.
    forms = [repr([tuple(map(round, step[0])) for step in f.steps if step]) if isinstance(f, Path) else f.roles[0]
             for f in figures]  # fmt: skip
    assert len(set(forms)) == len(figures)
    reach = radar_geometry.BLIP + radar_geometry.HALO
    for figure in figures:
        corners = [step[0] for step in figure.steps if step] if isinstance(figure, Path) else [(figure.radius, 0)]
        assert max(math.hypot(*corner) for corner in corners) <= reach + 0.1


def test_sparklines_stand_on_one_line_and_the_highest_reaches_the_top():
    bars = [box_of(bar) for bar in sparkline.bars((0, 2, 4), 4)]
    assert {bar.bottom for bar in bars} == {sparkline.HEIGHT}
    assert [bar.top for bar in bars] == [sparkline.HEIGHT - 1, sparkline.HEIGHT / 2, 0]
    assert max(bar.right for bar in bars) == sparkline.width((0, 2, 4))


# Where blips and names are -------------------------------------------------------------------------------------


@st.composite
def distributions(draw):
    """Draw up to 160 blips in rings and sectors, spread or crowded into few cells, with names of any length."""
    rings, sectors = draw(st.integers(1, 5)), draw(st.integers(1, 10))
    wish = st.builds(
        radar_geometry.Wish, st.floats(6, 150), st.sampled_from([13.0, 26.0]), st.sampled_from([0.0, 2.0, 6.5])
    )
    some = draw(st.lists(wish, min_size=1, max_size=6))
    cells = {(ring, sector): [] for ring in range(rings) for sector in range(sectors)}
    left = draw(st.integers(0, 160))
    for _ in range(draw(st.integers(1, 20))):
        part = draw(st.integers(0, left))
        cell = cells[draw(st.integers(0, rings - 1)), draw(st.integers(0, sectors - 1))]
        cell += [some[number % len(some)] for number in range(part)]
        left -= part
    return cells


def frame_of(radii):
    """Return a picture a little larger than its radar, with a name at the top of each ring."""
    reach = radii[-1] + 20
    return radar_geometry.Frame(
        Box(-reach, -reach, reach, reach), [Box(-30, -radius + 4, 30, -radius + 18) for radius in radii]
    )


@settings(max_examples=25, deadline=None)
@given(distributions(), st.sampled_from([(math.pi / 2,), None]))
def test_no_two_blips_or_names_touch_and_each_blip_stays_in_its_cell(cells, quadrant):
    rings, sectors = 1 + max(ring for ring, _ in cells), 1 + max(sector for _, sector in cells)
    totals = [sum(len(cells[ring, sector]) for ring in range(rings)) for sector in range(sectors)]
    angles = radar_geometry.sectors_of(totals)
    assert angles[0][0] == 0
    assert angles[-1][1] == pytest.approx(2 * math.pi)
    if quadrant:
        cells = {cell: wishes for cell, wishes in cells.items() if cell[1] == 0}
        angles = ((0.0, *quadrant),)
    plan = radar_geometry.plan(cells, angles, frame_of, least=90, most=324)
    assert plan == radar_geometry.plan(cells, angles, frame_of, least=90, most=324)
    frame = frame_of(plan.radii)
    boxes = [*frame.taken]
    for (ring, sector), places in plan.places.items():
        assert len(places) == len(cells[ring, sector])
        start, end = angles[sector]
        inner = plan.radii[ring - 1] if ring else 0.0
        for (point, name, _anchor), wish in zip(places, cells[ring, sector], strict=True):
            radius, angle = math.hypot(*point), math.atan2(point.x, -point.y) % (2 * math.pi)
            reach = (radar_geometry.BLIP if name else radar_geometry.NUMBERED) + wish.around
            assert inner + radar_geometry.NUMBERED <= radius <= plan.radii[ring] - radar_geometry.NUMBERED
            assert start <= angle <= end
            boxes.append(Box(point.x - reach, point.y - reach, point.x + reach, point.y + reach))
            if name:
                assert (name.right - name.left, name.bottom - name.top) == pytest.approx((wish.width, wish.height))
                boxes.append(name)
    assert not [1 for one, two in combinations(boxes, 2) if overlap(one, two)]
    assert all(overlap(box, frame.bounds) and around_both(box, frame.bounds) == frame.bounds for box in boxes)


def around_both(one, two):
    return Box(min(one.left, two.left), min(one.top, two.top), max(one.right, two.right), max(one.bottom, two.bottom))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=6), st.floats(100, 600))
def test_the_area_of_a_ring_follows_what_it_holds_where_it_is_wide_enough_for_it(totals, size):
    radii = radar_geometry.radii_of(totals, size)
    widths = [outer - inner for inner, outer in pairwise([0, *radii])]
    assert min(widths) > 24 - 1e-6
    assert all(width > 38 - 1e-6 for width, total in zip(widths, totals, strict=True) if total)
    areas = [outer**2 - inner**2 for inner, outer in pairwise([0, *radii])]
    least = 0.04 * max(sum(totals), 1)
    shares = [max(total, least) for total in totals]
    for number, (area, share) in enumerate(zip(areas, shares, strict=True)):
        by_what_it_holds = size**2 * share / sum(shares)
        assert area >= by_what_it_holds - 1e-6
        if area > by_what_it_holds + 1e-6:  # as narrow as a ring can be
            assert widths[number] == pytest.approx({0: 24, 1: 38}[bool(totals[number])]) or number == 0


def test_a_picture_knows_what_is_free_in_it():
    space = FreeSpace(Box(-10, -10, 10, 10))
    space.take(Box(0.5, 0.5, 3.2, 3.2))
    assert not space.is_free(Box(3.1, 3.1, 5, 5))
    assert space.is_free(Box(4, 4, 6, 6))
    assert not space.is_free(Box(4, 4, 6, 6), across=1, down=1)
    assert space.is_free(Box(4, 0, 6, 3), down=20)
    assert not space.is_free(Box(8, 8, 10.5, 9))  # not in the picture
    twin = space.copy()
    twin.give(Box(0.5, 0.5, 3.2, 3.2))
    assert twin.is_free(Box(1, 1, 2, 2))
    assert not space.is_free(Box(1, 1, 2, 2))
    space.take(Box(-90, -90, 90, -9))  # beyond the picture on three sides
    assert not space.is_free(Box(-10, -9.5, -9, -8))
    assert space.is_free(Box(-10, -9, -9, -8))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 60)), max_size=40))
def test_things_that_are_moved_apart_keep_their_order_and_do_not_overlap(things):
    things.sort(key=lambda thing: thing[0])
    places = spread([wish for wish, _ in things], [height for _, height in things])
    for (one, (_, above)), (two, (_, below)) in pairwise(zip(places, things, strict=True)):
        assert two - one >= (above + below) / 2 - 1e-6
    if all(right[0] - left[0] > 60 for left, right in pairwise(things)):  # nothing is in the way of anything
        assert places == pytest.approx([wish for wish, _ in things])


# The radar ----------------------------------------------------------------------------------------------------


def drawing_of(view):
    (drawing,) = values(view, Drawing)
    return drawing


def blips_of(drawing):
    return [mark for mark in drawing.marks if isinstance(mark.reference, Reference)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TIERS), st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=120),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_no_name_on_a_radar_is_covered(facts, long_names, long_titles, quadrant):
    names = ["data", "very-long-name-of-a-category-that-has-to-be-broken" if long_names else "b", *"cdefghij"]
    days = ["2020-01-01", "2021-01-01"]
    history = ([], [{"date": days[0], "tier": "gold"}],
               [{"date": days[0], "tier": "bronze"}, {"date": days[1], "tier": "gold"}],
               [{"date": days[0], "tier": "gold"}, {"date": days[1], "tier": "bronze"}])  # fmt: skip
    title = "A pattern with a title that goes on, {}" if long_titles else "No {}"
    registry = registry_of([
        {"id": f"p{n}", "title": title.format(n), "tier": tier, "category": names[category], "history": history[moved]}
        for n, (tier, category, moved) in enumerate(facts)
    ])  # fmt: skip
    drawing = drawing_of(radar(registry, Filter(), quadrant=names[facts[0][1]] if quadrant else None))
    texts = [box_of(shape) for shape in drawing.shapes if isinstance(shape, Text)]
    figures = []
    for mark in drawing.marks:
        names_of_it = [
            box_of(shape) for shape in mark.shapes if isinstance(shape, Text) and "number" not in shape.roles[0]
        ]
        # Lines of one name are next to each other.
        texts += [around_all(names_of_it)] if names_of_it else []
        drawn = [shape for shape in mark.shapes if not isinstance(shape, Text)]
        figures += [around(drawn)] if drawn else []
    assert not [1 for one, two in combinations([*texts, *figures], 2) if overlap(one, two)]
    tips = [box_of(shape) for mark in drawing.marks for shape in mark.tip]
    for box in (*texts, *figures, *tips):
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= drawing.width
        assert box.bottom <= drawing.height


def around_all(boxes):
    whole = boxes[0]
    for box in boxes[1:]:
        whole = around_both(whole, box)
    return whole


@settings(max_examples=25, deadline=None)
@given(st.integers(60, 160), st.integers(0, 3))
def test_nothing_that_is_drawn_later_is_where_a_tip_is(count, tier):
    registry = registry_of(
        [{"id": f"p{n}", "title": f"A rather long title {n}", "tier": TIERS[tier]} for n in range(count)]
    )
    marks = blips_of(drawing_of(radar(registry, Filter())))
    tipped = [number for number, mark in enumerate(marks) if mark.tip]
    for number in tipped:
        tip = around(marks[number].tip)
        below = [around(mark.shapes) for mark in marks[number + 1 :]]
        assert tip.top < 2 or not [1 for box in below if overlap(tip, box)]


def test_four_hundred_in_one_cell_have_each_a_mark_and_a_place_in_the_list():
    registry = registry_of([{"id": f"p{n}", "tier": "gold", "category": "data"} for n in range(400)])
    view = radar(registry, Filter())
    marks = blips_of(drawing_of(view))
    centres = [next(shape for shape in mark.shapes if isinstance(shape, Circle)).centre for mark in marks]
    listed = [
        each.id for items in values(view, Items) if items.role == "radar-blips" for each in values(items, Reference)
    ]
    assert len(centres) == len(listed) == 400
    assert min(math.dist(one, two) for one, two in combinations(centres, 2)) > 2 * radar_geometry.BLIP
    named = [mark for mark in marks if any("blip-name" in shape.roles for shape in mark.shapes)]
    assert 100 < len(named) < 400
    # What has no name beside it has a number, and its name in a tip; the list has the numbers.
    for mark in marks:
        texts = [shape for shape in mark.shapes if isinstance(shape, Text)]
        assert bool(mark.tip) is (texts[0].roles[0] == "number")
        if mark.tip:
            assert mark.tip[-1].text == mark.reference.title
            assert f"{texts[0].text}." in [each.text for each in values(view, Words) if each.role == "blip-number"]


def test_a_name_that_is_cut_is_whole_in_its_tip():
    registry = registry_of([{"id": "one", "tier": "gold", "title": "word " * 20}])
    (mark,) = blips_of(drawing_of(radar(registry, Filter())))
    assert [shape.text for shape in mark.shapes if isinstance(shape, Text)][-1].endswith("\N{HORIZONTAL ELLIPSIS}")
    assert mark.tip[-1].text == registry.pattern("one").title


KIN = [
    {"id": "best", "tier": "gold", "category": "b", "status": "recommended",
     "history": [{"date": "2020-01-01", "tier": "silver"}, {"date": "2021-01-01", "tier": "gold"}]},
    {"id": "good", "tier": "silver", "category": "a", "history": [{"date": "2021-06-01", "tier": "silver"}]},
    {"id": "old", "tier": "bronze", "status": "legacy",
     "history": [{"date": "2020-01-01", "tier": "gold"}, {"date": "2021-03-01", "tier": "bronze"}]},
    {"id": "odd"},
]  # fmt: skip


def test_the_list_of_a_radar_is_by_ring_from_the_centre_and_says_the_same():
    view = radar(registry_of(KIN), Filter())
    drawing = drawing_of(view)
    rings = [(part.label.args[0].message, part.label.args[1],
              [(each.id) for each in values(part, Reference)], [sign.value for sign in values(part, StatusLabel)])
             for part in values(view, Part)]  # fmt: skip
    assert rings == [("Gold", "1", ["best"], ["moved-in"]), ("Silver", "1", ["good"], ["new"]),
                     ("Bronze", "1", ["old"], ["moved-out"]), ("Unrated", "1", ["odd"], [])]  # fmt: skip
    assert {mark.reference.id for mark in blips_of(drawing)} == {"best", "good", "old", "odd"}
    about = {mark.reference.id: "".join(part.message if isinstance(part, Label) else part.text for part in mark.about)
             for mark in blips_of(drawing)}  # fmt: skip
    assert about["best"] == "Best: Gold, Recommended, Moved in"
    assert about["odd"] == "Odd: Unrated"


def test_a_quadrant_has_the_patterns_of_its_category_and_leads_to_the_others():
    view = radar(registry_of(KIN), Filter(), quadrant="b")
    drawing = drawing_of(view)
    assert [mark.reference.id for mark in blips_of(drawing)] == ["best"]
    assert [link.name for link in values(view.blocks[0], ListLink)] == ["radar\x1fa"]
    assert [words.text for words in values(view.blocks[0], Words) if words.role == "strong"] == ["B"]
    (ring,) = values(view, Part)
    assert [items.role for items in values(ring, Items)] == ["radar-blips"]
    # Rings have their names beside them, and begin at the corner.
    rings = around([shape for shape in drawing.shapes if "ring" in shape.roles])
    assert rings.right - rings.left == pytest.approx(rings.bottom - rings.top)
    names = [box_of(shape) for shape in drawing.shapes if "ring-name" in shape.roles]
    assert all(name.right < rings.left for name in names)


def test_the_name_of_a_category_leads_to_its_quadrant():
    drawing = drawing_of(radar(registry_of(KIN), Filter()))
    links = {mark.shapes[0].text: mark.reference.name for mark in drawing.marks if isinstance(mark.reference, ListLink)}
    assert links == {"A": "radar\x1fa", "B": "radar\x1fb", "No category": "radar\x1f"}


def test_readers_filter_by_what_patterns_differ_in():
    tagged = [
        {"id": f"p{n}", "tier": "gold", "tags": ["one", *(["two"] if n else [])], "category": "a"} for n in range(3)
    ]
    view = radar(registry_of(tagged), Filter())
    (form,) = values(view, Controls)
    # All have the tag `one`, the tier and the category.
    assert [(control.form, control.name, control.match, [option.value for option in control.options])
            for control in form.controls] == [("chips", "tag", "has", ["one", "two"])]  # fmt: skip
    blips = [dict(group.data) for group in values(view, Group) if group.role == "radar-blip"]
    assert blips[1] == {"key": "p1", "tag": "one\ntwo"}
    assert not list(values(radar(registry_of(tagged[1:]), Filter()), Controls))
    facets = [control.name for control in next(values(radar(registry_of(KIN), Filter()), Controls)).controls]
    assert facets == ["tier", "category", "move"]


def tips(drawing, record_id):
    """Return where the marks of a move point, as seen from the middle of the blip."""
    mark = next(mark for mark in blips_of(drawing) if mark.reference.id == record_id)
    (moved,) = [shape for shape in mark.shapes if "moved" in shape.roles]
    figure = around([shape for shape in mark.shapes if {"blip", "blip-unrated"} & set(shape.roles)])
    middle = Point((figure.left + figure.right) / 2, (figure.top + figure.bottom) / 2)
    return moved.steps[0].to, middle


def test_a_triangle_points_the_way_the_pattern_went():
    drawing = drawing_of(radar(registry_of(KIN), Filter()))
    rings = around([shape for shape in drawing.shapes if "ring" in shape.roles])
    centre = Point((rings.left + rings.right) / 2, (rings.top + rings.bottom) / 2)
    for record_id, nearer in (("best", True), ("old", False)):
        tip, middle = tips(drawing, record_id)
        assert (math.dist(tip, centre) < math.dist(middle, centre)) is nearer


def test_the_unrated_have_a_ring_of_their_own_only_where_there_are_any():
    def ring_names(patterns):
        drawing = drawing_of(radar(registry_of(patterns), Filter()))
        return [shape.text for shape in drawing.shapes if "ring-name" in shape.roles]

    assert ring_names(KIN) == ["Gold", "Silver", "Bronze", "Unrated"]
    assert ring_names(KIN[:3]) == ["Gold", "Silver", "Bronze"]


def test_a_radar_of_some_tiers_has_the_rings_and_the_key_of_those_alone():
    drawing = drawing_of(radar(registry_of(KIN), Filter(tiers=("gold", "unrated"))))
    for role in ("ring-name", "key"):
        shown = [shape.text for shape in drawing.shapes if role in shape.roles]
        assert shown[:2] == ["Gold", "Unrated"]
        assert not {"Silver", "Bronze"} & set(shown)
    assert len([shape for shape in drawing.shapes if "ring" in shape.roles]) == 2


def test_a_radar_takes_the_tiers_of_the_project_and_says_when_nothing_passes():
    tiers = {"gold": None, "silver": None, "bronze": None, "adopt": {"rank": 1}, "hold": {"rank": 2}}
    registry = registry_of(
        [{"id": "one", "tier": "hold"}], {key: tier and Tier.model_validate(tier) for key, tier in tiers.items()}
    )
    drawing = drawing_of(radar(registry, Filter()))
    assert [shape.text for shape in drawing.shapes if "ring-name" in shape.roles] == ["Adopt", "Hold"]
    (line,) = radar(registry, Filter(tiers=("gold",))).blocks
    assert line.role == "nothing"


@pytest.mark.parametrize(
    ("history", "since", "moved"),
    [
        ((), None, None),
        (("2020-01-01 gold",), None, None),  # the founding day: all are new then
        (("2020-05-01 gold",), None, Movement.NEW),
        (("2020-01-01 silver", "2021-01-01 gold"), None, Movement.IN),
        (("2021-01-01 gold", "2020-01-01 silver"), None, Movement.IN),  # written in any order
        (("2020-01-01 gold", "2021-01-01 bronze"), None, Movement.OUT),
        (("2020-01-01 gold", "2021-01-01 gold"), None, None),
        (("2020-01-01 gold", "2021-01-01 nonsense"), None, None),
        (("2020-01-01 silver", "2021-01-01 gold"), "2021-01-02", None),
        (("2020-01-01 silver", "2021-01-01 gold"), "2021-01-01", Movement.IN),
        (("2020-01-01 gold",), "2019-01-01", Movement.NEW),
        # Twice since the day: what held before it counts.
        (("2020-01-01 silver", "2021-01-01 bronze", "2022-01-01 silver"), "2020-06-01", None),
        (("2020-01-01 silver", "2021-01-01 bronze", "2022-01-01 silver"), None, Movement.IN),
    ],
)
def test_who_has_moved(history, since, moved):
    entries = [dict(zip(("date", "tier"), entry.split(), strict=True)) for entry in history]
    registry = registry_of([{"id": "one", "history": entries}])
    day = date.fromisoformat(since) if since else None
    assert movement(registry.pattern("one"), registry, since=day, founded=date(2020, 1, 1)) is moved


# Layers -------------------------------------------------------------------------------------------------------


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 14))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node), max_size=24))
    periods = draw(st.lists(st.sampled_from([1970, 1980, 1990]), min_size=count, max_size=count))
    return periods, edges


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_layers_keep_to_time_and_nothing_overlaps(graph):
    periods, edges = graph
    layers = layered([100.0] * len(periods), periods, edges, gap=20)
    assert layers == layered([100.0] * len(periods), periods, edges[::-1], gap=20)
    row_of = {node: number for number, row in enumerate(layers.rows) for node in row}
    assert sorted(row_of) == list(range(len(periods)))
    assert all(len({periods[node] for node in row}) == 1 for row in layers.rows)
    assert [periods[row[0]] for row in layers.rows] == sorted(periods[row[0]] for row in layers.rows)
    for row in layers.rows:
        for one, two in pairwise(row):
            assert layers.centres[two] - layers.centres[one] >= 120 - 1e-6
    for edge, lanes in layers.lanes.items():
        assert row_of[edge[0]] != row_of[edge[1]]
        passed = range(*sorted((row_of[edge[0]], row_of[edge[1]])))[1:]
        assert sorted(row for row, _ in lanes) == list(passed)
        for row, x in lanes:
            assert all(abs(x - layers.centres[node]) > 50 for node in layers.rows[row])
    assert min(layers.centres) >= 50 - 1e-6
    assert max(layers.centres) <= layers.width - 50 + 1e-6


def test_within_a_period_what_came_later_stands_lower_and_a_circle_leads_back_once():
    layers = layered([100.0] * 4, [1990] * 4, [(0, 1), (1, 2), (2, 0), (3, 0)], gap=20)
    assert layers.rows == ((3,), (0,), (1,), (2,))


def test_edges_that_need_not_cross_do_not():
    layers = layered([100.0] * 6, [1, 1, 1, 2, 2, 2], [(0, 5), (1, 4), (2, 3)], gap=20)
    upper, lower = layers.rows
    partner = {0: 5, 1: 4, 2: 3}
    assert [partner[node] for node in upper] == list(lower)


# Lineages -----------------------------------------------------------------------------------------------------

FAMILY = [
    {"id": "root", "introduced": "1978", "category": "a", "evolution": {"to": ["left"]}},
    {"id": "left", "introduced": "1987", "category": "a"},
    {"id": "right", "category": "a", "aliases": ["r"], "related": [{"pattern": "root", "kind": "replaces"}]},
    {"id": "leaf", "introduced": "2020s", "category": "b", "evolution": {"from": ["left", "r", "gone", "leaf"]}},
    {"id": "alone", "introduced": "1999", "category": "a"},
]


def test_descent_is_what_evolution_and_replaces_say_by_whatever_name():
    arrows = {("root", "left"), ("root", "right"), ("left", "leaf"), ("right", "leaf")}
    assert ancestry.edges(registry_of(FAMILY)) == arrows


def test_a_lineage_of_a_pattern_is_all_its_kin_and_of_a_category_its_own_with_neighbours():
    registry = registry_of([*FAMILY, {"id": "aunt", "evolution": {"to": ["leaf"]}}])
    of_left = ancestry.of_pattern("left", registry)
    # What else the leaf came from is another line.
    assert set(of_left.members) == {"root", "left", "leaf"}
    of_a = ancestry.of_category("a", registry)
    assert (set(of_a.members), of_a.neighbours) == ({"root", "left", "right", "leaf"}, {"leaf"})


def outline(view):
    (transcript,) = [block for block in view.blocks if isinstance(block, Folded)]

    def told(items):
        for item in items.items:
            line, *rest = item
            words = "".join(
                {Reference: lambda i: i.id, Words: lambda i: i.text, Label: lambda i: i.message}[type(inline)](inline)
                for inline in line.inlines
            )
            yield (words, [entry for block in rest if isinstance(block, Items) for entry in told(block)])

    return list(told(transcript.blocks[0]))


def test_a_graph_says_in_words_what_it_draws():
    registry = registry_of(FAMILY)
    view = lineage_graph(ancestry.of_pattern("root", registry), registry, "Graph")
    assert outline(view) == [
        ("root (1978) evolved into:", [
            ("left (1987) evolved into:", [("leaf (2020s)", [])]),
            ("right evolved into:", [("leaf (2020s)", [])]),
        ])
    ]  # fmt: skip
    (drawing,) = values(view, Drawing)
    assert sorted(mark.reference.id for mark in drawing.marks) == ["leaf", "left", "right", "root"]
    assert len([shape for shape in drawing.shapes if "arrow" in shape.roles]) == 4
    decades = [shape.text for shape in drawing.shapes if "decade" in shape.roles]
    assert decades == ["1970s", "1980s", "2020s"]


def ring_of(count):
    return [{"id": f"p{n:02}", "evolution": {"to": [f"p{(n + 1) % count:02}"]}} for n in range(count)]


def test_a_circle_is_drawn_and_told_without_an_end():
    registry = registry_of(ring_of(3))
    view = lineage_graph(ancestry.of_pattern("p01", registry), registry, "Graph")
    assert outline(view) == [
        ("p00 evolved into:", [("p01 evolved into:", [("p02 evolved into:", [("p00, see above", [])])])]),
    ]
    (drawing,) = values(view, Drawing)
    assert len([shape for shape in drawing.shapes if "arrow" in shape.roles]) == 3


def test_a_long_line_is_told_in_lists_that_are_not_nested_without_end():
    patterns = [{"id": f"p{n:02}", "evolution": {"to": [f"p{n + 1:02}"]}} for n in range(40)] + [{"id": "p40"}]
    registry = registry_of(patterns)
    told = outline(lineage_graph(ancestry.of_pattern("p20", registry), registry, "Graph"))

    def depth(entries):
        return max((1 + depth(below) for _, below in entries), default=0)

    def names(entries):
        for words, below in entries:
            yield words.split()[0]
            yield from names(below)

    assert depth(told) <= 6
    assert list(names(told)) == [f"p{n:02}" for n in range(41)]


@settings(max_examples=80, deadline=None)
@given(graphs())
def test_every_pattern_of_a_graph_has_a_box_of_its_own_and_every_arrow_is_told(graph):
    periods, edges = graph
    registry = registry_of([
        {"id": f"p{n}", "introduced": str(period + n % 7) if n % 3 else None,
         "evolution": {"to": [f"p{two}" for one, two in edges if one == n]}}
        for n, period in enumerate(periods)
    ])  # fmt: skip
    view = lineage_graph(ancestry.of_pattern("p0", registry), registry, "Graph")
    (drawing,) = values(view, Drawing)
    boxes = [around([shape for shape in mark.shapes if isinstance(shape, Path)]) for mark in drawing.marks]
    assert not [1 for one, two in combinations(boxes, 2) if overlap(one, two)]
    for mark, box in zip(drawing.marks, boxes, strict=True):
        for shape in mark.shapes:
            inner = box_of(shape)
            assert inner.left >= box.left - 1e-6
            assert inner.right <= box.right + 1e-6
    known = ancestry.of_pattern("p0", registry).edges
    assert len([shape for shape in drawing.shapes if "arrow" in shape.roles]) == len(known)
    told = {mark.reference.id for mark in drawing.marks}
    assert {one for one, _ in known} | {"p0"} <= told
    assert {reference.id for reference in values(view.blocks[1], Reference)} == told


def test_a_shape_that_is_moved_keeps_its_form():
    path = annulus(5, 9, ("ring",))
    moved = shifted(path, Point(3, 4))
    assert [len(step) for step in moved.steps] == [len(step) for step in path.steps]
    assert box_of(moved) == pytest.approx(tuple(a + b for a, b in zip(box_of(path), (3, 4, 3, 4), strict=True)))


def test_marks_of_unknown_kin_are_not_made():
    registry = registry_of([{"id": "one", "evolution": {"from": ["nobody"]}}])
    view = lineage_graph(ancestry.of_pattern("one", registry), registry, "Graph")
    assert [mark.reference.id for mark in values(view, Mark)] == ["one"]


def test_a_pattern_without_a_date_stands_where_a_timeline_first_has_it():
    registry = registry_of([{"id": "one"}, {"id": "two", "introduced": "1990"}])
    timeline = [
        {"year": "2012", "pattern": "one"},
        {"year": "1985", "pattern": "two"},
        {"year": "2001", "pattern": "one"},
    ]
    line = Evolution.model_validate({"id": "line", "title": "Line", "timeline": timeline})
    registry = Registry({**registry.records, "evolution": {"line": line}}, registry.tiers)
    assert ancestry.of_evolution(line, registry).dates == {"one": "2001", "two": "1990"}
