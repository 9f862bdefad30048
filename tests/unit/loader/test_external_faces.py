"""What is taken of another project's registry: faces, tiers, addresses, and what is missing where something is wrong."""

from __future__ import annotations

import json

import pytest

from sphinx_excellence.findings import Place, Severity
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.external import published_pages, read_external, read_externals
from sphinx_excellence.settings import ExternalSource

SETTING = Place("conf.py", 4, 2)
FORM = "the file excellence.json that another project publishes, in version 1"


def read(content, base="https://x.org/", name="core"):
    text = content if isinstance(content, str) else json.dumps(content)
    external, findings = read_external(name, base, text, "in/core.json")
    assert all((each.severity, each.fix) == (Severity.ERROR, None) for each in findings)
    assert all(each.registry == ("" if name in each.args else name) for each in findings)
    assert all(each.place.path == "in/core.json" for each in findings)
    return external, [
        (each.place.line, each.place.column, each.rule, each.record, tuple(map(str, each.args))) for each in findings
    ]


def v1(**content):
    return {"version": 1, **content}


def test_a_record_shows_its_face_and_nothing_else():
    pattern = {
        "title": "Saga", "summary": "S", "tier": "gold", "status": "recommended", "category": "c", "introduced": 1987,
        "aliases": ["sagas"], "best_for": ["x"], "alternatives": [{"name": "N"}], "waivers": [{"rule": "x", "reason": "y"}],
    }  # fmt: skip
    study = {"title": "Pay", "company": "Acme", "scale": "large", "lessons": ["x"]}
    external, findings = read(v1(patterns={"saga": pattern}, case_studies={"pay": study}))
    assert findings == []
    face = external.records["pattern", "core:saga"].model_dump(exclude_defaults=True)
    assert face == {
        "title": "Saga", "summary": "S", "tier": "gold", "status": "recommended", "categories": "c",
        "introduced": "1987", "aliases": ("core:sagas",),
    }  # fmt: skip
    shown = external.records["case-study", "core:pay"].model_dump(exclude_defaults=True)
    assert shown.items() >= {"title": "Pay", "company": "Acme"}.items()
    assert "lessons" not in shown
    assert [record.id for record in external.records.values()] == ["core:saga", "core:pay"]
    assert (external.name, external.readable, external.lost) == ("core", True, frozenset())


@pytest.mark.parametrize(
    ("kinds", "kept", "told"),
    [
        ({"team": {"title": "Team"}}, ["core:a"], []),
        ({"team": {"key": "crews"}}, [], ["unknown-key"]),
        ({"team": {"key": "crews", "plural": "Teams"}, "crew": {"key": "teams"}}, ["core:a"], []),
    ],
)
def test_records_of_the_kinds_that_it_has_defined_are_read(kinds, kept, told):
    external, findings = read(v1(kinds=kinds, teams={"a": {"title": "A"}}))
    assert [record.id for record in external.records.values()] == kept
    assert [rule for _, _, rule, _, _ in findings] == told


def test_the_order_of_tiers_is_their_scale():
    tiers = [
        {"id": "gold", "title": "Best", "rank": 99},
        {"id": "odd", "title": "Odd", "legacy": True},
        {"id": "silver"},
    ]
    external, findings = read(v1(tiers=tiers))
    assert findings == []
    assert list(external.tiers) == ["gold", "odd", "silver"]
    assert [(tier.title, tier.rank) for tier in external.tiers.values()] == [("Best", 0), ("Odd", 1), ("Silver", 2)]
    assert [tier.legacy for tier in external.tiers.values()] == [False, True, False]


