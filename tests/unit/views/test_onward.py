"""What the search says to use instead of a legacy pattern, and how patterns moved between tiers."""

from __future__ import annotations

from datetime import date

import pytest

from sphinx_excellence.views.search_successors import Successor, successors_of
from sphinx_excellence.views.tier_movement import first_rating, movement

LEGACY = "tier: bronze"


@pytest.mark.parametrize(
    ("patterns", "ways"),
    [
        # What is current is named, once; what is legacy is followed to what it leads to.
        ("a: {title: A, tier: bronze, alternatives: [{pattern: c}, {pattern: b}, {pattern: c}]}", ["c"]),
        ("a: {title: A, tier: bronze, alternatives: [{pattern: b}]}", ["c"]),
        ("a: {title: A, tier: bronze, alternatives: [{pattern: b}, {pattern: d}]}", ["c"]),
        # Legacy with no way on is named only where there is nothing else.
        ("a: {title: A, tier: bronze, alternatives: [{pattern: d}]}", ["d"]),
        # Round in a circle there is nothing but the circle.
        ("a: {title: A, tier: bronze, alternatives: [{pattern: e}]}\n  e: {title: E, tier: bronze, alternatives: [{pattern: a}]}", ["e"]),
        ("a: {title: A, tier: bronze, no_alternative: None.}", []),
    ],
)  # fmt: skip
def test_a_legacy_pattern_leads_to_what_is_current(bench, patterns, ways):
    others = f"""
  b: {{title: B, {LEGACY}, alternatives: [{{pattern: c}}]}}
  c: {{title: C, tier: gold}}
  d: {{title: D, {LEGACY}, no_alternative: None.}}
"""
    registry = bench.load(f"patterns:\n  {patterns}{others}").registry
    assert [way.id for way in successors_of(registry.pattern("a"), registry)] == ways


def test_what_is_outside_the_registry_is_named_with_its_address(bench):
    text = 'patterns:\n  a: {title: A, tier: bronze, alternatives: [{name: B, url: "https://b.example"}, {name: C}]}\n'
    registry = bench.load(text).registry
    assert successors_of(registry.pattern("a"), registry) == (
        Successor("B", address="https://b.example"),
        Successor("C"),
    )


HISTORY = """patterns:
  up: {title: Up, tier: gold, history: [{date: 2020-01-01, tier: silver}, {date: 2025-03-01, tier: gold}]}
  down: {title: Down, tier: bronze, no_alternative: x, history: [{date: 2020-01-01, tier: gold}, {date: 2025-03-01, tier: bronze}]}
  same: {title: Same, tier: gold, history: [{date: 2020-01-01, tier: gold}, {date: 2025-03-01, tier: gold}]}
  new: {title: New, tier: gold, history: [{date: 2025-03-01, tier: gold}]}
  old: {title: Old, tier: gold, history: [{date: 2020-01-01, tier: gold}]}
  none: {title: None, tier: gold}
"""


def test_the_first_rating_is_the_oldest_of_all(bench):
    assert first_rating(bench.load(HISTORY).registry) == date(2020, 1, 1)
    assert first_rating(bench.load("patterns:\n  a: {title: A}\n").registry) is None


@pytest.mark.parametrize(
    ("since", "moved"),
    [
        (date(2024, 1, 1), {"up": "moved-in", "down": "moved-out", "same": None, "new": "new", "none": None}),
        # The day itself counts.
        (date(2025, 3, 1), {"up": "moved-in", "down": "moved-out", "same": None, "new": "new", "none": None}),
        # By the last entry of each; nothing is new on the day on which the record begins.
        (None, {"up": "moved-in", "down": "moved-out", "same": None, "new": "new", "old": None, "none": None}),
        (date(2025, 3, 2), dict.fromkeys(("up", "down", "same", "new", "none"))),
    ],
)
def test_a_pattern_has_moved_since_a_day_where_its_tier_was_another_then(bench, since, moved):
    registry = bench.load(HISTORY).registry
    found = {}
    for name in moved:
        seen = movement(registry.pattern(name), registry, since=since, founded=first_rating(registry))
        found[name] = getattr(seen, "value", seen)
    assert found == moved
