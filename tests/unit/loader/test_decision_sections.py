"""The sections of decisions in their pages: by their headings, in several languages and forms of markup."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sphinx_excellence.export import export
from sphinx_excellence.loader.page_headings import headings, shown_lines
from sphinx_excellence.model.decision_sections import HEADINGS, default_headings, heading_table, normalised
from sphinx_excellence.rules import decision_pages
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge
from tests.unit.conftest import Workbench

ADR = {"adr/*": "decision"}


def loaded(root, files):
    return Workbench(root).load(files, (), ADR)


def texts(root, page, name="source/adr/0001-x.md"):
    found = loaded(root, {name: page})
    return found.registry.page_texts["decision", "0001-x"]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Context and Problem Statement", "context"),
        ("3. **Context**:", "context"),
        ("1.2) Decision Outcome", "decision"),
        ("✅ Decision", "decision"),
        ("⚖️ Consequences", "consequences"),
        ("Considered Options <!-- optional -->", "options"),
        ("Decision drivers (optional)", "drivers"),
        ("[Links](#links)", "links"),
        ("{ref}`Status <status>`", "status"),
        ("IV. Notes", "notes"),
        ("背景\uff1a", "context"),
        ("Plus d\u2019informations", "links"),
        ("RISICO'S", "consequences"),
        ("Implementation", None),
        ("Contexts of use", None),
        ("42", None),
        ("", None),
    ],
)
def test_headings_are_compared_without_what_surrounds_their_words(heading, section):
    assert default_headings().get(normalised(heading)) == section


def test_no_heading_is_of_two_sections_and_none_is_compared_as_nothing():
    section_of = {}
    for section, found in HEADINGS.items():
        for heading in found:
            assert normalised(heading)
            assert section_of.setdefault(normalised(heading), section) == section, heading


def test_headings_of_a_project_are_added_and_win():
    table = heading_table({"consequences": ["Fallout", "Notes"]})
    assert (table["fallout"], table["notes"], table["context"]) == ("consequences", "consequences", "context")


MARKDOWN = """# Title

Setext one
==========

## Two ##
Setext two
---

text
---

- item
---

| a |
---

    # code

```
# fence
```

- ```
  # in an item
  ```

<!--
# comment
-->

####### seven
#none
###
"""


def test_the_headings_of_markdown_are_those_that_a_parser_finds():
    found = headings(shown_lines(MARKDOWN.split("\n"), is_rst=False), is_rst=False)
    assert [(heading.title, heading.depth) for heading in found] == [
        ("Title", 1), ("Setext one", 1), ("Two", 2), ("Setext two", 2), ("text", 2), ("", 3),
    ]  # fmt: skip


RST = """=====
Title
=====

One
---

Two
~~~

text with
no heading

..
   Comment
   -------

::

   Code
   ----

A
-

-----

Last
----
"""


def test_the_headings_of_restructuredtext_have_their_depth_by_the_order_of_their_signs():
    found = headings(shown_lines(RST.split("\n"), is_rst=True), is_rst=True)
    assert [(heading.title, heading.depth) for heading in found] == [
        ("Title", 1), ("One", 2), ("Two", 3), ("A", 2), ("Last", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("=======\n Title\n=======\n", [("Title", 0, 3)]),
        (" Title\n=======\n", []),
        ("Title\n=====\n\n Quoted\n========\n", [("Title", 0, 2)]),
    ],
)
def test_an_indented_line_of_restructuredtext_is_a_heading_below_an_overline_alone(text, titles):
    found = headings(text.split("\n"), is_rst=True)
    assert [(heading.title, heading.line, heading.below) for heading in found] == titles


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n```\ncode\n```\nb", ["a", "", "", "", "b"]),
        ("a <!-- b\nc\n--> d\ne", ["a ", "", "", "e"]),
        ("<!--\n\nb\n-->\nc", ["", "", "", "", "c"]),
        ("a <!-- b\n\nc", ["a ", "", "c"]),
        ("::: {note}\na\n:::\n", ["", "", "", ""]),
    ],
)
def test_code_and_comments_of_markdown_are_blank_lines(text, shown):
    assert shown_lines(text.split("\n"), is_rst=False) == shown


PAGE = """---
status: accepted
date: 2026-01-01
---
# Use sagas

## Context and Problem Statement

Orders **must not** be lost.

```text
## Decision
```

### Numbers

| a | b |
|---|---|

## Decision Outcome

Chosen option: "Sagas", because they last.

### Consequences

* Good, because it works.

## Rollout

