"""The command: what it prints in each format, how it ends, and what it says to misuse."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from click.testing import CliRunner
from defusedxml import ElementTree
from jsonschema.validators import validator_for

from sphinx_excellence.cli import check_command, main
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.loader.load import load
from sphinx_excellence.rules.all_rules import BY_NAME, RULES

BROKEN = "patterns:\n  old: {title: 'Old & <b>, 50%', tier: bronze}\n  new: {title: New}\n"
CLEAN = "patterns:\n  new: {title: New, tier: silver}\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (tmp_path / "data").mkdir()

    def invoke(text, *arguments, files=None):
        for name, content in {"data/a.yaml": text, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        name, *rest = arguments
        return CliRunner().invoke(main, [name, "--root", str(tmp_path), *rest] if name != "explain" else [*arguments])

    invoke.root = tmp_path
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
        (BROKEN, ["nowhere"], 2),
    ],
)
def test_the_exit_code_says_whether_anything_serious_was_found(run, text, arguments, code):
    assert run(text, "check", *arguments).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "no-altrnative"], "'no-altrnative' is not a rule; did you mean 'no-alternative'?"),
        (["--as-of", "2026-13"], "'2026-13' is not a full date; accepted: a full date, such as 2026-10-01"),
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
        "data/a.yaml:2:3: error no-alternative: pattern 'old' is bronze, but it names no alternative\n"
        "  2 |   old: {title: 'Old & <b>, 50%', tier: bronze}\n"
        "    |   ^\n"
        "  help: add `alternatives:"
    )
    assert result.stdout.endswith("\n1  error    no-alternative\n1  info     unrated-pattern\n\n1 error, 1 note.\n")
    assert "\x1b" not in result.stdout
    assert "rules about pages were not applied" in result.stderr


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colours_and_links_are_for_terminals_only_and_obey_no_color(run, monkeypatch, no_colour, coloured):
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", "xterm")
    real = check_command.has_colours
    monkeypatch.setattr(check_command, "has_colours", lambda: _as_on_a_terminal(real, monkeypatch))
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


SCHEMA = Path(__file__).parents[3] / "build/sarif/package/lib/schemas/sarif-2.1.0-rtm.5.json"


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
    assert failure.get("message") == "pattern 'old' is bronze, but it names no alternative"
    clean = ElementTree.fromstring(run(CLEAN, "check", "--format", "junit").stdout)
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")


@pytest.mark.parametrize("form", check_command.FORMATS)
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


def test_show_takes_the_number_of_a_decision(run):
    text = "decisions:\n  0004-a: {title: A}\n  0005-b: {title: B}\n  0005-c: {title: C}\n"
    for number in ("4", "0004", "ADR-0004", "#4"):
        assert list(yaml.safe_load(run(text, "show", number).stdout)["decisions"]) == ["0004-a"]
    refused = run(text, "show", "5")
    assert refused.exit_code == 2
    assert "'5' is the number of several decisions; name one by its id: '0005-b' or '0005-c'" in refused.stderr


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
    real = check_command._findings
    with monkeypatch.context() as patch:
        patch.setattr(check_command, "_findings", lambda *_a, **_k: pytest.fail("it loads"))
        assert CliRunner().invoke(main, ["check", "--root", str(tmp_path)]).output == first
    change(tmp_path)
    loaded = []
    monkeypatch.setattr(check_command, "_findings", lambda *a, **k: loaded.append(1) or real(*a, **k))
    after = CliRunner().invoke(main, ["check", "--root", str(tmp_path)]).output
    assert loaded == [1]
    assert after != first
    assert CliRunner().invoke(main, ["check", "--no-cache", "--root", str(tmp_path)]).output == after


def test_a_new_day_loads_nothing_until_something_is_due(run, tmp_path, monkeypatch):
    data = "patterns:\n  saga: {title: Saga, tier: gold, reviewed: 2025-10-01}\n"
    first = run(data, "check", "--as-of", "2025-10-02").output
    real, loaded = check_command._findings, []
    monkeypatch.setattr(check_command, "_findings", lambda *a: loaded.append(1) or real(*a))

    def on(day):
        return CliRunner().invoke(main, ["check", "--root", str(tmp_path), "--as-of", day]).output

    assert on("2025-12-31") == first
    assert loaded == []
    assert "stale-review" not in first
    assert "stale-review" in on("2027-02-15")
    assert loaded == [1]
    assert on("2025-10-02") == first
    assert loaded == [1, 1]


@pytest.mark.parametrize(
    "command", [["check"], ["list"], ["export"], ["fix", "--yes"], ["show", "new"], ["new", "pattern", "x"]]
)
def test_a_folder_that_is_no_project_is_misuse_and_nothing_is_left_there(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert "there is no project in this folder: neither conf.py nor a folder 'data'" in result.stderr
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/conf.py").write_text("")
    assert "is it `--root docs`?" in CliRunner().invoke(main, command).stderr
    (tmp_path / "docs/source").mkdir()
    monkeypatch.chdir(tmp_path / "docs/source")
    assert "is it `--root ..`?" in CliRunner().invoke(main, command).stderr
    monkeypatch.chdir(tmp_path / "docs")
    assert "is it `--root .`?" in CliRunner().invoke(main, [*command, "--root", "source"]).stderr


@pytest.mark.parametrize("command", [["check"], ["list"], ["export"], ["fix"], ["show", "new"]])
def test_data_that_is_named_and_not_there_is_misuse(run, command):
    result = run(CLEAN, *command, "nosuch.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'nosuch.yaml' does not exist; name a file or folder, relative to" in result.stderr


@pytest.mark.parametrize("arguments", [["check"], ["list"], ["export"], ["fix"], ["show", "new"]])
def test_a_folder_that_nothing_can_be_written_to_can_be_checked(run, monkeypatch, arguments):
    def refuse(path="", *_args, **_options):
        raise PermissionError(13, "Permission denied", str(path))

    before = run(CLEAN, *arguments).output
    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    monkeypatch.setattr("sphinx_excellence.cli.project.CACHE_FOLDER", ".nowhere")
    result = CliRunner().invoke(main, [arguments[0], "--root", str(run.root), *arguments[1:]])
    assert (result.output, result.exit_code) == (before, 0)


@pytest.mark.parametrize(
    "arguments",
    [["check", "--output", "/dev/null/x"], ["export", "--output", "/dev/null/x"], ["init", "/dev/null/x"]],
)
def test_what_cannot_be_written_is_said_in_one_line_and_is_no_finding(run, arguments):
    run(CLEAN, "list")
    root = [] if arguments[0] == "init" else ["--root", str(run.root)]
    result = CliRunner().invoke(main, [*arguments, *root])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: /dev/null")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full to print to")
def test_a_report_that_cannot_be_printed_is_no_finding(run):
    run(CLEAN, "list")
    code = "from sphinx_excellence.cli import run; run()"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, "check", "--root", str(run.root)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "Error: No space left on device\n")


UNREAD = [
    'excellence_data = ["data", f"{ROOT}"]',
    "excellence_data = [ROOT]",
    'if True:\n    excellence_data = ["more"]',
    'excellence_data = ["data"]\nexcellence_data += [ROOT]',
    'excellence_data = ["data"]\nif True:\n    excellence_data.append("more")',
    "for excellence_data in [[]]:\n    pass",
]


@pytest.mark.parametrize("conf", UNREAD)
def test_data_that_only_python_can_name_is_not_passed_over(run, conf):
    result = run(CLEAN, "check", files={"conf.py": f"{conf}\n"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`excellence_data` is not a literal, and the command does not run conf.py" in result.stderr
    assert run(CLEAN, "check", "data").exit_code == 0


@pytest.mark.parametrize("more", ['excellence_data += ["more"]', 'excellence_data.append("more")'])
def test_data_that_is_added_to_is_read(run, more):
    files = {"conf.py": f'excellence_data = ["data"]\n{more}\n', "more/b.yaml": "patterns:\n  more: {title: More}\n"}
    assert "more" in run(CLEAN, "list", files=files).stdout


def test_a_conf_that_is_no_python_is_told_and_its_data_can_be_named(run):
    result = run(CLEAN, "check", files={"conf.py": "project = 'x'\nexcellence_data = ['more'\n"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert "conf.py: line 2 is no Python" in result.stderr
    named = run(CLEAN, "check", "data")
    assert (named.exit_code, "the command ignores all settings" in named.stderr) == (0, True)


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        (
            "excellence_rules = dict(x='off')",
            "conf.py:1:1: `excellence_rules` is not a literal, and the command does not run conf.py",
        ),
        ("excellence_as_of = str(1)", "--as-of names another"),
        ("from shared import *", "imports names from another module"),
        ("exclude_patterns = ['x'] + MORE", "the command reads pages that it excludes"),
        ("source_suffix = {'.txt': PARSER}", "the pages are those that end in .rst and .md"),
    ],
)
def test_other_settings_that_cannot_be_read_are_said_and_the_rest_is_checked(run, conf, said):
    result = run(CLEAN, "check", files={"conf.py": f"{conf}\n"})
    assert (result.exit_code, said in result.stderr) == (0, True)
    assert said not in run(CLEAN, "check", files={"conf.py": "excellence_rules: dict = {}\n"}).stderr


def test_annotated_settings_are_read(run):
    files = {"conf.py": 'excellence_data: list[str] = ["more"]\n', "more/b.yaml": BROKEN}
    assert "more/b.yaml:2:3: error no-alternative" in run("x: 1\n", "check", files=files).stdout


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ('excellence_data = ["x", 5]', "a list of files and folders"),
        ('excellence_data = "data"', "a list of files and folders"),
        ('excellence_as_of = "nonsense"', "expected a date, such as"),
        ('excellence_rules = {"no-alternative": ["off"]}', "'['off']' is not a severity"),
        ('excellence_rules = {"typed-tier": "fatal"}', "'fatal' is not a severity"),
        ('excellence_external = {"a b": ("x", "y")}', "cannot be a prefix"),
    ],
)
def test_settings_that_are_wrong_are_the_findings_that_a_build_tells(run, conf, told):
    result = run(CLEAN, "check", files={"conf.py": f"# -\n{conf}\n"})
    assert result.exit_code == 1
    assert result.stdout.startswith("conf.py:2:1: error wrong-setting: ")
    assert told in result.stdout


MATTER = "---\nexcellence_tier: gold\nevolution: {to: nothing-like-it}\n---\n# Page\n"


@pytest.mark.parametrize("conf", ["", "excellence_data = []\n"])
def test_records_in_front_matter_need_no_folder_of_data(tmp_path, conf):
    (tmp_path / "conf.py").write_text(conf)
    (tmp_path / "page.md").write_text("---\nexcellence_tier: silver\n---\n# Page\n")
    result = CliRunner().invoke(main, ["check", "--root", str(tmp_path)])
    assert (result.stdout, result.exit_code) == ("No findings.\n", 0)


def test_where_there_is_no_record_at_all_the_folder_of_data_is_missed(tmp_path):
    (tmp_path / "conf.py").write_text("")
    result = CliRunner().invoke(main, ["check", "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert "missing-data: the folder 'data' does not exist, and `excellence_data` is not set" in result.stdout


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("source/drafts/page.md", {}),
        ("source/_templates/page.md", {}),
        ("source/old/page.md", {}),
        ("source/env/x/page.md", {"source/env/pyvenv.cfg": ""}),
        ("source/lib/site-packages/x/page.md", {}),
        ("source/.hidden/page.md", {}),
        ("source/out/page.md", {"source/out/.buildinfo": ""}),
        ("source/_build/page.md", {}),
        ("source/extra/page.md", {}),
    ],
)
def test_what_a_build_does_not_read_is_not_checked(run, name, also):
    conf = (
        'exclude_patterns = ["drafts", "**/old/*.md", "old/*"]\ntemplates_path = ["_templates"]\n'
        'html_extra_path = ["extra"]\n'
    )
    result = run(CLEAN, "check", files={"conf.py": conf, name: MATTER, **also})
    assert (result.stdout, result.exit_code) == ("No findings.\n", 0)
    assert "source/page.md:3:" in run(CLEAN, "check", files={"source/page.md": MATTER}).stdout


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("", ["b.rst", "c.md"]),
        ("source_suffix = '.txt'", ["a.txt", "c.md", "e.rst.txt"]),
        ("source_suffix = ['.rst', '.txt', '.md']", ["a.txt", "b.rst", "c.md", "e.rst.txt"]),
        ("source_suffix = {'.rst': 'restructuredtext', '.markdown': 'markdown'}", ["b.rst", "c.md", "d.markdown"]),
        ("source_suffix = {'.rst.txt': 'restructuredtext', '': 'x'}", ["c.md", "e.rst.txt"]),
        ("source_suffix = 1", ["b.rst", "c.md"]),
    ],
)
def test_pages_end_as_the_project_says(run, setting, shown):
    rst = "A {}\n===\n\n:Status: Accepted\n"
    md = "---\nstatus: accepted\n---\n# A {}\n"
    files = {"conf.py": f"{setting}\nexcellence_pages = {{'adr/*': 'decision'}}\n"}
    for name in ("a.txt", "b.rst", "c.md", "d.markdown", "e.rst.txt", "f.html"):
        files[f"source/adr/{name}"] = (md if name.endswith(("md", "down")) else rst).format(name[0])
    result = run(CLEAN, "check", files=files)
    assert [line.split(":")[0] for line in result.stdout.split("\n") if " decision-undated:" in line] == [
        f"source/adr/{name}" for name in shown
    ]


ACTING = 'patterns:\n  "a\\n::error::b\\u2067\\L": {title: A, tier: "go\\u2066ld"}\n  c: {title: "C\\N\\P", tier: "s\\n::error::"}\n'
REFUSED = 'patterns:\n  "a\\e[31m\\nb\\u202e": {title: A, tier: "go\\eld"}\n  c: {title: "C\\e]0;x\\a", tier: "s\\e"}\n'


@pytest.mark.parametrize("form", ["text", "github"])
def test_nothing_that_stands_in_data_acts_on_a_terminal_or_a_log(run, form):
    acting = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\u2066-\u2069]"
    shown = run(REFUSED, "check", "--format", form).stdout
    assert not re.search(acting, shown)
    shown = run(ACTING, "check", "--format", form).stdout
    assert not re.search(acting, shown)
    assert "\\u2067" in shown
    starts = ("data/a.yaml:", "  ") if form == "text" else ("::error ",)
    blocks = shown.partition("\n1  ")[0].splitlines()
    assert all(line.startswith(starts) for line in blocks if line and not line[0].isdigit() and "error" in line)
    assert not re.search(acting, run(ACTING, "list").stdout)


def test_the_caret_stands_below_what_it_means_after_tabs(run):
    text = '{\n\t"patterns": {"a": {"title": "A", "tier": "x"}}\n}\n'
    shown = run(CLEAN, "check", files={"data/b.json": text}).stdout
    assert '  2 | \t"patterns": {"a": {"title": "A", "tier": "x"}}\n    | \t' + " " * 41 + "^\n" in shown


def test_addresses_of_files_in_sarif_are_addresses(run):
    name = "data/we,ird: 100% ü.yaml"
    report = json.loads(run(CLEAN, "check", "--format", "sarif", files={name: "patterns: []\n"}).stdout)
    (result,) = report["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert (uri, unquote(uri)) == ("data/we%2Cird%3A%20100%25%20%C3%BC.yaml", name)


def test_a_single_rule_is_counted_like_several(run):
    assert run(BROKEN, "check", "--ignore", "unrated-pattern").stdout.endswith(
        "\n1  error    no-alternative\n\n1 error.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "rules about pages were not applied"),
        (["--select", "no-alternative"], ""),
        (["--select", "typed-tier"], "1 rule about pages was not applied"),
        (["--select", "typed-tier", "--format", "json"], "1 rule about pages was not applied"),
        (["--format", "json"], ""),
    ],
)
def test_rules_that_need_a_build_are_spoken_of_where_they_were_wanted(run, arguments, said):
    told = run(CLEAN, "check", *arguments).stderr
    assert said in told
    assert bool(said) == bool(told)


def test_list_counts_what_a_check_tells_and_calls_it_by_the_same_names(run):
    text = "patterns:\n  a: {title: A, tier: gold, sumary: x, alternatives: [1]}\n  b: {titel: B}\n"
    rules = {"wrong-type", "unknown-key", "missing-key"}
    found = [row["rule"] for row in json.loads(run(text, "check", "--format", "json").stdout)["findings"]]
    told = sorted(rule for rule in found if rule in rules)
    said = f"{len(told)} values could not be read ({', '.join(sorted(set(told)))}); to see where, run sphinx-excellence check."
    assert run(text, "list").stderr.strip() == said


@pytest.mark.parametrize(
    "silenced",
    [
        {"conf.py": "excellence_rules = {'unknown-key': 'off'}\n", "data/a.yaml": "patterns:\n  a: {title: A, x: 1}\n"},
        {"data/a.yaml": "patterns:\n  a: {title: A, x: 1, waivers: [{rule: unknown-key, reason: Soon}]}\n"},
    ],
)
def test_list_says_nothing_of_what_a_check_does_not_tell(run, silenced):
    assert run(CLEAN, "list", files=silenced).stderr == ""


def test_what_is_said_of_one_or_of_none_is_a_sentence(run):
    assert "1 value could not be read (wrong-type); " in run("patterns: {a: 1}\n", "list").stderr
    assert "unknown record 'x'; there are no records" in run("patterns: {}\n", "show", "x").stderr
