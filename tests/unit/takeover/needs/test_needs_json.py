"""A needs.json: types, links, options and contents become a model of the project's own, and go back as they came."""

from __future__ import annotations

import json

import pytest

from sphinx_excellence.takeover.formats import UnreadableSource
from tests.unit.takeover.taking_over import exported, findings, source_of, taken_over, write_tree

NEEDS = {
    "REQ_1": {
        "id": "REQ_1", "type": "req", "type_name": "Requirement", "title": "A *title* & <b>", "status": "open",
        "tags": ["a", "b"], "links": [], "content": "First.\n\n- one\n- two", "effort": 3, "docname": "index", "lineno": 7,
        "links_back": ["SPEC_1"], "is_need": True, "url": "https://x.example/a_b",
    },
    "SPEC_1": {
        "id": "SPEC_1", "type": "spec", "type_name": "Specification", "title": "S", "status": None, "tags": ["odd tag"],
        "links": ["REQ_1", "GONE"], "tests": ["T_1", "REQ_1"], "content": "::\n\n  <div>", "effort": "much",
        "parts": {"1": {"id": "1"}},
    },
    "T_1": {"id": "T_1", "type": "Pattern", "title": "T", "links": ["SPEC_1"], "content": ""},
}  # fmt: skip


def document(needs=NEEDS, **more):
    return {"current_version": "1.0", "project": "P", "versions": {"1.0": {"needs": needs}}, **more}


def written(tmp_path, value):
    return write_tree(tmp_path, {"needs.json": json.dumps(value)})


def test_types_are_kinds_links_are_references_and_the_rest_is_kept(tmp_path):
    source = source_of(written(tmp_path, document()))
    found = {record.id: record for record in source.records}
    kinds = source.settings["definitions"]["kinds"]
    assert {need: found[need].kind for need in found} == {"REQ_1": "req", "SPEC_1": "spec", "T_1": "need-pattern"}
    assert kinds["req"]["title"] == "Requirement"
    requirement = found["REQ_1"].values
    assert requirement["title"] == "A *title* & <b>"
    assert (requirement["status"], requirement["tags"], requirement["effort"]) == ("open", ["a", "b"], 3)
    assert (requirement["content"], requirement["url"]) == ("First.\n\n- one\n- two", "https://x.example/a_b")
    assert '"is_need": true' in requirement["kept"]
    assert "links_back" not in str(requirement)
    spec = found["SPEC_1"].values
    assert spec["links"] == ["REQ_1"]
    assert (spec["tests-to-need-pattern"], spec["tests-to-req"]) == (["T_1"], ["REQ_1"])
    assert all(word in spec["kept"] for word in ("GONE", "odd tag", "<div>", "parts"))
    assert kinds["spec"]["fields"]["links"] == {"title": "Links", "type": "req", "many": True}
    assert {"link-without-need", "kept-content", "other-kind"} <= {note.kind for note in source.notes}


def test_needs_go_back_as_they_came(tmp_path):
    project = taken_over(written(tmp_path / "a", document()), tmp_path / "b")
    assert findings(project) == ""
    exported(project, "needs", tmp_path / "c")
    again = json.loads((tmp_path / "c" / "needs.json").read_text())["versions"]["1.0"]["needs"]

    def comparable(need):
        plain = {
            key: value for key, value in need.items() if value not in (None, "", [], {}) and not key.endswith("_back")
        }
        plain = {key: sorted(value) if isinstance(value, list) else value for key, value in plain.items()}
        return {**plain, "type": "", "type_name": ""}

    assert {need: comparable(again[need]) for need in again} == {need: comparable(NEEDS[need]) for need in NEEDS}
    assert (again["REQ_1"]["type"], again["REQ_1"]["type_name"]) == ("req", "Requirement")


