"""What editions show: what was in each, what changed between two, and what a history says of them."""

from __future__ import annotations

import pytest

from sphinx_excellence.views import catalogue, editions, radar, tier_history
from sphinx_excellence.views.blocks import Drawing, Table
from sphinx_excellence.views.catalogue import Filter
from sphinx_excellence.views.edition_changes import changes, edition_before, registry_in
from sphinx_excellence.views.patterns import banner
from sphinx_excellence.views.tier_movement import Movement
from tests.unit.views.outlines import outline

DATA = """
tiers:
  gold: null
  silver: null
  bronze: null
  adopt: {rank: 10, title: Adopt}
  trial: {rank: 20, title: Trial}
  hold: {rank: 40, title: Hold, legacy: advisory}
editions:
  2023-04: {title: Spring 2023, date: 2023-04, tiers: {trial: {title: Try, symbol: T}}}
  2023-10: {title: Autumn 2023, date: 2023-10, text: "See [Go](go)."}
  2024-04: {title: "2024-04", date: 2024-04}
patterns:
  go: {title: Go, tier: adopt, category: languages, history: [{edition: 2023-04, tier: trial, text: First services.}, {edition: 2023-10, tier: adopt, text: Many services.}, {edition: 2024-04, tier: adopt, text: Still.}]}
  perl: {title: Perl, category: languages, history: [{edition: 2023-04, tier: hold}, {edition: 2023-10, event: left, reason: Nobody writes it.}]}
  rust: {title: Rust, tier: trial, category: languages, history: [{edition: 2023-10, tier: trial}]}
  ant: {title: Ant, tier: hold, category: tools, history: [{edition: 2023-04, tier: adopt}, {date: 2023-06, tier: hold}]}
  make: {title: Make, tier: trial, category: tools, history: [{edition: 2023-04, tier: trial}, {edition: 2023-10, event: left}, {date: 2024-01-05, edition: 2024-04, tier: trial}]}
  zig: {title: Zig, tier: trial, category: languages, history: [{date: 2024-09, tier: trial}]}
"""


@pytest.fixture
def registry(bench):
    loaded = bench.load(DATA)
    assert [str(finding) for finding in loaded.findings] == []
    return loaded.registry


def moved(older, newer, registry):
    found = changes(registry.edition(older) if older else None, registry.edition(newer), registry)
    return {change.pattern.id: change.movement.value for change in found}


def test_the_gate_finds_nothing_in_a_radar_of_names_and_rings(bench):
    assert bench.told(DATA) == []


def test_an_edition_is_compared_with_the_one_before_it(registry):
    assert [edition.id for edition in registry.editions] == ["2023-04", "2023-10", "2024-04"]
    assert edition_before(registry.edition("2023-04"), registry) is None
    assert edition_before(registry.edition("2024-04"), registry) is registry.edition("2023-10")
    assert moved("2023-04", "2023-10", registry) == {
        "ant": "moved-out", "go": "moved-in", "make": "gone", "perl": "gone", "rust": "new",
    }  # fmt: skip
    assert moved("2023-10", "2024-04", registry) == {
        "ant": "unchanged", "go": "unchanged", "make": "returned", "rust": "unchanged",
    }  # fmt: skip
    assert moved("2023-04", "2024-04", registry) == {
        "ant": "moved-out", "go": "moved-in", "make": "unchanged", "perl": "gone", "rust": "new",
    }  # fmt: skip


def test_a_move_between_two_editions_is_in_the_second(registry):
    first, second = (registry_in(registry.edition(each), registry) for each in ("2023-04", "2023-10"))
    assert {pattern_id: record.tier for pattern_id, record in first.of_kind("pattern").items()} == {
        "ant": "adopt", "go": "trial", "make": "trial", "perl": "hold",
    }  # fmt: skip
    assert second.pattern("ant").tier == "hold"
    assert "zig" not in registry_in(registry.edition("2024-04"), registry).of_kind("pattern")


def test_tiers_have_the_names_of_the_edition(registry):
    assert registry_in(registry.edition("2023-04"), registry).tiers["trial"].title == "Try"
    assert registry_in(registry.edition("2023-10"), registry).tiers["trial"].title == "Trial"
    assert "(trial Try T) ' → ' (adopt Adopt )" in outline(editions.edition(registry.edition("2023-10"), registry))
    shown = outline(tier_history.history(registry.pattern("go"), registry))
    assert "[Spring 2023 -> edition 2023-04] ' (' '2023-04'.date ')' ' ' (trial Try T)" in shown
    # The title says the date.
    assert "line.step [2024-04 -> edition 2024-04] ' ' (adopt Adopt )" in shown


def test_an_edition_tells_what_it_says_of_each_pattern(registry):
    shown = outline(editions.edition(registry.edition("2023-10"), registry))
    for said in ("Many services.", "Nobody writes it.", "'New (%s)'('1')", "'Gone (%s)'('2')", "'Moved out (%s)'('1')"):
        assert said in shown
    assert "First services." not in shown
    compact = outline(editions.edition(registry.edition("2023-10"), registry, compact=True))
    assert "Many services." not in compact
    assert "[Go -> pattern go]" in compact
    assert "Still." in outline(editions.edition(registry.edition("2024-04"), registry))


