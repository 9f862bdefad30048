"""The command: what it prints in each format, how it ends, and what it says to misuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from defusedxml import ElementTree
from jsonschema.validators import validator_for

from sphinx_excellence.cli import checking, main
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.loader.load import load
from sphinx_excellence.rules.catalogue import BY_NAME, RULES

BROKEN = "patterns:\n  old: {title: 'Old & <b>, 50%', tier: bronze}\n  new: {title: New}\n"
CLEAN = "patterns:\n  new: {title: New, tier: silver}\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "data").mkdir()

    def invoke(text, *arguments, files=None):
        for name, content in {"data/a.yaml": text, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        name, *rest = arguments
        return CliRunner().invoke(main, [name, "--root", str(tmp_path), *rest] if name != "explain" else [*arguments])

    return invoke


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (CLEAN, [], 0),
        (BROKEN, [], 1),
        (BROKEN, ["--fail-on", "never"], 0),
        (BROKEN, ["--ignore", "no-alternative"], 0),
        (BROKEN, ["--ignore", "no-alternative", "--fail-on", "info"], 1),
        (BROKEN, ["--select", "unrated-pattern"], 0),
        (BROKEN, ["--select", "unrated-pattern,no-alternative", "--fail-on", "error"], 1),
        (BROKEN, ["nowhere"], 1),
    ],
)
def test_the_exit_code_says_whether_anything_serious_was_found(run, text, arguments, code):
    assert run(text, "check", *arguments).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "no-altrnative"], "'no-altrnative' is no rule; did you mean 'no-alternative'?"),
        (["--as-of", "2026-13"], "'2026-13' is no day; accepted: a day such as 2026-10-01"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--fail-on", "bad"], "'bad' is not one of"),
    ],
)
def test_misuse_ends_with_2_and_says_what_would_be_accepted(run, arguments, said):
    result = run(CLEAN, "check", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_text_shows_place_line_help_and_counts(run):
    result = run(BROKEN, "check")
    assert result.stdout.startswith(
        "data/a.yaml:2:3: error no-alternative: pattern 'old' is bronze and leads to no alternative\n"
        "  2 |   old: {title: 'Old & <b>, 50%', tier: bronze}\n"
        "    |   ^\n"
        "  help: give `alternatives:"
    )
    assert result.stdout.endswith("\n1  error    no-alternative\n1  info     unrated-pattern\n\n1 error, 1 note.\n")
    assert "\x1b" not in result.stdout
    assert "rules about pages were not applied" in result.stderr


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colours_and_links_are_for_terminals_only_and_obey_no_color(run, monkeypatch, no_colour, coloured):
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", "xterm")
    real = checking.has_colours
    monkeypatch.setattr(checking, "has_colours", lambda: _as_on_a_terminal(real, monkeypatch))
    result = run(BROKEN, "check")
    assert ("\x1b[31m" in result.stdout, "\x1b]8;;file://" in result.stdout) == (coloured, coloured)


def _as_on_a_terminal(real, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        return real()


def test_json_is_versioned_sorted_and_counted(run):
    report = json.loads(run(BROKEN, "check", "--format", "json").stdout)
    assert report["version"] == 1
    assert report["summary"] == {
        "by_rule": {"no-alternative": 1, "unrated-pattern": 1},
        "by_severity": {"error": 1, "info": 1},
    }
    assert [(f["line"], f["rule"], f["record"]["id"]) for f in report["findings"]] == [
        (2, "no-alternative", "old"),
        (3, "unrated-pattern", "new"),
    ]


def test_sarif_is_valid_and_explains_its_rules(run):
    text = run(BROKEN, "check", "--format", "sarif").stdout
    (sarif_run,) = json.loads(text)["runs"]
    rules = sarif_run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["no-alternative", "unrated-pattern"]
    assert BY_NAME["no-alternative"].rationale in rules[0]["help"]["markdown"]
    first = sarif_run["results"][0]
    assert (first["level"], rules[first["ruleIndex"]]["id"]) == ("error", first["ruleId"])
    place = first["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]) == ("data/a.yaml", {"startLine": 2, "startColumn": 3})


SCHEMA = Path(__file__).parents[2] / "build/sarif/package/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.mark.skipif(not SCHEMA.exists(), reason="SARIF's schema is not here: .ci/run says where it is to be had")
@pytest.mark.parametrize("text", [BROKEN, CLEAN, "patterns: {a: {title: A\n"])
def test_sarif_fits_the_schema_of_its_standard(run, text):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    report = json.loads(run(text, "check", "--format", "sarif").stdout)
    assert [error.message for error in validator_for(schema)(schema).iter_errors(report)] == []


def test_github_gets_one_command_a_finding_with_everything_escaped(run):
    text = "patterns:\n  a: {title: A, tier: '50%\\nx,y:z'}\n"
    lines = run(text.replace("'", '"'), "check", "--format", "github").stdout.splitlines()
    assert [line.split("::")[1].split(" ")[0] for line in lines] == ["error"]
    assert "50%25%0Ax,y:z" in lines[0]
    assert lines[0].startswith("::error file=data/a.yaml,line=2,col=23,title=excellence.unknown-reference::")


def test_junit_is_xml_with_a_case_a_finding(run):
    root = ElementTree.fromstring(run(BROKEN, "check", "--format", "junit").stdout)
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    (failure,) = root.iter("failure")
    assert failure.get("message") == "pattern 'old' is bronze and leads to no alternative"
    clean = ElementTree.fromstring(run(CLEAN, "check", "--format", "junit").stdout)
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")


@pytest.mark.parametrize("form", checking.FORMATS)
def test_every_format_is_the_same_twice_and_goes_into_a_file(run, tmp_path, form):
    first = run(BROKEN, "check", "--format", form).stdout
    assert run(BROKEN, "check", "--format", form, "--no-cache").stdout == first
    target = tmp_path / "out" / "report"
    assert run(BROKEN, "check", "--format", form, "--output", str(target)).stdout == ""
    assert target.read_text(encoding="utf-8") == first


def test_the_day_comes_from_the_option_then_the_project_then_the_clock(run):
    stale = "patterns:\n  a: {title: A, tier: silver, reviewed: 2024-01-01}\n"
    conf = {"conf.py": 'import nothing_like_this\nexcellence_as_of = "2024-06-01"\n'}
    assert "stale-review" in run(stale, "check").stdout
    assert "stale-review" not in run(stale, "check", files=conf).stdout
    assert "warning stale-review" in run(stale, "check", "--as-of", "2026-01-01", files=conf).stdout
    assert "info stale-review" in run(stale, "check", "--as-of", "2025-02-01", files=conf).stdout


def test_settings_that_are_literals_are_obeyed_without_running_conf(run):
    files = {
        "conf.py": "raise SystemExit\nexcellence_data = ['more']\nexcellence_rules = {'no-alternative': 'info'}\n",
        "more/b.yaml": BROKEN,
        "source/page.md": "---\nexcellence_tier: bronze\ntitle: Page\n---\n# Page\n",
    }
    result = run("patterns: {ignored: 1}\n", "check", files=files)
    assert result.exit_code == 0
    assert "more/b.yaml:2:3: info no-alternative" in result.stdout
    assert "source/page.md:" in result.stdout


def test_explain_knows_every_rule_and_the_nearest_to_a_wrong_one(run):
    listed = run("", "explain").stdout
    assert [line.split()[0] for line in listed.splitlines()] == [rule.name for rule in RULES]
    for rule in RULES:
        said = CliRunner().invoke(main, ["explain", rule.name])
        assert said.exit_code == 0
        assert rule.bad.splitlines()[0] in said.stdout
    wrong = CliRunner().invoke(main, ["explain", "no-alternativ"])
    assert (wrong.exit_code, "did you mean 'no-alternative'?" in wrong.stderr) == (2, True)


def test_list_show_and_export_say_what_is_on_record(run, tmp_path):
    text = "patterns:\n  saga: {title: Saga, aliases: [sagas], tier: gold, introduced: 1987}\n"
    assert run(text, "list").stdout == "pattern  saga  gold  Saga\n"
    assert run(text, "list", "--tier", "bronze").stdout == ""
    shown = run(text, "show", "sagas").stdout
    assert shown.startswith("# data/a.yaml:2:3\n")
    assert yaml.safe_load(shown)["patterns"]["saga"]["title"] == "Saga"
    assert "did you mean 'saga'?" in run(text, "show", "saag").stderr
    exported = json.loads(run(text, "export").stdout)
    assert (exported["version"], list(exported["patterns"])) == (1, ["saga"])
    again = {key: exported[key] for key in exported if key == "patterns"}
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "all.json").write_text(json.dumps(again), encoding="utf-8")
    assert load(tmp_path, ["again"]).registry.records == load(tmp_path, ["data"]).registry.records


@pytest.mark.parametrize(("terminal", "seconds", "shown"), [(True, 2, True), (True, 0.5, False), (False, 2, False)])
def test_how_far_a_long_run_is_shows_on_a_terminal_only_and_goes_again(monkeypatch, capsys, terminal, seconds, shown):
    clock = iter([0, seconds, seconds])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    with Progress() as progress:
        progress(3, 7)
    said = capsys.readouterr().err
    assert said == ("3 of 7 files read\r                 \r" if shown else "")


def _edit(root, name, old, new):
    path = root / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda root: _edit(root, "data/a.yaml", "bronze", "silver"),
        lambda root: _edit(root, "source/page.md", "bronze", "silver"),
        lambda root: _edit(root, "conf.py", "unrated-pattern", "no-alternative"),
        lambda root: _edit(root, "conf.py", "2026-01-01", "2036-01-01"),
        lambda root: (root / "data/a.yaml").unlink(),
        lambda root: (root / "data/b.yaml").write_text("patterns:\n  x: {title: X, tier: bronze}\n"),
        lambda root: (root / "more").mkdir(),
        lambda root: _edit(root, "core.json", "2", "1"),
    ],
)
def test_a_check_of_what_has_not_changed_loads_nothing_and_every_change_is_seen(run, tmp_path, monkeypatch, change):
    files = {
        "conf.py": 'excellence_as_of = "2026-01-01"\nexcellence_rules = {"unrated-pattern": "off"}\n'
        'excellence_data = ["data", "more"]\nexcellence_external = {"core": ("https://a.example", "core.json")}\n',
        "core.json": '{"version": 2}',
        "source/page.md": "---\nexcellence_tier: bronze\nreviewed: 2025-06-01\n---\n# Page\n",
    }
    first = run(BROKEN, "check", files=files).output
    real = checking.findings_of
    with monkeypatch.context() as patch:
        patch.setattr(checking, "findings_of", lambda *_a, **_k: pytest.fail("it loads"))
        assert CliRunner().invoke(main, ["check", "--root", str(tmp_path)]).output == first
    change(tmp_path)
    loaded = []
    monkeypatch.setattr(checking, "findings_of", lambda *a, **k: loaded.append(1) or real(*a, **k))
    after = CliRunner().invoke(main, ["check", "--root", str(tmp_path)]).output
    assert loaded == [1]
    assert after != first
    assert CliRunner().invoke(main, ["check", "--no-cache", "--root", str(tmp_path)]).output == after
