"""Tables of records: what may break, how wide columns are, which are there, and on which scale figures are drawn."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.decision import Decision
from sphinx_excellence.views import catalogue, coverage, decisions, editions
from tests.unit.views.outlines import outline


def lines_of(view):
    return [line.strip() for line in outline(view).splitlines()]


@pytest.mark.parametrize(("name", "breaks"), [("adr-1", False), ("twelve-signs", False), ("use-thirteen-x", True)])
def test_a_number_is_one_word_and_a_long_id_may_break(bench, name, breaks):
    log = outline(decisions.log(bench.load(f"decisions:\n  {name}: {{title: A, status: accepted}}\n").registry))
    assert f"#line '{name}'{'' if breaks else '.unbroken'} |" in log


@pytest.mark.parametrize(("texts", "is_list"), [("one", False), ("[one]", False), ("[one, two]", True)])
def test_consequences_that_are_not_told_apart_are_a_list_where_they_are_several(bench, texts, is_list):
    registry = bench.load(f"decisions:\n  adr-1: {{title: A, status: accepted, consequences: {texts}}}\n").registry
    shown = lines_of(decisions.record(next(registry.all_of(Decision)), registry))
    below = shown[shown.index("part 'Consequences'") + 1 :]
    assert below[0] == ("list" if is_list else "text  'one' decision.adr-1.consequences.text.0")


def test_all_patterns_together_are_on_a_scale_of_their_own(bench):
    registry = bench.load(
        "patterns:\n"
        "  a: {title: A, tier: gold, category: x, introduced: 1991}\n"
        "  b: {title: B, tier: gold, category: y, introduced: 1992}\n"
        "  c: {title: C, tier: gold, category: y, introduced: 2005}\n"
    ).registry
    rows = {line.split("'")[1]: line.split("~")[1] for line in lines_of(coverage.coverage(registry)) if "~" in line}
    assert rows == {
        "X": "[1, 0]/1 '1990s: 1'",
        "Y": "[1, 1]/1 '1990s: 1, 2000s: 1'",
        "All": "[2, 1]/2 '1990s: 2, 2000s: 1'",
    }


def test_a_field_of_the_projects_own_is_a_narrow_column_of_the_catalogue(bench):
    registry = bench.load(
        "fields: {pattern: {owner: {type: line, show: [catalogue]}}}\npatterns: {a: {title: A, owner: x}}\n"
    ).registry
    shown = lines_of(catalogue.catalogue(registry, catalogue.Filter(), layout="table"))
    assert shown[1:3] == [
        "table.catalogue 'Patterns' widths=[3, 2, 3, 2, 6]",
        "| 'Pattern' | 'Tier' | 'Category' | 'Owner' | 'Summary'",
    ]


@pytest.mark.parametrize(("title", "heads"), [("Spring", "| 'Edition' | 'Date' | 'Patterns'"), ("2026-03-01", "| 'Edition' | 'Patterns'")])  # fmt: skip
def test_editions_have_a_column_of_dates_unless_their_titles_say_them(bench, title, heads):
    registry = bench.load(f"editions:\n  e1: {{title: '{title}', date: 2026-03-01, patterns: {{}}}}\n").registry
    shown = lines_of(editions.archive(registry))
    assert shown[2] == heads
    assert shown[3].count("'2026-03-01'.unbroken") == (title == "Spring")
