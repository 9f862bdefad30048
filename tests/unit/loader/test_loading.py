"""Loading a project: which files, in which order, what is missing where something could not be read, and who is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinx_excellence.findings import Place, Severity
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.front_matter import Page
from sphinx_excellence.loader.load import load
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.settings import ExternalSource

ALL = {(kind.name, "") for kind in KINDS} | {("tier", ""), ("link", "")}


def fill(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("patterns: {a: {title: A}}", set()),
        ("patterns: {a: {title", {("pattern", "")}),
        ("x: 1\npatterns:\n  a: {\n'case_studies' : 1\n\"tiers\": 2\n decisions: 3\n#migrations: 4\n",
         {("pattern", ""), ("case-study", ""), ("tier", "")}),
        ("no kind: {", ALL),
        ("{", ALL),
        ("[a]", ALL),
        ("7", ALL),
        ("!x {patterns: {}}", ALL),
        ("", set()),
        ("~", set()),
        ("$schema: x", set()),
        ("paterns: {}", {("pattern", "")}),
        ("foo: {}", ALL),
        ("patterns: []\ndecisions: {}", {("pattern", "")}),
        ("tiers: 3", {("tier", "")}),
        ("patterns: !x {}", {("pattern", "")}),
        ("patterns: {'A B': {title: A}, c: 3, d: !x {}}",
         {("pattern", "A B"), ("pattern", "a-b"), ("pattern", "c"), ("pattern", "d")}),
        ("tiers: {gold: !x {}, b: 3}", {("tier", "gold")}),
    ],
)  # fmt: skip
def test_what_could_not_be_read_may_hold_anything(bench, text, lost):
    loaded = bench.load(text)
    assert loaded.registry.lost == lost
    assert all(each.place.path == "data/a.yaml" for each in loaded.findings)


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        ("{title: A}", None),
        ("{title: A, tier: [x], summary: }", {"tier", "summary"}),
        ("{title: A, sumary: x}", {"sumary", "summary"}),
        ("{title: A, zzz: x}", {"zzz"}),
        ("{title: A, alternatives: [{nam: x}]}", {"alternatives", "name"}),
        ("{title: A, tier: !x gold}", {"tier"}),
        ("{title: A, aliases: [!x b, c]}", {"aliases"}),
    ],
)
def test_of_a_record_the_keys_are_known_that_lost_something(bench, record, keys):
    registry = bench.load(f"patterns:\n  a: {record}\n").registry
    found = registry.repaired.get(("pattern", "a"))
    assert found is None if keys is None else keys <= found
    assert found is None or not {"title"} & found


def test_records_are_in_the_order_of_their_ids_whatever_file_they_are_in(bench):
    files = {"data/b.yaml": "patterns: {c: {title: C}, a: {title: A}}", "data/a.yaml": "patterns: {b: {title: B}}"}
    loaded = bench.load(files)
    assert list(loaded.registry.of_kind("pattern")) == ["a", "b", "c"]
    assert [loaded.origins.place(("pattern", name)) for name in "abc"] == [
        Place("data/b.yaml", 1, 27), Place("data/a.yaml", 1, 12), Place("data/b.yaml", 1, 12),
    ]  # fmt: skip


def test_files_are_counted_as_they_are_read(tmp_path):
    fill(tmp_path, {"data/a.yaml": "", "data/b.yaml": "{", "data/c.json": "{}"})
    told = []
    load(tmp_path, None, progress=lambda number, of: told.append((number, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_texts_in_place_of_files_are_read(tmp_path):
    fill(tmp_path, {"data/a.yaml": "patterns: {a: {title: A}}", "source/b.md": "# B\n"})
    page = Page("b", tmp_path / "source/b.md")
    instead = {
        tmp_path / "data/a.yaml": "patterns: {a: {title: New}}",
        page.path: "---\nexcellence_tier: gold\n---\n# Newer\n",
    }
    registry = load(tmp_path, ["data"], [page], instead=instead).registry
    assert (registry.pattern("a").title, registry.pattern("b").title) == ("New", "Newer")
    assert load(tmp_path, ["data"], [page]).registry.pattern("b") is None


def test_a_cache_is_used_for_data_pages_and_registries(tmp_path):
    core = json.dumps({"version": 1, "patterns": {"x": {"title": "X"}}})
    fill(
        tmp_path,
        {
            "data/a.yaml": "patterns: {a: {title: A}}",
            "b.md": "---\nexcellence_tier: gold\n---\n# B\n",
            "core.json": core,
        },
    )
    cache = ParseCache()
    source = {"core": ExternalSource("https://x.org", "core.json", Place("conf.py"))}
    loaded = load(tmp_path, None, [Page("b", tmp_path / "b.md")], cache=cache, external=source)
    assert cache.parsed == 3
    assert loaded.registry.find("pattern", "core:x").title == "X"
    assert loaded.findings == ()


def test_registries_and_what_a_build_writes_are_no_data(tmp_path):
    core = json.dumps({"version": 1, "patterns": {"x": {"title": "X"}}})
    fill(tmp_path, {"data/a.yaml": "patterns: {a: {title: A}}", "data/core.json": core, "data/out/b.yaml": "{"})
    source = {
        "core": ExternalSource("https://x.org", "data/core.json", Place("conf.py")),
        "none": ExternalSource("", "", Place("conf.py")),
    }
    loaded = load(tmp_path, None, external=source, without=[tmp_path / "data/out"])
    assert loaded.findings == ()
    assert list(loaded.registry.of_kind("pattern")) == ["a"]
    assert sorted(loaded.registry.externals) == ["core", "none"]


@pytest.mark.parametrize(
    ("data", "files", "is_missed"),
    [
        (None, {}, True),
        (None, {"a.md": "---\nexcellence_tier: gold\n---\n# A\n"}, False),
        (None, {"a.md": "---\npattern: x\n---\n"}, True),
        (["data"], {"a.md": "---\nexcellence_tier: gold\n---\n# A\n"}, True),
        ([], {}, False),
        (None, {"data/a.yaml": "# nothing"}, False),
    ],
)
def test_a_folder_that_nobody_named_is_missed_only_where_there_is_no_record(tmp_path, data, files, is_missed):
    fill(tmp_path, files)
    pages = [Page(path.stem, path) for path in tmp_path.glob("*.md")]
    loaded = load(tmp_path, data, pages, setting=Place("conf.py", 7))
    assert [(each.rule, each.place) for each in loaded.findings if each.rule == "missing-data"] == (
        [("missing-data", Place("conf.py", 7))] if is_missed else []
    )
    assert loaded.registry.lost == (ALL if is_missed else set())
    if is_missed:
        assert load(tmp_path, data, pages).findings[0].place == Place("conf.py")


def test_pages_that_name_no_record_are_told_where_the_record_may_not_be_in_what_is_lost(bench):
    page = {"source/a.md": "---\npattern: b\n---\n"}
    (finding,) = bench.load({"data/a.yaml": "patterns: {c: {title: C, aliases: [d]}}", **page}).findings
    assert (finding.rule, str(finding.place), finding.args) == ("unknown-reference", "source/a.md:2:10", ("b",))
    assert finding.severity is Severity.ERROR
    for text in ("patterns: {", "patterns: {b: 3}", "patterns: 7"):
        (finding,) = bench.load({"data/a.yaml": text, **page}).findings
        assert finding.place.path == "data/a.yaml"


def test_doubts_are_warnings_and_lines_in_their_words_are_those_of_the_file(bench):
    (doubt,) = bench.load("patterns:\n  a: {title: A #1\n   }\n").findings
    assert (doubt.rule, doubt.severity, str(doubt.place)) == ("cut-text", Severity.WARNING, "data/a.yaml:2:16")
    page = "---\nexcellence_tier: gold\nsummary: S\nsummary: T\n---\n# A\n"
    (finding,) = bench.load({"data/a.yaml": "patterns: {}", "source/a.md": page}).findings
    assert (finding.rule, finding.severity, str(finding.place)) == ("duplicate-key", Severity.ERROR, "source/a.md:4:1")
    assert finding.args == ("summary", "3", "1")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("{}", ["gold", "silver", "bronze"]),
        ("{gold: }", ["silver", "bronze"]),
        ("{silver: {rank: 5}}", ["silver", "gold", "bronze"]),
        ("{assess: {title: Assess, rank: 25}}", ["gold", "silver", "assess", "bronze"]),
        ("{assess: {title: Assess}, other: {title: O}, x: {rank: 1, title: X}}", ["x", "gold", "silver", "bronze"]),
        ("{x: {rank: 1, title: X}, x: {rank: 90, title: X}}", ["x", "gold", "silver", "bronze"]),
    ],
)
def test_tiers_are_in_the_order_of_their_ranks(bench, text, order):
    loaded = bench.load(f"tiers: {text}\n")
    assert list(loaded.registry.tiers) == order
    assert [each.rule for each in loaded.findings] == (
        ["missing-key"] * 2 if "assess: {title: Assess}" in text else ["duplicate-key"] if text.count("x:") == 2 else []
    )


def test_an_id_that_stands_in_two_files_is_told_at_the_second(bench):
    files = {
        "data/a.yaml": "patterns:\n  a: {title: A}\ntiers:\n  gold: {title: First}\n",
        "data/b.yaml": "tiers: {gold: {title: Second}}\npatterns: {a: {title: B}}\n",
    }
    loaded = bench.load(files)
    assert [(each.rule, str(each.place), each.record, tuple(map(str, each.args))) for each in loaded.findings] == [
        ("duplicate-id", "data/b.yaml:1:9", None, ("gold", "data/a.yaml:4:3")),
        ("duplicate-id", "data/b.yaml:2:12", ("pattern", "a"), ("pattern", "a", "data/a.yaml:2:3")),
    ]
    assert loaded.registry.pattern("a").title == "A"
    assert loaded.registry.tiers["gold"].title == "First"
    assert loaded.origins.place(("tier", "gold")) == Place("data/a.yaml", 4, 3)
