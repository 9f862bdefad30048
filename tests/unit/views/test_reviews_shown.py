"""What pages show of reviews, and what a review has to look at."""

import os
from datetime import date
from pathlib import Path

import pytest

from sphinx_excellence.views import reviews
from sphinx_excellence.views.events import NEW_PATTERN, TIER_MOVE, events
from sphinx_excellence.views.review_items import review_items
from tests.unit.views.outlines import outline

SOURCED = 'source: "https://example.org/", retrieved: 2025-08-01'
DATA = f"""
patterns:
  saga:
    title: Saga
    tier: gold
    reviewed: 2024-11-01
    waivers: [{{rule: uncited-case, reason: Soon., until: 2025-11-30}}]
    history: [{{date: 2024-01-01, tier: silver}}, {{date: 2025-10-10, tier: gold, reason: It *works*.}}]
  tpc: {{title: Two-Phase Commit, aliases: [2pc], tier: bronze, reviewed: 2025-01-01, alternatives: [{{pattern: saga}}]}}
  fresh: {{title: Fresh, tier: silver, reviewed: 2025-12-01, history: [{{date: 2025-12-01, tier: silver}}]}}
  odd: {{title: Odd}}
  moved: {{title: Moved, tier: bronze, reviewed: 2025-12-01, alternatives: [{{pattern: saga}}], history: [{{date: 2024-01-01, tier: silver}}, {{date: 2025-05-01, tier: bronze, reason: Slow., decision: adr-2}}]}}
  gone: {{title: Gone, history: [{{date: 2024-01-01, tier: silver}}, {{date: 2025-11, event: left, reason: Unused.}}]}}
  claimed: {{title: Claimed, tier: silver, reviewed: 2025-12-31, modern_examples: [{{company: Acme, implementation: Own}}]}}
health:
  2025Q1: {{tpc: {{signals: {{downloads: {{value: 10, {SOURCED}}}}}}}}}
  2025Q2: {{tpc: {{notes: Fewer *use* it., signals: {{downloads: {{value: 9000000, {SOURCED}}}, questions: {{value: 5, {SOURCED}}}}}}}}}
  2025Q3:
    saga: {{signals: {{named-adopters: {{value: 9, {SOURCED}}}, maintenance: {{value: maintained, {SOURCED}}}, questions: {{value: 5, {SOURCED}}}}}}}
    tpc: {{signals: {{named-adopters: {{value: 1, {SOURCED}}}}}}}
  2025Q4:
    saga: {{signals: {{named-adopters: {{value: 2, {SOURCED}}}, maintenance: {{value: archived, {SOURCED}}}, questions: {{value: 5, {SOURCED}}}}}}}
decisions:
  adr-1: {{title: Use it?, status: proposed, date: 2025-10-01, patterns: [saga]}}
  adr-2: {{title: Used, status: accepted, date: 2025-10-01}}
evolutions:
  line: {{title: Line, timeline: [{{year: 2000, label: A, context: B}}], real_world_migrations: [{{company: Initech, from: A, to: B}}, {{company: Hooli, from: A, to: B, source: "https://a.net/ok"}}]}}
case_studies:
  case: {{title: Case, company: Acme, patterns: [{{pattern: tpc}}]}}
  sourced: {{title: Sourced, company: Acme, patterns: [{{pattern: tpc}}], sources: [{{title: A, url: "https://a.net/gone"}}], summary: "[M](https://a.net/moved)"}}
links:
  "https://a.net/gone": {{outcome: dead, checked: 2025-12-02, since: 2025-12-01}}
  "https://a.net/moved": {{outcome: moved, checked: 2025-12-02, since: 2025-12-01, moved_to: "https://b.net/"}}
  "https://a.net/only-in-a-page": {{outcome: no-anchor, checked: 2025-12-02, since: 2025-12-01}}
  "https://a.net/waits": {{outcome: unanswered, checked: 2025-12-02, since: 2025-12-01}}
usage_reports:
  waits: {{pattern: saga, company: Acme, date: 2025-10-01}}
  done: {{pattern: saga, company: Acme, date: 2025-10-01, verified_by: Architecture group}}
reviews:
  2025Q4:
    by: Architecture group
    summary: The *fourth*.
    decisions:
      - {{pattern: 2pc, reason: Nobody asks., by: Storage team}}
      - {{pattern: odd, tier: silver, decision: adr-2}}
  autumn: {{title: Autumn, quarter: 2025Q3, closed: 2025-10-05, by: Architecture group, notes: All is well.}}
"""
VIEWS = {
    "open": lambda r: reviews.review(r.find("review", "2025Q4"), r),
    "closed": lambda r: reviews.review(r.find("review", "autumn"), r),
    "checklist": lambda r: reviews.checklist("2025Q3", r),
    "archive": reviews.archive,
    "quarter": lambda r: reviews.quarter("2025Q2", r),
}


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_shown(bench, name):
    file = Path(__file__).parents[2] / "shown" / "reviews" / f"{name}.txt"
    shown = outline(VIEWS[name](bench.load(DATA).registry))
    if os.environ.get("EXCELLENCE_WRITE_SHOWN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def test_what_a_review_has_to_look_at(bench):
    found = review_items(bench.load(DATA).registry, "2025Q4")
    assert [(item.group, item.record[1], item.reason.message, *item.reason.args) for item in found] == [
        ("tiers", "saga", "The health changed by %s since %s.", "\N{MINUS SIGN}0.68", "2025 Q3"),
        ("tiers", "saga", "The health, %s, contradicts the tier.", "0.13"),
        ("tiers", "saga", "The review is due on %s.", "2025-11-01"),
        ("tiers", "saga", "The waiver of %s ends on %s.", "uncited-case", "2025-11-30"),
        ("new", "fresh", "It is new since %s.", "2025-12-01"),
        ("new", "odd", "It has no tier."),
        ("content", "case", "It has no source."),
        ("content", "sourced", "The address %s is dead since %s.", "https://a.net/gone", "2025-12-01"),
        ("content", "sourced", "The address %s has moved since %s.", "https://a.net/moved", "2025-12-01"),
        ("content", "line", "The step of %s has no source.", "2000"),
        ("content", "line", "The claim about %s has no source.", "Initech"),
        (
            "content",
            "https://a.net/only-in-a-page",
            "No record names it, and the part that it names is missing since %s.",
            "2025-12-01",
        ),
        ("content", "claimed", "The claim about %s has no source.", "Acme"),
        ("content", "saga", "No case study shows it."),
        ("content", "saga", "It has no source."),
        ("content", "tpc", "It was not measured in %s.", "2025 Q4"),
        ("feedback", "adr-1", "It is not decided yet."),
        ("feedback", "waits", "It waits for its verification."),
    ]


def test_a_quarter_without_a_review_is_in_the_archive_where_something_moved(bench):
    history = "history: [{date: 2024-01-01, tier: silver}, {date: 2025-05-01, tier: gold}]"
    data = f"patterns:\n  a: {{title: A, tier: gold, {history}}}\nreviews: {{2025Q1: {{}}, 2025Q3: {{}}}}\n"
    registry = bench.load(data).registry
    shown = outline(reviews.archive(registry))
    assert [shown.count(text) for text in ("2025 Q2", "not held", "2024 Q1")] == [1, 1, 0]
    assert shown.index("2025Q3") < shown.index("2025 Q2") < shown.index("2025Q1")
    assert [reviews.quarter(each, registry) for each in ("2025Q1", "2024Q4")] == [None, None]


def test_claims_with_a_source_are_none_to_look_at(bench):
    sources = 'sources: [{title: A, url: "https://a.net/"}]'
    data = (
        f"patterns:\n  a: {{title: A, tier: gold, reviewed: 2025-12-01, {sources}}}\n  b: {{title: B, tier: silver}}\n"
        f"evolutions:\n  whole: {{title: W, {sources}, timeline: [{{year: 2000, label: A, context: B}}]}}\n"
        '  each: {title: E, timeline: [{year: 2000, label: A, context: B, source: "https://a.net/"}, {year: 2001, label: C}]}\n'
    )
    found = review_items(bench.load(data).registry, "2025Q4")
    assert {(item.record[1], item.reason.message) for item in found if item.group == "content"} == {
        ("a", "No case study shows it.")
    }


MOVES = """
patterns:
  a: {title: A, tier: gold, history: [{date: before 2025-04-02, tier: bronze}, {date: 2025-04-03, tier: silver}, {date: 2025-05-01, tier: silver, reason: Confirmed.}, {date: 2025-06, tier: gold}]}
  b: {title: B, tier: silver, history: [{date: 2025, tier: bronze}, {date: "after 2025-05-01", tier: silver}]}
  c: {title: C, tier: gold, history: [{date: 2025-Q2, tier: gold}, {date: before 2025-06-01, tier: silver}, {edition: nowhere, tier: gold}]}
"""


def test_what_moved_in_a_quarter_are_the_changes_that_were_certainly_in_it(bench):
    registry = bench.load(MOVES).registry
    moved = {
        (event.title, event.written)
        for event in events(registry, until=date(2025, 12, 31))
        if event.kind in {TIER_MOVE, NEW_PATTERN}
    }
    # A confirmed tier is no move, and nobody knows of the first one since when it was; of three it is not sure when.
    certain = {("A", "2025-04-03"), ("A", "2025-06"), ("C", "2025-Q2")}
    assert moved == certain | {("B", "2025"), ("B", "after 2025-05-01"), ("C", "before 2025-06-01")}
    shown = outline(reviews.quarter("2025Q2", registry))
    assert [shown.count(f"-> pattern {title.lower()}]") for title in "ABC"] == [2, 0, 1]
    assert reviews.quarter("2025Q1", registry) is None
    assert [item.record[1] for item in review_items(registry, "2025Q2") if item.group == "new"] == ["c"]


def test_of_much_health_that_changed_the_most_is_named(bench):
    def of(value):
        return "".join(
            f"    p{number}: {{signals: {{named-adopters: {{value: {value * number}, {SOURCED}}}}}}}\n"
            for number in range(1, 8)
        )

    patterns = "".join(f"  p{number}: {{title: P{number}}}\n" for number in range(1, 8))
    data = f"patterns:\n{patterns}health:\n  2025Q1:\n{of(0)}  2025Q2:\n{of(1)}"
    shown = outline(reviews.quarter("2025Q2", bench.load(data).registry))
    assert "%s more changed less.'('2')" in shown.replace('"', "'")
    assert shown.index("p7") < shown.index("p6") < shown.index("p4")


def test_nothing_to_look_at_is_said(bench):
    assert "There is nothing to look at." in outline(reviews.checklist("2025Q4", bench.load("patterns: {}").registry))


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("autumn: {title: Autumn}", "names no quarter"),
        ("autumn: {title: Autumn, quarter: 2025Q5}", "'2025Q5' is not a quarter"),
        ("2025Q4: {closed: soon}", "'soon' is not a date"),
    ],
)
def test_a_review_is_of_a_quarter(bench, record, told):
    (finding,) = bench.load(f"reviews:\n  {record}\n").findings
    assert told in finding.text
