"""One slip is one finding: what rests on a value that could not be read is not told beside it."""

from __future__ import annotations

import pytest

GATED = "history: [{date: 2026-01-01, tier: gold}]"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (f"patterns:\n  a: {{title: A, tier: [gold], {GATED}}}", ["wrong-type"]),
        (f"patterns:\n  a: {{title: A, tier: , {GATED}}}", ["wrong-type"]),
        (f"patterns:\n  a: {{title: A, teir: gold, {GATED}}}", ["unknown-key"]),
        (
            "patterns:\n  a:\n    title: A\n    tier: silver\n"
            "    history: [{date: 2025-01-01, tier: bronze}, {date: soon, tier: silver}]",
            ["wrong-value"],
        ),
        (
            "patterns:\n  A Gateway: {title: A, tier: silver}\n"
            "  b:\n    title: B\n    tier: silver\n    summary: See [A](a-gateway).\n    related: [{pattern: a-gateway, kind: complements}]",
            ["wrong-id"],
        ),
        (
            "patterns:\n  'gateway!': {title: A, tier: silver}\n"
            "  b: {title: B, tier: silver, related: [{pattern: gateway, kind: complements}]}",
            ["wrong-id"],
        ),
        (
            "patterns:\n  a: {title: A, tier: silver, evolution: {too: [b]}}\n  b: {title: B, tier: silver, evolution: {from: [a]}}",
            ["unknown-key"],
        ),
        (
            "patterns:\n  a: {title: A, tier: silver, evolution: {to: [b]}}\n  b: {title: B, tier: silver, evolutoin: {from: [a]}}",
            ["unknown-key"],
        ),
        (
            "decisions:\n  adr-1: {title: A, status: superseded, date: 2026-01-01, superseded_by: [adr-2]}\n"
            "  adr-2: {title: B, status: accepted, date: 2026-02-01, superseeds: [adr-1]}",
            ["unknown-key"],
        ),
        (
            "decisions:\n  adr-1: {title: A, status: superseded, date: 2026-01-01, superseded_by: {adr: 2}}\n"
            "  adr-2: {title: B, status: accepted, date: 2026-02-01, supersedes: [adr-1]}",
            ["wrong-type"],
        ),
        (
            "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01}\n"
            "  adr-2: {title: B, status: over, date: 2026-02-01}\n"
            "  adr-3: {title: C, status: accepted, date: 2026-03-01}",
            ["wrong-value"],
        ),
        (
            "comparisons:\n  c:\n    title: C\n    columns: [{id: when}, {id: elite}]\n"
            "    rows: [{need: ACID, when: Always, elit: Never}]",
            ["unknown-column"],
        ),
    ],
)
def test_one_slip_is_one_finding(bench, data, told):
    found = bench.check({"data/a.yaml": data})

    assert [finding.rule for finding in found] == told
