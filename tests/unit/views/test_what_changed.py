"""What has changed: which events there are, and how a page lists them."""

import os
from datetime import date
from pathlib import Path

import pytest

from sphinx_excellence.views.events import events
from sphinx_excellence.views.what_changed import Wanted, since, what_changed
from tests.unit.views.outlines import outline

DATA = """
categories:
  data: {title: Data}
  deep: {title: Deep, parent: data}
editions:
  spring: {title: Spring, date: 2026-03, tiers: {gold: {title: Best, symbol: B}}}
patterns:
  saga:
    title: Saga
    category: deep
    tier: silver
    history:
      - {date: 2024, tier: silver, reason: First *rating*}
      - {date: 2025-01-10, tier: silver, reason: Confirmed}
      - {edition: spring, tier: gold, reason: It works, decision: adr-2}
      - {date: 2026-05-02, event: left}
      - {date: 2026-05-20, tier: silver}
      - {date: 2026-12-01, tier: gold, reason: Planned}
  pipe: {title: Pipe, tier: gold, history: [{date: 2026-04-15, tier: gold}]}
  silent: {title: Silent, tier: gold}
decisions:
  adr-1: {title: Use sagas, status: superseded, date: 2026-02-01, summary: We *try*.}
  adr-2: {title: Use fewer, status: accepted, date: 2026-04-15, supersedes: [adr-1], category: data}
  adr-3: {title: Use none, status: proposed, date: 2026-06-01, supersedes: [adr-2]}
  adr-4: {title: No date, status: accepted}
reviews:
  2026Q1: {summary: A *quiet* one., closed: 2026-06-15, decisions: [{pattern: saga, tier: silver}, {pattern: pipe}]}
  2026Q2: {title: Open}
"""
TODAY = date(2026, 6, 30)
ALL = Wanted(date(1970, 1, 1))
VIEWS = {
    "all": lambda r: what_changed(r, ALL, until=TODAY),
    "by quarter": lambda r: what_changed(r, ALL, until=TODAY, by="quarter"),
    "some of a category": lambda r: what_changed(r, Wanted(date(2024, 6, 1), None, (), ("data",), 2), until=TODAY),
    "nothing": lambda r: what_changed(r, Wanted(date(2026, 6, 16)), until=TODAY),
}


@pytest.fixture
def registry(bench):
    return bench.load(DATA).registry


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_shown(registry, name):
    file = Path(__file__).parents[2] / "shown" / "changes" / f"{name.replace(' ', '-')}.txt"
    shown = outline(VIEWS[name](registry))
    if os.environ.get("EXCELLENCE_WRITE_SHOWN"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("older", "newer", "is_superseded"),
    [
        ("status: accepted", "status: accepted, date: 2026-04-15, supersedes: [adr-1]", True),
        ("status: superseded, superseded_by: [adr-2]", "status: accepted, date: 2026-04-15", True),
        ("status: superseded, superseded_by: [adr-2]", "status: superseded, date: 2026-04-15", True),
        ("status: superseded, superseded_by: [adr-2]", "status: accepted", False),
        ("status: accepted", "status: rejected, date: 2026-04-15, supersedes: [adr-1]", False),
        ("status: accepted", "status: proposed, date: 2026-04-15, supersedes: [adr-1]", False),
        ("status: superseded, superseded_by: [adr-1, adr-9]", "status: accepted, date: 2026-04-15", False),
    ],
)
def test_a_decision_is_superseded_by_one_that_is_decided_and_has_a_date(bench, older, newer, is_superseded):
    data = f"decisions:\n  adr-1: {{title: A, date: 2026-02-01, {older}}}\n  adr-2: {{title: B, {newer}}}\n"
    found = [event.id for event in events(bench.load(data).registry, until=TODAY)]
    assert ("decision/adr-1/2026-04-15/superseded-by/adr-2" in found) == is_superseded
    assert "decision/adr-1/2026-02-01/decided" in found
    assert sum("superseded-by" in each for each in found) == is_superseded


def test_events_are_those_until_today_newest_first(registry):
    found = [event.id for event in events(registry, until=TODAY)]
    assert found == [
        "review/2026Q1/2026-06-15/closed",
        "decision/adr-3/2026-06-01/proposed",
        "pattern/saga/2026-05-20/silver",
        "pattern/saga/2026-05-02/left",
        "pattern/pipe/2026-04-15/gold",
        "decision/adr-2/2026-04-15/decided",
        "decision/adr-1/2026-04-15/superseded-by/adr-2",
        "pattern/saga/2026-03-01/gold",
        "decision/adr-1/2026-02-01/decided",
        "pattern/saga/2024-01-01/silver",
    ]
    assert events(registry, until=date(2026, 12, 1))[0].id == "pattern/saga/2026-12-01/gold"


def test_ids_are_unique_and_stay_when_texts_change(bench):
    twice = "patterns: {a: {title: A, tier: gold, history: [{date: 2026-01-01, tier: gold}, {date: 2026-01-01, tier: silver}, {date: 2026-01-01, tier: gold}]}}"
    ids = [event.id for event in events(bench.load(twice).registry, until=TODAY)]
    assert len(set(ids)) == len(ids) == 3
    edited = bench.load(DATA.replace("It works", "It really works").replace("Saga", "The saga")).registry
    ids = {event.id for event in events(bench.load(DATA).registry, until=TODAY)}
    assert ids == {event.id for event in events(edited, until=TODAY)}


def test_since_is_a_date_or_what_came_after_an_edition(registry):
    assert since("2026-Q2", registry) == (date(2026, 4, 1), None)
    assert since("sprin", registry) is None
    day, edition = since("spring", registry)
    wanted = Wanted(day, edition, ("new-pattern", "tier-move"))
    assert [event.first for event in events(registry, until=TODAY) if wanted.lets_through(event)] == [
        date(2026, 5, 20), date(2026, 5, 2), date(2026, 4, 15)]  # fmt: skip


def test_a_date_that_is_not_exact_counts_while_it_may_be_in_time(registry):
    in_time = [event for event in events(registry, until=TODAY) if Wanted(date(2024, 12, 31)).lets_through(event)]
    assert in_time[-1].written == "2024"
    too_late = [event for event in events(registry, until=TODAY) if Wanted(date(2025, 1, 1)).lets_through(event)]
    assert too_late[-1].written == "2026-02-01"