@pytest.mark.parametrize(
    ("tiers", "kept", "told"),
    [
        ("x", [], [(1, 25, "wrong-type", None, ("tiers", "the string 'x'", "a list"))]),
        ([3, {"id": "gold"}], ["gold"], [(1, 26, "wrong-type", None, ("tiers.1", "the number 3", "a mapping"))]),
        ([{"id": 3}, {"id": "gold"}], ["gold"], [(1, 33, "missing-key", None, ("tiers.1", "id"))]),
        (
            [{"id": "gold"}, {"id": "gold"}, {"id": "silver"}],
            ["gold", "silver"],
            [(1, 50, "duplicate-id", None, ("gold",))],
        ),
        ([{"id": "gold"}, {"title": "T"}], ["gold"], [(1, 42, "missing-key", None, ("tiers.2", "id"))]),
        ([{"id": "a b"}, {"id": "gold"}], ["gold"], [(1, 26, "wrong-id", ("tier", "core:a b"), ("a b", "tier"))]),
        ([{"id": "gold", "foo": 1}], ["gold"], [(1, 41, "unknown-key", ("tier", "core:gold"), ("foo", "tier 'gold'"))]),
    ],
)
def test_a_tier_that_does_not_fit_is_told_and_the_others_kept(tiers, kept, told):
    external, findings = read(v1(tiers=tiers))
    assert list(external.tiers) == kept
    assert [(line, rule, record) for line, _, rule, record, _ in findings] == [
        (line, rule, record) for line, _, rule, record, _ in told
    ]
    assert [each[4] for each in findings] == [each[4] for each in told]


@pytest.mark.parametrize(
    ("content", "lost", "told"),
    [
        (v1(patterns=[]), {("pattern", "")}, [("wrong-type", None, ("patterns", "a list", "a mapping"))]),
        (v1(patterns={"a": 1, "b": {"title": "B"}}), {("pattern", "core:a")},
         [("wrong-type", ("pattern", "core:a"), ("pattern", "a", "the number 1"))]),
        (v1(patterns={"a": {"title": "A", "x": 1}}), set(), [("unknown-key", ("pattern", "core:a"), ("x", "pattern 'a'"))]),
        (v1(foo={}, **{"$schema": "x"}), set(), [("unknown-key", None, ("foo",))]),
        (v1(legacy=["a", 1, "b"], patterns={"a": {"title": "A"}}), set(),
         [("wrong-type", None, ("legacy.2", "the number 1", "a string")), ("unknown-reference", None, ("pattern", "b"))]),
        (v1(legacy={}), set(), [("wrong-type", None, ("legacy", "a mapping", "a list"))]),
        (v1(legacy=["a"], patterns=[]), {("pattern", "")}, [("wrong-type", None, ("patterns", "a list", "a mapping"))]),
        (v1(legacy=["a"], patterns={"a": 1}), {("pattern", "core:a")},
         [("wrong-type", ("pattern", "core:a"), ("pattern", "a", "the number 1"))]),
        (v1(pages={"patterns": {"a": "a.html"}}, patterns=3), {("pattern", "")},
         [("wrong-type", None, ("patterns", "the number 3", "a mapping"))]),
        (v1(pages={"foo": {}, "patterns": []}), set(),
         [("unknown-key", None, ("foo",)), ("wrong-type", None, ("pages.patterns", "a list", "a mapping"))]),
        (v1(pages={"decisions": {"a": "a.html"}}, patterns={"a": {"title": "A"}}), set(),
         [("unknown-reference", None, ("decision", "a"))]),
        (v1(pages={"patterns": {"a": ["x"]}}, patterns={"a": {"title": "A"}}), set(),
         [("wrong-type", None, ("pages.patterns.a", "a list", "a string"))]),
        (v1(pages={"patterns": {"a": "x " * 50}}, patterns={"a": {"title": "A"}}), set(),
         [("unsafe-url", None, (("x " * 50)[:57] + "...",))]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_and_the_rest_kept(content, lost, told):
    external, findings = read(content)
    assert external.readable
    assert external.lost == lost
    assert [(rule, record, args) for _, _, rule, record, args in findings] == told
    assert external.legacy == ({"core:a"} if ("unknown-reference", None, ("pattern", "b")) in told else set())
    assert external.addresses == {}


@pytest.mark.parametrize("base", ["https://x.org", "https://x.org/", "https://x.org//"])
@pytest.mark.parametrize("page", ["a.html#x", "/a.html#x"])
def test_addresses_are_below_the_site(base, page):
    content = v1(patterns={"a": {"title": "A"}}, pages={"patterns": {"a": page}})
    external, findings = read(content, base)
    assert findings == []
    assert external.addresses == {("pattern", "core:a"): "https://x.org/a.html#x"}
    assert published_pages(json.dumps(content), "core") == {"patterns": {"a": "a.html#x"}}


def test_cells_of_a_comparison_are_read_as_exports_once_wrote_them():
    def rows(row):
        content = v1(comparisons={"c": {"title": "C", "columns": [{"id": "x"}], "rows": [row]}})
        return read(content)[1]

    assert rows({"need": "N", "cells": {"x": {"note": "n"}}}) == []
    assert rows({"need": "N", "x": {"note": "n"}}) == []
    assert rows({"need": "N", "cells": {"x": 3}}) == []
    # A column may be called so itself.
    assert rows({"need": "N", "cells": {"note": "n"}}) == []
    told = [(1, 122, "wrong-type", ("comparison", "core:c"), ("rows[1].cells.pattern", "a list", "a string"))]
    assert rows({"need": "N", "cells": {"pattern": []}}) == told
    assert [each[2] for each in rows(3)] == ["wrong-type"]
    assert [each[2] for each in rows({"need": "N", "cells": {"x": []}})] == ["wrong-type"]


# What is no export ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "column", "args"),
    [
        ("[]", 1, ("core",)),
        ("3", 1, ("core",)),
        ("{}", 1, ("core",)),
        ('{"patterns": {}}', 1, ("core",)),
        ('{"version": 2}', 13, ("core", "2")),
        ('{"version": "1"}', 13, ("core", "1")),
        ('{"version": 1.0}', 13, ("core", "1.0")),
        ('{"version": true}', 13, ("core", "True")),
        ('{"version": null}', 13, ("core", "nothing")),
        ('{"version": [1]}', 13, ("core", "a list")),
        ('{"version": {}}', 13, ("core", "a mapping")),
        ('{"version": "%s"}' % ("9" * 100), 13, ("core", "9" * 57 + "...")),
    ],
)
def test_a_file_that_is_no_export_is_one_finding(content, column, args):
    external, findings = read(content)
    assert not external.readable
    assert external.records == {}
    assert findings == [(1, column, "unreadable-registry", None, args)] or args[1:] in {("empty",), ("nothing",)}
    assert len(findings) == 1
    reason = published_pages(content, "the file")
    assert isinstance(reason, str)
    assert "the file" in reason


@pytest.mark.parametrize("content", ['{"version": 1', "x: 1", "\x00"])
def test_a_file_that_is_no_json_is_told_once(content):
    external, ((line, _, rule, _, _),) = read(content)
    assert (external.readable, line, rule) == (False, 1, "unreadable-registry")


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        ('{"version": "\\u0007"}', ["control-character"]),
        ('"\\u0007"', ["control-character"]),
        ('{"version": 2, "x": "\\u0007"}', ["control-character", "unreadable-registry"]),
        ('{"version": 1, "x": 1, "x": 2}', ["duplicate-key", "unknown-key"]),
    ],
)
def test_what_has_been_left_out_is_told_once(content, rules):
    assert [each[2] for each in read(content)[1]] == rules


