"""The rules about editions, histories and words of the vocabulary: where each points, and how it is mended."""

from __future__ import annotations

import pytest

from sphinx_excellence.findings import Replacement
from tests.unit.rules.conftest import shown

EDITIONS = "editions:\n  one: {title: One, date: 2024}\n  two: {title: Two, date: 2025-03-31, aliases: [second]}\n"


def histories(*entries):
    """Return patterns, each of gold and with a history."""
    return EDITIONS + "patterns:\n" + "".join(
        f"  {name}: {{title: {name}, tier: gold, history: [{each}]}}\n" for name, each in zip("abc", entries, strict=False)
    )  # fmt: skip


CASES = [
    # What happened between editions is of none, nor is what names one that nothing goes by.
    (
        "repeated-edition",
        histories("{date: 2023, tier: silver}, {edition: zzz, tier: silver}, {edition: two, tier: gold}, {edition: second, tier: gold}"),
        [("pattern a history.3.edition", "a", "two")],
    ),
    # An edition has what happened from the day after the one before until its own day.
    (
        "edition-date-mismatch",
        histories(
            "{date: 2020, tier: gold}, {edition: two, tier: gold}, {edition: two, date: 2025-04-01, tier: gold}",
            "{edition: two, date: 2025-03-31, tier: gold}, {edition: two, date: 2025-01-01, tier: gold}",
            "{edition: two, date: 2024-12-31, tier: gold}, {edition: one, date: 1990, tier: gold}",
        ),
        [
            ("pattern a history.2.date", "a", "2025-04-01", "two", "2025-03-31"),
            ("pattern c history.0.date", "c", "2024-12-31", "two", "one", "2024", "one"),
        ],
    ),
    (
        "tier-history-mismatch",
        histories("{edition: one, tier: gold}", "{edition: one, tier: zzz}", "{edition: one, tier: silver}"),
        [("pattern c history.0.tier", "c", "gold", "silver", "gold")],
    ),
    (
        "tier-history-mismatch",
        histories("{edition: one, tier: gold}", "{edition: one, tier: gold}, {edition: two, event: left}"),
        [("pattern b tier", "b", "gold")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "data", "told"), CASES)
def test_a_rule_points_to_the_entry_and_names_what_it_contradicts(violations, rule, data, told):
    assert [shown(violation) for violation in violations(rule, data)] == told


def test_an_entry_after_its_edition_is_told_what_to_do(violations):
    late, early = violations(
        "edition-date-mismatch",
        histories("{edition: two, date: 2025-06, tier: gold}", "{edition: two, date: 2024-06, tier: gold}"),
    )
    assert (late.message % late.args, late.accepted) == (
        "pattern 'a' has an entry of 2025-06 for edition 'two', which is of 2025-03-31",
        "name a later edition, or leave the date out",
    )
    assert (early.message % early.args, early.accepted % early.accepted_args) == (
        "pattern 'b' has an entry of 2024-06 for edition 'two', but edition 'one' (2024) is between the two",
        "name edition 'one', or leave the date out",
    )


@pytest.mark.parametrize(
    ("rule", "data", "told"),
    [
        (
            "unknown-category",
            "categories: {resilience: {title: R}, data: {title: D}}\npatterns:\n  a: {title: A, category: [data, resillience]}\n"
            "  b: {title: B, history: [{date: 2020, tier: gold, category: data}, {date: 2021, tier: gold, category: zzz}]}\n"
            "evolutions:\n  e: {title: E, timeline: [{year: 1990, label: X}]}\n",
            [("pattern a category.1", "resilience"), ("pattern b history.1.category", None)],
        ),
        (
            "unknown-tag",
            "tags: {kafka: {title: Kafka}}\ndecisions:\n  adr-1: {title: A, status: proposed, tags: [kafka, kafak]}\n"
            "patterns:\n  a: {title: A, tags: [kafka, xyz]}\n",
            [("pattern a tags.1", None), ("decision adr-1 tags.1", "kafka")],
        ),
    ],
)  # fmt: skip
def test_a_word_that_is_not_defined_is_replaced_by_the_one_that_was_meant(violations, rule, data, told):
    found = violations(rule, data)
    assert [shown(each)[0] for each in found] == [place for place, _meant in told]
    assert [each.fix for each in found] == [
        meant and Replacement(each.at.key, each.at.path, meant)
        for each, (_place, meant) in zip(found, told, strict=True)
    ]


# Pages of decisions ------------------------------------------------------------------------------------------------

PAGES = {
    "source/adr/0001-a.md": "---\nstatus: proposed\n---\n# A\n",
    "source/adr/0002-b.md": "---\nstatus: accepted\n---\n# B\n\nNo heading.\n",
    "source/adr/0003-c.md": "---\nstatus: accepted\n---\n# C\n\n## Context\n\nX\n\n## Notes\n\n* {title of option 1}\n",
    "source/adr/0004-d.md": "---\nstatus: accepted\n---\n# D\n\n## Decision\n\n* {title of option 1}\n* {title of option 2}\n",
}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            "decision-without-section",
            [
                ("decision 0003-c", "0003-c", "accepted", "decision, consequences"),
                ("decision 0004-d", "0004-d", "accepted", "context, consequences"),
            ],
        ),
        (
            "template-text",
            [
                ("decision 0003-c placeholders.0", "0003-c", "{title of option 1}", ""),
                ("decision 0004-d placeholders.0", "0004-d", "{title of option 1}", "; lines with others: 1"),
            ],
        ),
    ],
)
def test_each_page_of_a_decision_is_looked_at(violations, rule, told):
    assert [shown(violation) for violation in violations(rule, PAGES)] == told
