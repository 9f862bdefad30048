"""Where reports say that files are: below the root of the working copy, whatever the files are called."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from defusedxml import ElementTree

from sphinx_excellence.cli import main
from sphinx_excellence.reports.escaping import escaped, escaped_json
from sphinx_excellence.reports.report_paths import ReportPaths
from tests.conftest import CONF, Project

BROKEN = "patterns:\n  a: {title: A, tier: bronze}\n"
#: What acts where it is printed.
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
FORMATS = ("text", "json", "sarif", "github", "junit")


@pytest.fixture(autouse=True)
def _no_workspace(monkeypatch):
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def check(root: Path, form: str, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["check", "--no-cache", "--root", str(root), "--format", form, *arguments])
    assert result.exit_code == 1, (result.output, result.exception)
    return result.stdout


def named(root: Path, *arguments: str) -> set[str]:
    """Return the path of the one finding in each report for programs, and that of SARIF as a file."""
    github = check(root, "github", *arguments)
    place = json.loads(check(root, "sarif", *arguments))["runs"][0]
    location = place["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    case = next(ElementTree.fromstring(check(root, "junit", *arguments)).iter("testcase"))
    report = json.loads(check(root, "json", *arguments))
    bases = place["originalUriBaseIds"]
    address = urljoin(bases[location["uriBaseId"]]["uri"], location["uri"])
    assert Path(unquote(urlsplit(address).path)).samefile(root / report["findings"][0]["path"])
    return {
        re.match("::error file=([^,]*),", github)[1],
        unquote(location["uri"]),
        case.get("file"),
        Path(os.path.normpath(Path(report["root"]) / report["findings"][0]["path"])).as_posix(),
    }


def project(root: Path) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "conf.py").write_text("")
    (root / "data" / "p.yaml").write_text(BROKEN)
    return root


def test_paths_are_relative_to_the_working_copy(tmp_path):
    docs = project(tmp_path / "repo" / "docs")
    assert named(docs) == {"data/p.yaml"}
    (tmp_path / "repo" / ".git").mkdir()
    assert named(docs) == {"docs/data/p.yaml"}


def test_the_root_of_a_worktree_or_submodule_has_a_file(tmp_path):
    docs = project(tmp_path / "repo" / "modules" / "sub" / "docs")
    (tmp_path / "repo" / ".git").mkdir()
    (tmp_path / "repo" / "modules" / "sub" / ".git").write_text("gitdir: ../../.git/modules/sub\n")
    assert named(docs) == {"docs/data/p.yaml"}


def test_the_workspace_counts_where_it_is_nearer_or_there_is_no_working_copy(tmp_path, monkeypatch):
    docs = project(tmp_path / "work" / "repo" / "docs")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "work"))
    assert named(docs) == {"repo/docs/data/p.yaml"}
    (tmp_path / ".git").mkdir()
    assert named(docs) == {"repo/docs/data/p.yaml"}
    (tmp_path / "work" / "repo" / ".git").mkdir()
    assert named(docs) == {"docs/data/p.yaml"}
    monkeypatch.setenv("GITHUB_WORKSPACE", "/somewhere/else")
    assert named(docs) == {"docs/data/p.yaml"}


def test_the_base_can_be_given(tmp_path):
    docs = project(tmp_path / "repo" / "docs")
    (tmp_path / "repo" / ".git").mkdir()
    assert named(docs, "--base", str(tmp_path)) == {"repo/docs/data/p.yaml"}
    assert named(docs, "--base", str(docs)) == {"data/p.yaml"}


def test_the_base_can_be_set(tmp_path):
    docs = project(tmp_path / "repo" / "docs")
    (tmp_path / "repo" / ".git").mkdir()
    (docs / "conf.py").write_text('excellence_base = "../.."\n')
    assert named(docs) == {"repo/docs/data/p.yaml"}
    assert named(docs, "--base", str(docs)) == {"data/p.yaml"}
    (docs / "conf.py").write_text("excellence_base = 1\n")
    assert "::error file=docs/conf.py,line=1,col=1" in check(docs, "github")


def test_a_project_reached_by_a_link_is_found_in_its_working_copy(tmp_path):
    docs = project(tmp_path / "repo" / "docs")
    (tmp_path / "repo" / ".git").mkdir()
    (tmp_path / "link").symlink_to(docs)
    assert named(tmp_path / "link") == {"docs/data/p.yaml"}
    (tmp_path / "base").symlink_to(tmp_path / "repo")
    assert named(docs, "--base", str(tmp_path / "base")) == {"docs/data/p.yaml"}


def test_from_a_folder_that_is_a_link_the_way_up_is_that_of_the_files(tmp_path):
    (tmp_path / ".git").mkdir()
    root = project(tmp_path / "books" / "docs")
    (root / "conf.py").write_text('excellence_data = ["../shared"]\n')
    (root / "data").rename(tmp_path / "books" / "shared")
    (tmp_path / "link").symlink_to("books/docs")
    assert named(tmp_path / "link") == {"books/shared/p.yaml"}


def test_a_file_outside_the_base_is_named_in_full(tmp_path):
    docs = project(tmp_path / "repo" / "docs")
    (tmp_path / "repo" / ".git").mkdir()
    (tmp_path / "shared data").mkdir()
    (tmp_path / "shared data" / "s.yaml").write_text(BROKEN.replace("a:", "b:"))
    (docs / "conf.py").write_text('excellence_data = ["../../shared data"]\n')
    full = str(tmp_path / "shared data" / "s.yaml")
    assert f"::error file={full}," in check(docs, "github")
    assert f'file="{full}"' in check(docs, "junit")
    (result,) = json.loads(check(docs, "sarif"))["runs"][0]["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": Path(full).as_uri()}
    assert "%20" in location["uri"]


@pytest.mark.parametrize("name", ["with blanks & [signs] #1 50%?.yaml", "größe–π.yaml", "a:b,c.yaml", "'q\"<x>.yaml"])
def test_names_are_written_as_each_format_wants_them(tmp_path, name):
    docs = project(tmp_path / "répo 1" / "docs")
    (tmp_path / "répo 1" / ".git").mkdir()
    (docs / "data" / "p.yaml").rename(docs / "data" / name)
    paths = named(docs)
    escaped = name.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    assert paths in ({f"docs/data/{name}"}, {f"docs/data/{name}", f"docs/data/{escaped}"}) or "," in name
    location = json.loads(check(docs, "sarif"))["runs"][0]["results"][0]["locations"][0]
    assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", location["physicalLocation"]["artifactLocation"]["uri"])


HOSTILE = [
    b"a\xff\xfe.yaml", b"a\n::error title=PWNED::x.yaml", b"a\r::error::x.yaml", b"a\x1b[31mRED.yaml", b"a\x07\x7f.yaml",
    "a\u202etxt.yaml".encode(), "a\x9b31m.yaml".encode(), "a\u2028::error::.yaml".encode(), b" -a' \"<b>&]]>.yaml",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_in_a_files_name_acts_in_any_report(tmp_path, name):
    docs = project(tmp_path / "docs")
    (docs / "data" / "p.yaml").rename(docs / "data" / os.fsdecode(name))
    for form in FORMATS:
        shown = check(docs, form)
        assert ACTING.search(shown) is None
        assert not [line for line in shown.splitlines() if line.startswith("::error title")]
        shown.encode()
        check(docs, form, "--output", str(tmp_path / "out" / form))
        assert (tmp_path / "out" / form).read_text(encoding="utf-8") == shown
    json.loads(check(docs, "json"))
    uri = json.loads(check(docs, "sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert unquote(uri["artifactLocation"]["uri"], errors="surrogateescape") == f"data/{os.fsdecode(name)}"
    ElementTree.fromstring(check(docs, "junit"))
    for arguments in (["show", "a"], ["list"], ["new", "pattern", "a"], ["fix", "--diff"], ["export"]):
        result = CliRunner().invoke(main, [arguments[0], "--root", str(docs), *arguments[1:]])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert ACTING.search(result.output) is None


def test_nothing_in_what_is_typed_or_in_a_folders_name_acts(tmp_path):
    for arguments in (
        ["check", "--root", str(tmp_path), "no\x1b[31m"],
        ["check", "--root", str(tmp_path / "no\n::error::x")],
        ["show", "--root", str(project(tmp_path / "in\x1b[31m")), "x\n::error::"],
        ["explain", "x\x1b"],
        ["init", str(tmp_path)],
        ["\x1b[31m"],
    ):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 2
        assert ACTING.search(result.output) is None
        assert "\n::error" not in result.output


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_terminal_that_knows_few_characters_gets_the_rest_written_out(tmp_path, encoding):
    docs = project(tmp_path / "docs")
    (docs / "data" / "p.yaml").write_text("patterns:\n  a: {title: '日本 🏆', tier: bronze, status: '日本'}\n")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    run = "from sphinx_excellence.cli import run; run()"
    for arguments in (["check", "--no-cache"], ["list"], ["show", "a"]):
        done = subprocess.run(
            [sys.executable, "-c", run, *arguments], cwd=docs, env=environment, capture_output=True, check=False
        )
        assert b"Traceback" not in done.stderr
        assert rb"\u65e5" in done.stdout


@pytest.mark.parametrize("text", ["plain", "a\x1b", "\udcff", "\U0010ffff", "\u2028", "\x85"])
def test_json_that_acts_nowhere_reads_back_the_same(text):
    shown = escaped_json({text: [text, {"x": text}]})
    assert ACTING.search(shown) is None
    expected = escaped(text) if re.search("[\ud800-\udfff]", text) else text
    assert json.loads(shown) == {expected: [expected, {"x": expected}]}


def test_the_builder_names_files_as_the_command_does(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    docs = Project(tmp_path / "repo" / "docs")
    docs.write({"conf.py": CONF, "data/p.yaml": BROKEN, "source/index.md": "# Home\n"})
    (tmp_path / "repo" / ".git").write_text("gitdir: elsewhere\n")
    result = docs.build("excellence")
    (sarif,) = json.loads(result.text("report.sarif"))["runs"]
    locations = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in sarif["results"]]
    assert set(locations) == {"docs/data/p.yaml"}
    assert json.loads(result.text("report.json"))["root"] == "docs"
    assert sarif["originalUriBaseIds"] == {"%SRCROOT%": {"uri": (tmp_path / "repo").as_uri() + "/"}}
    assert ReportPaths.of(docs.root).prefix == "docs"
    assert (
        json.loads(docs.build("excellence", "-D", "excellence_base=../..").text("report.json"))["root"] == "repo/docs"
    )


@pytest.mark.parametrize("name", ["a\x1b[31mRED", "a\udcff", "a\n::error::x", "a\u202etxt"])
def test_nothing_in_a_files_name_acts_in_a_build(tmp_path, monkeypatch, name):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    docs = Project(tmp_path / "docs")
    docs.write({
        "conf.py": CONF, "source/index.md": "# Home\n\n```{pattern-tier} a\n```\n", f"data/{name}.yaml": BROKEN,
    })  # fmt: skip
    for builder in ("excellence", "text"):
        result = docs.build(builder)
        told = [line for line in result.warnings if "no-alternative" in line]
        assert len(told) == 1
        assert f"data/{escaped(name)}.yaml:2:3: " in told[0]
        assert not [line for line in result.warnings if line.startswith("::error")]
