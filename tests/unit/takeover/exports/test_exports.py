"""Records in the formats of other tools: what the files say, what is told of what they lack, and what stays at home."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.cli.project import open_project
from sphinx_excellence.takeover.exports import EXPORT_FORMATS

RADAR = """
tiers:
  gold: null
  silver: null
  bronze: null
  adopt: {rank: 10, title: Adopt}
  hold: {rank: 20, title: Hold, legacy: advisory}
categories:
  tools: {title: "Tools & more", order: 1}
  languages: {title: Languages, order: 2}
editions:
  a: {title: A, date: 2025-05}
  b: {title: B, date: 2025-11}
fields:
  pattern: {cost: {type: number, audience: internal}, secret: {type: line, audience: nobody}}
patterns:
  stays: {title: 'S "q", <b>', category: tools, tier: adopt, summary: "See [it](https://x.example) and [stays](stays).",
          cost: 123456, secret: hush-hush, history: [{edition: a, tier: adopt}]}
  sinks: {title: Sinks, category: tools, tier: hold, summary: "=1+1", no_alternative: x,
          history: [{edition: a, tier: adopt}, {edition: b, tier: hold}]}
  rises: {title: Rises, category: languages, tier: adopt, history: [{edition: a, tier: hold}, {edition: b, tier: adopt}]}
  new: {title: New, category: languages, tier: hold, history: [{edition: b, tier: hold, text: "One.\\n\\nTwo."}]}
  unrated: {title: Unrated, category: tools}
"""
DECISION = """
fields:
  decision: {cost: {type: number, audience: internal}, secret: {type: line, audience: nobody}}
decisions:
  adr-003:
    title: "Use [x] and *y*"
    status: superseded
    superseded_by: [adr-004]
    context: "# Not a heading\\n\\nSeveral\\nlines with {adr}`four <adr-004>`."
    decision: Old.
  adr-004:
    title: Use sagas
    status: accepted
    date: 2026-03-02
    deciders: [Platform team, Payments]
    consulted: [Legal]
    supersedes: [adr-003]
    relates_to: [adr-003]
    tags: [money]
    context: [Orders span services., "They fail:\\n\\n- one\\n- two"]
    drivers: [Consistency, Few people]
    options:
      - {name: Sagas, chosen: true, pros: [no locks], cons: ["compensation:\\n\\nmuch code"], cautions: [order]}
      - {name: Two-phase commit, cons: [locks], neutral: [known]}
    decision: Sagas for orders.
    consequences: {good: [orders end], bad: [more code]}
    confirmation: A test for each order.
    lessons: [Start small.]
    cost: 123456
    secret: hush-hush
