"""Pages that readers see differently, and why."""

from __future__ import annotations

import pytest

OLD = """\
patterns:
  saga: {title: Saga, tier: silver}
  outbox: {title: Outbox, tier: gold, related: [{pattern: saga, kind: requires}]}
decisions:
  adr-1: {title: One, status: accepted}
"""
SUMMARY = OLD.replace("tier: silver", "tier: silver, summary: Said anew")
EXAMPLE = OLD.replace("tier: silver", "tier: silver, best_for: [Orders]")


@pytest.mark.parametrize(
    ("page", "new", "why"),
    [
        ("```{pattern-tier} saga\n```", SUMMARY, {"home_of": ("pattern saga",)}),
        ("```{pattern-tier} saga\n:no-index:\n```", SUMMARY, {"shows": ("pattern saga",)}),
        ("```{modern-examples} saga\n```", EXAMPLE, {"shows": ("pattern saga",)}),
        ("{pattern}`saga`", SUMMARY, {"shows": ("pattern saga",)}),
        ("{excellence:pattern}`x <saga>`", SUMMARY, {"shows": ("pattern saga",)}),
        ("```{pattern-tier} outbox\n```", SUMMARY, {"through": ("pattern saga",)}),
        # What a link does not show of a record is not shown through another.
        ("```{pattern-tier} outbox\n```", EXAMPLE, None),
        ("```{pattern-catalog}\n```", EXAMPLE, {"lists": ("pattern",)}),
        ("```{tagged-records} x\n```", EXAMPLE, {"lists": ("pattern",)}),
        ("```{adr-log}\n```", EXAMPLE, None),
        ("```{decision-catalog}\n```", EXAMPLE.replace("accepted", "proposed"), {"lists": ("decision",)}),
        ("Nothing.", SUMMARY, None),
        ("`` {pattern}`saga` ``", SUMMARY, None),
    ],
)
def test_a_page_is_touched_by_what_it_shows(changes, page, new, why):
    text = {"i.md": f"# Home\n\n{page}\n"}
    found = changes(OLD, new, old_pages=text, new_pages=text)
    named = ("change", "home_of", "shows", "through", "lists")
    told = [{name: value for name in named if (value := getattr(each, name))} for each in found.pages]
    assert told == ([why] if why is not None else [])


def test_pages_that_changed_themselves_are_told(changes):
    old = {"a.md": "# A\n", "b.md": "# B\n\n```{adr} adr-1\n```\n", "c.md": "# C\n"}
    new = {"a.md": "# A\n\nMore.\n", "c.md": "# C\n", "d/e.rst": "E\n=\n\n.. pattern-tier:: saga\n"}
    found = changes(OLD, OLD, old_pages=old, new_pages=new)
    assert [(each.page, each.change, each.home_of) for each in found.pages] == [
        ("a", "changed", ()),
        ("b", "gone", ("decision adr-1",)),
        ("d/e", "added", ("pattern saga",)),
    ]


def test_each_record_has_its_home_page(changes):
    page = {"p/s.md": "# S\n\n```{pattern-tier} saga\n```\n"}
    found = changes(OLD, OLD.replace("silver", "gold"), old_pages=page, new_pages=page)
    assert [each.record.page for each in found.moved] == ["p/s"]
