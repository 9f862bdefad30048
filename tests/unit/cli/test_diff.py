"""The command `diff`: what its arguments may name, what it says to misuse, and how it ends."""

from __future__ import annotations

import json
import subprocess

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import main

CONF = 'extensions = ["myst_parser", "sphinx_excellence"]\n'
OLD = "patterns:\n  saga: {title: Saga, tier: gold}\n  old: {title: Old, tier: gold}\n"
NEW = "patterns:\n  saga: {title: Saga, tier: silver}\n"


def git(folder, *arguments):
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Return a working copy with a project in `docs`: what is committed is OLD, the files are NEW."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    folder = tmp_path / "copy"
    page = "# Saga\n\n```{pattern-tier} saga\n```\n"
    write(folder, {"README.md": "x", "docs/conf.py": CONF, "docs/data/a.yaml": OLD, "docs/saga.md": page})
    git(tmp_path, "init", "-q", "-b", "main", str(folder))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    write(folder, {"docs/data/a.yaml": NEW})
    monkeypatch.chdir(folder)
    return folder


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *arguments])


def told(*arguments):
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def counts(report):
    return {name: count for name, count in report["summary"].items() if count}


def test_a_revision_is_compared_with_the_working_tree(copy):
    report = told("main", "--root", "docs")
    assert report["new"] == "the working tree"
    assert report["old"].startswith("main (")
    assert [(each["record"]["id"], each["old"], each["new"]) for each in report["moved"]] == [
        ("saga", "gold", "silver")
    ]
    assert [each["record"]["id"] for each in report["gone"]] == ["old"]
    assert [each["page"] for each in report["pages"]] == ["saga"]


def test_two_revisions_are_compared_whatever_the_working_tree_is(copy):
    git(copy, "commit", "-q", "-a", "-m", "two")
    write(copy, {"docs/data/a.yaml": "patterns: {}\n"})
    report = told("HEAD~1", "HEAD", "--root", "docs")
    assert [each["record"]["id"] for each in report["gone"]] == ["old"]
    assert counts(told("HEAD", "HEAD", "--root", "docs")) == {}
    commit = git(copy, "rev-parse", "HEAD").strip()
    assert counts(told(commit, "main", "--root", "docs")) == {}


def test_the_working_copy_is_left_as_it_is(copy):
    git(copy, "add", "-A")
    write(copy, {"docs/data/b.yaml": "patterns:\n  new: {title: New}\n"})
    index = copy / ".git" / "index"
    status = git(copy, "status", "--porcelain")
    before = (index.read_bytes(), index.stat().st_mtime_ns)
    told("main", "--root", "docs", "--no-cache")
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before
    assert git(copy, "status", "--porcelain") == status


def test_it_runs_in_a_hook_whose_environment_names_a_repository(copy, monkeypatch):
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert [each["record"]["id"] for each in told("main", "--root", "docs")["moved"]] == ["saga"]


def test_pages_that_git_ignores_are_left_out(copy):
    write(copy, {".gitignore": "docs/generated/\n", "docs/generated/api.md": "# Api\n", "docs/new.md": "# New\n"})
    assert [each["page"] for each in told("main", "--root", "docs")["pages"]] == ["new", "saga"]


def test_a_revision_without_the_project_is_empty(copy):
    git(copy, "mv", "docs", "handbook")
    done = run("main", "--root", "handbook")
    assert "there is no project in the folder handbook of main" in done.stderr
    assert "Added (1)" in done.stdout


