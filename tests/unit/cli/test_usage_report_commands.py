"""``import usage-report`` and ``init --issue-forms``: what they write, and what they say."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner

from sphinx_excellence.cli import main

BODY = "### Pattern\n\nSaga\n\n### Company\n\nAcme\n\n### Budget\n\n3 people\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "conf.py").write_text('extensions = ["myst_parser", "sphinx_excellence"]\n')
    (tmp_path / "source").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data/patterns.yaml").write_text("patterns:\n  saga: {title: Saga}\n")
    return tmp_path


def run(*arguments, given=None):
    return CliRunner().invoke(main, arguments, input=given)


def test_a_report_is_added_to_a_file_and_checked(project):
    (project / "issue.md").write_text(BODY)
    arguments = ("import", "usage-report", "issue.md", "--into", "data/r.yaml", "--source", "https://example.org/1")
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (
        0, "issue.md:11: note: 'Budget' is no field of a report; it goes into `details`\n"
    )  # fmt: skip
    made = yaml.safe_load((project / "data/r.yaml").read_text())["usage_reports"]["saga-acme"]
    assert made["source"] == "https://example.org/1"
    assert "verified_by" not in made
    assert run(*arguments).exit_code == 0  # another id
    assert list(yaml.safe_load((project / "data/r.yaml").read_text())["usage_reports"]) == ["saga-acme-2", "saga-acme"]
    assert "duplicate-usage-report" in run("check").output


def test_a_report_comes_from_standard_input_and_goes_to_the_output(project):
    result = run("import", "usage-report", "-", "--id", "mine", given=BODY)
    assert list(yaml.safe_load(result.stdout)["usage_reports"]) == ["mine"]


def test_a_report_that_cannot_be_a_record_is_not_written(project):
    result = run("import", "usage-report", "-", "--into", "data/r.yaml", given=BODY.replace("Saga", "Sgaa"))
    assert result.exit_code == 1
    assert result.stderr.startswith("-:3: error: unknown pattern 'Sgaa'; did you mean 'Saga'?")
    assert not (project / "data/r.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--source", "javascript:x"), "'javascript:x' is not a web address"),
        (("--id", "a b"), "'a b' is not a valid id"),
        (("--into", "r.json"), "'r.json' is not a YAML file"),
        (("--into", "data/patterns.txt"), "is not a YAML file"),
    ],
)
def test_misuse_is_told(project, arguments, told):
    result = run("import", "usage-report", "-", *arguments, given=BODY)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_forms_have_the_patterns_as_choices_and_overwrite_nothing(project):
    arguments = ("init", "--into", ".", "--issue-forms", "github", "--issue-forms", "gitlab")
    assert not (run(*arguments, "--dry-run").exit_code or (project / ".github").exists())
    assert run(*arguments).exit_code == 0
    form = project / ".github/ISSUE_TEMPLATE/usage-report.yml"
    assert "Saga (saga)" in form.read_text()
    assert "**Pattern**" in (project / ".gitlab/issue_templates/Usage report.md").read_text()
    form.write_text("mine")
    assert "exists already" in run(*arguments).output
    assert form.read_text() == "mine"


def test_a_new_project_has_the_form_that_was_asked_for(project):
    result = run("init", "handbook", "--issue-forms", "markdown")
    assert result.exit_code == 0, result.output
    assert (project / "handbook/usage-report-template.md").is_file()


def test_a_new_record_builds_at_once(project):
    assert run("new", "usage-report", "first").exit_code == 0
    assert run("check").exit_code == 0
    (project / "data/patterns.yaml").write_text("decisions: {a: {title: A, status: proposed}}\n")
    assert "needs a pattern" in run("new", "usage-report", "second").stderr
