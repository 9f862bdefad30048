"""The time machine: what counts as a record of a pattern's standing, where it is drawn, and what it says in words."""

from __future__ import annotations

import os
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import TierScale
from sphinx_excellence.views.blocks import Drawing, Group, PageReference, WebLink
from sphinx_excellence.views.shapes import Box, Circle, Text, around, box_of
from sphinx_excellence.views.standing import courses, steps, undated
from sphinx_excellence.views.time_machine.canvas import drawings, named_years, narrow, wide
from sphinx_excellence.views.time_machine.lanes import Wanted, lanes_of
from sphinx_excellence.views.time_machine.view import time_machine
from sphinx_excellence.views.time_machine.years import changes
from tests.unit.views.outlines import outline

TODAY = date(2026, 11, 30)
DATA = """
categories:
  web: {title: Web, order: 1}
  data: {title: Data, order: 2}
patterns:
  polling:
    {title: Polling, category: web, tier: bronze, introduced: 1995, peak_usage: 1995-2010, evolution: {to: [socket]},
     history: [{date: 2024-02-01, tier: silver, reason: First}, {date: 2026-11-23, tier: bronze, reason: Few *use* it}]}
  socket: {title: Socket, category: web, tier: gold, introduced: 2009, evolution: {from: [polling]}}
  shards: {title: Sharding, category: data, tier: gold, introduced: 1980s}
  clocks: {title: Clocks, category: data, tier: silver}
  left: {title: Left, introduced: 2001, history: [{date: 2010, tier: gold}, {date: 2012, event: left}]}
  lost: {title: Lost, tier: gold, category: data}
  later: {title: Later, introduced: 2030, tier: gold}
evolutions:
  web:
    title: Real time
    timeline:
      - {year: 1995, pattern: polling, context: "Pages *reload*.", source: "https://example.org/pull", standing: [{pattern: polling, tier: gold}]}
      - {year: 2000, label: REST, source: "https://example.org/rest"}
      - year: 2011
        pattern: socket
        label: RFC
        context: One connection.
        source: https://example.org/rfc
        standing: [{pattern: socket, tier: gold}, {pattern: polling, tier: bronze}]
      - {year: 2040, label: Planned}
  time:
    title: Time
    timeline: [{year: 1988, pattern: clocks, label: Vectors}, {year: 1988, pattern: clocks, label: Vectors again}]
"""


@pytest.fixture
def registry(bench):
    loaded = bench.load(DATA)
    assert loaded.findings == ()
    return loaded.registry


def spans_of(registry: Registry, today: date = TODAY) -> dict[str, list[tuple[int, int, str | None]]]:
    found = courses(registry, registry.all_of(Pattern), until=today)
    return {
        course.pattern.id: [(span.first, span.last, span.tier and span.tier.id) for span in course.spans]
        for course in found
    }


# What counts as a record -----------------------------------------------------------------------------------------


def test_a_tier_counts_from_the_step_or_the_entry_that_gives_it(registry):
    assert spans_of(registry) == {
        # Its first two tiers are from steps, the others from its history.
        "polling": [(1995, 2010, "gold"), (2011, 2023, "bronze"), (2024, 2025, "silver"), (2026, 2026, "bronze")],
        # There before the step that first rates it.
        "socket": [(2009, 2010, None), (2011, 2026, "gold")],
        # Nobody knows since when it has had its tier.
        "shards": [(1980, 2025, None), (2026, 2026, "gold")],
        # Without `introduced`, it is there since a lineage names it.
        "clocks": [(1988, 2025, None), (2026, 2026, "silver")],
        # After it left, it has no tier.
        "left": [(2001, 2009, None), (2010, 2011, "gold"), (2012, 2026, None)],
    }


def test_what_is_not_known_today_is_not_drawn(registry):
    assert spans_of(registry, date(2010, 6, 1)) == {
        "polling": [(1995, 2010, "gold")],
        "socket": [(2009, 2009, None), (2010, 2010, "gold")],
        "shards": [(1980, 2009, None), (2010, 2010, "gold")],
        "clocks": [(1988, 2009, None), (2010, 2010, "silver")],
        "left": [(2001, 2009, None), (2010, 2010, "gold")],
    }
    assert [step.entry.label for step in steps(registry, until=TODAY)] == [
        "Vectors", "Vectors again", None, "REST", "RFC",
    ]  # fmt: skip


