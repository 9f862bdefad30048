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

#: Rules whose examples are pages, settings or folders: they are run by the tests of the extension.
NOT_YAML = {
    "typed-tier",
    "legacy-link",
    "unreachable",
    "orphan-migration",
    "missing-banner",
    "duplicate-home",
    "missing-argument",
    "unknown-filter",
    "record-without-page",
    "unused-alias",
}
FILES = {
    "duplicate-id",
    "missing-data",
    "unreadable-file",
    "oversized-file",
    "wrong-encoding",
    "empty-file",
    "wrong-setting",
}
BRONZE = "title: A, tier: bronze"


def rules_of(told):
    return [line.split(" ")[1].rstrip(":") for line in told]


def test_names_are_unique_and_every_rule_explains_itself():
    assert len(BY_NAME) == len(RULES)
    for rule in RULES:
        assert all((rule.summary.endswith("."), rule.rationale.endswith("."), rule.bad, rule.good)), rule.name


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - NOT_YAML - FILES))
def test_the_bad_example_breaks_the_rule_and_the_good_one_does_not(bench, name):
    rule = BY_NAME[name]
    assert name in rules_of(bench.told(rule.bad, notes=True))
    assert name not in rules_of(bench.told(rule.good, notes=True))


@pytest.mark.parametrize(
    ("record", "reported"),
    [
        ("{title: A, tier: bronze}", True),
        ("{title: A, tier: gold, status: recommended}", False),
        ("{title: A, status: deprecated}", True),
        ("{title: A, status: legacy, no_alternative: Nothing does this.}", False),
        ("{title: A, tier: bronze, alternatives: [{name: Elsewhere}]}", False),
        ("{title: A}", False),
    ],
)
def test_no_alternative(bench, record, reported):
    assert ("no-alternative" in rules_of(bench.told(f"patterns:\n  a: {record}\n"))) is reported


def test_a_tier_of_ones_own_can_be_legacy(bench):
    text = "tiers:\n  retired: {rank: 50, legacy: true}\npatterns:\n  a: {title: A, tier: retired}\n"
    assert rules_of(bench.told(text)) == ["no-alternative"]


@pytest.mark.parametrize(
    ("alternatives", "reported"),
    [
        ("[{pattern: b}]", True),
        ("[{pattern: b}, {pattern: c}]", False),
        ("[{pattern: b}, {name: Elsewhere}]", False),
    ],
)
def test_dead_alternative(bench, alternatives, reported):
    text = (
        f"patterns:\n  a: {{{BRONZE}, alternatives: {alternatives}}}\n"
        "  b: {title: B, status: legacy, no_alternative: none}\n  c: {title: C, tier: gold}\n"
    )
    assert ("dead-alternative" in rules_of(bench.told(text))) is reported


@pytest.mark.parametrize("length", [2, 3, 4])
def test_a_circle_is_told_once_with_all_who_are_in_it(bench, length):
    names = [f"p{n}" for n in range(length)]
    text = "patterns:\n" + "".join(
        f"  {name}: {{title: {name}, tier: bronze, alternatives: [{{pattern: {names[(n + 1) % length]}}}]}}\n"
        for n, name in enumerate(names)
    )
    (told,) = bench.told(text)
    assert told.split(" | ")[0].endswith("replacements go round in a circle: " + " → ".join([*names, "p0"]))


def test_two_circles_are_told_twice(bench):
    text = "patterns:\n" + "".join(
        f"  {one}: {{title: {one}, tier: bronze, alternatives: [{{pattern: {other}}}]}}\n"
        for one, other in ("ab", "ba", "cd", "dc")
    )
    assert rules_of(bench.told(text)) == ["replacement-cycle"] * 2


def test_current_patterns_may_name_each_other(bench):
    text = "patterns:\n" + "".join(
        f"  {one}: {{title: {one}, tier: gold, alternatives: [{{pattern: {other}}}]}}\n" for one, other in ("ab", "ba")
    )
    assert bench.told(text) == []


@pytest.mark.parametrize(
    ("tier", "status", "reported"),
    [
        ("gold", "recommended", False),
        ("gold", "use-with-caution", False),
        ("gold", "legacy", True),
        ("silver", "deprecated", True),
        ("bronze", "legacy", False),
        ("bronze", "use-with-caution", False),
        ("bronze", "recommended", True),
    ],
)
def test_status_contradicts_tier(bench, tier, status, reported):
    text = f"patterns:\n  a: {{title: A, tier: {tier}, status: {status}, no_alternative: none}}\n"
    assert ("status-contradicts-tier" in rules_of(bench.told(text))) is reported


@pytest.mark.parametrize(
    ("waiver", "today", "reported"),
    [
        ("{rule: no-alternative, reason: soon}", date(2026, 1, 1), False),
        ("{rule: no-alternative, reason: soon, until: 2026-01-01}", date(2026, 1, 1), False),
        ("{rule: no-alternative, reason: soon, until: 2026-01-01}", date(2026, 1, 2), True),
        ("{rule: dead-alternative, reason: other}", date(2026, 1, 1), True),
    ],
)
def test_a_waiver_holds_until_its_day(bench, waiver, today, reported):
    text = f"patterns:\n  a: {{{BRONZE}, waivers: [{waiver}]}}\n"
    assert ("no-alternative" in rules_of(bench.told(text, as_of=today))) is reported


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