"""


@pytest.fixture
def project(tmp_path):
    def make(data="", files=None, conf=""):
        root = tmp_path / f"p{len(list(tmp_path.iterdir()))}"
        for name, content in {
            "conf.py": f'extensions = ["myst_parser"]\n{conf}',
            "data/a.yaml": data,
            **(files or {}),
        }.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


@pytest.fixture
def export_as(tmp_path):
    def run(root, name, *more):
        into = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        result = CliRunner().invoke(main, ["export", "--root", str(root), "--as", name, "--into", str(into), *more])
        assert result.exit_code == 0, result.output + repr(result.exception)
        files = {path.relative_to(into).as_posix(): path.read_bytes() for path in into.rglob("*") if path.is_file()}
        return files, result.stderr

    return run


def loaded_decisions(files: dict[str, bytes], project) -> dict[str, dict]:
    root = project(
        files={f"source/adr/{name}": content for name, content in files.items()},
        conf='excellence_pages = {"adr/*": "decision"}',
    )
    loaded = open_project(root, needs_data=False).load(cached=False)
    return {
        record_id: record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for record_id, record in loaded.registry.of_kind("decision").items()
    }


@pytest.mark.parametrize("name", ["madr", "adr-tools"])
@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Slow.", "Slow."),
        ("[Slow., Sure.]", "* Slow.\n* Sure."),
        ("{text: Slow., bad: [costs]}", "Slow.\n\n* Bad, because costs"),
    ],
)
def test_consequences_are_written_in_their_form(project, export_as, name, written, text):
    data = f"decisions:\n  adr-1: {{title: A, context: C, decision: D, consequences: {written}}}\n"
    files, _told = export_as(project(data), name)
    (content,) = files.values()
    assert content.decode().split("Consequences\n\n")[1].strip() == text


@pytest.mark.parametrize("name", ["madr", "adr-tools"])
def test_a_decision_of_the_data_reads_the_same_in_its_file(project, export_as, name):
    files, told = export_as(project(DECISION), name)
    assert sorted(files) == ["0003-use-x-and-y.md", "0004-use-sagas.md"]
    read = loaded_decisions(files, project)
    new, old = read["0004-use-sagas"], read["0003-use-x-and-y"]
    assert (new["status"], new["date"], new["title"].removeprefix("4. ")) == ("accepted", "2026-03-02", "Use sagas")
    assert (old["status"], old["superseded_by"]) == ("superseded", ["0004-use-sagas"])
    assert [(option["name"], option.get("chosen", False)) for option in new["options"]] == [
        ("Sagas", True), ("Two-phase commit", False),
    ]  # fmt: skip
    assert new["options"][0]["pros"] == ["no locks"]
    assert new["options"][1] == {"name": "Two-phase commit", "cons": ["locks"], "neutral": ["known"]}
    text = files["0004-use-sagas.md"].decode()
    for words in ("Orders span services.", "- two", "Sagas for orders.", "Good, because orders end", "Start small.",
                  "A test for each order.", "* Consistency", "  much code"):  # fmt: skip
        assert words in text
    assert "`tags`: left out, 1 record (adr-004)" in told
    assert "`options.cautions`: left out" in told
    assert "`lessons`: text that only readers understand" in told


def test_madr_has_people_in_front_matter_and_adr_tools_tells_that_it_has_none(project, export_as):
    root = project(DECISION)
    madr, _told = export_as(root, "madr")
    matter = yaml.safe_load(madr["0004-use-sagas.md"].decode().split("---")[1])
    assert (matter["decision-makers"], matter["consulted"]) == (["Platform team", "Payments"], ["Legal"])
    _files, told = export_as(root, "adr-tools")
    assert "`deciders`: left out, 1 record" in told


def test_markup_of_a_title_and_a_text_stays_text(project, export_as):
    files, _told = export_as(project(DECISION), "madr")
    text = files["0003-use-x-and-y.md"].decode()
    assert "\\# Not a heading" in text
    assert "lines with four." in text
    assert loaded_decisions(files, project)["0003-use-x-and-y"]["title"] in {"Use [x] and *y*", r"Use \[x\] and \*y\*"}


MADR_PAGE = "---\nstatus: accepted\nnote: ä\n---\n# Use sagas\n\n## Context and Problem Statement\n\nOrders.\n"
NYGARD_PAGE = "# 7. Use queues\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nOrders.\n"
IN_PAGES = 'excellence_pages = {"*/index": None, "adr/**": "decision"}'


@pytest.mark.parametrize("name", ["madr", "adr-tools"])
@pytest.mark.parametrize("page", [NYGARD_PAGE, NYGARD_PAGE.replace("\n", "\r\n"), "\ufeff" + NYGARD_PAGE])
def test_a_page_of_adr_tools_keeps_its_bytes(project, export_as, name, page):
    root = project(files={"source/adr/0007-use-queues.md": page, "source/adr/index.md": "# All"}, conf=IN_PAGES)
    files, _told = export_as(root, name)
    assert files == {"0007-use-queues.md": page.encode()}


def test_a_page_of_madr_keeps_its_bytes_and_becomes_one_of_adr_tools(project, export_as):
    root = project(
        files={"source/adr/sub/0008-use-sagas.md": MADR_PAGE, "source/adr/0007-use-queues.md": NYGARD_PAGE},
        conf=IN_PAGES,
    )
    assert export_as(root, "madr")[0]["sub/0008-use-sagas.md"] == MADR_PAGE.encode()
    files, told = export_as(root, "adr-tools")
    text = files["sub/0008-use-sagas.md"].decode()
    assert text.startswith("# 8. Use sagas\n\n## Status\n\nAccepted\n\n## Context and Problem Statement\n\nOrders.\n")
    assert "`note`: left out, 1 record" in told


def test_pages_that_cannot_be_sent_as_markdown_are_told(project, export_as):
    rst = "Use rST\n=======\n\nStatus\n------\n\nAccepted\n"
    broken = "---\nstatus: [\n---\n# Broken\n"
    root = project(files={"source/adr/0001-rst.rst": rst, "source/adr/0002-broken.md": broken}, conf=IN_PAGES)
    files, told = export_as(root, "madr")
    assert files == {"0002-broken.md": broken.encode()}
    assert "reStructuredText" in told
    assert "adr/0002-broken.md" in told


@pytest.mark.parametrize("name", list(EXPORT_FORMATS))
@pytest.mark.parametrize("data", [RADAR, DECISION])
def test_what_stays_at_home_is_in_no_file(project, export_as, name, data):
    files, _told = export_as(project(data), name)
    everything = b"".join(files.values())
    assert b"123456" not in everything
    assert b"hush-hush" not in everything


@pytest.mark.parametrize("name", ["csv", "needs", "landscape"])
def test_internal_fields_go_to_those_who_ask(project, export_as, name):
    files, _told = export_as(project(RADAR), name, "--internal")
    everything = b"".join(files.values())
    assert b"123456" in everything
    assert b"hush-hush" not in everything


@pytest.mark.parametrize("name", ["madr", "adr-tools"])
def test_fields_that_stay_at_home_leave_the_front_matter_of_a_page(project, export_as, name):
    page = "---\nstatus: accepted\ncost: 123456\nsecret: |\n  hush-hush\n  more\ndate: 2026-01-02\n---\n# T\n\n## Status\n\nAccepted\n"
    fields = DECISION.split("decisions:", maxsplit=1)[0]
    root = project(fields, files={"source/adr/0001-t.md": page}, conf=IN_PAGES)
    files, _told = export_as(root, name)
    assert files == {
        "0001-t.md": b"---\nstatus: accepted\ndate: 2026-01-02\n---\n# T\n\n## Status\n\nAccepted\n"
    }  # fmt: skip


def test_a_radar_as_csv_has_movements_html_and_no_formula(project, export_as):
    files, told = export_as(project(RADAR), "thoughtworks-csv")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(files["radar.csv"].decode()))}
    assert list(rows["New"]) == ["name", "ring", "quadrant", "isNew", "status", "description"]
    assert {name: (row["ring"], row["isNew"], row["status"]) for name, row in rows.items()} == {
        'S "q", <b>': ("Adopt", "FALSE", "no change"),
        "Sinks": ("Hold", "FALSE", "moved out"),
        "Rises": ("Adopt", "FALSE", "moved in"),
        "New": ("Hold", "TRUE", "new"),
    }
    assert rows["Sinks"]["description"] == "'=1+1"
    assert rows["New"]["description"] == "<p>One.</p>\n<p>Two.</p>"
    assert rows['S "q", <b>']["description"] == 'See <a href="https://x.example">it</a> and stays.'
    assert rows['S "q", <b>']["quadrant"] == "Tools & more"
    assert "left out, since it has no tier, 1 record (unrated)" in told
    assert "apostrophe" in told


def test_a_radar_as_json_of_both_kinds_says_the_same(project, export_as):
    root = project(RADAR)
    blips = json.loads(export_as(root, "thoughtworks-json")[0]["radar.json"])
    radar = json.loads(export_as(root, "zalando")[0]["config.json"])
    quadrants = [each["name"] for each in radar["quadrants"]]
    rings = [each["name"] for each in radar["rings"]]
    assert (quadrants, rings, radar["date"]) == (["Tools & more", "Languages"], ["Adopt", "Hold"], "2025.11")
    of_zalando = [(e["label"], rings[e["ring"]], quadrants[e["quadrant"]]) for e in radar["entries"]]
    assert of_zalando == [(blip["name"], blip["ring"], blip["quadrant"]) for blip in blips]
    assert {e["label"]: e["moved"] for e in radar["entries"]} == {'S "q", <b>': 0, "Sinks": -1, "Rises": 1, "New": 2}


def test_a_landscape_has_categories_in_their_order(project, export_as):
    data = """
