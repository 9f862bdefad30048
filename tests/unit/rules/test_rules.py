"""The rules: their examples, their borders, severities, waivers and order."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_excellence.findings import Place, Severity
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.load import load
from sphinx_excellence.rules.all_rules import BY_NAME, RULES
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.settings import ExternalSource

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
    assert told.split(" | ")[0].endswith("replacements form a cycle: " + " → ".join([*names, "p0"]))


def run(loaded, **options):
    locator = Locator(loaded.origins)
    knowledge = Knowledge(loaded.registry, date(2026, 1, 1))
    return run_rules(RULES, knowledge, locator, loaded=loaded.findings, **options)


def test_severities_are_set_by_name_and_off_is_silent(bench):
    loaded = bench.load(f"patterns:\n  a: {{{BRONZE}, sumary: x}}\n")
    assert [finding.severity for finding in run(loaded)] == [Severity.ERROR] * 2
    chosen = {"no-alternative": Severity.INFO, "unknown-key": Severity.OFF}
    assert [(f.rule, f.severity) for f in run(loaded, severities=chosen)] == [("no-alternative", Severity.INFO)]


names = st.sampled_from(["a", "b", "c", "d", "ee", "core:a"])
texts = st.sampled_from(["One", "Two", "see [a](b)", "", "p99 of 5 ms", "10 GB", "100", "<b>"])
days = st.sampled_from([1981, "1981-02", "2026-01-01", "1990s", "2012-13", "x", None,
                        "9999-12-31", "9990s", "0000-01-01", "2026-1-5", "\uff12\uff10\uff12\uff16"])  # fmt: skip
few = {"max_size": 3}


def record(required, **optional):
    return st.fixed_dictionaries(
        {"title": texts, **required},
        optional={
            "aliases": st.lists(names, **few),
            "reviewed": days,
            "waivers": st.lists(
                st.fixed_dictionaries(
                    {"rule": st.sampled_from(["no-alternative", "stale-review", "none"]), "reason": texts},
                    optional={"until": days},
                ),
                **few,
            ),
            **optional,
        },
    )


tiers = st.sampled_from(["gold", "silver", "bronze", "tin"])
RECORDS = {
    "patterns": record(
        {},
        tier=tiers,
        status=st.sampled_from(["recommended", "legacy", "nonsense"]),
        category=st.sampled_from(["x", "y"]),
        alternatives=st.lists(st.fixed_dictionaries({"pattern": names}), **few) | names,
        evolution=st.fixed_dictionaries({}, optional={"to": st.lists(names, **few), "from": names}),
        introduced=days,
        peak_usage=st.sampled_from(["1990-2010", "2014-", "1980s", "x"]),
        history=st.lists(
            st.fixed_dictionaries({"date": days, "tier": tiers}, optional={"decision": names, "reason": texts}), **few
        ),
        modern_examples=st.lists(st.fixed_dictionaries({"company": texts, "implementation": texts}), **few),
    ),
    "evolutions": record(
        {
            "timeline": st.lists(
                st.fixed_dictionaries({"year": days}, optional={"pattern": names, "label": texts}), **few
            )
        },
        migration_paths=st.lists(names, **few),
    ),
    "comparisons": record(
        {
            "columns": st.lists(st.fixed_dictionaries({"id": names}, optional={"tier": tiers}), **few),
            "rows": st.lists(
                st.dictionaries(
                    st.sampled_from(["need", "era", "a", "b", "zz"]),
                    texts | st.fixed_dictionaries({}, optional={"pattern": names, "patterns": st.lists(names, **few)}),
                ),
                **few,
            ),
        }
    ),
    "decisions": record(
        {"status": st.sampled_from(["proposed", "accepted", "superseded", "rejected"])},
        date=days,
        supersedes=st.lists(names, **few),
        superseded_by=st.lists(names, **few),
        options=st.lists(st.fixed_dictionaries({"name": texts}, optional={"chosen": st.booleans()}), **few),
        outcomes=st.lists(st.fixed_dictionaries({"metric": texts, "before": texts, "after": texts}), **few),
    ),
    "migrations": record(
        {"from": names | st.lists(names, **few), "to": names},
        checklist=st.lists(texts, **few),
        rollout=st.lists(st.fixed_dictionaries({"day": st.integers(-1, 9), "share": st.integers(-5, 120)}), **few),
    ),
    "case_studies": record({"company": texts}, patterns=st.lists(st.fixed_dictionaries({"pattern": names}), **few)),
}
registries = st.fixed_dictionaries(
    {},
    optional={
        **{
            key: st.dictionaries(st.sampled_from(["a", "b", "c", "adr-1", "adr-3"]), each, max_size=3)
            for key, each in RECORDS.items()
        },
        "tiers": st.dictionaries(
            tiers,
            st.none() | st.fixed_dictionaries({}, optional={"rank": st.integers(1, 40), "legacy": st.booleans()}),
            **few,
        ),
    },
)
CORE = {
    "version": 1,
    "tiers": [{"id": "gold", "title": "Gold", "legacy": True}],
    "patterns": {"a": {"title": "A", "tier": "gold"}},
}


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(registries, st.randoms(use_true_random=False))
def test_no_rule_raises_and_neither_the_order_of_files_nor_a_second_run_changes_anything(
    tmp_path_factory, generated, shuffle
):
    results = []
    for _attempt in range(2):
        root = tmp_path_factory.mktemp("order")
        (root / "data").mkdir()
        (root / "core.json").write_text(json.dumps(CORE), encoding="utf-8")
        for key, records in generated.items():
            for name, each in records.items():
                text = json.dumps({key: {name: each}})
                (root / "data" / f"{shuffle.randrange(10**9)}-{key}-{name}.json").write_text(text, encoding="utf-8")
        external = {"core": ExternalSource("https://core.example", "core.json", Place("conf.py"))}
        cache = ParseCache(root / "cache")
        runs = []
        for _run in range(2):
            loaded = load(root, ["data"], cache=cache, external=external)
            runs.append([(str(finding.place), finding.rule, finding.text, finding.help) for finding in run(loaded)])
        assert runs[0] == runs[1]
        results.append((repr(loaded.registry.records), sorted(found[1:] for found in runs[0])))
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


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check is not None], ids=lambda rule: rule.name)
def test_a_rule_that_looks_at_pages_says_so_and_no_other_does(bench, rule):
    looked = []

    class Watched(Knowledge):
        def __getattribute__(self, name):
            if name == "pages":
                looked.append(name)
            return super().__getattribute__(name)

    list(rule.check(Watched(bench.load("patterns:\n  a: {title: A}\n").registry, date(2026, 1, 1), pages={})))
    of_records_too = {"unknown-reference", "prose-markup"}
    assert bool(looked) is (rule.needs_pages or rule.name in of_records_too)
