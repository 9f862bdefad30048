"""What the text of a decision's page says of its record: the forms of adr-tools, MADR 2, log4brains and others."""

from __future__ import annotations

from time import perf_counter

import pytest

from sphinx_excellence.loader.decision_text import (
    labelled,
    said_in_text,
    said_of_status,
    status_line,
    statuses_in_text,
)
from tests.unit.loader.test_records_in_pages import ADR, loaded, told

TEXTS = {
    "adr-tools": (
        "# 1. Record decisions\n\nDate: 2016-02-12\n\n## Status\n\nAccepted\n\n## Context\n\nStatus: not this\n",
        [("date", "2016-02-12", 3, 7), ("status", "Accepted", 7, 1)],
    ),
    "adr-tools, superseded": (
        "# 1. A\n\nDate: 2016-02-12\n\n## Status\n\nAccepted\n\nSuperceded by [4. Use X](0004-use-x.md)\n\n"
        "Amended by [5. Y](0005-y.md)\n\n## Context\n",
        [
            ("status", "superseded", 9, 15),
            ("date", "2016-02-12", 3, 7),
            ("superseded_by", "[4. Use X](0004-use-x.md)", 9, 15),
            ("amended_by", "[5. Y](0005-y.md)", 11, 12),
        ],
    ),
    "relations first": (
        "# A\n\n## Status\n\nSupersedes [3](0003-a.md)\n\nAmends [4](0004-b.md)\n\nAccepted\n\nOther words\n",
        [("status", "Accepted", 9, 1), ("supersedes", "[3](0003-a.md)", 5, 12), ("amends", "[4](0004-b.md)", 7, 8)],
    ),
    "MADR 2": (
        "# A\n\n* Status: accepted <!-- optional -->\n* Deciders: Ann, Ben\n* Date: 2020-01-02\n\nTechnical Story: x\n\n## Context\n",
        [("status", "accepted", 3, 11), ("deciders", "Ann, Ben", 4, 13), ("date", "2020-01-02", 5, 9)],
    ),
    "log4brains": (
        "# A\n\n- Status: superseded by [20200101-b](20200101-b.md)\n- Tags: dev, doc\n\n## Context\n",
        [
            ("status", "superseded", 3, 25),
            ("tags", "dev, doc", 4, 9),
            ("superseded_by", "[20200101-b](20200101-b.md)", 3, 25),
        ],
    ),
    "bold labels": (
        "# A\n\n**Status:** Accepted\n**Date**: 2021-03-04\n__Decision makers:__ Ann\n",
        [("status", "Accepted", 3, 13), ("date", "2021-03-04", 4, 11), ("deciders", "Ann", 5, 22)],
    ),
    "a day behind it": (
        "# A\n\n## Status\n\n**Accepted** (2021-03-04)\n",
        [("status", "Accepted", 5, 3), ("date", "2021-03-04", 5, 15)],
    ),
    "a relation behind it": (
        "# A\n\n## Status\n\nAccepted (supersedes ADR-0003)\n",
        [("status", "Accepted", 5, 1), ("supersedes", "ADR-0003", 5, 22)],
    ),
    "underlined": ("A\n=\n\nStatus\n------\n\nin-progress\n\nContext\n-------\n", [("status", "in-progress", 7, 1)]),
    "reStructuredText": (
        "A\n###\n\nStatus\n######\n\n**Accepted** 2023-06-01\n\nContext\n#######\n\nDate: 2000-01-01\n",
        [("status", "Accepted", 7, 3), ("date", "2023-06-01", 7, 14)],
    ),
    "a relation with a link behind it": (
        "# A\n\n## Status\n\nAccepted (supersedes [3](0003-a.md)).\n",
        [("status", "Accepted", 5, 1), ("supersedes", "[3](0003-a.md)", 5, 22)],
    ),
    "reStructuredText, tildes and backticks below titles": (
        "A\n`````\n\nStatus\n~~~~~~\n\nAccepted\n\nContext\n~~~~~~~\n",
        [("status", "Accepted", 7, 1)],
    ),
    "reStructuredText, a field list": (
        "A\n=\n\n:Status: Accepted\n:Date: 2020-01-02\n\nContext\n-------\n\n:Deciders: Ann\n",
        [("status", "Accepted", 4, 10), ("date", "2020-01-02", 5, 8)],
    ),
    "reStructuredText, comments, directives and literal blocks": (
        "A\n=\n\n..\n   Status: proposed\n\n   Tags: a\n\n.. note::\n\n   Deciders: Ann\n\nText::\n\n   Date: 2000-01-01\n\n"
        "* Status: Accepted\n",
        [("status", "Accepted", 17, 11)],
    ),
    "comments in one line": (
        "# A\n\n<!-- a --> <!-- b -->\nStatus: accepted\n<!-- a --> <!-- b\nDate: 2000-01-01\n-->\nTags: a\n",
        [("status", "accepted", 4, 9), ("tags", "a", 8, 7)],
    ),
    "in comments": (
        "# A\n\n<!--\n* Status: proposed\n\n## Status\n\nRejected -->\n\n* Status: accepted <!-- or\n  rejected\n\n"
        "* Date: 2020-01-02\n",
        [("status", "accepted", 10, 11), ("date", "2020-01-02", 13, 9)],
    ),
    "in fences within fences": (
        "# A\n\n````\n```\nStatus: proposed\n```\n~~~\n````\n\n```python\n``` no end\nDate: 2000-01-01\n```\n\n"
        ":::{note}\nDeciders: Ann\n:::\n\n```inline``` text\nStatus: accepted\n",
        [("status", "accepted", 20, 9)],
    ),
    "a line across": (
        "# A\n\nDate: 2020-01-02\n***\nTags: a\n___\n",
        [("date", "2020-01-02", 3, 7), ("tags", "a", 5, 7)],
    ),
    "a comment behind a status": ("# A\n\n## Status\n\nAccepted <!-- or so -->\n", [("status", "Accepted", 5, 1)]),
    "lines in bold": (
        "# A\n\n**Date: 2020-01-02**\n**Status: accepted**\n",
        [("date", "2020-01-02", 3, 9), ("status", "accepted", 4, 11)],
    ),
    "two sections about it": (
        "# A\n\n## Status\n\nDate: 2020-01-02\n\n## Context\n\n## Status\n\nAccepted\n",
        [("date", "2020-01-02", 5, 7)],
    ),
    "the longest line, and a longer one": (
        f"# A\n\nDeciders: {'x' * 490}\nConsulted: {'x' * 490}\nTags: a\n",
        [("deciders", "x" * 490, 3, 11), ("tags", "a", 5, 7)],
    ),
    "Spanish": ("# A\n\n## Estado\n\n> Deprecated\n", [("status", "Deprecated", 5, 3)]),
    "in code": ("# A\n\n```\nStatus: accepted\n```\n\n~~~\n## Status\nAccepted\n~~~\n", []),
    "prose": ("# A\n\n## Status\n\nWe have not made up our minds about this yet, as it depends.\n", []),
    "no section": ("# A\n\n## Context\n\nStatus: open\n\n## Options\n\nDate: 2020-01-01\n", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_page_says_is_found_with_its_place(name):
    text, expected = TEXTS[name]
    found = [(said.field, said.value, said.line, said.column) for said in said_in_text(text, is_rst="reStruct" in name)]
    assert found == expected
    lines = text.split("\n")
    for _field, value, line, column in found:
        assert value == "superseded" or lines[line - 1][column - 1 :].startswith(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("accepted; supersedes adr-0045", {"status": "accepted", "supersedes": "adr-0045"}),
        ("Replaced with: ADR-7.", {"status": "superseded", "superseded_by": "ADR-7"}),
        ("in review since 2020-01-02", {"status": "in review", "date": "2020-01-02"}),
        ("we do not know yet what to say", {}),
        ("x" * 100_000, {}),
        (" " * 100_000 + "x", {}),
        ("Status: " * 10_000, {}),
    ],
)
def test_a_status_is_read_for_what_its_words_say(text, found):
    assert {said.field: said.value for said in said_of_status(text)} == found


def test_hostile_text_takes_no_time():
    for line in ("* " * 50_000, "a: " + " " * 100_000 + "x", "=" * 100_000, "(" * 400, "[" * 400 + "](" * 40):
        assert said_in_text(f"# A\n\n{line}\n\n## Status\n\n{line}\n") == []


PAGE = "# 4. Use sagas\n\nDate: 2016-02-12\n\n## Status\n\nAccepted\n\nSupercedes [1. A](0001-a.md) and [2. B](0002-b.md)\n"


def test_a_folder_of_adr_tools_is_a_log(tmp_path):
    files = {
        f"source/adr/000{n}-{name}.md": f"# {n}. {name}\n\nDate: nonsense\n\n## Status\n\nMaybe\n"
        for n, name in ((1, "a"), (2, "b"))
    }
    found = loaded(tmp_path, {**files, "source/adr/0004-sagas.md": PAGE}, ADR)
    decision = found.registry.find("decision", "0004-sagas")
    assert (decision.status, decision.date, decision.supersedes) == ("accepted", "2016-02-12", ("0001-a", "0002-b"))
    assert told(found) == [
        "source/adr/0001-a.md:7:1 wrong-value: `status`: 'maybe' is not a status of decisions",
        "source/adr/0001-a.md:3:7 wrong-value: `date`: 'nonsense' is not a date",
        "source/adr/0002-b.md:7:1 wrong-value: `status`: 'maybe' is not a status of decisions",
        "source/adr/0002-b.md:3:7 wrong-value: `date`: 'nonsense' is not a date",
    ]


def test_front_matter_comes_before_the_text_and_both_have_their_places(tmp_path):
    page = "---\nlayout: default\nstatus: rejected\n---\n\n# A\n\n* Status: accepted\n* Date: nonsense\n\n## Context\n"
    found = loaded(tmp_path, {"source/adr/a.md": page}, ADR)
    assert found.registry.find("decision", "a").status == "rejected"
    assert told(found) == ["source/adr/a.md:9:9 wrong-value: `date`: 'nonsense' is not a date"]
    rst = ":status: rejected\n:orphan:\n\nA\n=\n\nStatus\n------\n\nAccepted\n\nDate: nonsense\n"
    found = loaded(tmp_path, {"source/adr/b.rst": rst, "source/adr/a.md": "# A\n"}, ADR)
    assert found.registry.find("decision", "b").status == "rejected"
    assert told(found) == ["source/adr/b.rst:12:7 wrong-value: `date`: 'nonsense' is not a date"]


def test_a_file_name_that_is_no_id_becomes_one(tmp_path):
    found = loaded(tmp_path, {"source/adr/0024-use-#-as (X).md": "# A\n"}, ADR)
    assert list(found.registry.of_kind("decision")) == ["0024-use-as-x"]
    assert found.findings == ()


def test_a_key_without_a_value_leaves_the_word_to_the_text(tmp_path):
    text = "---\nstatus:\ndate: ~\n---\n# A\n\nDate: nope\n\n## Status\n\nAccepted\n"
    found = loaded(tmp_path, {"source/adr/a.md": text}, ADR)
    assert [each.partition(": ")[0] for each in told(found)] == ["source/adr/a.md:7:7 wrong-value"]
    assert found.registry.find("decision", "a").status == "accepted"


@pytest.mark.parametrize(
    "text", ["<!--" * 300_000, "> " * 300_000, "`" * 900_000, "Status: " + " a" * 300_000, "#" * 900_000]
)
@pytest.mark.parametrize("is_rst", [False, True])
def test_a_long_line_takes_no_long_time(text, is_rst):
    started = perf_counter()
    assert said_in_text(f"# A\n\n{text}\n", is_rst=is_rst) == []
    assert perf_counter() - started < 5


def test_a_decision_without_front_matter_is_told_the_words_of_its_status(bench):
    page = "# {n}. {t}\n\nDate: 2020-01-0{n}\n\n## Status\n\nAccepted\n{more}\n## Context\n\nWhy.\n"
    told = bench.told(
        {
            "source/adr/0001-a.md": page.format(n=1, t="First", more=""),
            "source/adr/more/0002-b c.md": page.format(n=2, t="Second", more="\nAmends [1. First](../0001-a.md)\n"),
            "source/adr/0003-d.md": page.format(n=3, t="Third", more="\nSupersedes [1. First](0001-a.md)\n"),
            "source/adr/0004-e.md": "---\nstatus: accepted\ndate: 2020-02-01\nsuperseded-by: 0003-d\n---\n# Fourth\n",
        },
        kinds={"adr/**": "decision"},
    )
    said = [each.partition(" | ")[2] for each in told if " asymmetric-" in each]
    assert said == [
        "write in the section 'Status' of '0001-a': Superseded by [3. Third](0003-d.md)",
        "write in the section 'Status' of '0003-d': Supersedes [Fourth](0004-e.md)",
        "write in the section 'Status' of '0001-a': Amended by [2. Second](more/0002-b%20c.md)",
    ]


def test_the_heading_of_a_section_is_no_title_of_a_decision(bench):
    text = "## Context and Problem Statement\n\nWhy.\n\n## Decision Outcome\n\nThat.\n"
    loaded = bench.load({f"source/adr/000{n}-use-it.md": text for n in (1, 2)}, kinds={"adr/**": "decision"})
    decisions = loaded.registry.of_kind("decision")
    assert [each.title for each in decisions.values()] == ["0001 use it", "0002 use it"]
    (texts, _other) = loaded.registry.page_texts.values()
    assert [section.id for section in texts.sections] == ["context", "decision"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # What is replaced in part, or not, is still what it was.
        ("## Status\n\nAccepted, but partially superseded by [4](0004-d.md)", {"status": "Accepted"}),
        ("## Status\n\nAccepted (not superseded by ADR-3)", {"status": "Accepted"}),
        ("## Status\n\nAccepted; to be replaced by ADR-3", {"status": "Accepted"}),
        ("## Status\n\nPartly superseded by ADR-3", {}),
        # Of two statuses on one line, none is taken.
        ("## Status\n\nProposed -> Accepted", {}),
        ("## Status\n\nAccepted / Implemented", {}),
        # Links end with the last one.
        ("Status: Accepted (superseded by [4](4.md)), 2026-06", {"status": "superseded", "superseded_by": "[4](4.md)"}),
        (
            "## Status\n\nAccepted (amended by [3](3.md) and [4](4.md), and as a part of [5](5.md))",
            {"status": "Accepted", "amended_by": "[3](3.md) and [4](4.md)"},
        ),
        # Several on one line, headings with numbers, other languages.
        (
            "**Status:** Accepted · 2026-09-09 · **Supersedes [10](10.md)**",
            {"status": "Accepted", "date": "2026-09-09", "supersedes": "[10](10.md)"},
        ),
        ("Date: 2026-08-18 · Status: draft", {"date": "2026-08-18", "status": "draft"}),
        ("Datum: 18. August · Status: Accepted", {"status": "Accepted"}),
        ("**Estado**: Aceptada — supersedes [6](6.md)", {"status": "Aceptada", "supersedes": "[6](6.md)"}),
        ("* statut : proposé", {"status": "proposé"}),
        ("> **状态\uff1a** Accepted", {"status": "Accepted"}),
        ("## 1. Status\n\nAccepted", {"status": "Accepted"}),
        ("## Status: Accepted\n\n## Context", {"status": "Accepted"}),
    ],
)
def test_forms_of_a_status(text, said):
    assert {each.field: each.value for each in said_in_text(f"# A\n\n{text}\n")} == said


