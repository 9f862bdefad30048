"""The rules about selectors: at which recommendation each points, whom it names, and how it is mended."""

from __future__ import annotations

import pytest

from sphinx_excellence.findings import Phrase, Renaming
from tests.unit.rules.conftest import shown

PATTERNS = """patterns:
  saga: {title: Saga, tier: gold, problems: [acid]}
  queue: {title: Queue, tier: silver}
  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga}, {name: A queue}]}
"""
NO_TIERS = "tiers: {gold: null, silver: null, bronze: null}\n"


def selector(recommend, *, scales=("small", "large", "huge"), more=""):
    """Return a selector with one problem, which recommends that."""
    each = ", ".join(f"{scale}: {{title: {scale}}}" for scale in scales)
    return (
        f"selectors:\n  s:\n    title: S\n    scales: {{{each}}}\n{more}"
        f"    problems:\n      acid: {{title: A, recommend: {recommend}}}\n"
    )


def at(*path):
    return ".".join(["selector s problems.acid.recommend", *path])


GAP = ("acid", "s")
CASES = [
    # A misspelled scale leaves no gap, one that is there without an answer does, and so does one that is missing.
    (
        "selector-gap",
        PATTERNS + selector("{smal: {gold: [saga]}, huge: {}}"),
        [
            (at(), *GAP, "large", "large", "gold", "large"),
            (at("huge"), *GAP, "huge", "huge", "gold", "huge"),
        ],
    ),
    ("selector-gap", NO_TIERS + selector("{}", scales=["small"]), [(at(), *GAP, "small", "small", "gold", "small")]),
    (
        "unknown-scale",
        PATTERNS + selector("{small: null, smal: {gold: [saga]}, zzz: null}"),
        [
            (at("smal") + ":", "smal", "s", "small", "huge, large, small"),
            (at("zzz") + ":", "zzz", "s", "huge, large, small"),
        ],
    ),
    # Of what is named several times, the one under its own tier stays, or else the first that is written.
    (
        "selector-repetition",
        PATTERNS + selector("{small: {silver: [saga], bronze: [saga], gold: [queue, queue, {name: saga}]}}"),
        [
            (at("small", "bronze", "0", "pattern"), "saga", "acid", "small"),
            (at("small", "gold", "1", "pattern"), "queue", "acid", "small"),
        ],
    ),
    (
        "selector-repetition",
        PATTERNS + selector("{small: {silver: [saga, {name: Else}], gold: [{name: Else}, saga]}}"),
        [
            (at("small", "silver", "0", "pattern"), "saga", "acid", "small"),
            (at("small", "gold", "0", "name"), "Else", "acid", "small"),
        ],
    ),
    # A legacy pattern under another tier has a rule of its own; what is repeated after it is found.
    (
        "selector-repetition",
        PATTERNS + selector("{small: {gold: [tpc], bronze: [tpc], silver: [queue, queue]}}"),
        [(at("small", "silver", "1", "pattern"), "queue", "acid", "small")],
    ),
    (
        "selector-recommends-legacy",
        PATTERNS + "  old: {title: Old, status: legacy}\n" + selector("{small: {gold: [saga, tpc, old]}}"),
        [
            (at("small", "gold", "1", "pattern"), "tpc", "gold", "name what to use instead: saga, A queue", "bronze"),
            (at("small", "gold", "2", "pattern"), "old", "gold"),
        ],
    ),
    # What is misspelled may have been meant for one pattern, and for no other.
    (
        "selector-unreachable-pattern",
        "patterns:\n  a: {title: A, tier: gold, problems: [acid]}\n  b: {title: B, tier: gold, problems: [load]}\n"
        + selector("{small: {gold: [zzz]}}") + "      load: {title: L, recommend: {small: {gold: [{name: Else}]}}}\n",
        [("pattern b problems.0", "b", "load", "s")],
    ),
    # Problems that could not be read say nothing of what selectors recommend, nor do other keys of selectors.
    (
        "selector-unreachable-pattern",
        "patterns:\n  a: {title: A, problems: {x: y}}\n  b: {title: B, tier: gold, problems: [acid]}\n"
        + selector("{small: {gold: [a]}}", more="    warnings: 3\n"),
        [("pattern b problems.0", "b", "acid", "s")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "data", "told"), CASES)
def test_a_rule_points_to_the_recommendation_and_names_whom_it_concerns(violations, rule, data, told):
    assert [shown(violation) for violation in violations(rule, data)] == told


def test_what_helps_against_a_legacy_pattern_is_a_sentence_in_every_language(violations):
    data = PATTERNS + selector("{small: {gold: [saga, tpc]}}")
    (violation,) = violations("selector-recommends-legacy", data)
    assert violation.accepted == "%s; or move it to its own tier, %s"
    said, tier = violation.accepted_args
    assert (said.message, said.args, tier) == ("name what to use instead: %s", ("saga, A queue",), "bronze")
    assert isinstance(said, Phrase)


@pytest.mark.parametrize(
    ("rule", "data", "fixes"),
    [
        ("unknown-scale", selector("{smal: null, zzz: null}"), [(("smal",), "small"), None]),
        ("unknown-scale", selector("{smal: null, small: null}"), [None]),
        ("selector-unknown-tier", selector("{small: {glod: null, zzz: null}}"), [(("small", "glod"), "gold"), None]),
        # It is there already, if not at another scale.
        (
            "selector-unknown-tier",
            selector("{small: {glod: null, gold: null}, large: {glod: null}}"),
            [None, (("large", "glod"), "gold")],
        ),
    ],
)
def test_a_misspelled_key_is_renamed_where_the_right_one_is_not_there(violations, rule, data, fixes):
    assert [violation.fix for violation in violations(rule, data)] == [
        fix and Renaming(("selector", "s"), ("problems", "acid", "recommend", *fix[0]), fix[1]) for fix in fixes
    ]


@pytest.mark.parametrize(("written", "meant"), [("{glod: Beware.}", "gold"), ("{glod: A, gold: B}", None)])
def test_a_warning_for_a_misspelled_tier_is_given_to_the_right_one(violations, written, meant):
    (violation,) = violations("selector-unknown-tier", selector("{small: null}", more=f"    warnings: {written}\n"))
    assert violation.at.path == ("warnings", "glod")
    assert violation.fix == (meant and Renaming(("selector", "s"), ("warnings", "glod"), meant))
