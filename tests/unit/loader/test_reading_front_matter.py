"""What front matter of each kind of page says: the record, its keys, where it stands, and what is wrong."""

from __future__ import annotations

import json

import pytest

from sphinx_excellence.findings import Finding, Place, Severity
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.front_matter import Faults, FrontMatter, Page, front_matter_keys, read_front_matter
from sphinx_excellence.loader.markup_settings import Markup


def read(tmp_path, text, suffix=".md", *, instead=None, name="a/page", markup=None, kind=""):
    path = tmp_path / "source" / f"{name}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    page = Page(name, path, has_fields=suffix == ".rst", markup=markup or Markup(), kind=kind)
    return read_front_matter(page, tmp_path, ParseCache(), instead)


def said(found):
    assert isinstance(found, FrontMatter), found
    return found.record_id, found.value, found.foreign, found.named, found.line_offset, found.prefix


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("excellence_tier: gold", ("page", {"tier": "gold", "title": "T"}, (), False)),
        ("excellence_tier: gold\ntitle: Own", ("page", {"tier": "gold", "title": "Own"}, (), False)),
        ("pattern: saga\nexcellence_tier: gold", ("saga", {"tier": "gold", "title": "T"}, (), True)),
        ("pattern: 7\nsummary: S", ("7", {"summary": "S", "title": "T"}, (), True)),
        ("pattern: saga", ("saga", {}, (), True)),
        ("pattern: saga\ntitle: X\nstatus: y\ntier: z\nother: 1", ("saga", {}, (), True)),
        ("pattern: saga\nexcellence_x: 1", ("saga", {"title": "T"}, ("excellence_x",), True)),
        ("excellence_x: 1\nexcellence_tier: gold", ("page", {"tier": "gold", "title": "T"}, ("excellence_x",), False)),
        ("modern_examples: []", ("page", {"modern_examples": [], "title": "T"}, (), False)),
        ("alternatives: []\nstatus: x", ("page", {"alternatives": [], "status": "x", "title": "T"}, (), False)),
        ("excellence_tier: gold\ntier: free\nid: 3", ("page", {"tier": "gold", "title": "T"}, (), False)),
        ("excellence_tier: gold\ntitle:", ("page", {"tier": "gold", "title": None}, (), False)),
    ],
)
def test_keys_of_a_record_make_a_page_one(tmp_path, matter, expected):
    found = read(tmp_path, f"---\n{matter}\n---\n\n# T\n")
    assert said(found) == (*expected, 1, ())
    assert found.page.docname == "a/page"
    assert found.document.locate(("pattern",)) == (
        (1, 10) if matter.startswith("pattern") else found.document.locate(())
    )


@pytest.mark.parametrize(
    ("kind", "matter", "expected"),
    [
        ("pattern", "pattern: saga\ntitle: X\nstatus: y", ("saga", {}, True)),
        ("pattern", "pattern: saga\ntitle: X", ("saga", {}, True)),
        ("pattern", "pattern: saga\nsummary: S", ("saga", {"summary": "S", "title": "T"}, True)),
        ("pattern", "title: Own", ("page", {"title": "Own"}, False)),
        ("pattern", "summary: S", ("page", {"summary": "S", "title": "T"}, False)),
        ("decision", "title: Own\nstatus: accepted", ("page", {"title": "Own", "status": "accepted"}, False)),
        ("decision", "status: accepted", ("page", {"status": "accepted", "title": "T"}, False)),
    ],
)
def test_a_page_with_a_kind_is_a_record_unless_it_only_names_one(tmp_path, kind, matter, expected):
    found = read(tmp_path, f"---\n{matter}\n---\n\n# T\n", kind=kind)
    assert (found.record_id, found.value, found.named) == expected


