"""Every rule, on its cases: what breaks it and what does not, and what is said."""

from __future__ import annotations

import pytest

from sphinx_excellence.rules.all_rules import FAMILIES, RULES
from tests.case_runner import run_case
from tests.rule_cases import FOLDER, cases, examples

CASES = [case for rule in RULES for case in cases(rule.name)]


def test_there_is_a_file_for_every_rule_with_data_that_breaks_it_and_data_that_does_not():
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(rule.name for rule in RULES)
    broken = {case.rule for case in CASES if case.told}
    kept = {case.rule for case in CASES if not case.told}
    assert {rule.name for rule in RULES} == broken == kept


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.why}")
def test_the_rule_says_what_it_should(tmp_path, monkeypatch, case):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert run_case(case, tmp_path) == case.told


#: What to do, as the first word of a help: it stands on a line of its own, and behind the finding and a semicolon.
INSTRUCTIONS = {"add", "choose", "fix", "give", "keep", "let", "make", "migrate", "move", "name", "put", "recommend",
                "link", "meet", "remove", "review", "run", "use", "write"}  # fmt: skip


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "files"])
def test_what_helps_is_an_instruction_or_a_list_of_what_is_accepted(family):
    for rule in FAMILIES[family]:
        for case in (*examples(rule.name), *cases(rule.name)):
            for line in case.told:
                assert " | " in line, f"{rule.name} does not say what would be accepted"
                said = line.split(" | ", 1)[1]
                assert said.split()[0] in INSTRUCTIONS or said.startswith(("did you mean '", "accepted: ")), said


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rules_own_examples_are_told_by_the_real_gate(tmp_path, monkeypatch, rule):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    bad, good = examples(rule.name)
    assert bad.told
    assert run_case(bad, tmp_path / "bad", build=True) == bad.told
    assert run_case(good, tmp_path / "good", build=True) == []