def test_folders_and_exports_are_compared(copy, tmp_path):
    for name, data in (("one", OLD), ("two", NEW)):
        write(tmp_path / name, {"conf.py": CONF, "data/a.yaml": data})
        CliRunner().invoke(main, ["export", "--root", str(tmp_path / name), "--output", str(tmp_path / f"{name}.json")])
    by_folder = told(str(tmp_path / "one"), str(tmp_path / "two"))
    by_export = told(str(tmp_path / "one.json"), str(tmp_path / "two.json"))
    mixed = told(str(tmp_path / "one"), str(tmp_path / "two.json"))
    assert counts(by_folder) == counts(by_export) == counts(mixed)
    assert by_folder["moved"] == by_export["moved"]
    assert (by_folder["has_pages"], by_export["has_pages"], mixed["has_pages"]) == (True, False, False)
    # Of an export no place in a file is known.
    assert {each["path"] for each in by_export["findings_gone"]} <= {""}
    assert counts(told(str(tmp_path / "one"), str(tmp_path / "one.json"))) == {}


def test_an_export_of_own_kinds_fields_tiers_and_words_equals_its_project(copy, tmp_path):
    data = (
        "kinds:\n  team: {title: Team, fields: {channel: {type: line}}}\nteams:\n  pay: {title: Pay, channel: a}\n"
        "fields:\n  pattern: {owner: {type: team}, cost: {type: number, audience: internal}}\n"
        "tiers:\n  gold: null\n  adopt: {rank: 5, title: Adopt}\n  hold: {rank: 50, title: Hold, legacy: true}\n"
        "statuses:\n  pattern: {trial: {title: Trial, means: caution}}\ncategories:\n  x: {title: X}\n"
        "patterns:\n  saga: {title: Saga, tier: adopt, owner: pay, cost: 3, status: trial, category: x}\n"
        "  old: {title: Old, tier: hold, no_alternative: none}\n"
    )
    write(tmp_path / "own", {"conf.py": CONF, "data/a.yaml": data})
    export = str(tmp_path / "own.json")
    CliRunner().invoke(main, ["export", "--root", str(tmp_path / "own"), "--output", export])
    assert counts(told(str(tmp_path / "own"), export)) == {}


def test_the_home_pages_in_exports_are_compared(tmp_path):
    record = {"saga": {"title": "Saga"}, "outbox": {"title": "Outbox"}}
    for name, pages, title in (
        ("a", {"saga": "saga.html", "outbox": "o.html"}, "Saga"),
        ("b", {"saga": "s.html"}, "S"),
    ):
        record["saga"]["title"] = title
        content = {"version": 1, "tiers": [], "legacy": [], "pages": {"patterns": pages}, "patterns": record}
        write(tmp_path, {f"{name}.json": json.dumps(content)})
    report = told(str(tmp_path / "a.json"), str(tmp_path / "b.json"))
    assert [(each["promise"], each["record"]["id"]) for each in report["broken"]] == [("page", "outbox")]
    assert [(each["page"], each["home_of"]) for each in report["pages"]] == [("s.html", ["pattern saga"])]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["mian"],
            "'mian' is neither a revision that git knows (a branch, a tag, a commit), nor a folder, nor an exported",
        ),
        (["mian"], "did you mean 'main'?"),
        (["main..HEAD"], "'main..HEAD' is a range; name its two ends as two arguments"),
        (["../gone.json"], "'../gone.json' is neither a revision that git knows"),
        (["docs/../gone"], "'docs/../gone' is neither a revision that git knows"),
        (["--", "--all"], "'--all' is neither a revision"),
        (["README.md"], "README.md is not JSON"),
        (["docs/other.json"], "docs/other.json is not an export of records; accepted: what sphinx-excellence export"),
        (["docs/later.json"], "docs/later.json is an export of version 99; this toolkit reads version 1"),
        (["main", "--fail-on", "teir"], "'teir' is not something to fail on; did you mean 'tier'?"),
        (["main", "--as-of", "2026-13"], "'2026-13' is not a full date"),
        (["./empty"], "there is no project in 'empty'"),
    ],
)
def test_misuse_ends_with_2_and_says_what_would_be_accepted(copy, arguments, said):
    write(copy, {"docs/other.json": '{"a": 1}', "docs/later.json": '{"version": 99}'})
    (copy / "empty").mkdir()
    done = run("--root", "docs", *arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_a_name_that_is_both_a_branch_and_a_folder_must_be_told_apart(copy):
    git(copy, "branch", "docs")
    done = run("docs", "--root", "docs")
    assert done.exit_code == 2
    assert "'docs' is both a revision and a path; write ./docs for the path" in done.stderr
    assert counts(told("./docs", "--root", "docs")) == {}
    assert told("refs/heads/docs", "--root", "docs")["summary"]["moved"] == 1


def test_outside_a_working_copy_only_paths_are_accepted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path, {"data/a.yaml": OLD, "other/data/a.yaml": NEW})
    done = run("main")
    assert done.exit_code == 2
    assert "the project is not in a git working copy; name folders or exports instead" in done.stderr
    assert told("other")["summary"]["moved"] == 1