Soon.
"""


def test_sections_hold_the_source_below_their_headings_without_other_sections(tmp_path):
    found = texts(tmp_path, PAGE).texts()
    assert found == {
        "context": "Orders **must not** be lost.\n\n```text\n## Decision\n```\n\n### Numbers\n\n| a | b |\n|---|---|",
        "decision": 'Chosen option: "Sagas", because they last.',
        "consequences": "* Good, because it works.",
    }


@pytest.mark.parametrize(
    ("page", "sections"),
    [
        ("# Context\n\nWhy.\n\n## Decision\n\nThat.\n", {"decision": "That."}),
        (
            "# A\n\n## Considered Options\n\n### Decision\n\nThis.\n\n## Decision\n\nThat.\n",
            {"options": "### Decision\n\nThis.", "decision": "That."},
        ),
        ("# A\n\n## Options\n\nNone.\n\n### More\n\nx\n", {"options": "None.\n\n### More\n\nx"}),
    ],
)
def test_neither_the_title_of_a_page_nor_the_name_of_an_option_begins_a_section(tmp_path, page, sections):
    assert texts(tmp_path, page).texts() == sections


@pytest.mark.parametrize("above", ["", "# a comment\n", "\n\n"])
def test_what_is_found_in_the_text_has_a_place_and_so_has_the_whole(tmp_path, above):
    page = f"---\n{above}status: accepted\n---\n# A\n\n## Context\n\n{{Title of option}}\n\n## Decision\n\nThat.\n"
    origins = loaded(tmp_path, {"source/adr/0001-x.md": page}).origins
    lines = page.split("\n")
    for path, line in (
        ((), "status: accepted"),
        (("sections",), "## Context"),
        (("sections", "0"), "## Context"),
        (("sections", "1"), "## Decision"),
        (("placeholders", 0), "{Title of option}"),
        (("chosen",), "## Decision"),
    ):
        place = origins.place(("decision", "0001-x"), path)
        assert (place.line, place.column) == (lines.index(line) + 1, 1), path


def test_sections_of_restructuredtext(tmp_path):
    page = (
        ":status: accepted\n\nUse sagas\n#########\n\nStatus\n******\n\nAccepted\n\nContext\n*******\n\n"
        "Orders.\n\nMore\n====\n\nYes.\n\nDecision\n********\n\nSagas.\n"
    )
    found = texts(tmp_path, page, "source/adr/0001-x.rst").texts()
    assert found == {"status": "Accepted", "context": "Orders.\n\nMore\n====\n\nYes.", "decision": "Sagas."}


def test_sections_of_a_notebook_and_findings_in_its_cells(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["# Use sagas\n", "\n", "## Context\n"]},
        {"cell_type": "code", "source": ["# Decision"]},
        {"cell_type": "markdown", "source": ["Orders.\n", "## Decision\n"]},
    ]
    page = json.dumps({"cells": cells, "metadata": {"status": "accepted", "date": "2026-01-01"}}, indent=1)
    found = loaded(tmp_path, {"source/adr/0001-x.ipynb": page})
    assert found.registry.page_texts["decision", "0001-x"].texts() == {"context": "Orders.", "decision": ""}
    told = run_rules(
        decision_pages.RULES, Knowledge(found.registry, date(2026, 1, 1)), Locator(found.origins), loaded=()
    )
    line = page.split("\n").index('    "## Decision\\n"') + 1
    assert [(each.rule, each.place.line) for each in told if each.rule == "empty-section"] == [("empty-section", line)]


def test_a_statement_in_one_sentence_has_sections_too(tmp_path):
    page = (
        "# Use sagas\n\nIn the context of the shop, facing lost orders, we decided for sagas and neglected locks, to "
        "achieve\nordered writes, accepting that they take longer.\n"
    )
    assert texts(tmp_path, page).texts() == {
        "context": "In the context of the shop",
        "drivers": "facing lost orders",
        "decision": "we decided for sagas",
        "options": "and neglected locks",
        "positive-consequences": "to achieve\nordered writes",
        "negative-consequences": "accepting that they take longer.",
    }


@pytest.mark.parametrize(
    ("name", "page", "sections"),
    [
        (
            "0001-x.md",
            "# A\n\n## Context\n\n    code\n\nwords\n\n## Decision\n\nThat.  \n\n \n\n## Links\n\n<!-- a\n\nb -->\n\n***\n",
            [("context", "    code\n\nwords", False), ("decision", "That.", False), ("links", "<!-- a\n\nb -->\n\n***", True)],
        ),
        (
            "0001-x.rst",
            "A\n#\n\nContext\n*******\n\n.. a comment\n   that goes on\n\n   and on\n\nDecision\n********\n\nX\n",
            [("context", ".. a comment\n   that goes on\n\n   and on", True), ("decision", "X", False)],
        ),
        (
            "0001-x.md",
            "# A\n\nIn the context of a shop, facing loss, we decided for sagas and neglected locks, to achieve order, "
            "accepting delay.\n",
            [("context", "In the context of a shop", False), ("drivers", "facing loss", False),
             ("decision", "we decided for sagas", False), ("options", "and neglected locks", False),
             ("positive-consequences", "to achieve order", False), ("negative-consequences", "accepting delay.", False)],
        ),
    ],
)  # fmt: skip
def test_sections_are_numbered_keep_their_indentation_and_are_empty_where_nothing_is_seen(
    tmp_path, name, page, sections
):
    found = texts(tmp_path, page, f"source/adr/{name}").sections
    assert [(each.id, each.text, each.is_empty) for each in found] == sections
    assert [each.number for each in found] == [*range(len(sections))]


def test_the_export_has_the_texts_and_the_records_keep_their_form(tmp_path):
    found = loaded(tmp_path, {"source/adr/0001-x.md": PAGE})
    exported = export(found.registry)
    assert list(exported["sections"]["decisions"]["0001-x"]) == ["context", "decision", "consequences"]
    assert exported["decisions"]["0001-x"] == {"title": "Use sagas", "status": "accepted", "date": "2026-01-01"}


@pytest.mark.parametrize("name", ["0001-x.md", "0001-x.rst"])
def test_a_page_of_odd_signs_is_read_all_the_same(tmp_path, name):
    page = "# A\n\n##\n\n-\n=\n\n## [\n\n{\n\n``\n\n..\n\n## Considered Options\n\n* \n*\n\n## Decision\n\nChosen option:\n"
    found = loaded(tmp_path, {f"source/adr/{name}": page})
    assert found.registry.find("decision", "0001-x") is not None
