"""Folders of decision records: which pages are decisions, and that every file keeps its bytes and its status."""

from __future__ import annotations

import json

import pytest
import yaml

from sphinx_excellence.cli.project import open_project
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.plan import plan
from tests.unit.takeover.taking_over import exported, findings, source_of, taken_over, write_tree

NYGARD = "# {n}. {title}\n\nDate: 2026-01-02\n\n## Status\n\n{status}\n\n## Context\n\nC.\n\n## Decision\n\nD.\n\n## Consequences\n\nE.\n"
MADR4 = "---\nstatus: {status}\ndate: 2026-01-02\ndecision-makers: [ann, ben]\nteam: x\n---\n\n# {title}\n\n## Context and Problem Statement\n\nC.\n\n## Decision Outcome\n\nD.\n\n### Consequences\n\n* Good, because e\n"
MADR2 = "# {title}\n\n* Status: {status}\n* Deciders: ann, ben\n* Date: 2026-01-02\n\n## Context and Problem Statement\n\nC.\n\n## Decision Outcome\n\nD.\n\n### Positive Consequences\n\n* e\n"
RST = "{title}\n=======================\n\nStatus\n------\n\n**{status}**\n\nContext\n-------\n\nC.\n\nDecision\n--------\n\nD.\n\nConsequences\n------------\n\nE.\n"
TEMPLATE = "# NUMBER. TITLE\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n## Context\n\n## Decision\n"


def page(template, status, title="Use queues", n=1):
    return template.format(status=status, title=title, n=n)


def read_decisions(project):
    loaded = open_project(project, needs_data=False).load(cached=False)
    return loaded.registry.of_kind("decision")


@pytest.mark.parametrize("template", [NYGARD, MADR4, MADR2, RST], ids=["nygard", "madr4", "madr2", "rst"])
@pytest.mark.parametrize(
    ("written", "status"), [("Accepted", "accepted"), ("Proposed", "proposed"), ("Deprecated", "deprecated")]
)
def test_every_byte_and_status_of_a_folder_is_kept(tmp_path, template, written, status):
    suffix = "rst" if template == RST else "md"
    files = {
        f"0001-use-queues.{suffix}": page(template, written),
        f"0002-use-sagas.{suffix}": page(template, written, "Use sagas!", 2),
        "template.md": TEMPLATE,
        "README.md": "# All about decisions\r\n",
        "img/a.png": b"\x89PNG",
    }
    root = write_tree(tmp_path / "a", files)
    project = taken_over(root, tmp_path / "b")
    for name, content in files.items():
        expected = content if isinstance(content, bytes) else content.encode()
        assert (project / "source" / name).read_bytes() == expected
    decisions = read_decisions(project)
    assert {name: record.status for name, record in decisions.items()} == {
        "0001-use-queues": status, "0002-use-sagas": status,
    }  # fmt: skip
    assert "adr-log" in (project / "source" / "index.md").read_text()
    if suffix == "md":
        exported(project, "madr", tmp_path / "c")
        assert {path.name: path.read_bytes() for path in (tmp_path / "c").iterdir()} == {
            name: content.encode() for name, content in files.items() if name.startswith("000")
        }


def test_a_folder_of_good_records_has_no_findings(tmp_path):
    files = {f"000{n}-d{n}.md": page(MADR4, "accepted", f"Decide {n}", n) for n in (1, 2)}
    assert findings(taken_over(write_tree(tmp_path / "a", files), tmp_path / "b")) == ""


@pytest.mark.parametrize(
    ("marker", "content", "folders"),
    [
        (".adr-dir", "doc/adr\n", ["doc/adr"]),
        ("adrs.toml", 'adr_dir = "doc/adr"\n', ["doc/adr"]),
        (".log4brains.yml", "project:\n  name: x\n  adrFolder: ./doc/adr\n", ["doc/adr"]),
        (
            ".log4brains.yml",
            "project:\n  adrFolder: doc/adr\n  packages: [{name: b, adrFolder: ./b/adr}, 3]\n",
            ["doc/adr", "b/adr"],
        ),
    ],
)
def test_a_file_of_a_tool_names_the_folders(tmp_path, marker, content, folders):
    files = {marker: content, "README.md": "# x", "guide/a.md": "# A", "guide/b.md": "# B", "guide/c.md": "# C"}
    files |= {f"{folder}/0001-a.md": page(NYGARD, "Accepted") for folder in folders}
    source = source_of(write_tree(tmp_path, files))
    paths = {each.path for each in source.pages}
    assert paths == ({"0001-a.md"} if len(folders) == 1 else {f"{folder}/0001-a.md" for folder in folders})
    assert source.format == "adr-folder"


