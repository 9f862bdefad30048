"""Pages that a setting makes records: the kinds that it names, and where the text of a decision's page is told of."""

from __future__ import annotations

import pytest

from sphinx_excellence.findings import Place
from sphinx_excellence.loader.load import load

PAGE = """---
status: accepted
date: 2026-01-01
---
# Use a queue

## Context

Orders wait.

## Considered Options

* Polling
* {title of option 2}

## Decision Outcome

Chosen option: "Streams", because.
"""


def test_a_finding_in_the_text_of_a_page_is_at_its_line(bench):
    told = bench.told({"source/adr/0001-x.md": PAGE}, data=(), kinds={"adr/*": "decision"}, notes=True)
    assert [line.split(": ")[0] for line in told] == [
        "source/adr/0001-x.md:14:1 template-text",
        "source/adr/0001-x.md:16:1 chosen-option-not-considered",
    ]


def test_each_kind_of_pages_that_there_is_not_is_told_with_the_setting(bench):
    bench.write({"data/a.yaml": "patterns: {}\n"})
    kinds = {"adr/*": "decison", "new/*": "decison", "x/*": None, "y/*": "decision", "z": "zzz"}
    found = load(bench.root, ["data"], page_kinds=kinds, page_kinds_setting=Place("conf.py", 3)).findings
    assert {(each.rule, each.place, each.text) for each in found} == {
        ("wrong-setting", Place("conf.py", 3), f"`excellence_pages` is {kinds}")
    }
    misspelled, other = (each.help for each in found)
    assert misspelled.startswith("'decison' is not a kind of record; did you mean 'decision'? accepted: case-study, ")
    assert other.startswith("'zzz' is not a kind of record; accepted: case-study, ")


@pytest.mark.parametrize(("second", "told"), [("data/x/b.yaml", 1), ("data/y/b.yaml", 0), ("data/b.yaml", 0)])
def test_decisions_of_two_folders_have_numbers_of_their_own(bench, second, told):
    record = "decisions:\n  {}: {{title: {}, status: proposed}}\n"
    found = bench.told({"data/x/a.yaml": record.format("adr-1", "A"), second: record.format("ADR-01", "B")})
    assert ["duplicate-decision-number" in line for line in found] == [True] * told