@pytest.mark.parametrize(
    "matter",
    ["title: A", "status: x\nsummary: S\nrelated: []", "tier: gold\nmyst: {}", "excellenc_tier: gold", "", "# none",
     *(f"{key}: x" for key in ("category", "aliases", "sources", "history", "evolution", "introduced", "reviewed",
                               "rationale", "problems"))],
)  # fmt: skip
def test_keys_that_other_tools_use_too_make_none(tmp_path, matter):
    assert read(tmp_path, f"---\n{matter}\n---\n\n# T\n") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\nexcellence_tier: gold\n---\n# T\n", "T"),
        ("---  \nexcellence_tier: gold\n...\t\n# T\n", "T"),
        ("---\nexcellence_tier: gold\n---\n", "page"),
        ("---\nexcellence_tier: gold\n---\n  \n\n", "page"),
        ("---\nexcellence_tier: gold\n---\ntext\n", "page"),
        ("---\nexcellence_tier: gold\npattern: saga\n---\ntext\n", "saga"),
        ("---\nexcellence_tier: gold\n---", "page"),
        ("\ufeff---\nexcellence_tier: gold\n---\n# T\n", "T"),
        ("---\r\nexcellence_tier: gold\r\n---\r\n# T\r\n", "T"),
        ("---\nexcellence_tier: gold\nmyst: {substitutions: {x: y}}\n---\n# A {{ x }}\n", "A y"),
    ],
)
def test_a_record_without_a_title_has_that_of_its_page(tmp_path, text, title):
    markup = Markup(extensions=frozenset({"substitution"}))
    assert read(tmp_path, text, markup=markup).value["title"] == title


@pytest.mark.parametrize(
    "text",
    [
        " ---\nexcellence_tier: gold\n---\n",
        "----\nexcellence_tier: gold\n---\n",
        "# T\n---\nexcellence_tier: gold\n---\n",
    ],
)
def test_front_matter_begins_in_the_first_line(tmp_path, text):
    assert read(tmp_path, text) is None


def test_a_text_in_place_of_the_files_is_read(tmp_path):
    found = read(tmp_path, "# Nothing\n", instead="---\nexcellence_tier: gold\n---\n# New\n")
    assert found.value == {"tier": "gold", "title": "New"}
    assert read(tmp_path, "---\nexcellence_tier: gold\n---\n", instead="") is None
    page = Page("none", tmp_path / "none.md")
    assert read_front_matter(page, tmp_path, ParseCache()) is None


# What is wrong --------------------------------------------------------------------------------------------------------


def test_a_page_that_cannot_be_read_may_hold_a_record(tmp_path):
    for suffix, text in ((".md", b"---\nx: \xe9\n---\n"), (".rst", b":x: \xe9\n"), (".ipynb", b' {"x": "\xe9"}')):
        found = read(tmp_path, text, suffix)
        assert isinstance(found, Faults)
        assert found.may_hold_record
        (finding,) = found.findings
        assert (finding.rule, finding.place.path) == ("wrong-encoding", f"source/a/page{suffix}")
        assert read(tmp_path, text.lstrip(b"-:{ "), suffix) is None


@pytest.mark.parametrize(
    ("matter", "speaks"), [("tags: [a]", False), ("excellence_tier: gold", True), ("pattern: x", True)]
)
def test_front_matter_that_does_not_end_may_hold_a_record(tmp_path, matter, speaks):
    found = read(tmp_path, f"---\n{matter}\n\n# T\n")
    assert isinstance(found, Faults)
    assert found.may_hold_record == speaks
    assert [(each.rule, each.place, each.severity) for each in found.findings] == [
        ("malformed-yaml", Place("source/a/page.md"), Severity.ERROR)
    ]


def test_malformed_front_matter_of_a_record_is_for_the_record(tmp_path):
    found = read(tmp_path, "---\npattern: x\nsummary: a: b\n---\n# T\n")
    assert said(found) == ("page", {}, (), True, 1, ())
    assert not found.document.readable
    found = read(tmp_path, "---\ntitle: a: b\n---\n# T\n")
    assert isinstance(found, Faults)
    assert not found.may_hold_record


@pytest.mark.parametrize(
    ("matter", "findings"),
    [
        ("a: 1\na: 2\na: 3\n", [("duplicate-key", 3, 1, ("a", "2", "1")), ("duplicate-key", 4, 1, ("a", "2", "1"))]),
        ("a: !x 1\nb: !!str 2\nc: !!timestamp 3\n", [("unsafe-yaml", 2, 4, ("!x",))]),
        ("a: x #y\n", []),
        ("- a\n", [("wrong-type", 2, 1, ("a list",))]),
        ("7\n", [("wrong-type", 2, 1, ("the number 7",))]),
        ("!x {a: 1}\n", [("unsafe-yaml", 2, 1, ("!x",))]),
        ("~\n", []),
        ("a: {b: 1\n c: 2}\n", [("malformed-yaml", 3, 3, ("did not find expected ',' or '}'", "2", "4"))]),
    ],
)
def test_faults_of_other_front_matter_have_the_lines_of_the_page(tmp_path, matter, findings):
    found = read(tmp_path, f"---\n{matter}---\n# T\n")
    told = [] if found is None else found.findings
    assert [(each.rule, each.place.line, each.place.column, each.args) for each in told] == findings
    assert all((each.place.path, each.severity) == ("source/a/page.md", Severity.ERROR) for each in told)
    assert all(each.text and each.accepted for each in told)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("---\nkey: x\n", True),
        ("---\nkey:\n  - x\n- y\n# z\nother-key_2: 1\n", True),
        ("---\t\n_key: x\n\nanything\n", True),
        ("---\nkey:x\n", False),
        ("---\nKey: x\n", False),
        ("---\n- x\n", False),
        ("---\nkey: x\nplain text\n", False),
        ("---\n\nkey: x\n", False),
        ("---\nkey: x\n-y\n", False),
        ("---", False),
        ("---\n", False),
    ],
)
def test_only_what_begins_as_a_mapping_is_front_matter_that_does_not_end(tmp_path, text, is_told):
    assert (read(tmp_path, text) is not None) == is_told


