"""Radars of other tools: what becomes of rings, quadrants, editions and texts, and that they go back as they came."""

from __future__ import annotations

import csv
import json

import pytest

from sphinx_excellence.takeover.formats import UnreadableSource
from tests.unit.takeover.taking_over import exported, findings, source_of, taken_over, write_tree

CSV = (
    "name,ring,quadrant,isNew,status,description\n"
    'C++,hold,Languages,FALSE,moved out,"plain *stars* and <1>"\n'
    'C#,adopt,Languages,TRUE,New,"<p>One &amp; <strong>two</strong>, <a href=""https://x.example/a(b)"">x</a>.</p>"\n'
    'Sagas,trial,Techniques,FALSE,No Change,"<p>See <a href=""/radar/languages/c#"">it</a> and '
    '<a href=""/radar/techniques/old"">old</a>.</p><ul><li>a</li><li>b</li></ul>"\n'
    ".NET,assess,Platforms,,,\n"
    'Ünïcode,adopt,Tools,,,"=1+1"\n'
)
ZALANDO = {
    "date": "2026.05",
    "title": "R",
    "quadrants": [{"name": "Languages"}, {"name": "Data"}],
    "rings": [{"name": "ADOPT", "color": "#5ba300"}, {"name": "HOLD", "color": "#e09b96"}],
    "entries": [
        {"label": "Kafka", "quadrant": 1, "ring": 0, "active": True, "moved": 1, "link": "https://x.example"},
        {"label": "Perl", "quadrant": 0, "ring": 1, "active": False, "moved": -1, "link": "../perl.html"},
        {"label": "Zig", "quadrant": 0, "ring": 0, "active": True, "moved": 2},
        {"label": "Go", "quadrant": 0, "ring": 0, "active": True, "moved": 0},
    ],
}
AOE = {
    "config.json": json.dumps({
        "rings": [{"id": "adopt", "title": "Adopt", "description": "Use *it*."}, {"id": "hold", "title": "Hold"}],
        "segments": [{"id": "tools", "title": "Tools"}, {"id": "ways", "title": "Ways"}],
        "baseUrl": "/",
        "labels": {"title": "Our radar", "zoomIn": "Closer"},
    }),
    "radar/2017-03-01/saga.md": "---\ntitle: Sagas\nring: hold\nsegment: ways\ntags: [A b, c]\n---\n\nOld, see [k](/tools/kafka).\n",
    "radar/2018-03-01/saga.md": "---\ntitle: Saga\nring: adopt\nsegment: tools\nfeatured: false\nowner: x\n---\n",
    "radar/2018-03-01/kafka.md": "---\ntitle: Kafka\nring: adopt\nsegment: tools\n---\nText with [gone](/ways/gone).\n",
    "about.md": "# About\n",
}  # fmt: skip


def values_of(source):
    return {(record.kind, record.id): record.values for record in source.records}


def test_blips_of_a_table_are_patterns_with_tiers_and_categories(tmp_path):
    source = source_of(write_tree(tmp_path, {"radar.csv": CSV}))
    found = values_of(source)
    assert {key: value for key, value in found["pattern", "c-plus-plus"].items() if key != "kept"} == {
        "title": "C++", "category": "languages", "tier": "hold", "movement": "moved out",
        "summary": r"plain \*stars\* and \<1\>",
    }  # fmt: skip
    assert found["pattern", "c-sharp"]["summary"] == r"One \& **two**, [x](<https://x.example/a(b)>)."
    assert found["pattern", "c-sharp"]["movement"] == "new"
    assert found["pattern", "sagas"]["description"] == "See it and old.\n\n- a\n- b"
    assert "/radar/techniques/old" in found["pattern", "sagas"]["kept"]
    assert set(found["pattern", "net"]) == {"title", "category", "tier", "kept"}
    tiers = source.settings["definitions"]["tiers"]
    ranked = sorted((tier for tier in tiers if tiers[tier]), key=lambda tier: tiers[tier]["rank"])
    assert ranked == ["adopt", "trial", "assess", "hold"]
    assert (tiers["hold"]["legacy"], tiers["gold"]) == ("advisory", None)
    assert not [record for record in source.records if record.kind == "edition"]