def test_without_git_only_paths_are_accepted(copy, monkeypatch):
    monkeypatch.setenv("PATH", "")
    done = run("main", "--root", "docs")
    assert done.exit_code == 2
    assert "git is not installed" in done.stderr


def test_a_shallow_clone_says_how_to_get_its_history(copy, tmp_path, monkeypatch):
    git(copy, "commit", "-q", "-a", "-m", "two")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{copy}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    done = run("HEAD~1", "--root", "docs")
    assert done.exit_code == 2
    assert "`fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` for GitLab" in done.stderr
    assert counts(told("HEAD", "--root", "docs")) == {}


def test_records_in_a_submodule_are_those_of_the_revision(copy, tmp_path, monkeypatch):
    shared = tmp_path / "shared"
    write(shared, {"b.yaml": "patterns:\n  outbox: {title: Outbox, tier: gold}\n"})
    git(tmp_path, "init", "-q", "-b", "main", str(shared))
    git(shared, "add", "-A")
    git(shared, "commit", "-q", "-m", "one")
    git(copy, "submodule", "--quiet", "add", str(shared), "docs/data/shared")
    git(copy, "commit", "-q", "-a", "-m", "two")
    write(copy, {"docs/data/shared/b.yaml": "patterns:\n  outbox: {title: Outbox, tier: silver}\n"})
    assert [each["record"]["id"] for each in told("main", "--root", "docs")["moved"]] == ["outbox"]
    git(tmp_path, "clone", "-q", str(copy), "clone")
    monkeypatch.chdir(tmp_path / "clone")
    done = run("main", "--root", "docs")
    assert "the submodule docs/data/shared is not available" in done.stderr


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [
        ([], 0),
        (["tier"], 1),
        (["gone"], 1),
        (["broken"], 1),
        (["any"], 1),
        (["status"], 0),
        (["finding"], 0),
        (["status,finding"], 0),
        (["status,tier"], 1),
        (["status", "tier"], 1),
    ],
)
def test_the_exit_code_says_whether_there_is_such_a_change(copy, fail_on, code):
    options = [option for name in fail_on for option in ("--fail-on", name)]
    assert run("main", "--root", "docs", *options).exit_code == code


def test_a_file_is_written_where_one_is_named(copy):
    done = run("main", "--root", "docs", "--format", "markdown", "--output", "out/comment.md")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (copy / "out/comment.md").read_text(encoding="utf-8").startswith("<!-- sphinx-excellence diff -->\n")


def test_data_and_pages_that_conf_does_not_name_can_be_named(copy):
    write(copy, {"docs/conf.py": "excellence_data = [name]\n", "docs/pages/new.md": "# New\n"})
    assert "write it as a literal" in run("main", "--root", "docs").stderr
    report = told("main", "--root", "docs", "--data", "data", "--source", "docs/pages")
    assert report["summary"]["moved"] == 1
    assert [each["page"] for each in report["pages"]] == ["new"]


