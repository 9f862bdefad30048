"""What a knowledge base holds is counted from its records."""

from __future__ import annotations

from sphinx_excellence.views.counts import counts
from tests.unit.views.outlines import outline

DATA = """
patterns:
  a: {title: A, tier: gold, reviewed: 2025-03-01}
  b: {title: B, tier: bronze, alternatives: [{pattern: a}], reviewed: 2024-01-01}
evolutions:
  line: {title: Line, timeline: [{year: 1990, pattern: b}, {year: 2000, pattern: a}]}
decisions:
  adr-1: {title: One, status: accepted}
  adr-2: {title: Two, status: accepted}
"""


def lines(view):
    return [line.strip() for line in outline(view).splitlines() if line.strip().startswith("line")]


def test_what_there_is_is_counted_and_what_there_is_not_left_out(bench):
    assert lines(counts(bench.load(DATA).registry)) == [
        "line '2'.count ' ' 'patterns'",
        "line '1'.count ' ' 'of them legacy'",
        "line '1'.count ' ' 'lineage'",
        "line '2'.count ' ' 'decisions'",
        "line '2025-03-01'.count excellence-unbroken ' ' 'last review'",
    ]


def test_a_review_that_was_closed_later_is_the_last(bench):
    review = "reviews:\n  2025Q2: {closed: 2025-06-30, decisions: []}\n  2025Q3: {decisions: []}\n"
    assert lines(counts(bench.load(DATA + review).registry))[-1].startswith("line '2025-06-30'.count")


def test_nothing_is_said_to_be_nothing(bench):
    assert lines(counts(bench.load("").registry)) == ["line.nothing 'There are no records yet.'"]