@pytest.mark.parametrize(
    "text",
    [
        CSV.replace("\n", "\r\n"),
        "\ufeff" + CSV,
        CSV.replace("name,ring,quadrant,isNew,status,description", "Name,RING,Quadrant,IsNew,Status,Description"),
    ],
)
def test_a_table_says_the_same_however_it_is_written(tmp_path, text):
    expected = values_of(source_of(write_tree(tmp_path / "a", {"radar.csv": CSV})))
    assert values_of(source_of(write_tree(tmp_path / "b", {"radar.csv": text}))) == expected


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_read(tmp_path, delimiter):
    rows = ["name,ring,quadrant", "Go,adopt,Languages"]
    text = "\n".join(row.replace(",", delimiter) for row in rows)
    assert ("pattern", "go") in values_of(source_of(write_tree(tmp_path, {"radar.csv": text})))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_radar_of_thoughtworks_goes_back_as_it_came(tmp_path, form):
    table = CSV + "Go ,Adopt,languages,true,,a & b\n"
    table = "\n".join(f"{line},{'owner' if line.startswith('name') else 'me'}" for line in table.splitlines())
    rows = list(csv.DictReader(table.splitlines()))
    text = table if form == "csv" else json.dumps([row | {"isNew": row["isNew"] == "TRUE", "n": [1]} for row in rows])
    project = taken_over(write_tree(tmp_path / "a", {f"radar.{form}": text}), tmp_path / "b")
    assert findings(project) == ""

    def again(into):
        told = exported(project, f"thoughtworks-{form}", tmp_path / into)
        made = (tmp_path / into / f"radar.{form}").read_text()
        found = json.loads(made) if form == "json" else csv.DictReader(made.replace("'=1+1", "=1+1").splitlines())
        assert "kept" not in told
        assert "only their words" not in told
        return {row["name"]: row for row in found}

    expected = rows if form == "csv" else json.loads(text)
    assert again("c") == {row["name"]: row for row in expected}
    data = project / "data" / "patterns.yaml"
    data.write_text(
        data.read_text().replace("title: Go\n", "title: Go 2\n").replace("summary: a & b", "summary: a & c")
    )
    changed = again("d")["Go 2"]
    assert (changed["description"], changed["ring"], changed["owner"]) == ("a &amp; c", "Adopt", "me")


def test_a_radar_of_zalando_goes_back_as_it_came(tmp_path):
    radar = json.loads(json.dumps(ZALANDO))
    radar["entries"][2] |= {"owner": "a team", "moved": 3}
    radar["entries"].append({"label": "Bare", "quadrant": 0, "ring": 0, "link": ""})
    radar["entries"].append({"label": "No link", "quadrant": 0, "ring": 0, "link": "none", "moved": 1})
    root = write_tree(tmp_path / "a", {"config.json": json.dumps(radar)})
    project = taken_over(root, tmp_path / "b")
    assert findings(project) == ""
    told = exported(project, "zalando", tmp_path / "c")
    again = json.loads((tmp_path / "c" / "config.json").read_text())
    assert {key: again[key] for key in ("date", "quadrants")} == {key: ZALANDO[key] for key in ("date", "quadrants")}
    assert [ring["name"] for ring in again["rings"]] == ["ADOPT", "HOLD"]
    expected = sorted(radar["entries"], key=lambda entry: entry["label"])
    assert sorted(again["entries"], key=lambda entry: entry["label"]) == expected
    assert "kept" not in told


def test_the_words_of_a_radar_are_replaced_in_all_their_forms(tmp_path):
    project = taken_over(write_tree(tmp_path / "a", {"config.json": json.dumps(ZALANDO)}), tmp_path / "b")
    assert "half-replaced-words" not in findings(project, "--fail-on", "info")