categories:
  build: {title: Build, order: 2}
  ship: {title: Ship, order: 1}
  ci: {title: CI, parent: build}
fields: {pattern: {homepage_url: {type: link}, extra_blog: {type: link}}}
patterns:
  a: {title: A, category: [ci, ship], homepage_url: "https://a.example", extra_blog: "https://b.example", summary: S}
  b: {title: B, category: ship}
  c: {title: C}
"""
    files, told = export_as(project(data), "landscape")
    landscape = yaml.safe_load(files["landscape.yml"])["landscape"]
    assert [(each["name"], [sub["name"] for sub in each["subcategories"]]) for each in landscape] == [
        ("Ship", ["Ship"]), ("Build", ["CI"]),
    ]  # fmt: skip
    assert landscape[1]["subcategories"][0]["items"] == [
        {"item": None, "name": "A", "description": "S", "homepage_url": "https://a.example",
         "second_path": ["Ship / Ship"], "extra": {"blog": "https://b.example"}}
    ]  # fmt: skip
    assert "since it has no category, 1 record (c)" in told


def test_needs_have_types_links_and_options(project, export_as):
    data = """
kinds:
  spec: {title: Specification, fields: {links: {type: req, many: true}, effort: {type: number}}}
  req: {title: Requirement}
specs:
  SPEC_1: {title: S, links: [REQ_1], effort: 3, summary: Text., tags: [x]}