# Fields of reStructuredText -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "line_offset"),
    [
        (":excellence_tier: gold\n\nT\n=\n", {"tier": "gold", "title": "T"}, 0),
        ("\n\n:excellence_tier: gold\n\nT\n=\n", {"tier": "gold", "title": "T"}, 2),
        (".. comment\n\n   more\n\n:excellence_tier: gold\n", {"tier": "gold", "title": "page"}, 4),
        (".. _a:\n.. |b| replace:: c\n:excellence_tier: gold\n", {"tier": "gold", "title": "page"}, 2),
        (
            ":orphan:\n:excellence_tier: gold\n:Author: x: y\n  z\n:summary: S\n",
            {"tier": "gold", "summary": "S", "title": "page"},
            0,
        ),
        (
            ":excellence_tier: gold\n:evolution:\n   from: [a]\n\n   to: [b]\n:author: x\n",
            {"tier": "gold", "evolution": {"from": ["a"], "to": ["b"]}, "title": "page"},
            0,
        ),
        (":excellence_tier: gold\ntext\n:summary: S\n", {"tier": "gold", "title": "page"}, 0),
        (":excellence_tier:gold\n:summary: S\n", None, None),
        (":: excellence_tier: gold\n", None, None),
        (":title: T\n:pattern: saga\n", {}, 0),
        (".. note:: x\n\n:excellence_tier: gold\n", None, None),
        ("..\n\n:excellence_tier: gold\n", {"tier": "gold", "title": "page"}, 2),
        (".. only\n", None, None),
        (":author: x\n", None, None),
    ],
)
def test_fields_at_the_top_are_front_matter(tmp_path, text, value, line_offset):
    found = read(tmp_path, text, ".rst")
    if value is None:
        assert found is None
    else:
        assert (found.value, found.line_offset) == (value, line_offset)
        line = text.split("\n").index(
            next(each for each in text.split("\n") if each.startswith((":excellence", ":pattern")))
        )
        key = "excellence_tier" if "tier" in value else "pattern"
        assert found.document.locate((key,), on_key=True) == (line + 1 - line_offset, 2)


def test_fields_that_are_malformed_are_told_only_where_they_make_a_record(tmp_path):
    assert read(tmp_path, ":title: a: b\n", ".rst") is None
    found = read(tmp_path, ":excellence_tier: a: b\n", ".rst")
    assert said(found) == ("page", {}, (), True, 0, ())


def test_a_title_below_fields_is_not_one_of_the_fields(tmp_path):
    text = ":excellence_tier: gold\n:summary: S\n\n.. comment\n\nTitle\n=====\n"
    assert read(tmp_path, text, ".rst").value["title"] == "Title"


# Notebooks ------------------------------------------------------------------------------------------------------------


def notebook(metadata, *cells):
    return json.dumps({"cells": list(cells), "metadata": metadata})


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ([{"cell_type": "markdown", "source": ["# A\n", "b"]}], "A"),
        ([{"cell_type": "markdown", "source": "# A\n"}], "A"),
        ([{"cell_type": "code", "source": ["# A\n"]}, {"cell_type": "markdown", "source": "# B\n"}], "B"),
        ([{"cell_type": "markdown", "source": "text"}, {"cell_type": "markdown", "source": "# B"}], "B"),
        ([{"cell_type": "markdown", "source": []}, 7, {"cell_type": "markdown"}, {"source": "# A"}], "page"),
        ([{"cell_type": "markdown", "source": ["# A", 1]}], "page"),
        ([], "page"),
    ],
)
def test_the_metadata_of_a_notebook_is_its_front_matter(tmp_path, cells, title):
    found = read(tmp_path, notebook({"excellence_tier": "gold"}, *cells), ".ipynb")
    assert said(found) == ("page", {"tier": "gold", "title": title}, (), False, 0, ("metadata",))


