"""The views: what pages show, as plain values, and reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinx_excellence.loader.load import load
from sphinx_excellence.reports.json_report import json_report
from sphinx_excellence.reports.report_paths import ReportPaths
from sphinx_excellence.reports.text_report import text_report
from sphinx_excellence.views import catalogue, comparisons, coverage, decisions, evolutions, migrations, patterns
from sphinx_excellence.views.banner import banner
from sphinx_excellence.views.blocks import Badge, Label, Reference, Rich, Sparkline, StatusLabel, Table, View, Words

ROOT = Path(__file__).parents[3]
DATA = """
patterns:
  old: {title: Old, tier: bronze, status: legacy, alternatives: [{pattern: new, when: always}]}
  new: {title: New, tier: gold, status: recommended, introduced: 2010}
  odd: {title: Odd}
evolutions:
  line:
    title: Line
    timeline: [{year: 2010, pattern: new}, {year: 1981, pattern: old}, {year: 1960s, label: Before}]
comparisons:
  table:
    title: Table
    columns: [{id: best, tier: gold}]
    rows: [{need: Need, best: {pattern: old}}]
"""


def values(block, kind):
    """Yield every value of a kind inside a view, in order."""
    if isinstance(block, kind):
        yield block
    if isinstance(block, tuple):
        for item in block:
            yield from values(item, kind)
    elif hasattr(block, "__dataclass_fields__"):
        for name in block.__dataclass_fields__:
            yield from values(getattr(block, name), kind)


@pytest.fixture
def registry(bench):
    loaded = bench.load(DATA)
    assert loaded.findings == ()
    return loaded.registry


def test_a_banner_leads_from_legacy_to_what_to_use_instead(registry):
    view = banner(registry.pattern("old"), registry)
    assert (view.tier, view.legacy) == ("bronze", True)
    assert [sign.value for sign in values(view, StatusLabel)] == ["legacy"]
    assert Reference("pattern", "new", "New", Badge("gold", "Gold", "", "medal-1")) in list(values(view, Reference))


def rows_of(table):
    return [[" ".join(words.text for words in values(cell, Words)) for cell in row] for row in table.rows]


def test_coverage_counts_patterns_by_tier_and_what_names_each(registry):
    totals, part = coverage.coverage(registry).blocks
    dash = "\N{EN DASH}"
    assert rows_of(totals) == [["", "1", dash, "1", "1", "3", ""], ["", "1", dash, "1", "1", "3", ""]]
    # Of the three only one has a date.
    assert list(values(totals, Sparkline)) == [Sparkline((1,), 1, "2010s: 1")] * 2
    (details,) = part.blocks
    shown = {next(values(row, Reference)).id: cells for row, cells in zip(details.rows, rows_of(details), strict=True)}
    # Named by the lineage, and the old one by the comparison; nothing else.
    assert shown["new"] == ["", dash, dash, dash, "1", dash, dash, dash, dash]
    assert shown["old"] == ["", dash, dash, dash, "1", "1", dash, dash, dash]
    assert shown["odd"] == ["", *[dash] * 8]


def test_coverage_says_no_decades_where_no_pattern_has_a_date(bench):
    totals, _ = coverage.coverage(bench.load("patterns:\n  a: {title: A, tier: gold}\n").registry).blocks
    assert totals.columns[-1] == (Label("Introduced"),)
    assert [row[-1] for row in rows_of(totals)] == ["\N{EN DASH}"] * 2


def test_an_unrated_pattern_is_shown_as_such(registry):
    view = banner(registry.pattern("odd"), registry)
    assert next(values(view, Badge)) == Badge("", "Unrated", "")


def test_a_timeline_is_sorted_whatever_the_order_of_the_record(registry):
    view = evolutions.timeline(registry.find("evolution", "line"), registry)
    assert [words.text for words in values(view, Words) if words.role == "date"] == ["1960s", "1981", "2010"]


def test_a_cell_shows_the_patterns_own_tier_and_not_the_columns(registry):
    view = comparisons.matrix(registry.find("comparison", "table"), registry)
    assert [badge.tier for badge in values(view, Badge)] == ["gold", "bronze"]


def test_a_catalogue_is_best_first_with_the_unrated_last(registry):
    shown = catalogue.select(registry, catalogue.Filter())
    assert [pattern.id for pattern in shown] == ["new", "old", "odd"]
    assert [p.id for p in catalogue.select(registry, catalogue.Filter(tiers=("unrated",)))] == ["odd"]
    assert [p.id for p in catalogue.select(registry, catalogue.Filter(sort="introduced"))] == ["new", "odd", "old"]


def test_no_view_raises_for_any_record_of_the_knowledge_base():
    registry = load(ROOT, ["data"]).registry
    made = []
    for pattern in registry.of_kind("pattern").values():
        made += [banner(pattern, registry), banner(pattern, registry, compact=True)]
        made += [patterns.examples(pattern), patterns.checklist(pattern), patterns.alternatives(pattern, registry)]
    made += [evolutions.timeline(r, registry) for r in registry.of_kind("evolution").values()]
    made += [comparisons.matrix(r, registry) for r in registry.of_kind("comparison").values()]
    made += [decisions.record(r, registry) for r in registry.of_kind("decision").values()]
    made += [migrations.playbook(r, registry) for r in registry.of_kind("migration").values()]
    made += [catalogue.catalogue(registry, catalogue.Filter(), layout=layout) for layout in catalogue.LAYOUTS]
    assert len(made) > 200
    assert all(isinstance(view, View) and view.blocks for view in made)


def test_the_knowledge_base_is_without_findings_and_every_reference_resolves():
    loaded = load(ROOT, ["data"])
    assert loaded.findings == ()
    unknown = [words for kind in ("evolution", "comparison", "decision", "migration")
               for record in loaded.registry.of_kind(kind).values() for words in values(record, Words)]  # fmt: skip
    assert unknown == []


def test_reports_name_the_place_the_line_and_what_would_be_accepted(bench):
    findings = bench.check("patterns:\n  saga:\n    title: Saga\n    tier: Gold\n")
    assert text_report(findings, bench.root) == (
        "data/a.yaml:4:11: error unknown-reference: unknown tier 'Gold'\n"
        "  4 |     tier: Gold\n"
        "    |           ^\n"
        "  help: did you mean 'gold'? accepted: gold, silver, bronze\n\n"
        "1  error    unknown-reference\n"
        "\n"
        "1 error.\n"
    )
    (row,) = json.loads(json_report(findings, ReportPaths.of(bench.root)))["findings"]
    assert (row["rule"], row["line"], row["record"]) == ("unknown-reference", 4, {"kind": "pattern", "id": "saga"})


def test_the_columns_of_tiers_are_in_the_order_of_the_tiers_and_the_others_stay(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_text(
        "comparisons:\n  c:\n    title: C\n    columns:\n"
        "      - {id: old, tier: bronze}\n      - {id: first, title: First}\n      - {id: mid, tier: silver}\n"
        "      - {id: best, title: Best, tier: gold}\n      - {id: last, title: Last}\n      - {id: other, title: Other, tier: bronze}\n"
        "    rows: [{need: Speed, old: O, first: F, mid: M, best: B, last: L, other: X}]\n"
    )
    registry = load(tmp_path, ["data"]).registry
    (table,) = values(comparisons.matrix(registry.find("comparison", "c"), registry), Table)
    heads = [
        "".join(words.text for words in column if isinstance(words, Words)).strip() for column in table.columns[1:]
    ]
    assert heads == ["Best", "First", "", "", "Last", "Other"]
    notes = [rich.source for cell in table.rows[0][1:] for rich in values(cell, Rich)]
    assert notes == ["B", "F", "M", "O", "L", "X"]
    assert table.stacked
