"""The banner: one sentence decides, the rest is folded, and nothing is said twice."""

from __future__ import annotations

import pytest

from sphinx_excellence.views.banner import banner
from tests.unit.views.outlines import outline

DATA = """
tiers:
  gold: {title: Gold, headline: Our own words.}
  bronze: {title: Bronze, legacy: true}
patterns:
  saga: {title: Saga, tier: gold, summary: Steps., rationale: It holds., best_for: [Orders, Bookings], valid_for: [Long work]}
  valid: {title: Valid, tier: gold, valid_for: [Short work, Long work]}
  told: {title: Told, tier: gold, summary: Steps.}
  bare: {title: Bare, tier: gold}
  nothing: {title: Nothing}
  old: {title: Old, tier: bronze, alternatives: [{pattern: saga, when: it spans services}, {name: Sharding}]}
  lone: {title: Lone, tier: bronze, no_alternative: Nobody needs *it*.}
  stuck: {title: Stuck, tier: bronze, best_for: [Museums]}
"""

VERDICTS = {
    "saga": "line.verdict 'Use it for:' ' ' <Orders>",
    "valid": "line.verdict 'Valid for:' ' ' <Short work>",
    "told": "line.verdict <Steps.>",
    "bare": "line.verdict <Our own words.>",
    "old": "line.verdict 'Use %s instead'([Saga (gold Gold medal-1) -> pattern saga]) ': ' <it spans services>",
    "lone": "line.verdict 'No alternative:' ' ' <Nobody needs *it*.>",
    "stuck": "line.verdict 'There is no alternative yet.'",
}


@pytest.fixture
def shown(bench):
    registry = bench.load(DATA).registry
    return lambda name, **options: outline(banner(registry.pattern(name), registry, **options))


@pytest.mark.parametrize("name", VERDICTS)
@pytest.mark.parametrize("compact", [False, True])
def test_one_sentence_decides(shown, name, compact):
    lines = [line.strip() for line in shown(name, compact=compact).splitlines()]
    assert [line for line in lines if line.startswith("line.verdict")] == [VERDICTS[name]]


def test_a_record_that_says_nothing_has_no_verdict_and_nothing_to_unfold(shown):
    assert shown("nothing").split() == [
        "banner",
        "'Classification",
        "of",
        "%s'('Nothing')",
        "line.head",
        "(-",
        "Unrated",
        ")",
        "line.shortcuts",
        "'Compare'=compare:nothing",
    ]


@pytest.mark.parametrize(
    ("name", "once"),
    [("saga", "<Orders>"), ("saga", "<Steps.>"), ("valid", "<Short work>"), ("told", "<Steps.>"), ("bare", "<Our own words.>"),
     ("old", "-> pattern saga"), ("old", "'Sharding'"), ("lone", "<Nobody needs *it*.>"),
     ("stuck", "'There is no alternative yet.'"), ("stuck", "<Museums>")],
)  # fmt: skip
def test_nothing_is_said_twice(shown, name, once):
    assert shown(name).count(once) == 1


def test_what_the_verdict_leaves_is_under_a_heading_that_says_so(shown):
    assert "part.uses 'Also use it for'\n        list\n          -\n            line <Bookings>" in shown("saga")
    assert "part.uses 'Also valid for'\n        list\n          -\n            line <Long work>" in shown("valid")
    assert "part.onward 'Or use instead'" in shown("old")


def test_what_the_toolkit_says_of_every_pattern_of_a_tier_is_no_reason_for_one(bench):
    registry = bench.load(
        "patterns:\n  a: {title: A, tier: gold, summary: S., rationale: Why.}\n  b: {title: B, tier: gold, summary: S.}\n"
    ).registry
    words = "'The current best practice.'"
    assert words not in outline(banner(registry.pattern("a"), registry))
    assert words in outline(banner(registry.pattern("b"), registry))


def test_shortcuts_lead_to_the_lineage_the_comparison_and_the_playbook(bench):
    registry = bench.load(
        "patterns:\n  new: {title: New, tier: gold, aliases: [newer]}\n  old: {title: Old, tier: bronze, alternatives: [{pattern: new}]}\n"
        "evolutions:\n  line: {title: Line, timeline: [{year: 1990, pattern: old}, {year: 2000, pattern: newer}]}\n"
        "comparisons:\n  c: {title: By need, columns: [{id: x}], rows: [{need: N, x: {pattern: newer}}]}\n"
        "migrations:\n  m: {title: Away, from: old, to: newer, steps: [{title: Go, tasks: [Do]}]}\n"
    ).registry
    of = {name: outline(banner(registry.pattern(name), registry)) for name in ("new", "old")}
    assert (
        "line.shortcuts 'History'=[Line -> evolution line] ' ' 'Compare'=compare:new 'Compare'=[By need -> comparison c] ' ' 'Migrate'=[Away -> migration m]\n"
        in of["new"]
    )
    assert (
        "line.shortcuts 'History'=[Line -> evolution line] ' ' 'Compare'=compare:old ' ' 'Migrate'=[Away -> migration m]\n"
        in of["old"]
    )
    assert "'Compared in'" not in of["old"]
