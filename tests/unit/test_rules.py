"""The rules: their examples, their borders, severities, waivers and order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_excellence.findings import Severity
from sphinx_excellence.loader.load import load
from sphinx_excellence.rules.catalogue import BY_NAME, RULES
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.rules.running import Placing, run_rules

BRONZE = "title: A, tier: bronze"


def rules_of(told):
    return [line.split(" ")[1].rstrip(":") for line in told]


def test_names_are_unique_and_every_rule_explains_itself():
    assert len(BY_NAME) == len(RULES)
    for rule in RULES:
        assert all((rule.summary.endswith("."), rule.rationale.endswith("."), rule.bad, rule.good)), rule.name


@pytest.mark.parametrize("length", [2, 3, 4])
def test_a_circle_is_told_once_with_all_who_are_in_it(bench, length):
    names = [f"p{n}" for n in range(length)]
    text = "patterns:\n" + "".join(
        f"  {name}: {{title: {name}, tier: bronze, alternatives: [{{pattern: {names[(n + 1) % length]}}}]}}\n"
        for n, name in enumerate(names)
    )
    (told,) = bench.told(text)
    assert told.split(" | ")[0].endswith("replacements go round in a circle: " + " → ".join([*names, "p0"]))


def run(loaded, **options):
    placing = Placing(loaded.origins, lambda _page, line, _word: (line, 1))
    knowledge = Knowledge(loaded.registry, date(2026, 1, 1))
    return run_rules(RULES, knowledge, placing, loaded=loaded.findings, **options)


def test_severities_are_set_by_name_and_off_is_silent(bench):
    loaded = bench.load(f"patterns:\n  a: {{{BRONZE}, sumary: x}}\n")
    assert [finding.severity for finding in run(loaded)] == [Severity.ERROR] * 2
    chosen = {"no-alternative": Severity.INFO, "unknown-key": Severity.OFF}
    assert [(f.rule, f.severity) for f in run(loaded, severities=chosen)] == [("no-alternative", Severity.INFO)]


names = st.sampled_from(["a", "b", "c", "d", "ee"])
records = st.fixed_dictionaries(
    {"title": st.sampled_from(["One", "Two"])},
    optional={
        "tier": st.sampled_from(["gold", "silver", "bronze", "tin"]),
        "status": st.sampled_from(["recommended", "legacy", "nonsense"]),
        "alternatives": st.lists(st.fixed_dictionaries({"pattern": names}), max_size=3),
        "evolution": st.fixed_dictionaries({"to": st.lists(names, max_size=2)}),
        "aliases": st.lists(names, max_size=1),
        "introduced": st.sampled_from([1981, "2012-13", "x"]),
    },
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(names, records, max_size=5), st.randoms(use_true_random=False))
def test_no_rule_raises_and_the_order_of_files_changes_nothing(tmp_path_factory, generated, shuffle):
    import json

    results = []
    for _attempt in range(2):
        root = tmp_path_factory.mktemp("order")
        (root / "data").mkdir()
        for name, record in generated.items():
            text = json.dumps({"patterns": {name: record}})
            (root / "data" / f"{shuffle.randrange(10**9)}-{name}.json").write_text(text, encoding="utf-8")
        loaded = load(root, ["data"])
        found = sorted((finding.rule, finding.text) for finding in run(loaded))
        results.append((repr(loaded.registry.records), found))
    assert results[0] == results[1]


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=60),
    st.integers(0, 200),
    st.sampled_from([b"", b"\t", b"&a ", b"*a", b"? ", b"!!x ", b"{", b"]"]),
)
def test_mangled_bytes_never_raise(tmp_path_factory, noise, at, sign):
    whole = b"patterns:\n  saga: &a\n    title: Saga\n    tier: gold\n    alternatives:\n      - {pattern: outbox, when: x}\n"
    root = tmp_path_factory.mktemp("fuzz")
    (root / "a.yaml").write_bytes(whole[: at % len(whole)] + sign + noise + whole[at % len(whole) :])
    run(load(root, ["a.yaml"]))
