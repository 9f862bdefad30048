"""Promises: each where it breaks, and next to it a change that breaks none."""

from __future__ import annotations

import pytest

OLD = """\
patterns:
  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga}, {pattern: outbox}]}
  saga: {title: Saga, tier: silver, aliases: [sagas]}
  outbox: {title: Outbox, tier: gold}
  cache: {title: Cache, tier: gold, related: [{pattern: outbox, kind: requires}]}
"""
WAIVED = "patterns:\n  a: {title: A, tier: bronze, waivers: [{rule: no-alternative, reason: Later., until: %s}]}\n"


def broken(found):
    return [(each.promise, each.record.id if each.record else each.page) for each in found.broken]


@pytest.mark.parametrize(
    ("change", "promises"),
    [
        (("tier: silver, aliases: [sagas]", "tier: silver, aliases: [sagas, llt]"), []),
        (("aliases: [sagas]", "aliases: []"), [("id", "saga")]),
        (("tier: silver", "tier: bronze"), [("alternative-legacy", "tpc")]),
        (("tier: silver", "tier: silver, status: deprecated"), [("alternative-legacy", "tpc")]),
        (("[{pattern: saga}, {pattern: outbox}]", "[]"), [("alternatives-lost", "tpc")]),
        (("[{pattern: saga}, {pattern: outbox}]", "[], no_alternative: none"), []),
        (("[{pattern: saga}, {pattern: outbox}]", "[{pattern: saga}]"), []),
        # It is not legacy any more, so it promises no alternatives.
        (("tier: bronze, alternatives: [{pattern: saga}, {pattern: outbox}]", "tier: silver"), []),
        (
            ("  outbox: {title: Outbox, tier: gold}\n", ""),
            [("id", "outbox"), ("alternative-gone", "tpc"), ("link", "cache")],
        ),
        (("  outbox: {title: Outbox", "  ob: {aliases: [outbox], title: Outbox"), []),
    ],
)
def test_promises_of_records(changes, change, promises):
    new = OLD.replace(*change)
    assert new != OLD
    assert broken(changes(OLD, new)) == promises


@pytest.mark.parametrize(
    ("old", "new", "promises"),
    [
        # 2026-09-21 is today.
        ("2026-12-31", "2026-01-01", [("waiver", "a")]),
        ("2026-12-31", "2027-01-01", []),
        ("2026-01-01", "2026-02-01", []),
    ],
)
def test_a_waiver_that_held_has_ended(changes, old, new, promises):
    assert broken(changes(WAIVED % old, WAIVED % new)) == promises


BANNER = "# Saga\n\n```{pattern-tier} saga\n```\n"
MATTER = "---\npattern: saga\n---\n# Saga\n"
INDEX = "# Home\n\nSee {pattern}`saga` and {pattern}`text <outbox>`, [page](p/outbox.md), {doc}`p/saga`.\n"


@pytest.mark.parametrize(
    ("old", "new", "promises"),
    [
        ({"p/saga.md": BANNER}, {"p/saga.md": MATTER}, []),
        ({"p/saga.md": BANNER}, {"p/saga.md": "# Saga\n"}, [("banner", "saga")]),
        ({"p/saga.md": MATTER}, {"p/saga.md": "# Saga\n"}, [("banner", "saga")]),
        # It has moved to another page.
        ({"p/saga.md": BANNER}, {"p/saga.md": "# S\n", "q.md": BANNER}, []),
        ({"p/saga.md": BANNER}, {"q.md": BANNER}, []),
        ({"p/saga.md": BANNER}, {}, [("page", "saga")]),
        ({"p/saga.md": BANNER}, {"q.md": BANNER.replace("\n```\n", "\n:no-index:\n```\n")}, [("page", "saga")]),
        (
            {"p/saga.rst": "Saga\n====\n\n.. pattern-tier:: saga\n"},
            {"p/saga.rst": "Saga\n====\n"},
            [("banner", "saga")],
        ),
        (
            {"i.md": INDEX, "p/outbox.md": "# O\n", "p/saga.md": "# S\n"},
            {"i.md": INDEX},
            [("link", "i"), ("link", "i")],
        ),
        # A link to a page that never was there is not this change's fault.
        ({"i.md": INDEX}, {"i.md": INDEX + "\nmore\n"}, []),
    ],
)
def test_promises_of_pages(changes, old, new, promises):
    assert broken(changes(OLD, OLD, old_pages=old, new_pages=new)) == promises


def test_a_page_that_names_a_record_that_is_gone(changes):
    new = OLD.replace("  outbox: {title: Outbox, tier: gold}\n", "").replace(", {pattern: outbox}", "")
    found = changes(OLD, new, old_pages={"i.md": INDEX}, new_pages={"i.md": INDEX})
    assert [(each.page, each.message) for each in found.broken if each.page] == [
        ("i", "line 3 names 'outbox', which is no longer there")
    ]