reqs:
  REQ_1: {title: R}
decisions:
  REQ_1: {title: Same id}
"""
    files, told = export_as(project(data), "needs")
    document = json.loads(files["needs.json"])
    needs = document["versions"][document["current_version"]]["needs"]
    spec = needs["SPEC_1"]
    assert (spec["type"], spec["type_name"], spec["links"], spec["effort"], spec["content"], spec["tags"]) == (
        "spec", "Specification", ["REQ_1"], 3, "Text.", ["x"],
    )  # fmt: skip
    assert document["versions"][document["current_version"]]["needs_amount"] == len(needs) == 2
    assert "has the same id" in told


def test_csv_has_a_file_a_kind_and_json_in_cells(project, export_as):
    files, told = export_as(project(RADAR), "csv")
    assert sorted(files) == ["editions.csv", "patterns.csv"]
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(files["patterns.csv"].decode(), newline=""))}
    assert rows["stays"]["title"] == 'S "q", <b>'
    assert json.loads(rows["sinks"]["history"])[1] == {"edition": "b", "tier": "hold"}
    assert rows["sinks"]["summary"] == "'=1+1"
    assert "CSV does not" in told


def test_an_export_is_the_same_each_time_and_replaces_nothing_unasked(project, tmp_path):
    root, into = project(RADAR), tmp_path / "into"
    arguments = ["export", "--root", str(root), "--as", "zalando", "--into", str(into)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    first = (into / "config.json").read_bytes()
    assert CliRunner().invoke(main, arguments).exit_code == 0
    (into / "config.json").write_text("mine")
    refused = CliRunner().invoke(main, arguments)
    assert (refused.exit_code, "--overwrite" in refused.stderr) == (2, True)
    assert (into / "config.json").read_text() == "mine"
    assert CliRunner().invoke(main, [*arguments, "--overwrite"]).exit_code == 0
    assert (into / "config.json").read_bytes() == first


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--as", "madr"], "go together"),
        (["--into", "x"], "go together"),
        (["--as", "madr", "--into", "x", "--output", "y"], "JSON document"),
        (["--overwrite"], "goes with --as"),
        (["--as", "word", "--into", "x"], "'madr'"),
    ],
)
def test_options_that_do_not_go_together_are_refused(project, options, words):
    refused = CliRunner().invoke(main, ["export", "--root", str(project(RADAR)), *options])
    assert (refused.exit_code, words in refused.stderr) == (2, True)
    assert not Path("x").exists()


@pytest.mark.parametrize("name", list(EXPORT_FORMATS))
@pytest.mark.parametrize(
    "data", ["", "patterns: 3\n", "patterns: {x: {title: [1]}}\n", "decisions: {'a/../b': {title: T}}\n"]
)
def test_no_data_breaks_an_export(project, export_as, name, data):
    for path in export_as(project(data), name)[0]:
        assert ".." not in path