@pytest.mark.parametrize("content", ["/etc\n", "../x\n", "nowhere\n", b"\xff\xfe"])
def test_a_folder_outside_the_tree_is_not_followed(tmp_path, content):
    root = write_tree(tmp_path, {".adr-dir": content, "0001-a.md": page(NYGARD, "Accepted")})
    source = source_of(root)
    assert [each.path for each in source.pages] == ["0001-a.md"]
    assert any(note.path == ".adr-dir" for note in source.notes)


def kinds_of(source):
    from sphinx_excellence.takeover.classes import classify
    from sphinx_excellence.takeover.convert import read_pages
    from sphinx_excellence.takeover.takeover_file import ClassRule

    rules = [ClassRule.model_validate(rule) for rule in source.settings["classes"]]
    return classify(read_pages(source).matters, rules).kinds


def test_templates_and_indices_are_no_decisions_and_decisions_about_templates_are(tmp_path):
    files = {
        "0000-adr-template.md": TEMPLATE,
        "adr-template-bare.md": TEMPLATE,
        "index.md": page(NYGARD, "Accepted"),
        "readme.md": page(NYGARD, "Accepted"),
        "0007-prompt-template-engine.md": page(NYGARD, "Accepted"),
        "0008-use-templates.md": page(MADR4, "accepted"),
        "20260102-by-day.md": page(MADR2, "draft"),
        "use-x.md": page(NYGARD, "Accepted"),
        "0009-notes.md": "# Notes\n\nNothing.\n",
        "sub/ADR-0010.md": page(NYGARD, "Accepted"),
    }
    kinds = kinds_of(source_of(write_tree(tmp_path, files)))
    assert {path for path, kind in kinds.items() if kind == "decision"} == {
        "0007-prompt-template-engine.md", "0008-use-templates.md", "20260102-by-day.md", "use-x.md", "sub/ADR-0010.md",
    }  # fmt: skip


def test_a_number_used_twice_and_an_unknown_status_are_told_and_not_changed(tmp_path):
    files = {
        "0001-a.md": page(NYGARD, "Accepted", "A"),
        "0001-b.md": page(NYGARD, "On hold", "B"),
        "other/0001-a.md": page(NYGARD, "Accepted", "C"),
    }
    root = write_tree(tmp_path / "a", files)
    source = source_of(root)
    (number,) = [note for note in source.notes if note.kind == "number-used-twice"]
    assert ("0001-a.md" in number.text, "0001-b.md" in number.text, "other" in number.text) == (True, True, False)
    (status,) = [note for note in source.notes if note.kind == "own-status"]
    assert (status.path, "on hold" in status.text) == ("0001-b.md", True)
    project = taken_over(root, tmp_path / "b")
    assert all((project / "source" / name).read_text() == text for name, text in files.items())
    assert len(read_decisions(project)) == 3


@pytest.mark.parametrize(
    "content",
    [
        b"# 1. \xff\n\n## Status\n\nAccepted\n",
        b"---\nstatus: [\n---\n# x\n\n## Context\n",
        b"",
        b"\x00" * 50,
        b"---\n- 1\n---\n# x\n## Status\nA\n",
    ],
)
def test_a_page_that_cannot_be_read_keeps_its_bytes(tmp_path, content):
    files = {"0001-bad.md": content, "0002-good.md": page(NYGARD, "Accepted")}
    project = taken_over(write_tree(tmp_path / "a", files), tmp_path / "b")
    assert (project / "source" / "0001-bad.md").read_bytes() == content


def test_a_folder_of_other_pages_is_none_of_decisions(tmp_path):
    files = {"a.md": "# A\n\n## Context\n", "b.md": "# B", "c.md": "# C", "0001-d.md": page(NYGARD, "Accepted")}
    assert source_of(write_tree(tmp_path, files)).format == "pages"