def test_a_pattern_without_a_date_is_named_and_not_drawn(registry):
    patterns = list(registry.all_of(Pattern))
    drawn = courses(registry, patterns, until=TODAY)
    assert [pattern.id for pattern in undated(patterns, drawn)] == ["later", "lost"]


def test_decades_are_not_exact_and_a_peak_stays_within_its_course(registry):
    found = {
        course.pattern.id: course for course in courses(registry, registry.all_of(Pattern), until=date(2005, 1, 1))
    }
    assert [each for each, course in found.items() if not course.is_exact] == ["shards"]
    assert found["polling"].peak == (1995, 2005)
    assert found["shards"].peak is None
    assert found["polling"].tier_in(2000).id == "gold"
    assert found["polling"].tier_in(1994) is None


YEARS = st.integers(1965, 2030)
TIERS = st.sampled_from(["gold", "silver", "bronze"])
NAMES = ("one", "two", "three")
PATTERNS = st.fixed_dictionaries(
    {},
    optional={
        "introduced": YEARS.map(str) | YEARS.map(lambda year: f"{year // 10 * 10}s"),
        "peak_usage": st.tuples(YEARS, YEARS).map(lambda pair: f"{min(pair)}-{max(pair)}"),
        "tier": TIERS,
        "history": st.lists(st.fixed_dictionaries({"date": YEARS.map(str), "tier": TIERS}), max_size=3),
        "category": st.sampled_from(["web", "data"]),
    },
)
TIMELINE = st.lists(
    st.fixed_dictionaries(
        {"year": YEARS.map(str), "label": st.just("Step")},
        optional={
            "pattern": st.sampled_from(NAMES),
            "source": st.just("https://example.org/"),
            "standing": st.lists(st.fixed_dictionaries({"pattern": st.sampled_from(NAMES), "tier": TIERS}), max_size=2),
        },
    ),
    min_size=1,
    max_size=8,
)


@st.composite
def registries(draw):
    patterns = {
        name: Pattern.model_validate({"id": name, "title": name.title(), **draw(PATTERNS)}) for name in sorted(NAMES)
    }
    evolution = Evolution.model_validate({"id": "e", "title": "E", "timeline": draw(TIMELINE)})
    return Registry({"pattern": patterns, "evolution": {"e": evolution}}, TierScale({}))


@given(registries())
def test_a_course_is_without_gaps_and_within_its_records(registry):
    entries = [entry for evolution in registry.all_of(Evolution) for entry in evolution.timeline]
    for course in courses(registry, registry.all_of(Pattern), until=TODAY):
        pattern = course.pattern
        assert course.last == TODAY.year
        assert all(one.last + 1 == two.first and one.tier != two.tier for one, two in pairwise(course.spans))
        assert all(span.first <= span.last for span in course.spans)
        named = [int(entry.year) for entry in entries if entry.pattern == pattern.id]
        assert course.first == (int(pattern.introduced[:4]) if pattern.introduced else min(named))
        # Each tier begins in a year of a record that gives it, or where the line begins.
        records = {
            (int(entry.year), each.tier) for entry in entries for each in entry.standing if each.pattern == pattern.id
        }
        records |= {(int(each.date), each.tier) for each in pattern.history}
        records |= {(TODAY.year, pattern.tier)}
        for span in course.spans:
            if span.tier is not None:
                early = {tier for year, tier in records if year < course.first}
                assert (span.first, span.tier.id) in records or (span.first == course.first and span.tier.id in early)
        assert course.peak is None or course.first <= course.peak[0] <= course.peak[1] <= course.last


# Where it is drawn -----------------------------------------------------------------------------------------------


def texts_of(drawing: Drawing) -> list[Text]:
    every = [*drawing.shapes, *(shape for mark in drawing.marks for shape in mark.shapes)]
    return [shape for shape in every if isinstance(shape, Text)]