def test_the_registry_of_another_project_that_is_not_tracked_is_taken_from_the_working_copy(copy):
    core = {"version": 1, "tiers": [], "legacy": [], "pages": {}, "patterns": {"saga": {"title": "Saga"}}}
    conf = CONF + 'excellence_external = {"core": ("https://core.example.org/", "core/excellence.json")}\n'
    data = "patterns:\n  x: {title: X, tier: bronze, alternatives: [{pattern: 'core:saga'}]}\n"
    write(copy, {".gitignore": "core/\n", "docs/conf.py": conf, "docs/data/a.yaml": data})
    git(copy, "add", "-A")
    git(copy, "commit", "-q", "-m", "two")
    write(copy, {"docs/core/excellence.json": json.dumps(core)})
    assert counts(told("main", "--root", "docs")) == {}


def test_nothing_that_the_repository_names_is_run(copy, tmp_path):
    """Filters, hooks, monitors and the check of signatures of a repository are not executed."""
    ran = tmp_path / "ran"
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{ran}'\ncat\n", encoding="utf-8")
    spy.chmod(0o755)
    write(copy, {".gitattributes": "*.md filter=spy\n*.yaml filter=spy\n", ".git/hooks/post-index-change": ""})
    hook = copy / ".git/hooks/post-index-change"
    hook.write_bytes(spy.read_bytes())
    hook.chmod(0o755)
    git(copy, "add", ".gitattributes")
    git(copy, "commit", "-q", "-m", "two")
    settings = {"filter.spy.smudge": spy, "filter.spy.process": spy, "core.fsmonitor": spy, "log.showSignature": "true"}
    settings |= {"filter.spy.clean": "cat", "gpg.program": spy, "core.pager": spy, "filter.spy.required": "true"}
    for name, value in settings.items():
        git(copy, "config", name, str(value))
    ran.unlink(missing_ok=True)
    assert [each["record"]["id"] for each in told("main", "--root", "docs")["moved"]] == ["saga"]
    assert not ran.exists(), ran.read_text(encoding="utf-8")


def test_lines_that_a_checkout_ends_otherwise_change_no_page(copy):
    write(copy, {".gitattributes": "*.md text eol=crlf\n", "docs/data/a.yaml": OLD})
    git(copy, "add", "-A")
    git(copy, "commit", "-q", "-m", "two")
    page = copy / "docs/saga.md"
    page.unlink()
    git(copy, "checkout", "-q", "docs/saga.md")
    assert b"\r\n" in page.read_bytes()
    assert counts(told("main", "--root", "docs")) == {}


def test_links_and_names_with_signs_are_those_of_the_revision(copy):
    (copy / "docs/linked.yaml").write_text("patterns:\n  tcc: {title: Tcc, tier: gold}\n", encoding="utf-8")
    (copy / "docs/data/b ü\n.yaml").symlink_to("../linked.yaml")
    git(copy, "add", "docs/linked.yaml", "docs/data")
    git(copy, "commit", "-q", "-m", "two")
    (copy / "docs/linked.yaml").write_text("patterns:\n  tcc: {title: Tcc, tier: silver}\n", encoding="utf-8")
    assert [each["record"]["id"] for each in told("main", "--root", "docs")["moved"]] == ["tcc"]


def test_a_path_that_leads_out_of_the_commit_is_refused(copy):
    blob = git(copy, "rev-parse", "main:README.md").strip()
    made = {}
    for name, lines in (("inner", f"100644 blob {blob}\tescaped\n"), ("outer", "040000 tree {inner}\t..\n")):
        done = subprocess.run(
            ["git", "mktree"], input=lines.format(**made), cwd=copy, capture_output=True, text=True, check=True
        )
        made[name] = done.stdout.strip()
    commit = git(copy, "commit-tree", "-m", "bad", made["outer"]).strip()
    done = run(commit, "--root", "docs")
    assert done.exit_code == 2
    assert "leads out of the commit" in done.stderr