JSON_ADR = {
    "version": "1",
    "adrs": [
        {"number": 1, "title": "Use queues", "status": "Superseded", "date": "2026-01-02", "context": "C.",
         "decision": "D.", "consequences": "E.", "deciders": ["ann"], "links": [{"type": "superseded-by", "target": 2}]},
        {"number": 2, "title": "Use sagas", "status": "Accepted", "date": "May", "decision_drivers": ["x"],
         "considered_options": [{"name": "A", "description": "about", "pros": ["p"], "cons": []}, {"name": "B"}],
         "links": [{"type": "supersedes", "target": 1}, {"type": "odd", "target": 9}], "custom_sections": {"Z": "z"}},
        {"number": 3, "title": "Three", "status": "On hold"},
        {"number": 3, "title": "Another three", "status": "Accepted"},
        {"number": 4}, 5,
    ],
}  # fmt: skip


def test_json_adr_becomes_records_and_nothing_is_dropped(tmp_path):
    source = source_of(write_tree(tmp_path, {"adrs.json": json.dumps(JSON_ADR, indent=1)}))
    found = {record.id: record.values for record in source.records}
    assert list(found) == ["adr-0001", "adr-0002", "adr-0003-three", "adr-0003-another-three"]
    assert found["adr-0001"] == {
        "title": "Use queues", "status": "superseded", "date": "2026-01-02", "context": "C.", "decision": "D.",
        "deciders": ["ann"], "consequences": "E.", "superseded_by": ["adr-0002"],
    }  # fmt: skip
    second = found["adr-0002"]
    assert second["options"] == [{"name": "A", "pros": ["p"]}, {"name": "B"}]
    assert all(word in second["kept"] for word in ("May", "about", "odd", '"Z": "z"'))
    assert (second["supersedes"], second["drivers"]) == (["adr-0001"], ["x"])
    assert found["adr-0003-three"]["status"] == "on hold"
    kinds = [note.kind for note in source.notes]
    assert kinds.count("wrong-value") == 2
    assert {"number-used-twice", "own-status", "kept-link"} <= set(kinds)


def test_json_adr_becomes_a_project(tmp_path):
    good = {**JSON_ADR, "adrs": JSON_ADR["adrs"][:2]}
    project = taken_over(write_tree(tmp_path / "a", {"adrs.json": json.dumps(good)}), tmp_path / "b")
    assert findings(project, "--ignore", "no-chosen-option") == ""
    exported(project, "adr-tools", tmp_path / "c")
    assert "Superseded by [2. Use sagas](0002-use-sagas.md)" in (tmp_path / "c" / "0001-use-queues.md").read_text()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"adrs": [{"title": }]}', ["a.json:1:21", "accepted"]),
        ('{"adrs": {"title": 1}}', ["a.json:1:10", "a list"]),
        ('{"version": 1, "adrs": [' + "[" * 500 + '"title"', ["a.json:1:", "accepted"]),
    ],
)
def test_json_that_cannot_be_read_gets_one_message(tmp_path, text, words):
    with pytest.raises(UnreadableSource) as caught:
        source_of(write_tree(tmp_path, {"a.json": text}))
    message = str(caught.value.args[0])
    assert all(word in message for word in words), message


@pytest.mark.parametrize("number", [[1], {"a": 1}, None, "1", -1, 10**30, True, 1.5])
def test_a_number_that_is_none_gives_an_id_by_the_title(tmp_path, number):
    document = {"adrs": [{"number": number, "title": "Use queues", "links": [{"type": "amends", "target": number}]}]}
    source = source_of(write_tree(tmp_path, {"a.json": json.dumps(document)}))
    assert [record.id for record in source.records] == ["use-queues"]


@pytest.mark.parametrize(
    ("status", "kind", "line", "said"),
    [
        ("Proposed -> Accepted", "status-not-read", 7, "Proposed -> Accepted"),
        ("![accepted](badge.svg)", "status-not-read", 7, "![accepted](badge.svg)"),
        ("Proposed\n\nAccepted", "two-statuses", 9, "'proposed' counts, and this line says 'Accepted'"),
        ("Accepted\n\nSuperseded by ADR-7", None, 0, ""),
        ("Accepted\n\nSee below.", None, 0, ""),
        ("Accepted\n\n*Accepted* on 2026-01-01", None, 0, ""),
    ],
)
@pytest.mark.parametrize("above", ["", "---\ntags: [a]\n---\n\n"], ids=["plain", "matter"])
def test_a_status_that_is_not_read_and_a_second_one_are_told(tmp_path, status, kind, line, said, above):
    root = write_tree(
        tmp_path / "a", {"0001-a.md": above + page(NYGARD, status), "0002-b.md": page(NYGARD, "Accepted")}
    )
    notes = [each for each in source_of(root).notes if "status" in each.kind]
    assert [(each.kind, each.path, each.line) for each in notes] == (
        [(kind, "0001-a.md", line + above.count("\n"))] if kind else []
    )
    assert all(said in str(each.text) for each in notes)