def overlap(one: Box, two: Box) -> bool:
    return one.left < two.right and two.left < one.right and one.top < two.bottom and two.top < one.bottom


@given(registries())
def test_no_text_is_on_another_and_none_leaves_the_drawing(registry):
    lanes = lanes_of(registry, Wanted(), today=TODAY)
    if lanes is None:
        return
    for frame in (wide(lanes), narrow(lanes)):
        for drawing in drawings(lanes, registry, frame, None):
            texts = texts_of(drawing)
            assert [
                (one.text, two.text) for one, two in combinations(texts, 2) if overlap(box_of(one), box_of(two))
            ] == []
            held = around([*drawing.shapes, *(shape for mark in drawing.marks for shape in mark.shapes)])
            assert held.left >= 0
            assert held.top >= 0
            assert held.right <= drawing.width
            assert held.bottom <= drawing.height


def test_a_line_is_drawn_from_its_first_year_to_the_last(registry):
    lanes = lanes_of(registry, Wanted(), today=TODAY)
    frame = wide(lanes)
    (drawing,) = drawings(lanes, registry, frame, None)
    for lane in lanes.lanes:
        for course in lane.courses:
            (mark,) = [each for each in drawing.marks if getattr(each.reference, "id", "") == course.pattern.id]
            lines = [shape for shape in mark.shapes if shape.roles[0] in {"course", "course-legacy", "course-unrated"}]
            held = around(lines)
            assert held.left == pytest.approx(frame.begin(course.first))
            assert held.right == pytest.approx(frame.right)
            assert dict(mark.data)["since"] == str(course.first)


def test_a_better_tier_is_wider_and_a_legacy_one_is_dashed(registry):
    lanes = lanes_of(registry, Wanted(), today=TODAY)
    (drawing,) = drawings(lanes, registry, wide(lanes), None)
    (mark,) = [each for each in drawing.marks if getattr(each.reference, "id", "") == "polling"]
    heights = {}
    for shape in mark.shapes:
        box = box_of(shape)
        heights.setdefault(shape.roles, box.bottom - box.top)
    assert heights["course", "tier-gold"] > heights["course", "tier-silver"] > heights["course-legacy", "tier-bronze"]
    assert dict(mark.data)["gone"] == "2011-2023 2026-2026"


def test_steps_of_one_year_are_one_dot_that_leads_to_a_source(registry):
    lanes = lanes_of(registry, Wanted(), today=TODAY)
    frame = wide(lanes)
    (drawing,) = drawings(lanes, registry, frame, None)
    dots = [mark for mark in drawing.marks if isinstance(mark.reference, WebLink)]
    assert [(mark.reference.url, "".join(part.text for part in mark.about)) for mark in dots] == [
        ("https://example.org/rest", "2000: REST"),
        ("https://example.org/pull", "1995: Polling \N{EN DASH} Polling"),
        ("https://example.org/rfc", "2011: RFC \N{EN DASH} Socket"),
        ("", "1988: Vectors; 1988: Vectors again \N{EN DASH} Clocks"),
    ]
    for mark in dots:
        (dot,) = mark.shapes
        assert isinstance(dot, Circle)
        assert dot.centre.x == pytest.approx(frame.middle(int(dict(mark.data)["since"])))


def test_many_patterns_are_split_over_sheets_without_losing_one():
    patterns = {
        f"p{number:03}": Pattern.model_validate(
            {"id": f"p{number:03}", "title": f"P {number}", "introduced": "1990", "category": f"c{number % 3}"}
        )
        for number in range(200)
    }
    registry = Registry({"pattern": patterns}, TierScale({}))
    lanes = lanes_of(registry, Wanted(), today=TODAY)
    made = drawings(lanes, registry, wide(lanes), None)
    assert len(made) == 4
    assert all(drawing.height <= 1130 for drawing in made)
    assert sorted(mark.reference.id for drawing in made for mark in drawing.marks) == sorted(patterns)