def test_a_radar_without_names_takes_them_from_its_page_or_tells(tmp_path):
    bare = {key: ZALANDO[key] for key in ("date", "entries")}
    page = "<script>radar_visualization({ quadrants: [ {name: 'A b'}, { name: \"C\" } ], rings: [{name:'ADOPT'},{name:'HOLD'}], })</script>"
    named = source_of(write_tree(tmp_path / "a", {"config.json": json.dumps(bare), "index.html": page}))
    assert list(named.settings["definitions"]["categories"]) == ["a-b", "c"]
    plain = source_of(write_tree(tmp_path / "b", {"config.json": json.dumps(bare)}))
    assert list(plain.settings["definitions"]["categories"]) == ["quadrant-1", "quadrant-2"]
    assert {note.kind for note in plain.notes} >= {"no-names"}


def test_folders_of_aoe_are_editions_and_histories(tmp_path):
    source = source_of(write_tree(tmp_path, AOE))
    found = values_of(source)
    assert found["edition", "2017-03-01"] == {"title": "2017-03-01", "date": "2017-03-01"}
    saga = found["pattern", "saga"]
    assert (saga["title"], saga["earlier_titles"], saga["category"], saga["earlier_quadrants"]) == (
        "Saga", ["Sagas"], "tools", ["ways"],
    )  # fmt: skip
    assert saga["history"] == [
        {"edition": "2017-03-01", "tier": "hold", "text": "Old, see [k](kafka)."},
        {"edition": "2018-03-01", "tier": "adopt"},
    ]
    assert (saga["tier"], saga["featured"]) == ("adopt", False)
    assert "owner" in saga["kept"]
    assert found["pattern", "kafka"]["history"][0]["text"] == "Text with gone."
    assert "/ways/gone" in found["pattern", "kafka"]["kept"]
    assert [page.path for page in source.pages] == ["about.md"]
    assert any("baseUrl" in note.text for note in source.notes)


def test_a_radar_of_aoe_becomes_a_project_without_findings(tmp_path):
    project = taken_over(write_tree(tmp_path / "a", AOE), tmp_path / "b")
    assert findings(project) == ""
    assert (project / "source" / "index.md").read_text().startswith("# Our radar\n")
    tools = (project / "source" / "technologies" / "tools.md").read_text()
    assert all(f"```{{pattern-history}} {each}\n" in tools for each in ("saga", "kafka"))
    pages = [*(project / "source" / "editions").iterdir()]
    assert sorted(page.stem for page in pages) == ["2017-03-01", "2018-03-01", "index"]
    exported(project, "thoughtworks-json", tmp_path / "c")
    rows = {row["name"]: row for row in json.loads((tmp_path / "c" / "radar.json").read_text())}
    assert (rows["Saga"]["status"], rows["Kafka"]["isNew"]) == ("moved in", "TRUE")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"radar.json": '[{"name": "a", "ring": "b", "quadrant": }]'}, ["radar.json:1:41", "accepted"]),
        ({"radar.csv": 'name,ring,quadrant\n"Go,adopt,x\n'}, ["radar.csv:2:1", "accepted", "quotes"]),
        ({"radar.csv": b"name,ring,quadrant\nG\xf6,adopt,x\n"}, ["radar.csv:2:2", "accepted"]),
        ({"radar.csv": "name,ring,quadrant,name\na,b,c,d\n"}, ["radar.csv:1:1", "'name'"]),
        ({"config.json": '{"entries": [ }'}, ["config.json:1:15", "accepted"]),
        ({"config.json": '{"entries": [], "rings": [{"x": 1}]}'}, ["config.json:1:27", "name"]),
        ({"config.json": '{"rings": 3}', "radar/2017-03-01/a.md": "x"}, ["config.json:1:11", "list"]),
        ({"config.json": '{"rings": []}', "radar/2017-03-01/a.md": "x"}, ["no item"]),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_message(tmp_path, files, words):
    with pytest.raises(UnreadableSource) as caught:
        source_of(write_tree(tmp_path, files))
    message = str(caught.value.args[0])
    assert all(word in message for word in words), message


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"label": "a", "quadrant": 9, "ring": 0}, "a number from 0 to 1"),
        ({"label": "a", "quadrant": "x", "ring": 0}, "a number from 0 to 1"),
        ({"label": "a", "quadrant": True, "ring": 0}, "a number from 0 to 1"),
        ({"label": "a", "quadrant": 1e400, "ring": 0}, "a number"),
        ({"label": "", "quadrant": 0, "ring": 0}, "no label"),
        ({"quadrant": 0, "ring": -(10**40)}, "no label"),
        ([1], "no entry"),
    ],
)
def test_an_entry_that_cannot_be_placed_is_left_out_and_told(tmp_path, entry, words):
    radar = {**ZALANDO, "entries": [entry, ZALANDO["entries"][0]]}
    text = json.dumps(radar).replace("Infinity", "1e400")
    source = source_of(write_tree(tmp_path, {"config.json": text}))
    assert [record.id for record in source.records] == ["2026-05", "kafka"]
    (note,) = [note for note in source.notes if note.lossy]
    assert words in note.text
    assert (note.path, note.line) == ("config.json", 1)