def test_front_matter_and_text_that_name_two_statuses_are_told(tmp_path):
    text = "---\nstatus: accepted\n---\n" + page(MADR2, "rejected")
    root = write_tree(tmp_path / "a", {"0001-a.md": text, "0002-b.md": page(MADR2, "accepted")})
    notes = [(each.path, each.line) for each in source_of(root).notes if each.kind == "two-statuses"]
    assert notes == [("0001-a.md", 6)]


def test_a_file_is_found_without_the_query_of_its_link(tmp_path):
    text = page(NYGARD, "Accepted").replace(
        "C.", "![a](img/a%20b.png?raw=true)\n[b](img/a%20b.png?raw=1#x) [c](gone.png?raw=true) [d](https://x.org/?a=1)"
    )
    root = write_tree(tmp_path / "a", {"0001-a.md": text, "img/a b.png": b"x"})
    made = (taken_over(root, tmp_path / "b") / "source/0001-a.md").read_text()
    for written in ("![a](img/a%20b.png)", "[b](img/a%20b.png#x)", "[c](gone.png?raw=true)", "[d](https://x.org/?a=1)"):
        assert written in made
    line = text.partition("![a]")[0].count("\n") + 1
    told = [(each.path, each.line) for each in plan(source_of(root)).notes if each.kind == "query-left-out"]
    assert told == [("0001-a.md", line), ("0001-a.md", line + 1)]


@pytest.mark.parametrize(
    ("matter", "becomes"),
    [
        ("tag:General", "tag: General"),
        ("tags: [a]\nteam:x y", "team: x y"),
        ("team:x\ntags: [a]", "team: x"),
        ("https://x.org/", None),
        (":General", None),
        ("just words", None),
    ],
)
def test_a_space_behind_a_key_is_a_repair(tmp_path, matter, becomes):
    root = write_tree(tmp_path / "a", {"0001-a.md": f"---\n{matter}\n---\n{page(NYGARD, 'Accepted')}"})
    made = plan(source_of(root))
    repairs = yaml.safe_load(made.text)["repairs"]
    assert [each["becomes"] for each in repairs] == ([becomes] if becomes else [])
    assert not any(each["accepted"] for each in repairs)


def test_numbers_with_letters_are_no_gap_and_no_number_twice_and_go_back(tmp_path):
    names = ["0008-a", "0009a-b", "0009b-c", "0010-d"]
    ending = "Accepted\n\nSupersedes ADR-9a"
    files = {f"{name}.md": page(NYGARD, "Accepted", f"Use {name}", n) for n, name in enumerate(names, 8)}
    files["0010-d.md"] = page(NYGARD, ending, "Use d", 10)
    files["0009a-b.md"] = page(NYGARD, "Superseded by ADR-10", "Use b", 9)
    root = write_tree(tmp_path / "a", files)
    assert source_of(root).notes == ()
    project = taken_over(root, tmp_path / "b")
    assert findings(project, "--fail-on", "info") == ""
    assert read_decisions(project)["0010-d"].supersedes == ("0009a-b",)
    exported(project, "adr-tools", tmp_path / "c")
    assert sorted(path.name for path in (tmp_path / "c").iterdir()) == sorted(files)


@pytest.mark.parametrize(
    ("template", "line"), [(NYGARD, 7), (MADR2, 3), (MADR4, 2), ("---\ntags: [a]\n---\n" + NYGARD, 10)]
)
def test_a_status_of_the_project_is_told_with_its_line(tmp_path, template, line):
    root = write_tree(tmp_path / "a", {"0001-a.md": page(template, "Parked"), "0002-b.md": page(template, "Accepted")})
    assert [(each.kind, each.path, each.line) for each in source_of(root).notes] == [("own-status", "0001-a.md", line)]