@pytest.mark.parametrize(
    ("written", "status", "others"),
    [
        ("* Estado: aceptado", "accepted", {}),
        ("## Statut\n\nAccepté", "accepted", {}),
        ("## Status\n\nEntwurf, 2026-01-02", "proposed", {}),
        ("## Status\n\nErsetzt durch [2](0002-b.md)", "superseded", {"superseded_by": ("0002-b",)}),
        ("## Status\n\nAkzeptiert. Ersetzt [2](0002-b.md)", "accepted", {"supersedes": ("0002-b",)}),
        ("* Statut : remplacé par 0002", "superseded", {"superseded_by": ("0002-b",)}),
        ("## Estado\n\nAceptada (reemplazada por [2](0002-b.md))", "superseded", {"superseded_by": ("0002-b",)}),
        ("## 状态\n\n已接受", "accepted", {}),
    ],
)
def test_statuses_in_other_languages_are_the_usual_words(bench, written, status, others):
    page = "# A\n\n{}\n\n## Context\n\nC.\n"
    files = {"source/adr/0001-a.md": page.format(written), "source/adr/0002-b.md": page.format("Status: accepted")}
    decision = bench.load(files, kinds={"adr/**": "decision"}).registry.find("decision", "0001-a")
    assert decision.status == status
    assert {name: getattr(decision, name) for name in others} == others


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Date: 2026-03-02", ("date", "2026-03-02", 1, 7)),
        ("* **Status:** Accepted", ("status", "Accepted", 1, 15)),
        ("**Date: 2026-03-02**", ("date", "2026-03-02", 1, 9)),
        ("Colour: red", None),
        ("no label", None),
    ],
)
def test_a_line_with_a_label_says_one_thing(line, said):
    found = labelled(line)
    assert (found and (found.field, found.value, found.line, found.column)) == said


