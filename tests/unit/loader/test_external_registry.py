"""Another project's registry is read as strictly as one's own data, whatever stands in it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_excellence.export import export, export_text
from sphinx_excellence.findings import Place
from sphinx_excellence.loader.external import published_pages, read_external
from sphinx_excellence.loader.load import load
from sphinx_excellence.model.external import External
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.queries import Query
from sphinx_excellence.rules.all_rules import RULES
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.settings import ExternalSource
from sphinx_excellence.views.evolutions import timeline
from sphinx_excellence.views.record_labels import reference
from tests.extension.knowledge import DATA

OURS = (
    "patterns:\n  old: {title: Old, tier: bronze, alternatives: [{pattern: 'core:saga'}]}\n"
    "evolutions:\n  e: {title: E, timeline: [{year: 1980, pattern: 'core:saga'}, {year: 1990, pattern: 'core:odd'}]}\n"
    "comparisons:\n  c: {title: C, columns: [{id: x, tier: gold}], rows: [{need: N, x: {pattern: 'core:saga'}}]}\n"
)


def an_export(root) -> dict:
    root.mkdir(exist_ok=True)
    (root / "all.yaml").write_text(DATA)
    exported = export(load(root, ["all.yaml"]).registry)
    exported["pages"] = {"patterns": {"saga": "saga.html#record-pattern-saga"}, "decisions": {"adr-1": "adr/#x"}}
    return json.loads(export_text(exported))


def told(content: object) -> list[str]:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    _, findings = read_external("core", "https://core.example.org/", text, "core.json")
    assert all("'core'" in finding.text for finding in findings)
    assert all(finding.fix is None for finding in findings)
    return [f"{f.place} {f.rule}: {f.text} | {f.help}" for f in findings]


def test_what_is_exported_is_read_without_a_finding(tmp_path):
    content = an_export(tmp_path / "theirs")
    external, findings = read_external(
        "core", "https://core.example.org/", json.dumps(content, ensure_ascii=False), "core.json"
    )
    assert findings == []
    assert {kind for kind, _ in external.records} == {kind.name for kind in KINDS}
    assert list(external.tiers) == ["gold", "silver", "bronze"]
    assert external.legacy == {"core:two-phase-commit"}
    assert external.addresses["decision", "core:adr-1"] == "https://core.example.org/adr/#x"


P = {"version": 1, "patterns": {"x": {"title": "X"}}}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"version": 1, "patterns": {"x": {"title": "X", "introduced": "the 1990s"}}},
         "core.json:1:63 wrong-value: in the registry 'core': `introduced`: 'the 1990s' is not a date"),
        ({"version": 1, "patterns": {"x": {"title": "X", "titel": "Y"}}},
         "core.json:1:49 unknown-key: in the registry 'core': unknown key 'titel' in pattern 'x'"),
        ({"version": 1, "patterns": {"a b": {"title": "X"}}}, "core.json:1:29 wrong-id"),
        ({"version": 1, "patterns": {"x": []}}, "core.json:1:29 wrong-type"),
        ({"version": 1, "patterns": [1]}, "core.json:1:28 wrong-type: in the registry 'core': `patterns` is a list"),
        ({"version": 1, "paterns": {}}, "core.json:1:16 unknown-key: in the registry 'core': 'paterns' is not"),
        ({"version": 1, "evolutions": {"d": {"title": "X"}}}, "core.json:1:31 missing-key"),
        ({"version": 1, "patterns": {"x": {"title": "X\x1b"}}}, "core.json:1:44 control-character"),
        ('{"version": 1, "patterns": {"x": {"title": "X", "title": "Y"}}}', "core.json:1:49 duplicate-key"),
        ({"version": 1, "tiers": {}}, "core.json:1:25 wrong-type: in the registry 'core': `tiers` is a mapping"),
        ({"version": 1, "tiers": [7]}, "core.json:1:26 wrong-type: in the registry 'core': `tiers.1` is the number 7"),
        ({"version": 1, "tiers": [{"title": "G"}]}, "core.json:1:26 missing-key"),
        ({"version": 1, "tiers": [{"id": "g"}, {"id": "g"}]}, "core.json:1:46 duplicate-id"),
        ({"version": 1, "tiers": [{"id": "g", "colours": {"light": "red", "dark": "#000000"}}]},
         "core.json:1:59 wrong-value"),
        ({"version": 1, "tiers": [], "patterns": {"x": {"title": "X", "tier": "gold"}}},
         "core.json:1:70 unknown-reference: in the registry 'core': unknown tier 'gold'"),
        ({"version": 1, "patterns": {"x": {"title": "X", "tier": "gld"}}, "tiers": [{"id": "gold"}]},
         "core.json:1:57 unknown-reference: in the registry 'core': unknown tier 'gld' | did you mean 'gold'?"),
        ({"version": 1, "patterns": {"x": {"title": "X", "tier": "g"}}, "tiers": [{"id": "g", "label": 1}]},
         "core.json:1:"),
        ({**P, "legacy": "x"}, "core.json:1:61 wrong-type"),
        ({**P, "legacy": [1]}, "core.json:1:62 wrong-type: in the registry 'core': `legacy.1` is the number 1"),
        ({**P, "legacy": ["y"]}, "core.json:1:62 unknown-reference: in the registry 'core': unknown pattern 'y'"),
        ({**P, "pages": []}, "core.json:1:60 wrong-type"),
        ({**P, "pages": {"pattern": {}}}, "core.json:1:61 unknown-key"),
        ({**P, "pages": {"patterns": {"x": 1}}}, "core.json:1:79 wrong-type"),
        ({**P, "pages": {"patterns": {"y": "y.html"}}}, "core.json:1:79 unknown-reference"),
        *(
            ({**P, "pages": {"patterns": {"x": page}}}, "core.json:1:79 unsafe-url")
            for page in ("javascript:alert(1)", "//evil.example/", "https://evil.example/", "../up.html", "a/%2e%2e/b",
                         "a b", "a\\b", "a\u2028b")
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_registry_file_and_place(content, said):
    lines = told(content)
    assert [line for line in lines if line.startswith(said)] == lines[:1]
    assert len(lines) == 1


def test_one_slip_loses_one_value(tmp_path):
    text = json.dumps({"version": 1, "patterns": {"x": {"title": "X", "status": "odd", "tier": "gold"}, "y": 1}})
    external, findings = read_external("core", "https://core.example.org/", text, "core.json")
    record = external.records["pattern", "core:x"]
    assert (record.title, record.status, record.tier, len(findings)) == ("X", None, "gold", 2)
    assert external.lost == {("pattern", "core:y")}


def test_what_could_not_be_read_there_is_not_called_unknown_here(tmp_path):
    (tmp_path / "core.json").write_text('{"version": 1, "patterns": {"saga": 7}, "evolutions": 8}')
    (tmp_path / "a.yaml").write_text("patterns: {a: {title: A, related: [{pattern: 'core:saga', kind: variant}]}}\n")
    source = ExternalSource("https://example.org", "core.json", Place("conf.py"))
    registry = load(tmp_path, ["a.yaml"], external={"core": source}).registry
    assert registry.is_known("pattern", "core:saga")
    assert registry.is_known("evolution", "core:any")
    assert not registry.is_known("pattern", "core:other")
    assert not registry.is_known("decision", "core:saga")


def test_a_waiver_there_excuses_nothing_and_no_field_of_it_is_unset(tmp_path):
    external, _ = read_external(
        "core", "https://core.example.org/", export_text(an_export(tmp_path / "x")), "core.json"
    )
    for record in external.records.values():
        assert record.waivers == ()
        for name in type(record).model_fields:
            getattr(record, name)
        record.model_dump_json()


def test_the_pages_of_a_site_are_read_from_its_own_export():
    text = json.dumps({**P, "pages": {"patterns": {"x": "x.html#a", "y": "y.html"}, "decisions": 1}})
    assert published_pages(text, "excellence.json") == {"patterns": {"x": "x.html#a"}}
    assert "the file is not an exported registry" in published_pages("[]", "excellence.json")


# Fuzzing --------------------------------------------------------------------------------------------------------------

HOSTILE = [
    None, True, False, 0, -1, 10**30, 1e308, "", " ", "\x1b[31m", "\u202e", "\ud800", "x" * 10_000, "<script>", "../..",
    "javascript:alert(1)", "core:saga", "early 1990s", "9999-99-99", "{{ x }}", "%s %d", "[](", "![a](b)", "[a](x_y:z)",
    [], {}, [[]], [None], {"": None}, {"title": "T"}, {"id": "x"}, [{"pattern": "core:saga"}], {"saga": {"title": "S"}},
    [["[" * 50]],
]  # fmt: skip


def paths(value: object, path: tuple = ()) -> Iterator[tuple]:
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


def with_value(content: object, path: tuple, value: object) -> object:
    if not path:
        return value
    changed = copy.deepcopy(content)
    here = changed
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return changed


def use_all_of(root, text: str) -> External:
    """Load a project that refers to the registry, and ask everything of it that a build would."""
    (root / "core.json").write_text(text, encoding="utf-8", errors="surrogatepass")
    (root / "ours.yaml").write_text(OURS)
    source = ExternalSource("https://example.org", "core.json", Place("conf.py"))
    loaded = load(root, ["ours.yaml"], external={"core": source})
    registry = loaded.registry
    locator = Locator(loaded.origins, lambda _page, line, _word: (line, 1))
    findings = run_rules(RULES, Knowledge(registry, date(2026, 1, 1)), locator, loaded=loaded.findings)
    for finding in findings:
        assert finding.text
        assert finding.place.line >= 1
    for kind in KINDS:
        for name in registry.names(kind.name):
            reference(kind.name, name, registry)
            registry.digest(Query(kind.name, name, "link"))
            registry.address_of(kind.name, name)
    for facet in ("descent", "moves", "everything"):
        registry.digest(Query("", "", facet))
    timeline(registry.find("evolution", "e"), registry)
    return registry.externals["core"]


@pytest.fixture(scope="module")
def valid(tmp_path_factory) -> dict:
    return an_export(tmp_path_factory.mktemp("theirs"))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_whatever_is_put_in_place_of_a_value_nothing_raises(tmp_path_factory, valid, data):
    path = data.draw(st.sampled_from(list(paths(valid))))
    value = data.draw(st.sampled_from(HOSTILE))
    text = json.dumps(with_value(valid, path, value), ensure_ascii=data.draw(st.booleans()))
    use_all_of(tmp_path_factory.mktemp("fuzz"), text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_whatever_a_file_is_cut_to_or_garbled_with_nothing_raises(tmp_path_factory, valid, data):
    text = export_text(valid)
    at = data.draw(st.integers(0, len(text)))
    garbage = data.draw(st.text(max_size=6))
    cut = data.draw(st.booleans())
    use_all_of(tmp_path_factory.mktemp("fuzz"), text[:at] + garbage + ("" if cut else text[at:]))


def test_yaml_is_no_export():
    assert told(yaml.safe_dump(P))[0].startswith(
        "core.json:1:1 unreadable-registry: in the registry 'core': invalid JSON"
    )
