"""The rules about data: where each points, whom it names, and how it is mended, at the borders of what it finds.

The cases in ``tests/cases`` have the messages; here are only the values in them.
"""

from __future__ import annotations

from datetime import date

import pytest

from sphinx_excellence.findings import Addition, Ordering, Renaming, Replacement, Severity
from tests.unit.rules.conftest import shown

DECISIONS = {
    "no-chosen-option": [
        (
            "  adr-1: {title: A, status: accepted}\n  adr-2: {title: B, status: accepted, options: [{name: X, chosen: true}]}\n"
            "  adr-3: {title: C, status: accepted, options: [{name: X}]}\n  adr-4: {title: D, status: proposed, options: [{name: X}]}\n",
            [("decision adr-3 options:", "adr-3", "accepted")],
        ),
    ],
    "decision-without-status": [
        (
            "  adr-1: {title: A, status: accepted}\n  adr-2: {title: B}\n",
            [("decision adr-2", "adr-2", "proposed, accepted, implemented, rejected, deprecated, superseded")],
        ),
    ],
    "asymmetric-supersession": [
        # An unknown one, the decision itself and one that says so too come before the one that does not.
        (
            "  adr-1: {title: A, status: accepted}\n  adr-3: {title: C, status: accepted, superseded_by: [adr-2]}\n"
            "  adr-2: {title: B, status: accepted, supersedes: [adr-9, adr-2, adr-3, adr-1]}\n",
            [("decision adr-2 supersedes.3", "adr-2", "adr-1", "adr-2", "superseded_by", "adr-1")],
        ),
        (
            "  adr-1: {title: A, status: superseded, superseded_by: [adr-9, adr-1, adr-2]}\n"
            "  adr-2: {title: B, status: accepted, aliases: [two]}\n"
            "  adr-3: {title: C, status: superseded, superseded_by: [two]}\n",
            [
                ("decision adr-1 superseded_by.2", "adr-1", "adr-2", "adr-1", "supersedes", "adr-2"),
                ("decision adr-3 superseded_by.0", "adr-3", "adr-2", "adr-3", "supersedes", "adr-2"),
            ],
        ),
    ],
    "supersession-cycle": [
        # Said by the newer ones alone, and by aliases.
        (
            "  adr-1: {title: A, status: accepted, aliases: [one], supersedes: [adr-9, adr-1, adr-2]}\n"
            "  adr-2: {title: B, status: accepted, supersedes: [one]}\n",
            [("decision adr-1 supersedes.2", "adr-1 → adr-2 → adr-1")],
        ),
        (
            "  adr-1: {title: A, status: accepted, superseded_by: [adr-9, two]}\n"
            "  adr-2: {title: B, status: accepted, aliases: [two], superseded_by: [adr-2, adr-1]}\n",
            [("decision adr-2 superseded_by.1", "adr-1 → adr-2 → adr-1")],
        ),
        ("  adr-1: {title: A, status: accepted, superseded_by: [adr-1], supersedes: [adr-1]}\n", []),
    ],
    "several-chosen-options": [
        ("  adr-1: {title: A, status: accepted}\n  adr-2: {title: B, status: accepted, options: [{name: X, chosen: true}, {name: Y, chosen: true}]}\n",
         [("decision adr-2 options.1.chosen", "adr-2", "X, Y")]),
        ("  adr-1: {title: A, status: accepted, options: [{name: X}, {name: Y, chosen: true}]}\n", []),
        (
            "  adr-1: {title: A, status: accepted, options: [{name: W, chosen: true}, {name: X}, {name: Y, chosen: true}]}\n",
            [("decision adr-1 options.2.chosen", "adr-1", "W, Y")],
        ),
    ],
    "duplicate-decision-number": [
        # With a title behind the number, signs and case in front of it make no difference.
        (
            "  adr-0001-a: {title: A, status: proposed}\n  ADR_0001-b: {title: B, status: proposed}\n  adr-2: {title: C, status: proposed}\n"
            "  adr_2: {title: D, status: proposed}\n  adr-1: {title: E, status: proposed}\n",
            [("decision adr-0001-a", "ADR_0001-b", "adr-0001-a")],
        ),
        (
            "  adr-1: {title: A, status: proposed}\n  ADR-001: {title: B, status: proposed}\n  rfc-1: {title: C, status: proposed}\n"
            "  adr-01: {title: D, status: proposed}\n  adr-2: {title: E, status: proposed}\n",
            [("decision adr-01", "ADR-001", "adr-01"), ("decision adr-1", "ADR-001", "adr-1")],
        ),
    ],
    "decision-number-gap": [
        ("  adr-0: {title: A, status: proposed}\n  adr-2: {title: B, status: proposed}\n", [("decision adr-2", "adr-0", "adr-2", "adr-1")]),
        ("  adr-1: {title: A, status: proposed}\n  adr-3: {title: B, status: proposed}\n", [("decision adr-3", "adr-1", "adr-3", "adr-2")]),
        ("  adr-2: {title: A, status: proposed}\n  adr-4: {title: B, status: proposed}\n", []),
        ("  adr-1: {title: A, status: proposed}\n  adr-100: {title: B, status: proposed}\n", [("decision adr-100", "adr-1", "adr-100", "adr-002 to adr-099")]),
        ("  adr-1: {title: A, status: proposed}\n  adr-101: {title: B, status: proposed}\n", []),
        # One that could not be read may be the one that is missing; another, or a record of another kind, is not.
        ("  adr-1: {title: A, status: proposed}\n  adr-2: 3\n  adr-3: {title: B, status: proposed}\n", []),
        ("  adr-1: {title: A, status: proposed}\n  adr-3: 3\n  adr-4: {title: B, status: proposed}\n  adr-6: {title: C, status: proposed}\n",
         [("decision adr-6", "adr-4", "adr-6", "adr-5")]),
        ("  adr-1: {title: A, status: proposed}\n  adr-x: 3\n  rfc-2: 3\n  adr-3: {title: B, status: proposed}\npatterns:\n  adr-2: 3\n",
         [("decision adr-3", "adr-1", "adr-3", "adr-2")]),
    ],
    "dead-decision-cited": [
        # In what a project defines itself, the newest entry of a history is none of anyone's concern.
        (
            "  adr-1: {title: A, status: rejected}\npatterns:\n"
            "  a: {title: A, tier: gold, basis: [adr-9, adr-1], history: [{date: 2025-01-01, tier: gold}]}\n"
            "fields: {pattern: {basis: {type: decision, many: true}}}\n",
            [("pattern a basis.1", "pattern", "a", "adr-1", "rejected")],
        ),
        (
            "  adr-0: {title: O, status: rejected, patterns: [a]}\n  adr-1: {title: A, status: superseded, superseded_by: [adr-2, adr-3]}\n"
            "  adr-2: {title: B, status: accepted}\n  adr-3: {title: C, status: deprecated, supersedes: [adr-1]}\n"
            "patterns:\n"
            "  a: {title: A, tier: gold, related: [{pattern: b, kind: complements}], history: [{date: 2025-01-01, tier: silver, decision: adr-1},"
            " {date: 2026-01-01, tier: gold, decision: adr-2}, {date: 2026-01-01, tier: gold, decision: adr-3}]}\n"
            "  adr-0: {title: Named alike}\n  b: {title: B, related: [{pattern: adr-0, kind: complements}]}\n"
            "  c: {title: C, tier: gold, history: [{date: 2025-01-01, tier: gold, decision: adr-1}]}\n",
            [
                ("pattern a history.2.decision", "pattern", "a", "adr-3", "deprecated"),
                ("pattern c history.0.decision", "pattern", "c", "adr-1", "superseded", "adr-2, adr-3"),
            ],
        ),
    ],
    "incomparable-outcome": [
        (
            "  adr-1: {title: A, status: accepted, outcomes: [{metric: Ok, before: 3, after: 4}, {metric: Late, before: 5 ms, after: 4 ms p99}]}\n",
            [("decision adr-1 outcomes.1", "Late", "99")],
        ),
    ],
}  # fmt: skip
PATTERNS = {
    "gold-lacks-evidence": [
        # One that is unrated comes first; of the counts there are none, one and several.
        (
            "  a: {title: A}\n  b: {title: B, tier: gold, production_checklist: [X], modern_examples: [{company: A, implementation: X}]}\n"
            "  c: {title: C, tier: gold}\ntiers:\n  gold: {evidence: {modern_examples: 2, production_checklist: 3}}\n",
            [
                ("pattern b", "b", "gold", "1 modern example and 1 item in its production checklist",
                 "2 modern examples and 3 items in its production checklist"),
                ("pattern c", "c", "gold", "no modern examples and no items in its production checklist",
                 "2 modern examples and 3 items in its production checklist"),
            ],
        ),
    ],
    "uncited-case": [
        (
            "  a: {title: A, tier: silver}\n  b: {title: B, tier: gold, aliases: [bb]}\n  c: {title: C, tier: gold}\n  d: {title: D}\n"
            "tiers:\n  gold: {evidence: {}}\ncase_studies:\n  s: {title: S, company: X, patterns: [{pattern: bb}]}\n",
            [("pattern c", "c")],
        ),
    ],
    "stale-review": [
        ("  a: {title: A, reviewed: 2020-01-01}\n  b: {title: B, tier: gold, reviewed: 2020-01-01}\n  c: {title: C, tier: gold}\n  d: {title: D, tier: gold, reviewed: 2020-01-01}\n",
         [("pattern b reviewed", "b", "2021-01-01", "gold", "12"), ("pattern d reviewed", "d", "2021-01-01", "gold", "12")]),
        ("  a: {title: A, reviewed: 2020-01-01}\n  b: {title: B, tier: gold, reviewed: 2025-01-01}\n", []),
        ("  b: {title: B, tier: gold, reviewed: 2024-12-31}\n", [("pattern b reviewed", "b", "2025-12-31", "gold", "12")]),
    ],
    "unknown-status-for-tier": [
        (
            "  a: {title: A, tier: silver, status: legacy}\ntiers:\n  silver: {statuses: [recommended, use-with-caution]}\n",
            [("pattern a status", "a", "silver", "legacy", "silver", "recommended, use-with-caution")],
        ),
    ],
    "asymmetric-evolution": [
        (
            "  a: {title: A, evolution: {to: [nothing, a, b, c], from: [nothing, a, d, c]}}\n  b: {title: B, evolution: {from: [a]}}\n"
            "  c: {title: C}\n  d: {title: D, evolution: {to: [a]}}\n  e: {title: E, evolution: {to: [e]}}\n  f: {title: F, evolution: {from: [f]}}\n",
            [("pattern a evolution.to.3", "a", "c", "a", "c"), ("pattern a evolution.from.3", "a", "c", "a", "c")],
        ),
    ],
    "late-first-step": [
        # A decade may reach to the step, a label tells another event, and later steps of the lineage are not first ones.
        (
            "  a: {title: A, introduced: 1977}\n  b: {title: B, introduced: 1980s}\n  c: {title: C}\n  d: {title: D, introduced: 2009}\n"
            "evolutions:\n  e:\n    title: E\n    timeline:\n      - {year: 1982, pattern: a}\n      - {year: 1985, pattern: b}\n"
            "      - {year: 1986, pattern: c}\n      - {year: 1987, pattern: nothing}\n      - {year: 2011, pattern: d, label: RFC}\n"
            "      - {year: 2012, pattern: d}\n      - {year: 2013, pattern: a}\n",
            [("evolution e timeline.0.year", "e", "a", "1982", "1977")],
        ),
    ],
    "anachronism": [
        (
            "  a: {title: A}\n  b: {title: B, introduced: 1990s, peak_usage: 1990-1995}\n  c: {title: C, introduced: 1990, peak_usage: 1980s}\n",
            [("pattern c peak_usage", "c", "1990", "1990")],
        ),
        # A decade may end after what grew out of it, and one day is not before itself.
        (
            "  a: {title: A, introduced: 1980s, evolution: {from: [b]}}\n  b: {title: B, introduced: 1985}\n"
            "  c: {title: C, introduced: 1990-05-01, evolution: {from: [d]}, peak_usage: 1990-05-01}\n  d: {title: D, introduced: 1990-05-01}\n"
            "evolutions:\n  e: {title: E, timeline: [{year: 1990-05-01, pattern: d}]}\n",
            [],
        ),
        # What may be older is not found: only where the whole of it is newer.
        (
            "  a: {title: A, introduced: 1985, evolution: {from: [x, n, b, c]}}\n  b: {title: B, introduced: 1980s}\n"
            "  c: {title: C, introduced: 1986}\n  n: {title: N}\n",
            [("pattern a evolution.from.3", "a", "1985", "c", "1986")],
        ),
        (
            "  a: {title: A, introduced: 1985}\n  n: {title: N}\n  s: {title: S, introduced: 1980s}\n"
            "evolutions:\n  e: {title: E, timeline: [{year: 1970, label: X}, {year: 1970, pattern: n}, {year: 1980, pattern: s}, {year: 1984, pattern: a}]}\n",
            [("evolution e timeline.3.year", "a", "1985", "1984", "1985")],
        ),
    ],
    "timeline-order": [
        ("  a: {title: A}\nevolutions:\n  e: {title: E, timeline: [{year: 1990-05-02, label: A}, {year: 1990-05-02, label: B}]}\n", []),
        (
            "  a: {title: A}\nevolutions:\n  e: {title: E, timeline: [{year: 1990s, label: A}, {year: 1990, label: B}, {year: 1992, label: C}, {year: 1989, label: D}]}\n",
            [("evolution e timeline.3.year", "1989", "1992", "e")],
        ),
        ("  a: {title: A}\nevolutions:\n  e: {title: E, timeline: [{year: 1990-05-02, label: A}, {year: 1990-05, label: B}, {year: 1990-05-02, label: C}]}\n", []),
    ],
    "timeline-tier-gap": [
        (
            "  a: {title: A, tier: bronze}\n  b: {title: B, tier: bronze}\n  c: {title: C, tier: gold}\n"
            "evolutions:\n  e: {title: E, timeline: [{year: 1990, pattern: a}, {year: 1980, pattern: c}, {year: 1990, pattern: b}, {year: 1970, pattern: c}, {year: 1990, pattern: a}]}\n",
            [("evolution e timeline.4", "e", "a")],
        ),
        ("  a: {title: A, tier: bronze}\nevolutions:\n  e: {title: E, timeline: [{year: 1990, pattern: a}, {year: 1990, label: Else}]}\n", []),
    ],
    "no-near-replacement": [
        (
            "  a: {title: A, tier: gold, category: x, alternatives: [{pattern: d}]}\n  b: {title: B, tier: bronze, alternatives: [{pattern: d}]}\n"
            "  c: {title: C, tier: bronze, category: x, alternatives: [{pattern: d}]}\n  d: {title: D, category: y}\n"
            "  e: {title: E, tier: bronze, category: x, aliases: [ee], alternatives: [{pattern: d}]}\n"
            "  f: {title: F, tier: bronze, category: x, alternatives: [{pattern: d}, {name: Else}]}\n"
            "  g: {title: G, tier: bronze, category: x, alternatives: [{pattern: d}, {pattern: b}]}\n"
            "  h: {title: H, tier: bronze, category: x, alternatives: [{pattern: d}, {pattern: a}]}\n"
            "  i: {title: I, tier: bronze, category: x, no_alternative: None.}\n"
            "  j: {title: J, tier: bronze, category: x, alternatives: [{pattern: d}, {pattern: d}]}\n"
            "migrations:\n  m: {title: M, from: ee, to: d}\n",
            [("pattern c alternatives:", "c", "x", "c"), ("pattern j alternatives:", "j", "x", "j")],
        ),
    ],
    "legacy-recommended": [
        (
            "  a: {title: A, alternatives: [{pattern: old}]}\n  b: {title: B, tier: silver, evolution: {to: [old]}}\n"
            "  c: {title: C, tier: gold, alternatives: [{name: Else}, {pattern: a}, {pattern: old}], evolution: {to: [a, older]}}\n"
            "  old: {title: Old, tier: bronze, aliases: [older], evolution: {to: [old]}}\n",
            [("pattern c alternatives.2.pattern", "c", "gold", "old"), ("pattern c evolution.to.1", "c", "gold", "old")],
        ),
    ],
    "duplicate-title": [
        ("  a: {title: A  b}\n  b: {title: a B}\n  c: {title: AxXb}\n  d: {title: AB}\n", [("pattern b title", "pattern", "b", "a", "a B")]),
    ],
    "migration-to-legacy": [
        (
            "  a: {title: A}\n  b: {title: B, tier: bronze, alternatives: [{pattern: a}, {name: Else}]}\n  c: {title: C, tier: bronze}\n"
            "migrations:\n  m: {title: M, from: a, to: [nothing, a, b, c]}\n",
            [("migration m to.2", "m", "b", "a, Else"), ("migration m to.3", "m", "c", "a current pattern")],
        ),
    ],
    "rollout-order": [
        (
            "  a: {title: A}\nmigrations:\n  m: {title: M, from: a, to: a, rollout: [{day: 0, share: 5}, {day: 0, share: 5}, {day: 2, share: 4}, {day: 1, share: 100}]}\n"
            "  n: {title: N, from: a, to: a, rollout: [{day: 0, share: 1}, {day: 1, share: 50}, {day: 2, share: 90}]}\n",
            [("migration m rollout.2.share", "5", "4", "m"), ("migration m rollout.3.day", "1", "2", "m"), ("migration n rollout.2.share", "n", "90")],
        ),
    ],
    "block-markup": [
        (
            '  a: {title: A, summary: One., rationale: "a\\n\\n- b", best_for: [x, "# y"]}\n'
            'tiers:\n  gold: {headline: "> a", definition: "a\\n\\nb", title: "- a", criteria: [{title: T, text: x}, {title: "- T", text: "- x"}]}\n  silver: {definition: One.}\n',
            [
                ("pattern a rationale", "rationale"),
                ("pattern a best_for.1", "best_for[2]"),
                ("tier gold criteria.1.text", "criteria[2].text"),
                ("tier gold definition", "definition"),
                ("tier gold headline", "headline"),
            ],
        ),
    ],
    "no-alternative": [
        ("  a: {title: A, tier: gold}\n  b: {title: B, tier: bronze}\n  c: {title: C, status: legacy}\n", [("pattern b", "b", "bronze"), ("pattern c", "c", "legacy")]),
    ],
    "dead-alternative": [
        (
            "  a: {title: A, tier: gold, alternatives: [{pattern: old}]}\n  b: {title: B, tier: bronze}\n"
            "  c: {title: C, tier: bronze, alternatives: [{pattern: old}, {pattern: dep}]}\n"
            "  d: {title: D, tier: bronze, alternatives: [{pattern: old}, {pattern: a}]}\n"
            "  e: {title: E, tier: bronze, alternatives: [{pattern: f}]}\n  f: {title: F, tier: bronze, alternatives: [{pattern: e}]}\n"
            "  g: {title: G, tier: bronze, alternatives: [{pattern: g}]}\n"
            "  h: {title: H, tier: bronze, alternatives: [{name: Else}]}\n"
            "  i: {title: I, tier: bronze, alternatives: [{pattern: b}]}\n"
            "  old: {title: Old, tier: bronze}\n  dep: {title: Dep, tier: gold, status: deprecated}\n",
            [("pattern c alternatives:", "c", "old (bronze), dep (deprecated)"), ("pattern i alternatives:", "i", "b (bronze)")],
        ),
    ],
    "replacement-cycle": [
        # A legacy pattern that names itself has a rule of its own, and one that nothing goes by leads nowhere.
        (
            "  a: {title: A, tier: bronze, alternatives: [{pattern: nothing}, {pattern: a}, {pattern: b}]}\n  b: {title: B, evolution: {to: [a]}}\n",
            [("pattern b evolution.to.0", "a → b → a")],
        ),
        (
            "  a: {title: A, alternatives: [{pattern: a}, {pattern: bb}], evolution: {to: [c]}}\n"
            "  b: {title: B, tier: bronze, aliases: [bb], evolution: {to: [nothing, b, a]}}\n  c: {title: C, tier: bronze, alternatives: [{pattern: b}]}\n",
            [("pattern b evolution.to.2", "a → c → b → a")],
        ),
    ],
    "status-contradicts-tier": [
        # The words of a project: one, several, and none at all.
        (
            "  a: {title: A, tier: bronze, status: recommended}\nstatuses: {pattern: {deprecated: null, legacy: null, hold: {means: legacy}}}\n",
            [("pattern a status", "a", "bronze", "recommended", "hold")],
        ),
        (
            "  a: {title: A, tier: bronze, status: recommended}\nstatuses: {pattern: {hold: {means: legacy}, stop: {means: legacy}}}\n",
            [("pattern a status", "a", "bronze", "recommended", "legacy, deprecated, hold or stop")],
        ),
        (
            "  a: {title: A, tier: bronze, status: recommended}\nstatuses: {pattern: {deprecated: null, legacy: null}}\n",
            [("pattern a status", "a", "bronze", "recommended", "none is defined")],
        ),
        (
            "  a: {title: A, tier: silver}\n  b: {title: B, tier: gold, status: legacy}\ntiers: {tin: {rank: 50, legacy: true}}\n",
            [("pattern b status", "b", "gold", "legacy", "recommended or use-with-caution", "bronze, tin")],
        ),
        (
            "  a: {title: A, status: legacy}\n  b: {title: B, tier: gold}\n  c: {title: C, tier: bronze, status: recommended}\n"
            "  d: {title: D, tier: gold, status: deprecated}\n  e: {title: E, tier: bronze, status: deprecated}\n  f: {title: F, tier: gold, status: recommended}\n",
            [
                ("pattern c status", "c", "bronze", "recommended", "legacy or deprecated"),
                ("pattern d status", "d", "gold", "deprecated", "recommended or use-with-caution", "bronze"),
            ],
        ),
        ("  d: {title: D, tier: gold, status: legacy}\ntiers: {bronze: null}\n", [("pattern d status", "d", "gold", "legacy", "recommended or use-with-caution", "none is configured")]),
    ],
    "column-tier-mismatch": [
        (
            "  a: {title: A, tier: silver}\n  b: {title: B}\n  g: {title: G, tier: gold}\n"
            "comparisons:\n  c:\n    title: C\n    columns: [{id: why}, {id: odd, tier: none}, {id: best, tier: gold}]\n"
            "    rows: [{need: X, why: {pattern: a}, odd: {pattern: a}, best: {pattern: g, patterns: [nothing, g, a, b]}}, {need: Y, best: {pattern: a, patterns: [b]}}]\n",
            [
                ("comparison c rows.0.best.patterns.2", "a", "silver", "best", "gold"),
                ("comparison c rows.0.best.patterns.3", "b", "unrated", "best", "gold"),
                ("comparison c rows.1.best.pattern", "a", "silver", "best", "gold"),
                ("comparison c rows.1.best.patterns.0", "b", "unrated", "best", "gold"),
            ],
        ),
    ],
    "legacy-in-comparison": [
        (
            "  a: {title: A, tier: silver}\n  b: {title: B, tier: bronze}\n  c: {title: C, status: legacy}\n"
            "comparisons:\n  c:\n    title: C\n    columns: [{id: tried}, {id: use, recommends: true}]\n"
            "    rows: [{need: X, tried: {pattern: b}, use: {pattern: a, patterns: [nothing, a, b]}}, {need: Y, use: {pattern: c}}]\n",
            [("comparison c rows.0.use.patterns.2", "use", "c", "b"), ("comparison c rows.1.use.pattern", "use", "c", "c")],
        ),
    ],
    "empty-cell": [
        (
            "  a: {title: A}\ncomparisons:\n  c:\n    title: C\n    columns: [{id: first}, {id: second}, {id: third}]\n"
            "    rows: [{need: X, frist: {note: n}, second: {pattern: a}, third: {}}, {era: Y, first: {label: l}, second: {note: n}}]\n",
            [("comparison c rows.0.third", "X", "c", "third"), ("comparison c rows.1", "Y", "c", "third")],
        ),
    ],
}  # fmt: skip
CASES = [
    (rule, f"{key}:\n{data}", told)
    for key, rules in (("decisions", DECISIONS), ("patterns", PATTERNS))
    for rule, cases in rules.items()
    for data, told in cases
]