def test_two_blips_of_one_name_are_told_apart(tmp_path):
    text = "name,ring,quadrant\nGo,adopt,Languages\nGo,hold,Tools\nGo,hold,Tools\n日本,adopt,Tools\n,adopt,Tools\n"
    source = source_of(write_tree(tmp_path, {"radar.csv": text}))
    assert [record.id for record in source.records] == ["go", "go-tools", "go-2", "technology-tools"]
    assert [note.line for note in source.notes if note.kind == "other-id"] == [3, 4, 5]
    assert [note.line for note in source.notes if note.lossy] == [6]


@pytest.mark.parametrize("blip", [{}, {"name": "a"}, {"name": None, "ring": "b", "quadrant": "c"}, 3, [["name"]]])
def test_a_blip_of_json_without_its_keys_is_left_out_and_told(tmp_path, blip):
    blips = [{"name": "Go", "ring": "adopt", "quadrant": "x"}, blip]
    source = source_of(write_tree(tmp_path, {"radar.json": json.dumps(blips)}))
    assert [record.id for record in source.records] == ["go"]
    assert len([note for note in source.notes if note.lossy]) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [Kafka][k].\n\n[k]: /tools/kafka\n", "See [Kafka](kafka)."),
        ("See [Kafka][].\n\n[kafka]: </tools/kafka.html> 'Title'\n", "See [Kafka](kafka)."),
        ("See [K  a].\n\n[k a]: /tools/kafka\n", "See [K  a](kafka)."),
        ("See [old][o] and [new][n].\n\n[o]: /tools/gone\n[n]: https://x.example/\n",
         "See old and [new][n].\n\n[n]: https://x.example/"),
        ("See [a](/tools/kafka) and [b].\n\n[k]: /tools/kafka\n", "See [a](kafka) and [b]."),
    ],
)  # fmt: skip
def test_addresses_below_a_text_lead_to_records(tmp_path, text, expected):
    item = "---\ntitle: Saga\nring: adopt\nsegment: tools\n---\n"
    source = source_of(write_tree(tmp_path, {**AOE, "radar/2018-03-01/saga.md": item + text}))
    (record,) = (record for record in source.records if record.id == "saga")
    assert record.values["history"][-1]["text"] == expected
    assert ("/tools/gone" in record.values.get("kept", "")) == ("gone" in text)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('A,adopt,Tools,"<p>x</p>" \nB,adopt,Tools,y\n', ["x", "y"]),
        ('A,adopt,Tools,"x, ""y"" "\t\r\n"B" ,adopt,Tools,z\n', ['x, "y"', "z"]),
    ],
)
def test_spaces_behind_a_quotation_mark_are_no_fault(tmp_path, rows, expected):
    source = source_of(write_tree(tmp_path, {"radar.csv": f"name,ring,quadrant,description\n{rows}"}))
    assert [record.values["summary"] for record in source.records if record.kind == "pattern"] == expected
    assert [record.line for record in source.records if record.kind == "pattern"] == [2, 3]


def test_other_words_behind_a_quotation_mark_are_a_fault_with_its_line(tmp_path):
    text = 'name,ring,quadrant\nA,adopt,Tools\n"B" b,adopt,Tools\n'
    with pytest.raises(UnreadableSource) as caught:
        source_of(write_tree(tmp_path, {"radar.csv": text}))
    assert "radar.csv:3:1:" in str(caught.value.args[0])