def test_only_what_is_wrong_with_the_record_is_told_of_a_notebook(tmp_path):
    text = '{"metadata": {"excellence_tier": "gold"}, "a": 1, "a": 2, "cells": 3}'
    found = read(tmp_path, text, ".ipynb")
    assert (found.document.problems, found.value["title"]) == ([], "page")
    assert found.document.locate(("metadata", "excellence_tier")) == (1, text.index('"gold"') + 1)


@pytest.mark.parametrize(
    "text",
    [
        notebook({"title": "T"}),
        notebook([], {"cell_type": "markdown", "source": '"excellence_'}),
        '["excellence_tier"]',
        '{"excellence_tier": 1}',
        "x" + notebook({"excellence_tier": "gold"}),
        notebook({"excellence_tier": "gold"})[:-1],
    ],
)
def test_other_notebooks_make_no_record(tmp_path, text):
    assert read(tmp_path, text, ".ipynb") is None


@pytest.mark.parametrize(
    "key", ["pattern", "modern_examples", "alternatives", "production_checklist", "peak_usage", "excellence_tier"]
)
def test_every_key_that_makes_a_record_is_looked_for_in_a_notebook(tmp_path, key):
    assert isinstance(read(tmp_path, notebook({key: "x"}), ".ipynb"), FrontMatter)


def test_the_keys_of_front_matter_are_those_of_a_pattern():
    keys = front_matter_keys()
    assert keys[0] == "pattern"
    assert {"excellence_tier", "title", "alternatives"} <= set(keys)
    assert not {"tier", "id"} & set(keys)
    assert len(keys) == len(set(keys))


# Loading --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "homes", "told"),
    [
        ({"source/a.md": "---\nexcellence_tier: gold\n---\n# A\n"}, {"a": ("pattern", "a")}, []),
        ({"source/x/a.md": "---\npattern: b\nexcellence_tier: gold\n---\n# A\n"}, {"x/a": ("pattern", "b")}, []),
        ({"source/a.md": "---\npattern: saga\n---\n"}, {"a": ("pattern", "saga")}, []),
        ({"source/a.md": "---\npattern: sagas\n---\n"}, {"a": ("pattern", "saga")}, []),
        ({"source/a.md": "---\npattern: b\n---\n", "source/b.md": "---\nexcellence_tier: gold\n---\n# B\n"},
         {"a": ("pattern", "b"), "b": ("pattern", "b")}, []),
        ({"source/a.md": "---\npattern: c\n---\n", "source/c.md": "---\nexcellence_tier: a: b\n---\n# C\n"},
         {}, ["source/c.md:2:19 malformed-yaml"]),
        ({"source/a.md": "---\npattern: saga\nsummary: S\n---\n# A\n"}, {"a": ("pattern", "saga")},
         ["source/a.md:2:1 duplicate-id"]),
        ({"source/a.md": "---\npattern: sgaa\n---\n"}, {}, ["source/a.md:2:10 unknown-reference"]),
        ({"source/a.md": "---\nexcellence_tier: gold\n---\n# A\n", "source/b.md": "---\npattern: a\nsummary: S\n---\n# B\n"},
         {"a": ("pattern", "a")}, ["source/b.md:2:1 duplicate-id"]),
        ({"source/a.md": "---\nexcellence_tier: [gold]\nexcellence_teir: x\n---\n# A\n"}, {"a": ("pattern", "a")},
         ["source/a.md:3:1 unknown-key", "source/a.md:2:18 wrong-type"]),
        ({"source/a.md": "---\ntitle: a: b\n---\n# A\n"}, {}, ["source/a.md:2:9 malformed-yaml"]),
        ({"source/a b.md": "---\nexcellence_tier: gold\n---\n# A\n"}, {}, ["source/a b.md:2:1 wrong-id"]),
    ],
)  # fmt: skip
def test_pages_are_homes_to_their_records(bench, files, homes, told):
    loaded = bench.load({"data/a.yaml": "patterns:\n  saga: {title: Saga, aliases: [sagas]}\n", **files})
    assert loaded.homes_by_front_matter == homes
    assert [f"{each.place} {each.rule}" for each in loaded.findings] == told
    assert all(isinstance(each, Finding) and each.severity is Severity.ERROR for each in loaded.findings)