@pytest.mark.parametrize(("begin", "end", "years"), [
    (1970, 2026, range(1970, 2026, 5)), (1800, 2026, range(1800, 2026, 20)), (2020, 2026, range(2020, 2027)),
])  # fmt: skip
def test_years_are_named_as_far_apart_as_their_names_need(begin, end, years):
    pattern = Pattern.model_validate({"id": "p", "title": "P", "introduced": str(begin)})
    lanes = lanes_of(Registry({"pattern": {"p": pattern}}, TierScale({})), Wanted(), today=date(end, 5, 5))
    assert named_years(wide(lanes)) == list(years)


# What is wanted --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wanted", "first", "last", "shown"), [
    (Wanted(), 1980, 2026, ["Web: polling socket", "Data: shards clocks", "No category: left"]),
    (Wanted(categories=("data",)), 1980, 2026, ["Data: shards clocks"]),
    (Wanted(lineages=("web",)), 1995, 2026, ["Web: polling socket"]),
    (Wanted(first=2000), 2000, 2026, ["Web: polling socket", "Data: shards clocks", "No category: left"]),
    (Wanted(last=1990), 1980, 1990, ["Data: shards clocks"]),
    (Wanted(first=1200, last=3000), 1980, 2026, ["Web: polling socket", "Data: shards clocks", "No category: left"]),
])  # fmt: skip
def test_options_choose_patterns_and_years(registry, wanted, first, last, shown):
    lanes = lanes_of(registry, wanted, today=TODAY)
    assert (lanes.first, lanes.last) == (first, last)
    names = [lane.name.args[0] if lane.name.args else lane.name.message for lane in lanes.lanes]
    found = [" ".join(course.pattern.id for course in lane.courses) for lane in lanes.lanes]
    assert [f"{name}: {patterns}" for name, patterns in zip(names, found, strict=True)] == shown
    assert all(first <= step.year <= last for step in lanes.steps)


def test_nothing_with_a_date_is_said():
    view = time_machine(Registry({}, TierScale({})), Wanted(), today=TODAY)
    assert outline(view) == "time-machine 'Time machine'\n  line.nothing 'No pattern has a recorded date.'\n"


# What it says ----------------------------------------------------------------------------------------------------


def test_each_year_has_one_group_of_changes_from_the_first_on(registry):
    lanes = lanes_of(registry, Wanted(), today=TODAY)
    held = [(int(dict(group.data)["from"]), int(dict(group.data)["to"])) for group in changes(lanes, registry)]
    assert held[0] == (1980, 1987)
    assert held[-1] == (2026, 2026)
    assert all(one[1] + 1 == two[0] for one, two in pairwise(held))


def test_in_each_year_a_pattern_is_listed_once_from_the_year_it_appeared(registry):
    view = time_machine(registry, Wanted(), today=TODAY)
    entries = [group for group in groups_in(view.blocks) if group.role.startswith("machine-choice ")]
    for year in range(1980, 2027):
        shown = [each for each in entries if int(dict(each.data)["from"]) <= year <= int(dict(each.data)["to"])]
        ids = [each.blocks[0].inlines[-1].id for each in shown]
        there = [
            course.pattern.id
            for course in courses(registry, registry.all_of(Pattern), until=TODAY)
            if course.first <= year
        ]
        assert sorted(ids) == sorted(there)


def groups_in(blocks):
    for block in blocks:
        if isinstance(block, Group):
            yield block
        yield from groups_in(getattr(block, "blocks", ()))


VIEWS = {
    "whole": lambda r: time_machine(r, Wanted(), today=TODAY),
    "of a lineage": lambda r: time_machine(r, Wanted(lineages=("web",), first=2005), today=TODAY),
    "thumbnail": lambda r: time_machine(r, Wanted(), today=TODAY, page=PageReference("machine", "Open it")),
}


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_shown(registry, name):
    file = Path(__file__).parents[2] / "shown" / "time-machine" / f"{name.replace(' ', '-')}.txt"
    shown = outline(VIEWS[name](registry))
    if os.environ.get("EXCELLENCE_WRITE_SHOWN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
