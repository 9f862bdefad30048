"""What rules find in a changed project is what they would find in a new one, whichever records they look at again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_excellence.loader import signing
from sphinx_excellence.loader.load import load
from sphinx_excellence.rules.all_rules import RULES
from sphinx_excellence.rules.cleared_records import FILE, ClearedRecords
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import ByRecord, Knowledge, Reads

BY_RECORD = [rule for rule in RULES if isinstance(rule.check, ByRecord)]
RECORDS = {
    "patterns": {
        "a": ["{title: A}", "{title: A, aliases: [c]}", "{title: A, summary: '[x](b)'}", '{title: A, summary: "x\\n\\n- y"}'],
        "b": ["{title: B, evolution: {to: [a]}}", "{title: B, evolution: {to: [c]}}", "{title: B, tier: golden}"],
        "c": ["{title: C, tier: tin}", "{title: C, titel: D}", "3"],
    },
    "decisions": {
        "adr-1": [
            '{title: One, status: accepted, context: "One.\\n\\n<div>"}',
            "{title: One, status: accepted, context: 'See {widget}`w` and {pattern}`c`.'}",
            "{title: One, status: accepted, context: |\n  A\n\n  ```{includ} x\n  ```\n}",
        ],
        "adr-2": ["{title: Two, status: accepted, supersedes: [1]}", "{title: Two, status: accepted, supersedes: [adr-3]}"],
    },
    "tiers": {"tin": ["{rank: 40}", '{rank: 40, definition: "x\\n\\n- y"}']},
    "kinds": {"widget": ["{title: Widget, plural: Widgets}"]},
    "widgets": {"w": ["{title: W}", "{title: W, summary: '[x](b)'}"]},
}  # fmt: skip


@st.composite
def _projects(draw):
    chosen = {
        (section, name): draw(st.sampled_from([None, *range(len(texts))]))
        for section, records in RECORDS.items()
        for name, texts in records.items()
    }
    projects = [_text(chosen)]
    for _edit in range(draw(st.integers(1, 4))):
        section = draw(st.sampled_from(sorted(RECORDS)))
        name = draw(st.sampled_from(sorted(RECORDS[section])))
        chosen[section, name] = draw(st.sampled_from([None, *range(len(RECORDS[section][name]))]))
        projects.append(_text(chosen))
    return projects


def _text(chosen):
    text = ""
    for section, records in RECORDS.items():
        lines = [
            f"  {name}: {texts[chosen[section, name]]}\n"
            for name, texts in records.items()
            if chosen[section, name] is not None
        ]
        text += "".join((f"{section}:\n", *lines)) if lines else ""
    return text


def _found(root, text, cleared, rules=RULES):
    (root / "data").mkdir(exist_ok=True)
    (root / "data" / "a.yaml").write_text(text)
    loaded = load(root, ("data",))
    return run_rules(
        rules,
        Knowledge(loaded.registry, date(2026, 1, 1)),
        Locator(loaded.origins),
        loaded=loaded.findings,
        cleared=cleared,
    )


@given(_projects())
def test_the_findings_are_those_of_a_full_run(projects):
    with TemporaryDirectory() as folder:
        for text in projects:
            again = _found(Path(folder), text, ClearedRecords(Path(folder) / FILE))
            assert again == _found(Path(folder), text, None), text


def _watched(monkeypatch, rule):
    looked = []
    check = rule.check.of_record

    def of_record(registry, kind, record):
        looked.append(record.id)
        return check(registry, kind, record)

    watched = ByRecord(of_record, rule.check.reads, rule.check.rest)
    return looked, type(rule)(rule.name, rule.severity, rule.summary, rule.rationale, rule.bad, rule.good, watched)


@pytest.mark.parametrize("rule", BY_RECORD, ids=lambda rule: rule.name)
def test_a_rule_looks_again_at_what_has_changed(tmp_path, monkeypatch, rule):
    looked, watched = _watched(monkeypatch, rule)
    texts = [
        "patterns:\n  a: {title: A}\n  b: {title: B}\n",
        "patterns:\n  a: {title: A}\n  b: {title: Other}\n",
        "patterns:\n  a: {title: A}\n  b: {title: Other}\n  c: {title: C}\n",
    ]
    seen = []
    for text in (*texts, texts[-1]):
        _found(tmp_path, text, ClearedRecords(tmp_path / FILE), [watched])
        seen.append([*looked])
        looked.clear()
    again = ["c"] if rule.check.reads is Reads.NOTHING_ELSE else ["a", "b", "c"]
    assert seen == [["a", "b"], ["b"], again, []]


def test_a_record_with_a_finding_is_looked_at_in_every_run(tmp_path, monkeypatch):
    (rule,) = (rule for rule in BY_RECORD if rule.name == "unknown-reference")
    looked, watched = _watched(monkeypatch, rule)
    text = "patterns:\n  a: {title: A, evolution: {to: [zzz]}}\n  b: {title: B}\n"
    for _run in range(2):
        assert [finding.record for finding in _found(tmp_path, text, ClearedRecords(tmp_path / FILE), [watched])] == [
            ("pattern", "a")
        ]
    assert looked == ["a", "b", "a"]


@pytest.mark.parametrize("stored", [b"", b"[]", b'{"block-markup": 3}', b'{"block-markup": ["x", 3]}', b"no JSON"])
def test_what_nobody_signed_or_nobody_can_read_clears_nothing(tmp_path, monkeypatch, stored):
    path = tmp_path / FILE
    for content in (stored, signing.with_signature(FILE, stored)):
        path.write_bytes(content)
        assert list(ClearedRecords(path).begin("block-markup", "")) == []


def test_only_a_signed_file_clears_records(tmp_path):
    text = "patterns:\n  a: {title: A}\n"
    _found(tmp_path, text, ClearedRecords(tmp_path / FILE))
    content = (tmp_path / FILE).read_bytes()
    kept, _, _mark = content.rpartition(b"\n")
    assert set(json.loads(kept)) == {rule.name for rule in BY_RECORD}
    assert len(ClearedRecords(tmp_path / FILE).begin("block-markup", "")) == 1
    (tmp_path / FILE).write_bytes(kept + b"\n" + b"0" * 40)
    assert list(ClearedRecords(tmp_path / FILE).begin("block-markup", "")) == []


def test_an_unchanged_file_is_not_written_again(tmp_path):
    text = "patterns:\n  a: {title: A}\n"
    _found(tmp_path, text, ClearedRecords(tmp_path / FILE))
    before = (tmp_path / FILE).stat().st_mtime_ns
    _found(tmp_path, text, ClearedRecords(tmp_path / FILE))
    assert (tmp_path / FILE).stat().st_mtime_ns == before
