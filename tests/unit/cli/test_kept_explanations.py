"""What `explain` keeps of the toolkit's rules: the same words, read without importing the rules."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import kept_explanations, main
from sphinx_excellence.rules.all_rules import RULES
from tests.unit.cli.test_lazy_commands import imported


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SPHINX_EXCELLENCE_KEY_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


def explain(name):
    done = CliRunner().invoke(main, ["explain", name])
    assert done.exit_code == 0
    return done.stdout


def test_every_rule_is_kept_as_it_is_explained(folder, monkeypatch):
    explain(RULES[0].name)
    kept = {rule.name: explain(rule.name) for rule in RULES}
    monkeypatch.setattr("sphinx_excellence.cli.explain_command.kept_explanation", lambda _name: None)
    assert kept == {rule.name: explain(rule.name) for rule in RULES}
    assert json.loads((folder / "explanations.json").read_text())["explanations"] == kept


def test_what_is_kept_is_told_without_the_rules():
    assert "pydantic" in imported("explain", "excellence.anachronism")
    assert imported("explain", "excellence.anachronism") == "imported: []"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"modules": [], "explanations": {"anachronism": "old"}}', "\udce9"]
)
def test_what_is_out_of_date_or_damaged_is_made_again(folder, content):
    explained = explain("anachronism")
    whole = (folder / "explanations.json").read_bytes()
    (folder / "explanations.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert kept_explanations.kept_explanation("anachronism") is None
    assert explain("anachronism") == explained
    assert (folder / "explanations.json").read_bytes() == whole


def test_a_module_that_changes_makes_it_out_of_date(tmp_path, monkeypatch):
    explain("anachronism")
    monkeypatch.setattr(kept_explanations, "_PACKAGE", tmp_path)
    assert kept_explanations.kept_explanation("anachronism") is None


def test_a_folder_that_cannot_be_made_is_no_error(folder):
    folder.write_text("a file")
    assert explain("anachronism").startswith("anachronism (")