@pytest.mark.parametrize(
    ("text", "is_rst", "line"),
    [
        ("# A\n\nfirst\n\n## Status\n\n  Half  accepted \n\nmore\n\n## Context\n\nx\n", False, (7, "Half  accepted")),
        ("A\n=\n\nStatus\n------\n\nOn ice\n", False, (7, "On ice")),
        ("# A\n\n## Status\n\n```\nin code\n```\n\nwords\n", False, (9, "words")),
        ("# A\n\n## Status\n\n## Context\n\nx\n", False, None),
        ("# A\n\n## Status", False, None),
        ("A\n#\n\nStatus\n~~~~~~\n\nOn ice\n\nContext\n~~~~~~~\n\nx\n", True, (7, "On ice")),
        ("# A\n\nx\n", False, None),
    ],
)
def test_the_first_line_about_the_status_is_as_it_is_written(text, is_rst, line):
    found = status_line(text, is_rst=is_rst)
    assert (found and (found.line, found.value, found.field, found.column)) == (line and (*line, "status", 1))


def test_every_status_of_a_text_is_found_in_the_order_of_its_lines():
    text = "# A\n\n## Status\n\nProposed\n\nAccepted 2020-01-02\n\nSuperseded by [4](0004-b.md)\n\n## Context\n\nRejected\n"
    found = statuses_in_text(text)
    assert [(said.field, said.value.casefold(), said.line) for said in found][:2] == [
        ("status", "proposed", 5),
        ("status", "accepted", 7),
    ]
    assert {said.line for said in found} <= {5, 7, 9}
    rst = "A\n=\n\nStatus\n------\n\n.. Rejected\n\nAccepted\n"
    assert [(said.value, said.line) for said in statuses_in_text(rst, is_rst=True)] == [("Accepted", 9)]