def test_registries_are_read_by_their_names(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.json").write_text(json.dumps(v1(patterns={"a": {"title": "A"}, "b": 3})))
    (tmp_path / "bytes.json").write_bytes(b"\xff")
    sources = {
        "z": ExternalSource("https://z.org", "nowhere.json", SETTING),
        "a": ExternalSource("https://a.org", "in/a.json", SETTING),
        "b": ExternalSource("https://b.org", "bytes.json", SETTING),
        "none": ExternalSource("", "", SETTING),
    }
    cache = ParseCache()
    externals, findings = read_externals(tmp_path, sources, cache)
    assert list(externals) == ["a", "b", "none", "z"]
    assert {name: external.readable for name, external in externals.items()} == {
        "a": True, "b": False, "none": False, "z": False,
    }  # fmt: skip
    assert [external.name for external in externals.values()] == ["a", "b", "none", "z"]
    assert list(externals["a"].records) == [("pattern", "a:a")]
    assert cache.parsed == 1
    broken, unreadable, missing = findings
    assert (broken.rule, str(broken.place), broken.registry) == ("wrong-type", "in/a.json:1:50", "a")
    assert (unreadable.rule, str(unreadable.place), unreadable.registry) == (
        "unreadable-registry",
        "bytes.json:1:1",
        "b",
    )
    assert (missing.rule, missing.place, missing.registry) == ("unreadable-registry", SETTING, "")
    assert (missing.args, missing.severity, missing.help) == (("z", "nowhere.json"), Severity.ERROR, FORM)
    assert read_externals(tmp_path, {}) == ({}, [])
