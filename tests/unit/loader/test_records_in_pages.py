"""Records of any kind in the front matter of their pages: by the names of pages, and by a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_excellence.loader.front_matter import Page
from sphinx_excellence.loader.load import load
from sphinx_excellence.loader.page_fields import decision_id
from sphinx_excellence.loader.page_kinds import kind_of_page
from sphinx_excellence.model.decision import Decision


def loaded(root: Path, files: dict[str, str], kinds: dict[str, str] | None = None, foreign: tuple[str, ...] = ()):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    source = root / "source"
    pages = []
    for path in sorted(source.rglob("*.*")):
        docname = path.relative_to(source).with_suffix("").as_posix()
        pages.append(Page(docname, path, path.suffix == ".rst", kind=kind_of_page(docname, kinds or {})))
    data = ("data",) if (root / "data").exists() else ()
    return load(root, data, pages, foreign=foreign)


def told(found) -> list[str]:
    return [f"{each.place} {each.rule}: {each.text}" for each in found.findings]


ADR = {"adr/*": "decision"}


@pytest.mark.parametrize(
    ("pattern", "matches", "others"),
    [
        ("adr/*", ["adr/a", "adr/0001-x"], ["adr", "adr/x/y", "xadr/a", "adr/"[:-1]]),
        ("adr/**", ["adr/a", "adr/x/y"], ["adr", "x/adr/a"]),
        ("**/adr/*", ["adr/a", "x/adr/a", "x/y/adr/a"], ["xadr/a", "adr/b/c"]),
        ("adr/[0-9]*", ["adr/1", "adr/0001-x"], ["adr/README", "adr/template"]),
        ("adr/[!a-z]*", ["adr/1", "adr/README"], ["adr/template"]),
        ("adr-?", ["adr-1"], ["adr-10", "adr-", "adr-/"]),
        ("a+b.(c)|d", ["a+b.(c)|d"], ["aab.c"]),
        ("a[b", ["a[b"], ["ab"]),
        ("[\\d^]x", ["dx", "\\x", "^x"], ["1x"]),
    ],
)
def test_pages_are_matched_by_their_names(pattern, matches, others):
    assert [name for name in (*matches, *others) if kind_of_page(name, {pattern: "decision"})] == matches


def test_the_first_pattern_that_matches_counts():
    kinds = {"x/special": "pattern", "x/*": "decision"}
    assert [kind_of_page(name, kinds) for name in ("x/special", "x/y", "y")] == ["pattern", "decision", ""]


MADR = """---
# These are optional elements.
status: { accepted }
date: 2024-05-02
decision-makers: ann, ben; the data team
consulted: { Cy Doe, Di Roe }
informed:
---

# Use *sagas*

## Context and Problem Statement