@pytest.mark.parametrize(("rule", "data", "told"), CASES)
def test_a_rule_points_to_the_place_and_names_whom_it_concerns(violations, rule, data, told):
    assert [shown(violation) for violation in violations(rule, data)] == told


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [
        (date(2026, 1, 1), []),
        (date(2026, 1, 2), [None]),
        (date(2026, 4, 1), [None]),
        (date(2026, 4, 2), [Severity.WARNING]),
    ],
)
def test_a_review_is_due_after_its_day_and_overdue_after_the_grace(violations, as_of, severity):
    data = "patterns:\n  a: {title: A, tier: gold, reviewed: 2025-01-01}\n"
    assert [violation.severity for violation in violations("stale-review", data, as_of)] == severity


@pytest.mark.parametrize(
    ("rule", "data", "fixes"),
    [
        (
            "asymmetric-supersession",
            "decisions:\n  a: {title: A, status: accepted}\n  b: {title: B, status: accepted, supersedes: [a], superseded_by: [a]}\n",
            [Addition(("decision", "a"), ("superseded_by",), "b"), Addition(("decision", "a"), ("supersedes",), "b")],
        ),
        (
            "asymmetric-evolution",
            "patterns:\n  a: {title: A}\n  b: {title: B, evolution: {to: [a], from: [a]}}\n",
            [Addition(("pattern", "a"), ("evolution", "from"), "b"), Addition(("pattern", "a"), ("evolution", "to"), "b")],
        ),
        (
            "timeline-order",
            "evolutions:\n  e: {title: E, timeline: [{year: 1991, label: A}, {year: 1989, label: B}, {year: 1990, label: C}]}\n",
            [Ordering(("evolution", "e"), ("timeline",), (1, 2, 0))],
        ),
        (
            "unknown-column",
            "comparisons:\n  c: {title: C, columns: [{id: when}, {id: elite}], rows: [{need: A, wehn: x, zzz: y}]}\n",
            [Renaming(("comparison", "c"), ("rows", 0, "wehn"), "when"), None],
        ),
        (
            "unknown-reference",
            "patterns:\n  saga: {title: Saga, related: [{pattern: sga, kind: complements}, {pattern: xyz, kind: complements}]}\n",
            [Replacement(("pattern", "saga"), ("related", 0, "pattern"), "saga"), None],
        ),
    ],
)  # fmt: skip
def test_what_a_person_need_not_decide_comes_with_a_fix(violations, rule, data, fixes):
    assert [violation.fix for violation in violations(rule, data)] == fixes


def test_who_cites_a_decision_that_is_dead_is_told_the_one_in_force_where_there_is_one(violations):
    cited = "patterns:\n  a: {title: A, tier: gold, history: [{date: 2025, tier: gold, decision: adr-1}]}\ndecisions:\n"
    dead = "  adr-1: {title: A, status: superseded%s}\n  adr-2: {title: B, status: accepted}\n"
    (alone,) = violations("dead-decision-cited", cited + dead % "")
    (followed,) = violations("dead-decision-cited", cited + dead % ", superseded_by: [adr-2]")
    assert alone.accepted % alone.accepted_args == "name the decision that is in force now"
    assert followed.accepted % followed.accepted_args == "name the decision that is in force now: adr-2"