def test_the_schema_says_which_options_are_links(tmp_path):
    needs = {
        "A": {"type": "req", "title": "A", "blocks": [], "names": ["A"]},
        "B": {"type": "req", "title": "B", "blocks": ["A"]},
    }
    value = document(needs)
    value["versions"]["1.0"]["needs_schema"] = {
        "properties": {"blocks": {"field_type": "links"}, "blocked": {"field_type": "backlinks"}}
    }
    found = {record.id: record.values for record in source_of(written(tmp_path, value)).records}
    assert found["B"]["blocks"] == ["A"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"versions": {"1": {"needs": }}}', ["needs.json:1:30", "accepted"]),
        ('{"current_version": "1", "versions": [{"needs": 1}]}', ["needs.json:1:38", "mapping"]),
        ('{"current_version": "3", "versions": {"1": {}, "2": {}}}', ["needs.json:1:38", "current_version"]),
        ('{"current_version": "1", "versions": {"1": {"needs": []}}}', ["needs.json:1:54", "by their ids"]),
        ('{"current_version": "1", "versions": {"1": {}}}', ["needs.json:1:", "with needs"]),
        ('{"current_version": "1", "versions": {"1": 5}}', ["needs.json:1:", "needs"]),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_message(tmp_path, text, words):
    with pytest.raises(UnreadableSource) as caught:
        source_of(write_tree(tmp_path, {"needs.json": text}))
    message = str(caught.value.args[0])
    assert all(word in message for word in words), message


@pytest.mark.parametrize("need", [3, [], {"type": "x"}, {"type": 1, "title": "a"}, {"title": "a", "type": None}])
def test_what_is_no_need_is_left_out_and_told(tmp_path, need):
    source = source_of(written(tmp_path, document({"BAD": need, "T_1": NEEDS["T_1"]})))
    assert [record.id for record in source.records] == ["T_1"]
    assert [note.kind for note in source.notes if note.lossy] == ["wrong-value"]


def test_the_project_its_version_and_an_older_key_go_back(tmp_path):
    needs = {"A": {"id": "A", "type": "req", "title": "A  b", "description": "Text."}}
    given = {"current_version": "0.3", "project": 'My "P"', "versions": {"0.2": {"needs": {}}, "0.3": {"needs": needs}}}
    root = written(tmp_path / "a", given)
    assert [note.kind for note in source_of(root).notes] == ["other-versions"]
    project = taken_over(root, tmp_path / "b")
    exported(project, "needs", tmp_path / "c")
    again = json.loads((tmp_path / "c" / "needs.json").read_text())
    assert (again["project"], again["current_version"], list(again["versions"])) == ('My "P"', "0.3", ["0.3"])
    need = again["versions"]["0.3"]["needs"]["A"]
    assert (need["title"], need["description"], "content" in need) == ("A  b", "Text.", False)


def test_links_go_back_in_their_order_without_those_removed_since(tmp_path):
    needs = {
        name: {"id": name, "type": kind, "title": name, "links": links, "odd key": links}
        for name, kind, links in (("A", "req", ["C", "B", "GONE", "C"]), ("B", "req", []), ("C", "spec", ["B"]))
    }
    project = taken_over(written(tmp_path / "a", document(needs)), tmp_path / "b")

    def links(into):
        exported(project, "needs", tmp_path / into)
        found = json.loads((tmp_path / into / "needs.json").read_text())["versions"]["1.0"]["needs"]
        return {name: need["links"] for name, need in found.items()}, found["A"]["odd key"]

    assert links("c") == ({"A": ["C", "B", "GONE", "C"], "B": [], "C": ["B"]}, ["C", "B", "GONE", "C"])
    data = project / "data/reqs.yaml"
    text = data.read_text()
    assert text.count("- C\n") == 1
    data.write_text(text.replace("- C\n", "- A\n"))
    assert links("d")[0]["A"] == ["B", "GONE", "A"]


def test_options_without_a_value_are_named_once(tmp_path):
    needs = {
        "A": {"id": "A", "type": "req", "title": "A", "status": None, "links": [], "layout": "", "hidden": False},
        "B": {"id": "B", "type": "req", "title": "B", "layout": "x", "parts": {}, "links_back": []},
    }
    (note,) = source_of(written(tmp_path, document(needs))).notes
    assert (note.kind, note.line, note.lossy) == ("empty-option", 1, False)
    assert "back: `layout`, `parts`" in str(note.text)