Text.
"""


def test_a_page_is_a_decision_by_its_name_with_the_fields_that_madr_writes(tmp_path):
    found = loaded(tmp_path, {"source/adr/0005-use-sagas.md": MADR}, ADR)
    decision = found.registry.find("decision", "0005-use-sagas")
    assert isinstance(decision, Decision)
    assert (decision.title, decision.status, decision.date) == ("Use sagas", "accepted", "2024-05-02")
    assert decision.deciders == ("ann", "ben", "the data team")
    assert (decision.consulted, decision.informed) == (("Cy Doe", "Di Roe"), ())
    assert found.homes_by_front_matter == {"adr/0005-use-sagas": ("decision", "0005-use-sagas")}
    assert found.findings == ()


@pytest.mark.parametrize(
    ("status", "read", "successors"),
    [
        ("Accepted", "accepted", ()),
        ("approved", "accepted", ()),
        ("draft", "proposed", ()),
        ("superseded by [ADR-0002](0002-b.md)", "superseded", ("0002-b",)),
        ("Superseded by ADR-0002", "superseded", ("0002-b",)),
        ("superseded by 2", "superseded", ("0002-b",)),
        ("'superseded by: 0002-b'", "superseded", ("0002-b",)),
        ("replaced with [that one](../adr/0002-b.md#decision).", "superseded", ("0002-b",)),
        ("superseded by ADR-0009", "superseded", ("ADR-0009",)),
        ('"superseded by [ADR-0009](0009-gone.md)"', "superseded", ("ADR-0009",)),
    ],
)
def test_a_status_says_what_its_words_say(tmp_path, status, read, successors):
    files = {
        "source/adr/0001-a.md": f"---\nstatus: {status}\n---\n# A\n",
        "source/adr/0002-b.md": "---\nstatus: accepted\n---\n# B\n",
    }
    decision = loaded(tmp_path, files, ADR).registry.find("decision", "0001-a")
    assert (decision.status, decision.superseded_by) == (read, successors)


def test_a_status_that_is_none_is_reported_at_its_place_and_the_page_stays_a_record(tmp_path):
    found = loaded(tmp_path, {"source/adr/a.md": "---\ndate: 2024-05-02\nstatus: experimental\n---\n# A\n"}, ADR)
    assert told(found) == ["source/adr/a.md:3:9 wrong-value: `status` is the string 'experimental'"]
    assert found.registry.find("decision", "a").status is None


def test_a_number_that_two_decisions_have_leads_to_neither():
    assert decision_id("ADR-21", ["0021-a", "0021-b"]) == "ADR-21"
    assert decision_id("ADR-21", ["0021-a", "0210-b", "adr-2"]) == "0021-a"
    assert decision_id("[x](0021-b.md)", ["0021-a", "0021-b"]) == "0021-b"
    assert decision_id("text", ["0021-a"]) == "text"


def test_lists_of_decisions_lead_by_number_and_by_link(tmp_path):
    files = {
        "source/adr/0001-a.md": "---\nsupersedes: '[one](0002-b.md), ADR-3'\nrelates-to: [4]\n---\n# A\n",
        **{f"source/adr/000{n}-{name}.md": f"# {name}\n" for n, name in ((2, "b"), (3, "c"), (4, "d"))},
    }
    decision = loaded(tmp_path, files, ADR).registry.find("decision", "0001-a")
    assert (decision.supersedes, decision.relates_to) == (("0002-b", "0003-c"), ("0004-d",))


def test_a_page_without_front_matter_is_a_record_too(tmp_path):
    found = loaded(
        tmp_path, {"source/adr/a.md": "# Use *queues*\n\nText.\n", "source/adr/b.rst": "Use logs\n========\n"}, ADR
    )
    assert {key: record.title for key, record in found.registry.of_kind("decision").items()} == {
        "a": "Use queues", "b": "Use logs",
    }  # fmt: skip
    assert set(found.homes_by_front_matter) == {"adr/a", "adr/b"}


def test_no_page_is_a_record_without_consent(tmp_path):
    found = loaded(tmp_path, {"source/notes/a.md": MADR, "source/b.md": "# B\n"}, ADR)
    assert (found.registry.of_kind("decision"), found.findings, found.homes_by_front_matter) == ({}, (), {})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\nexcellence_kind: decision\nstatus: accepted\ndate: 2024-05\n---\n# A\n"),
        ("a.rst", ":excellence_kind: decision\n:status: accepted\n:date: 2024-05\n\nA\n=\n"),
        ("a.ipynb", '{"metadata": {"excellence_kind": "decision", "status": "accepted", "date": "2024-05"}, '
                    '"cells": [{"cell_type": "markdown", "source": "# A"}], "nbformat": 4, "nbformat_minor": 5}'),
    ],
)  # fmt: skip
def test_a_page_may_say_its_kind_itself(tmp_path, name, text):
    found = loaded(tmp_path, {f"source/{name}": text})
    decision = found.registry.find("decision", "a")
    assert (decision.title, decision.status, decision.date, found.findings) == ("A", "accepted", "2024-05", ())


@pytest.mark.parametrize(
    ("kind", "fields", "shown"),
    [
        ("pattern", "tier: gold\ncategory: data", lambda r: (r.tier, r.category)),
        ("pattern", "excellence_tier: gold\ncategory: data", lambda r: (r.tier, r.category)),
        ("case-study", "company: Acme\nyear: 2020", lambda r: (r.company, r.year)),
        ("migration", "from: a\nto: b", lambda r: (r.from_, r.to)),
        ("evolution", "timeline: [{year: 1978, label: Once}]", lambda r: (r.timeline[0].year, r.timeline[0].label)),
    ],
)
def test_every_kind_can_live_in_its_page(tmp_path, kind, fields, shown):
    found = loaded(tmp_path, {"source/a.md": f"---\n{fields}\n---\n# Title\n"}, {"a": kind})
    assert told(found) == []
    record = found.registry.find(kind, "a")
    assert record.title == "Title"
    assert all(shown(record))


def test_keys_without_a_home_are_reported_once_with_a_count(tmp_path):
    files = {
        "source/adr/a.md": "---\nstatus: accepted\nsprint: Ann\norphan: true\nsponsor: X\n---\n# A\n",
        "source/adr/b.md": "---\nsprint: Ben\nstatuss: accepted\n---\n# B\n",
    }
    found = loaded(tmp_path, files, ADR, foreign=("sponsor",))
    assert told(found) == [
        "source/adr/a.md:3:1 unknown-front-matter: 'sprint' is not a field of this decision; pages with it: 2",
        "source/adr/b.md:3:1 unknown-front-matter: 'statuss' is not a field of this decision; pages with it: 1",
    ]
    assert [each.help for each in found.findings] == [
        "list it in `excellence_foreign_keys` if it belongs to another tool",
        "did you mean 'status'? If not, list it in `excellence_foreign_keys`",
    ]


def test_front_matter_that_cannot_be_read_loses_one_record_and_says_so(tmp_path):
    found = loaded(
        tmp_path, {"source/adr/a.md": "---\nstatus: [\n---\n# A\n", "source/adr/b.md": "---\nstatus: x\n"}, ADR
    )
    assert {each.rule for each in found.findings} == {"malformed-yaml"}
    assert found.registry.lost >= {("decision", "a"), ("decision", "b")}


def test_a_record_in_the_data_and_in_its_page_is_an_error(tmp_path):
    files = {"data/d.yaml": "decisions:\n  a: {title: A, status: accepted}\n", "source/adr/a.md": "# A\n"}
    found = loaded(tmp_path, files, ADR)
    assert [each.rule for each in found.findings] == ["duplicate-id"]