def test_a_difference_leaves_out_what_is_unchanged_and_goes_forward_in_time(registry):
    one, other = registry.edition("2023-10"), registry.edition("2024-04")
    shown = outline(editions.difference(other, one, registry))
    assert shown == outline(editions.difference(one, other, registry))
    assert "Returned" in shown
    assert "Unchanged" not in shown
    assert "Nothing changed." in outline(editions.difference(one, one, registry))


def test_the_archive_counts_from_the_newest_to_the_oldest(registry):
    (table,) = editions.archive(registry).blocks
    assert [head.message for (head,) in table.columns] == [
        "Edition", "Date", "Patterns", "New", "Returned", "Moved in", "Moved out", "Gone",
    ]  # fmt: skip
    words = [[cell.blocks[0].inlines[0] for cell in row] for row in table.rows]
    assert [row[0].id for row in words] == ["2024-04", "2023-10", "2023-04"]
    assert [[cell.text for cell in row[2:]] for row in words] == [
        ["4", "–", "1", "–", "–", "–"],
        ["3", "1", "–", "1", "1", "2"],
        ["4", "–", "–", "–", "–", "–"],
    ]


def test_the_radar_of_an_edition_shows_its_patterns_and_how_they_moved(registry):
    view = radar.radar(registry, Filter(), edition=registry.edition("2024-04"))
    drawing, table = view.blocks
    assert isinstance(drawing, Drawing)
    assert isinstance(table, Table)
    about = ["".join(getattr(part, "message", "") or part.text for part in mark.about) for mark in drawing.marks]
    assert about == [
        "1. Go: Adopt, Unchanged",
        "2. Rust: Trial, Unchanged",
        "3. Make: Trial, Returned",
        "4. Ant: Hold, Unchanged",
    ]
    assert "New or returned" in {shape.text for shape in drawing.shapes if hasattr(shape, "text")}
    # No status is known of then.
    assert [head.message for (head,) in table.columns] == ["No.", "Pattern", "Tier", "Category", "Movement"]
    first = radar.radar(registry, Filter(), edition=registry.edition("2023-04"))
    assert not any(cell in outline(first) for cell in ("Moved in", "Unchanged", "{movement"))
    assert (
        radar.radar(registry, Filter(tiers=("hold",)), edition=registry.edition("2023-04"))
        .blocks[0]
        .marks[0]
        .reference.id
        == "perl"
    )


def test_the_radar_of_today_counts_moves_since_the_edition_before_the_last(registry):
    view = radar.radar(registry, Filter())
    shown = {
        mark.reference.id: [getattr(part, "message", "") for part in mark.about][-1] for mark in view.blocks[0].marks
    }
    # What left is on no radar; what came after the last edition is new.
    assert shown == {"go": "Adopt", "make": "Returned", "rust": "Trial", "zig": "New", "ant": "Hold"}


def test_the_banner_says_since_when_a_pattern_is_not_rated(registry):
    assert "'Not rated since': [Autumn 2023 -> edition 2023-10]" in outline(banner(registry.pattern("perl"), registry))
    assert "Not rated since" not in outline(banner(registry.pattern("make"), registry))


def test_an_advisory_tier_does_not_ask_for_an_alternative_on_the_page(registry, bench):
    assert "There is no alternative yet." not in outline(banner(registry.pattern("ant"), registry))
    strict = bench.load(DATA.replace("advisory", "true")).registry
    assert "There is no alternative yet." in outline(banner(strict.pattern("ant"), strict))


def test_an_entry_of_an_unknown_edition_stays_where_it_is_written(bench):
    registry = bench.load(
        "patterns:\n  a: {title: A, tier: gold, history: [{edition: x, tier: bronze}, {date: 2020, tier: silver}, {edition: y, tier: gold}]}\n"
    ).registry
    assert [step.tier for step in registry.history_of(registry.pattern("a"))] == ["bronze", "silver", "gold"]


def test_without_editions_there_is_nothing_to_show(bench):
    registry = bench.load("patterns:\n  a: {title: A, tier: gold, history: [{date: 2020, tier: gold}]}\n").registry
    assert registry.editions == ()
    assert "There are no editions yet." in outline(editions.archive(registry))


def test_a_catalogue_of_a_radar_has_no_column_of_dashes_for_statuses(registry):
    (table,) = catalogue.catalogue(registry, Filter(), as_table=True).blocks
    assert "Status" not in {head.message for (head,) in table.columns}
    assert {len(row) for row in table.rows} == {len(table.columns)} == {len(table.widths)}


def test_movements_have_words():
    assert {movement.value for movement in Movement} == {
        "new",
        "returned",
        "moved-in",
        "moved-out",
        "unchanged",
        "gone",
    }
