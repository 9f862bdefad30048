"""Records of any kind in the front matter of their pages: by the names of pages, and by a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_excellence.loader.page_fields import DecisionIds, decision_id
from sphinx_excellence.loader.page_kinds import kind_of_page
from sphinx_excellence.model.decision import Decision
from tests.unit.conftest import Workbench


def loaded(root: Path, files: dict[str, str], kinds: dict[str, str] | None = None, foreign: tuple[str, ...] = ()):
    data = ("data",) if any(name.startswith("data/") for name in files) else ()
    return Workbench(root).load(files, data, kinds, foreign)


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
        ("a[!]", ["a[!]"], ["ab", "a!"]),
        ("a[!!]", ["ab"], ["a!"]),
        ("a[z-b]", ["a[z-b]"], ["ac"]),
    ],
)
def test_pages_are_matched_by_their_names(pattern, matches, others):
    assert [name for name in (*matches, *others) if kind_of_page(name, {pattern: "decision"})] == matches


def test_the_first_pattern_that_matches_counts():
    kinds = {"x/special": "pattern", "x/index": None, "x/*": "decision"}
    names = ("x/special", "x/y", "y", "x/index")
    assert [kind_of_page(name, kinds) for name in names] == ["pattern", "decision", "", ""]


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
        ('"superseded by [ADR-0009](0009-gone.md)"', "superseded", ("ADR-0009 (0009-gone.md)",)),
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
    assert told(found) == ["source/adr/a.md:3:9 wrong-value: `status`: 'experimental' is not a status of decisions"]
    assert found.registry.find("decision", "a").status is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-9-5", "2024-09-05"),
        ("2024/09/20", "2024-09-20"),
        ("September 20, 2024", "2024-09-20"),
        ("3rd Sept. 2024", "2024-09-03"),
        ("2024-023-2706", None),
        ("9/20/2024", None),
        ("February 30, 2024", None),
        ("may be 2024", None),
    ],
)
def test_days_are_read_as_people_write_them(tmp_path, written, day):
    text = f"---\nstatus: accepted\ndate: {written}\n---\n# A\n"
    in_text = f"# A\n\n* Status: accepted\n* Date: {written}\n"
    for page in (text, in_text):
        found = loaded(tmp_path, {"source/adr/a.md": page}, ADR)
        assert found.registry.find("decision", "a").date == day
        assert [each for each in told(found) if "is not a date" in each] == [] or day is None


def test_a_number_that_two_decisions_have_leads_to_neither():
    assert decision_id("ADR-21", DecisionIds(["0021-a", "0021-b"])) == "ADR-21"
    assert decision_id("ADR-21", DecisionIds(["0021-a", "0210-b", "adr-2"])) == "0021-a"
    assert decision_id("[x](0021-b.md)", DecisionIds(["0021-a", "0021-b"])) == "0021-b"
    assert decision_id("text", DecisionIds(["0021-a"])) == "text"
    for link, called in [
        ("[2. Y](0002-y.md)", "2. Y (0002-y.md)"), ("[0002-y](0002-y.md)", "0002-y"), ("[ADR-2](<>)", "ADR-2 (<>)"),
        ("[](0002-y.md)", "[](0002-y.md)"), ("[see 0002-y.md](0002-y.md)", "see 0002-y.md"), ("[Two]()", "Two"),
    ]:  # fmt: skip
        assert decision_id(link, DecisionIds(["0021-a"])) == called


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


@pytest.mark.parametrize(
    ("kind", "said", "lost"),
    [
        ("decison", "15 wrong-value: 'decison' is not a kind of record", "decision"),
        ("tier", "15 wrong-value: 'tier' is not a kind of record", "pattern"),
        ("''", "15 wrong-value: '' is not a kind of record", "pattern"),
        ("[decision]", "15 wrong-type: `excellence_kind` is a list; expected a string", "decision"),
        ("{1: 2}", "15 wrong-type: `excellence_kind` is a mapping; expected a string", "pattern"),
        ("3", "15 wrong-type: `excellence_kind` is the number 3; expected a string", "pattern"),
        ("", "14 wrong-type: `excellence_kind` is empty; expected a string", "pattern"),
    ],
)
@pytest.mark.parametrize(("name", "before", "after", "columns"), [
    ("x.md", "---\nexcellence_kind: ", "\nstatus: accepted\n---\n# A\n", 3),
    ("x.rst", ":excellence_kind: ", "\n:status: accepted\n\nA\n=\n", 4),
])  # fmt: skip
def test_a_kind_that_there_is_not_is_reported_alone(tmp_path, name, before, after, columns, kind, said, lost):
    found = loaded(tmp_path, {f"source/{name}": before + kind + after})
    column, _, rest = said.partition(" ")
    line = 2 if name == "x.md" else 1
    assert told(found) == [f"source/{name}:{line}:{int(column) + columns} {rest}"]
    (finding,) = found.findings
    assert "case-study, comparison, decision" in finding.help
    assert (found.registry.of_kind("pattern"), found.registry.of_kind("decision")) == ({}, {})
    assert (lost, "x") in found.registry.lost


@pytest.mark.parametrize("page", ["---\nexcellence_kind: note\n---\n# A\n", "# A\n"])
def test_a_kind_that_cannot_be_defined_is_reported_where_it_is_defined_and_nowhere_else(tmp_path, page):
    files = {"data/a.yaml": "kinds:\n  note: {fields: {x: {}}}\nnotes:\n  n: {title: N, x: y}\n", "source/x.md": page}
    found = loaded(tmp_path, files, {"**": "note"})
    assert told(found) == [
        "data/a.yaml:2:3 wrong-id: no kind can be called 'note': a directive or a role has that name"
    ]
    assert found.findings[0].help.startswith("another name, such as 'note-record'")


def test_a_kind_without_a_value_says_nothing_of_a_page_that_is_a_record_by_its_name(tmp_path):
    found = loaded(tmp_path, {"source/adr/a.md": "---\nexcellence_kind:\nstatus: accepted\n---\n# A\n"}, ADR)
    assert (found.registry.find("decision", "a").status, found.findings) == ("accepted", ())


@pytest.mark.parametrize("matter", ["- a\n- b", "just text"])
def test_front_matter_that_is_no_mapping_loses_the_record_of_its_page(tmp_path, matter):
    files = {"source/adr/A b.md": f"---\n{matter}\n---\n# A\n"}
    found = loaded(tmp_path, files, ADR)
    assert [each.partition(": ")[0] for each in told(found)] == ["source/adr/A b.md:2:1 wrong-type"]
    assert ("decision", "a-b") in found.registry.lost


def test_a_page_that_cannot_be_read_loses_a_record_of_the_kind_that_it_names(tmp_path):
    found = loaded(tmp_path, {"source/A b.md": "---\nexcellence_kind: decision\nstatus: [\n---\n# A\n"})
    assert [each.rule for each in found.findings] == ["malformed-yaml"]
    assert ("decision", "a-b") in found.registry.lost


def test_a_page_that_is_a_pattern_by_its_name_may_only_name_one_that_is_in_the_data(tmp_path):
    files = {
        "data/p.yaml": "patterns:\n  saga: {title: Saga, tier: gold}\n",
        "source/p/sagas.md": "---\npattern: saga\n---\n# All about sagas\n",
        "source/p/queue.md": "---\npattern: queues\nexcellence_tier: gold\n---\n# Queues\n",
        "source/p/typo.md": "---\npattern: sagga\n---\n# Typo\n",
    }
    found = loaded(tmp_path, files, {"p/*": "pattern"})
    assert told(found) == ["source/p/typo.md:2:10 unknown-reference: unknown pattern 'sagga'"]
    assert found.homes_by_front_matter == {"p/sagas": ("pattern", "saga"), "p/queue": ("pattern", "queues")}


def test_a_name_that_no_id_can_be_made_of_is_reported_as_it_is(tmp_path):
    found = loaded(tmp_path, {"source/adr/日本.md": "# A\n"}, ADR)
    assert told(found) == ["source/adr/日本.md:1:1 wrong-id: '日本' is not a valid decision id"]


def test_keys_may_have_capitals_and_the_bibliographic_fields_of_docutils_are_known(tmp_path):
    files = {
        "source/adr/a.md": "---\nStatus: Accepted\nDecision-Makers: Ann, Ben\nVersion: 3\n---\n# A\n",
        "source/adr/b.rst": ":Author: Ann\n:Date: 2020\n:Version: 3\n:Organization: Acme\n\nB\n=\n",
    }
    found = loaded(tmp_path, files, ADR)
    assert told(found) == [
        "source/adr/a.md:4:1 unknown-front-matter: 'Version' is not a field of this decision; pages with it: 1"
    ]
    a, b = found.registry.of_kind("decision").values()
    assert (a.status, a.deciders) == ("accepted", ("Ann", "Ben"))
    assert (b.date, b.deciders) == ("2020", ("Ann",))


def test_one_number_names_a_decision_and_other_values_are_reported(tmp_path):
    files = {
        "source/adr/0001-a.md": "---\nsupersedes: 2\nrelates-to: [true, [2], 7]\n---\n# A\n",
        "source/adr/0002-b.md": "# B\n",
    }
    found = loaded(tmp_path, files, ADR)
    decision = found.registry.find("decision", "0001-a")
    assert (decision.supersedes, decision.relates_to) == (("0002-b",), ("7",))
    assert {each.partition(": ")[0] for each in told(found)} == {
        "source/adr/0001-a.md:3:14 wrong-type", "source/adr/0001-a.md:3:20 wrong-type",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["http2", "http2-push", "2nd of May", "2x"])
def test_a_number_within_a_word_names_no_decision(text):
    assert decision_id(text, DecisionIds(["0002-b"])) == text


@pytest.mark.parametrize(
    "text", ["#2", "ADR#2", "adr2", "ADR-0002: Use it", "2. Use it", "Decision 2", "[x](Use%20it%202.md)"]
)
def test_the_forms_of_a_number(text):
    assert decision_id(text, DecisionIds(["0002-b", "use-it-2"])) in {"0002-b", "use-it-2"}


def test_the_metadata_that_notebooks_usually_have_is_known(tmp_path):
    notebook = (
        '{"metadata": {"kernelspec": {}, "language_info": {}, "widgets": {}, "colab": {}, "vscode": {}}, "cells": []}'
    )
    assert loaded(tmp_path, {"source/adr/a.ipynb": notebook}, ADR).findings == ()


def test_a_number_means_a_decision_of_the_same_folder_first_and_a_link_the_page_it_leads_to(tmp_path):
    found = loaded(
        tmp_path,
        {
            "source/adr/a/0001-x.md": "# X",
            "source/adr/a/0002-y.md": "---\nstatus: accepted\nsupersedes: [1]\nrelates-to: ['[b](../b/0001-z.md)']\n---\n# Y",
            "source/adr/b/0001-z.md": "# Z",
            "source/adr/b/0002-w.md": "---\nstatus: superseded by ADR-0001\n---\n# W",
        },
        {"adr/**": "decision"},
    )
    assert found.registry.find("decision", "0002-y").supersedes == ("0001-x",)
    assert found.registry.find("decision", "0002-y").relates_to == ("0001-z",)
    assert found.registry.find("decision", "0002-w").superseded_by == ("0001-z",)
    assert found.findings == ()


def test_pages_of_the_same_name_in_several_folders_have_ids_with_the_folder(tmp_path):
    pages = ["adr/0001-record", "adr/a/0001-record", "adr/b/0001-record", "x/a/0001-record", "adr/a/0002-own"]
    texts = {f"source/{name}.md": "---\nstatus: accepted\n---\n# T" for name in pages}
    texts["source/adr/a/0002-own.md"] = "---\nstatus: accepted\namends: [0001-record]\n---\n# T"
    found = loaded(tmp_path, texts, {"**": "decision"})
    assert list(found.registry.of_kind("decision")) == [
        "0002-own", "adr-a.0001-record", "adr.0001-record", "b.0001-record", "x-a.0001-record",
    ]  # fmt: skip
    assert found.registry.find("decision", "0002-own").amends == ("adr-a.0001-record",)
    assert found.homes_by_front_matter["adr/b/0001-record"] == ("decision", "b.0001-record")
    assert found.findings == ()


def test_of_two_ways_to_write_a_key_the_exact_one_counts(bench):
    page = "---\nexcellence_kind: decision\nStatus: rejected\nstatus: accepted\ndate: 2026-01-01\n---\n# A\n"
    loaded = bench.load({"source/a.md": page}, data=())
    assert loaded.registry.find("decision", "a").status == "accepted"
    (finding,) = loaded.findings
    assert (finding.place.line, finding.rule) == (3, "unknown-front-matter")
    assert finding.text == "'Status' is not a field of this decision; pages with it: 1"


@pytest.mark.parametrize(
    ("key", "near"),
    [("relate-to", "relates_to"), ("relate_to", "relates_to"), ("superseded-bye", "superseded_by"), ("sprint", None),
     ("record-date", "date"), ("adr_superseded_by", "superseded_by")],
)  # fmt: skip
def test_a_key_that_is_no_field_is_told_the_nearest_in_either_spelling(tmp_path, key, near):
    found = loaded(tmp_path, {"source/adr/a.md": f"---\nstatus: accepted\n{key}: x\n---\n# A\n"}, ADR)
    (finding,) = found.findings
    assert finding.help == (
        f"did you mean '{near}'? If not, list it in `excellence_foreign_keys`"
        if near
        else "list it in `excellence_foreign_keys` if it belongs to another tool"
    )


IN_DATA = "decisions:\n  0004-x: {title: X, status: accepted, date: 2026-01-01}\n"
SHOWN = "# Our decision\n\n```{adr} 0004-x\n```\n"
#: The beginning of a page in a folder of decisions, and whether it says that it is no record.
PAGES = [
    ("adr/0004-x.md", SHOWN, False),
    ("adr/0004-x.md", f"---\nstatus: accepted\n---\n{SHOWN}", False),
    ("adr/0004-x.md", f"---\nexcellence_kind: none\nstatus: accepted\n---\n{SHOWN}", True),
    ("adr/0004-x.rst", "Ours\n====\n\n.. adr:: 0004-x\n", False),
    ("adr/0004-x.rst", ":excellence_kind: none\n\nOurs\n====\n\n.. adr:: 0004-x\n", True),
    ("adr/0004-x.ipynb", '{"metadata": {"excellence_kind": "none"}, "cells": []}', True),
]


@pytest.mark.parametrize(("name", "page", "is_none"), PAGES)
def test_a_page_that_shows_a_record_of_the_data_may_say_that_it_is_none(tmp_path, name, page, is_none):
    found = loaded(tmp_path, {"data/d.yaml": IN_DATA, f"source/{name}": page}, ADR)
    assert list(found.registry.of_kind("decision")) == ["0004-x"]
    duplicates = [each for each in found.findings if each.rule == "duplicate-id"]
    assert len(duplicates) == (not is_none)
    assert is_none or "`excellence_kind: none` in its front matter" in duplicates[0].help
    assert found.homes_by_front_matter == ({} if is_none else {name.partition(".")[0]: ("decision", "0004-x")})


def test_a_page_that_says_its_kind_itself_is_not_told_to_take_it_back(tmp_path):
    page = "---\nexcellence_kind: decision\n---\n# Ours\n"
    found = loaded(tmp_path, {"data/d.yaml": IN_DATA, "source/adr/0004-x.md": page}, ADR)
    assert [each.help for each in found.findings if each.rule == "duplicate-id"] == [
        "one definition per id: merge the two, or rename one"
    ]
