"""``init`` and ``new``: what they make builds at once, breaks as it should, and is never written over."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.model.kinds import KINDS
from tests.conftest import Project


@pytest.fixture
def handbook(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    made = CliRunner().invoke(main, ["init", str(tmp_path / "handbook")])
    assert made.exit_code == 0, made.output
    return Project(tmp_path / "handbook")


def run(project, *arguments):
    name, *rest = arguments
    return CliRunner().invoke(main, [name, "--root", str(project.root), *rest])


def test_the_new_project_builds_without_a_word_and_has_no_findings(handbook):
    result = handbook.build("html", "-W", "--keep-going")
    assert (result.warnings, result.code) == ([], 0)
    for name in ("index.html", "patterns/backoff-with-jitter.html", "decisions/adr-001.html"):
        assert "Handbook" in result.text(name)
    assert " instead</span>: " in result.text("patterns/fixed-interval-retry.html")
    checked = handbook.build("excellence", "-W")
    assert (checked.text("report.txt"), checked.code) == ("No findings.\n", 0)
    assert run(handbook, "check", "--fail-on", "info").exit_code == 0


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("adr", {"decisions/index.html": "Record architecture decisions", "decisions/0002-replace-a-decision-by-a-new-one.html": "Proposed"}),
        ("radar", {"index.html": "OpenTelemetry", "technologies.html": "Hold", "rings.html": "Assess"}),
    ],
)  # fmt: skip
def test_each_template_builds_without_a_word_and_has_no_findings(tmp_path, monkeypatch, template, shown):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    made = CliRunner().invoke(main, ["init", "--template", template, str(tmp_path / "new")])
    assert made.exit_code == 0, made.output
    project = Project(tmp_path / "new")
    result = project.build("html", "-W", "--keep-going")
    assert (result.warnings, result.code) == ([], 0)
    for name, text in shown.items():
        assert text in result.text(name)
    assert run(project, "check", "--fail-on", "info").exit_code == 0


def test_a_new_decision_of_the_log_is_a_file_with_the_next_number(tmp_path):
    assert CliRunner().invoke(main, ["init", "--template", "adr", str(tmp_path)]).exit_code == 0
    project = Project(tmp_path)
    made = run(project, "new", "decision", "--title", "Use one queue")
    assert "made source/decisions/0003-use-one-queue.md" in made.output
    result = project.build("html", "-W", "--keep-going")
    assert (result.warnings, result.code) == ([], 0)
    assert "Use one queue" in result.text("decisions/index.html")


def test_the_page_of_a_second_decision_is_where_that_of_the_first_is(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "conf.py").write_text('extensions = ["myst_parser", "sphinx_excellence"]\n')
    project = Project(tmp_path)
    for number, title in ((1, "One"), (2, "Two")):
        made = run(project, "new", "decision", "--title", title).output
        assert f"made data/decisions/adr-00{number}.yaml" in made
        assert f"made decisions/adr-00{number}.md" in made


def test_a_new_decision_follows_the_projects_own_template(tmp_path):
    assert CliRunner().invoke(main, ["init", "--template", "adr", str(tmp_path)]).exit_code == 0
    project = Project(tmp_path)
    conf = (tmp_path / "conf.py").read_text(encoding="utf-8")
    project.write({
        "conf.py": conf + 'excellence_templates = {"decision": "madr.md"}\n',
        "madr.md": "---\nstatus: {proposed | accepted}\ndate: {YYYY-MM-DD when}\n---\n\n# {short title}\n\n## Context\n\nWhy.\n",
    })  # fmt: skip
    assert (
        "made source/decisions/0003-use-one-queue.md"
        in run(project, "new", "decision", "--title", "Use one queue").output
    )
    page = (tmp_path / "source/decisions/0003-use-one-queue.md").read_text(encoding="utf-8")
    assert page.startswith("---\nstatus: proposed\ndate: 20")
    assert page.endswith("---\n\n# Use one queue\n\n## Context\n\nWhy.\n")
    result = project.build("html", "-W", "--keep-going")
    assert (result.warnings, result.code) == ([], 0)
    project.write({"conf.py": conf + 'excellence_templates = {"decision": "nowhere.md"}\n'})
    refused = run(project, "new", "decision", "--title", "Another")
    assert (refused.exit_code, "excellence_templates names nowhere.md" in refused.output) == (2, True)
    project.write({"conf.py": conf + 'excellence_templates = {"decisions": "madr.md"}\n'})
    refused = run(project, "new", "decision", "--title", "Another")
    assert refused.exit_code == 2
    assert "excellence_templates: 'decisions' is not a kind of record; did you mean 'decision'?" in refused.output


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    alternatives:\n      - {pattern: backoff-with-jitter, when: More than one client calls the same service}\n",
            "",
            "data/patterns.yaml:17:3: WARNING: pattern 'fixed-interval-retry' is bronze, but it names no alternative; add "
            "`alternatives: [{pattern: ..., when: ...}]`, or `no_alternative` with the reason "
            "[excellence.no-alternative]",
        ),
        (
            "pattern: backoff-with-jitter, when",
            "pattern: backof-with-jitter, when",
            "data/patterns.yaml:26:19: WARNING: unknown pattern 'backof-with-jitter'; did you mean "
            "'backoff-with-jitter'? accepted: backoff-with-jitter, fixed-interval-retry [excellence.unknown-reference]",
        ),
    ],
)
def test_the_new_project_breaks_as_it_should(handbook, old, new, told):
    path = handbook.root / "data/patterns.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    result = handbook.build("html", "-W", "--keep-going")
    assert (result.warnings, result.code) == ([told], 1)


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    result = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert result.exit_code == 2
    assert "is not empty: it holds mine.txt" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_with_an_environment_and_a_repository_is_as_good_as_empty(tmp_path):
    for name in (".git", ".venv", ".idea", "env"):
        (tmp_path / name).mkdir()
    (tmp_path / "env/pyvenv.cfg").write_text("")
    assert CliRunner().invoke(main, ["init", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "conf.py").exists()


@pytest.mark.parametrize("name", [".gitignore", "env"])
def test_what_would_be_written_over_or_may_be_somebodys_is_in_the_way(tmp_path, name):
    (tmp_path / name).mkdir()
    result = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert (result.exit_code, f"it holds {name}" in result.output) == (2, True)


def test_what_an_installer_leaves_beside_the_scaffold_is_not_copied(tmp_path):
    from sphinx_excellence.cli.init_command import _copy

    (tmp_path / "scaffold/__pycache__").mkdir(parents=True)
    (tmp_path / "scaffold/__pycache__/conf.cpython-311.pyc").write_text("")
    (tmp_path / "scaffold/conf.py").write_text("")
    _copy(tmp_path / "scaffold", tmp_path / "made")
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["conf.py"]


def test_the_health_of_what_is_no_quarter_is_refused(handbook):
    made = run(handbook, "new", "health", "something-new")
    assert made.exit_code == 2
    assert "'something-new' is not a valid quarter id; accepted: a year and a quarter, such as 2026Q4" in made.output


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if kind.model.accepts_id("something-new")])
def test_a_new_record_of_every_kind_breaks_nothing(handbook, kind):
    ends = ["--from", "fixed-interval-retry", "--to", "backoff-with-jitter"] if kind == "migration" else []
    made = run(handbook, "new", kind, "something-new", "--title", "A: title & 'more'", *ends)
    assert made.exit_code == 0, made.output
    index = handbook.root / "source/index.md"
    index.write_text(
        index.read_text().replace("```{toctree}\n", "```{toctree}\n:glob:\n") + "\n```{toctree}\n:glob:\n\n*/*\n```\n"
    )
    result = handbook.build("html", "-W", "--keep-going")
    assert [line for line in result.warnings if "toctree" not in line] == []
    page = next(path for path in result.out.rglob("something-new.html"))
    assert "A: title & " in BeautifulSoup(page.read_text(), "html.parser").h1.text
    again = run(handbook, "new", kind, "something-new", *ends)
    assert again.exit_code == 2
    assert "already exists, at data/" in again.output


def test_decisions_are_numbered_on(handbook):
    for number in ("002", "003"):
        assert run(handbook, "new", "decision", "--title", f"Number {number}").exit_code == 0
        assert (handbook.root / f"source/decisions/adr-{number}.md").exists()
    assert run(handbook, "new", "decision").exit_code == 0
    assert (handbook.root / "source/decisions/adr-004.md").read_text().startswith("# ADR-004\n")
    assert run(handbook, "check", "--select", "decision-number-gap").stdout.startswith("No findings.")


def test_an_id_is_made_of_the_title(handbook):
    made = run(handbook, "new", "pattern", "--title", "Größe & C++ (small)")
    assert "made source/patterns/grosse-and-c-plus-plus-small.md" in made.output
    assert "Größe & C++ (small)" in (handbook.root / "data/patterns/grosse-and-c-plus-plus-small.yaml").read_text()
    assert "already exists" in run(handbook, "new", "pattern", "--title", "Grösse and C++ small").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pattern"], "a pattern needs an ID or a --title"),
        (["pattern", "--title", "…"], "a pattern needs an ID"),
        (["pattern", "a b"], "'a b' is not a valid pattern"),
        (["pattern", "a", "--from", "b"], "--from and --to are for migrations"),
        (["migration", "m"], "a migration needs --from and --to"),
        (["migration", "m", "--from", "fixed", "--to", "x"], "unknown pattern 'fixed'"),
        (["patern", "x"], "'patern' is not a kind of record; did you mean 'pattern'?"),
    ],
)
def test_misuse_writes_nothing_and_says_what_is_wanted(handbook, arguments, said):
    before = sorted(handbook.root.rglob("*"))
    result = run(handbook, "new", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert [path for path in sorted(handbook.root.rglob("*")) if ".excellence_cache" not in str(path)] == before


def test_a_page_or_file_that_exists_is_never_written_over(handbook):
    page = handbook.root / "source/patterns/mine.md"
    page.write_text("# Mine\n")
    result = run(handbook, "new", "pattern", "mine")
    assert result.exit_code == 2
    assert "source/patterns/mine.md exists already; nothing was written" in result.output
    assert page.read_text() == "# Mine\n"
    assert not (handbook.root / "data/patterns").exists()
