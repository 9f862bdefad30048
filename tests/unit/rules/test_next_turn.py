"""Findings stay the same until the day that was said, so that they need not be computed every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sphinx_excellence.loader.cached_findings import CachedResult
from sphinx_excellence.loader.load import load
from sphinx_excellence.rules.all_rules import RULES
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge, Rule
from tests.unit.rules.test_rule_cases import CASES

DAY = timedelta(days=1)
#: Those whose rule, or a waiver, looks at the day.
DATED = [case for case in CASES if not case.needs_build and any(word in case.rule for word in (
    "stale", "open-review", "outside", "future", "waiver",
))]  # fmt: skip


def on(loaded, day):
    """What is found on a day, and the next day on which that may change."""
    knowledge = Knowledge(loaded.registry, day)
    found = run_rules(RULES, knowledge, Locator(loaded.origins), loaded=loaded.findings)
    return found, knowledge.next_turn


def test_there_are_such_cases():
    assert len({case.rule for case in DATED}) >= 7


@pytest.mark.parametrize("case", DATED, ids=lambda case: f"{case.rule}: {case.why}")
def test_nothing_changes_before_the_day_that_was_said(tmp_path, case):
    case.write(tmp_path)
    loaded = load(tmp_path, ["data"])
    day = date(2023, 1, 1)
    found, turn = on(loaded, day)
    turns = 0
    while turn is not None and turns < 40:
        assert turn > day
        assert on(loaded, turn - DAY)[0] == found
        day, turns = turn, turns + 1
        found, turn = on(loaded, day)
    assert on(loaded, date(2090, 1, 1))[0] == found


def test_what_is_due_is_found_on_the_day_that_was_said(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_text("patterns: {saga: {title: Saga, tier: gold, reviewed: 2025-10-01}}")
    loaded = load(tmp_path, ["data"])
    found, turn = on(loaded, date(2025, 10, 2))
    assert "stale-review" not in {each.rule for each in found}
    assert "stale-review" in {each.rule for each in on(loaded, turn)[0]}


def test_a_rule_that_looks_at_the_day_itself_is_asked_again_tomorrow():
    """Rules of other packages may."""
    day = date(2026, 1, 1)
    knowledge = Knowledge({}, day)
    rule = Rule("n", None, "", "", "", "", lambda knowledge: [knowledge.as_of][1:])
    assert knowledge.next_turn is None
    rule.check(knowledge)
    assert knowledge.next_turn == day + DAY
    last = Knowledge({}, date.max)
    assert (last.as_of, last.is_after(date.max), last.is_before(day), last.next_turn) == (date.max, False, False, None)


def test_a_result_holds_from_its_day_until_the_next_turn():
    first, turn = date(2026, 1, 1), date(2026, 3, 1)
    kept = CachedResult("x", (), first, turn)
    assert [kept.holds("x", day) for day in (first - DAY, first, turn - DAY, turn)] == [False, True, True, False]
    assert not kept.holds("y", first)
    assert CachedResult("x", (), first).holds("x", date(2090, 1, 1))
