"""What editions show: what was in each, what changed between two, and what a history says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views import catalogue, editions, radar, tier_history
from sphinx_excellence.views.banner import banner
from sphinx_excellence.views.blocks import Drawing, Items, Line, Reference, StatusLabel, Words
from sphinx_excellence.views.catalogue import Filter
from sphinx_excellence.views.edition_changes import changes, edition_before, registry_in
from sphinx_excellence.views.reader_controls import tier_choice
from sphinx_excellence.views.record_labels import reference
from sphinx_excellence.views.tier_movement import Movement
from tests.unit.views.outlines import outline
from tests.unit.views.test_views import values

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


def radar_of(view):
    """Return the names of the sectors, and the titles in the list with their categories."""
    (drawing,) = values(view, Drawing)
    names = [
        shape.text
        for mark in drawing.marks
        for shape in mark.shapes
        if getattr(shape, "roles", ())[:1] == ("sector-name",)
    ]
    rows = {}
    for sectors in values(view, Items):
        if sectors.role == "radar-sectors":
            for line, blips in sectors.items:
                rows |= {each.title: line.inlines[0].text for each in values(blips, Reference)}
    return names, rows


def blips_of(view):
    """Return what the marks of patterns say of them, by id."""
    (drawing,) = values(view, Drawing)
    return {
        mark.reference.id: [getattr(part, "message", "") or part.text for part in mark.about]
        for mark in drawing.marks
        if isinstance(mark.reference, Reference)
    }


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
    assert "(trial Try T) ' → ' (adopt Adopt figure-0)" in outline(
        editions.edition(registry.edition("2023-10"), registry)
    )
    shown = outline(tier_history.history(registry.pattern("go"), registry))
    assert "[Spring 2023 -> edition 2023-04] ' (' '2023-04'.date ')' ' ' (trial Try T)" in shown
    # The title says the date.
    assert "line.step [2024-04 -> edition 2024-04] ' ' (adopt Adopt figure-0)" in shown


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
    assert {name: "".join(about) for name, about in blips_of(view).items()} == {
        "go": "Go: Adopt, Unchanged",
        "rust": "Rust: Trial, Unchanged",
        "make": "Make: Trial, Returned",
        "ant": "Ant: Hold, Unchanged",
    }
    (drawing,) = values(view, Drawing)
    assert "New or returned" in {shape.text for shape in drawing.shapes if hasattr(shape, "text")}
    # The list marks what has changed.
    assert [sign.value for sign in values(view, StatusLabel)] == ["returned"]
    first = radar.radar(registry, Filter(), edition=registry.edition("2023-04"))
    assert not any(cell in outline(first) for cell in ("Moved in", "Unchanged", "{movement"))
    assert set(blips_of(radar.radar(registry, Filter(tiers=("hold",)), edition=registry.edition("2023-04")))) == {
        "perl"
    }


def test_the_radar_of_today_counts_moves_since_the_edition_before_the_last(registry):
    shown = {name: about[-1] for name, about in blips_of(radar.radar(registry, Filter())).items()}
    # What left is on no radar; what came after the last edition is new.
    assert shown == {"go": "Adopt", "make": "Returned", "rust": "Trial", "zig": "New", "ant": "Hold"}


@pytest.mark.parametrize(
    ("shown", "titles", "links"),
    [(None, [], ["2024-04", "2023-10", "2023-04"]), ("2023-10", ["Autumn 2023"], ["2024-04", "2023-04"])],
)
def test_a_radar_leads_to_the_other_editions_newest_first(registry, shown, titles, links):
    line, *_others = radar.radar(registry, Filter(), edition=registry.edition(shown) if shown else None).blocks
    assert [each.id for each in values(line, Reference)] == links
    assert [each.text for each in values(line, Words) if each.role == "strong"] == titles


def test_without_editions_a_radar_leads_to_none(bench):
    loaded = bench.load("patterns:\n  go: {title: Go, tier: gold}\n")
    assert not [block for block in radar.radar(loaded.registry, Filter()).blocks if isinstance(block, Line)]


@pytest.mark.parametrize("compact", [True, False])
def test_the_banner_says_since_when_a_pattern_is_not_rated(registry, compact):
    def head(name):
        view = banner(registry.pattern(name), registry, compact=compact)
        return outline(replace(view, blocks=view.blocks[:1]))

    assert "'Not rated since' ' ' [Autumn 2023 -> edition 2023-10]" in head("perl")
    assert "Gone" in head("perl")
    assert "Unrated" not in head("perl")
    assert "Gone" not in head("make")
    assert "Not rated since" not in outline(banner(registry.pattern("make"), registry))


@pytest.mark.parametrize("layout", ["table", "cards"])
def test_lists_and_links_say_of_a_pattern_that_left_that_it_is_gone(registry, layout):
    listed = outline(catalogue.catalogue(registry, Filter(), layout=layout))
    assert listed.count("Gone") == 1
    assert "Unrated" not in listed
    assert ("Not rated since" in listed) is (layout == "cards")
    assert reference("pattern", "perl", registry).badge.title == "Gone"
    assert reference("pattern", "go", registry).badge.title == "Adopt"


def test_a_form_calls_patterns_gone_where_all_without_a_tier_have_left(registry, bench):
    def last_option(of):
        return tier_choice(list(of.all_of(Pattern)), of).options[-1]

    assert (last_option(registry).value, last_option(registry).label.message) == ("unrated", "Gone")
    more = bench.load(DATA + "  odd: {title: Odd}\n").registry
    assert last_option(more).label.message == "Unrated"


def test_what_shows_a_pattern_that_left_changes_with_the_edition_in_which_it_did(registry, bench):
    renamed = bench.load(DATA.replace("Autumn 2023", "Fall 2023")).registry
    for query in (Query("pattern", "perl", "link"), Query("pattern", "", "members")):
        assert registry.digest(query) != renamed.digest(query)
    assert registry.digest(Query("pattern", "go", "link")) == renamed.digest(Query("pattern", "go", "link"))


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
    (table,) = catalogue.catalogue(registry, Filter(), layout="table").blocks
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


SECTORS = """
categories:
  tools: {title: Tools, order: 1}
  languages: {title: Languages, order: 2}
  platforms: {title: Platforms, order: 3}
  cloud: {title: Cloud, parent: platforms}
  hiring: {title: Hiring}
decisions: {d-1: {title: D, category: hiring}}
patterns:
  go: {title: Go, tier: gold, category: tools, history: [{edition: one, tier: silver, category: languages}, {edition: two, tier: gold}]}
  ant: {title: Ant, tier: gold, category: tools, history: [{edition: one, tier: gold}]}
  odd: {title: Odd, tier: gold, category: cloud, featured: false, history: [{edition: one, tier: gold}]}
editions: {one: {title: One, date: 2024-01}, two: {title: Two, date: 2024-06}}
"""


@pytest.mark.parametrize(
    ("wanted", "sectors"),
    [
        (Filter(), {"Tools", "Languages", "Platforms"}),
        (Filter(tiers=("gold",)), {"Tools", "Languages", "Platforms"}),
        (Filter(categories=("tools", "languages")), {"Tools", "Languages"}),
        (Filter(categories=("tools",)), {"Tools"}),
    ],
)
def test_a_category_keeps_its_sector_without_its_last_pattern(bench, wanted, sectors):
    names, rows = radar_of(radar.radar(bench.load(SECTORS).registry, wanted))
    assert set(names) == sectors
    assert rows == {"Go": "Tools", "Ant": "Tools"}


def test_a_sector_of_parts_is_not_drawn_beside_them(bench):
    names, _rows = radar_of(radar.radar(bench.load(SECTORS.replace(", featured: false", "")).registry, Filter()))
    assert sorted(names) == ["Cloud", "Languages", "Tools"]


@pytest.mark.parametrize(("edition", "category"), [("one", "Languages"), ("two", "Tools")])
def test_an_edition_has_a_pattern_in_the_category_of_then(bench, edition, category):
    registry = bench.load(SECTORS).registry
    _names, rows = radar_of(radar.radar(registry, Filter(), edition=registry.edition(edition)))
    assert rows == {"Go": category, "Ant": "Tools"}


@pytest.mark.parametrize("edition", [None, "one", "two"])
def test_what_is_not_featured_is_named_below_the_radar_and_not_drawn(bench, edition):
    registry = bench.load(SECTORS).registry
    view = radar.radar(registry, Filter(), edition=registry.edition(edition) if edition else None)
    assert set(blips_of(view)) == {"go", "ant"}
    line = view.blocks[-1]
    assert (line.inlines[0].args, line.inlines[2].id) == (("1",), "odd")


def test_a_radar_of_nothing_that_is_featured_says_so(bench):
    view = radar.radar(bench.load(SECTORS).registry, Filter(categories=("cloud",)))
    assert [line.inlines[0].message for line in view.blocks] == [
        "%s:",
        "No pattern matches.",
        "Not featured, %s:",
    ]


def test_a_category_in_a_history_has_to_be_defined(bench):
    told = bench.told(SECTORS.replace("category: languages}", "category: langages}"))
    assert [each for each in told if "has the category 'langages'" in each and "did you mean 'languages'?" in each]


WHOLE = """
editions:
  one: {title: One, date: 2023-04, summary: The *first*.}
  two: {title: Two, date: 2023-10, text: "Long.\\n\\nText.", tiers: {silver: {title: Try, symbol: T}}, sources: [{title: A source}]}
  "2024-04": {title: "2024-04", date: 2024-04}
patterns:
  a: {title: A, tier: gold, history: [{edition: one, tier: silver, reason: Tried.}, {edition: two, tier: gold, reason: Proven., decision: adr-1, text: More.}, {edition: "2024-04", tier: gold, decision: adr-1}]}
  b: {title: B, tier: silver, history: [{edition: one, tier: silver}]}
  c: {title: C, tier: silver, history: [{edition: one, tier: silver}]}
  d: {title: D, history: [{edition: one, tier: gold}, {edition: two, event: left}]}
  e: {title: E, tier: silver, history: [{edition: two, tier: silver}, {date: 2030, tier: silver}]}
decisions:
  adr-1: {title: Decide, status: accepted, date: 2023-05}
"""
SHOWN = {
    "first": """\
edition 'Edition: %s'('One')
  line.head '2023-04'.date ' – ' '%s patterns'('4')
  line.summary <The *first*.>
  part.change '%s (%s)'('Gold', '1')
    line [D -> pattern d]
  part.change '%s (%s)'('Silver', '3')
    list.changes
      -
        line.step [A -> pattern a]
        line <Tried.>
    line [B -> pattern b] ', ' [C -> pattern c]
""",
    "compared": """\
edition 'Edition: %s'('Two')
  line.head '2023-10'.date ' – ' '%s patterns'('4') '. ' 'Compared with:' ' ' [One -> edition one]
  text  'Long.\\n\\nText.' edition.two.text
  part.change excellence-change-new 'New (%s)'('1')
    list.changes
      -
        line.step [E -> pattern e] ' ' (silver Try T)
  part.change excellence-change-moved-in 'Moved in (%s)'('1')
    list.changes
      -
        line.step [A -> pattern a] ' ' (silver Silver medal-2) ' → ' (gold Gold medal-1)
        line <Proven.> ' – ' 'Decision:' ' ' [Decide -> decision adr-1]
        text  'More.' pattern.a.history.1.text
  part.change excellence-change-gone 'Gone (%s)'('1')
    list.changes
      -
        line.step [D -> pattern d] ' ' (gold Gold medal-1)
  part.change excellence-change-unchanged 'Unchanged (%s)'('2')
    line.step (silver Try T) ' ' [B -> pattern b] ', ' [C -> pattern c]
  part 'Sources'
    list.sources
      -
        line 'A source'
""",
    "nothing new": """\
edition 'Edition: %s'('2024-04')
  line.head '2024-04'.date ' – ' '%s patterns'('4') '. ' 'Compared with:' ' ' [Two -> edition two]
  part.change excellence-change-unchanged 'Unchanged (%s)'('4')
    line.step (gold Gold medal-1)
    list.changes
      -
        line.step [A -> pattern a]
        line 'Decision:' ' ' [Decide -> decision adr-1]
    line.step (silver Silver medal-2) ' ' [B -> pattern b] ', ' [C -> pattern c] ', ' [E -> pattern e]
""",
    "difference": """\
edition 'Changes from %s to %s'('One', 'Two')
  line.head [One -> edition one] ' → ' [Two -> edition two]
  part.change excellence-change-new 'New (%s)'('1')
    list.changes
      -
        line.step [E -> pattern e] ' ' (silver Try T)
  part.change excellence-change-moved-in 'Moved in (%s)'('1')
    list.changes
      -
        line.step [A -> pattern a] ' ' (silver Silver medal-2) ' → ' (gold Gold medal-1)
        line <Proven.> ' – ' 'Decision:' ' ' [Decide -> decision adr-1]
        text  'More.' pattern.a.history.1.text
  part.change excellence-change-gone 'Gone (%s)'('1')
    list.changes
      -
        line.step [D -> pattern d] ' ' (gold Gold medal-1)
""",
    "no difference": """\
edition 'Changes from %s to %s'('Two', '2024-04')
  line.head [Two -> edition two] ' → ' [2024-04 -> edition 2024-04]
  line.nothing 'Nothing changed.'
""",
    "archive": """\
editions 'Editions'
  table.editions 'Editions' widths=[4, 2, 2, 2, 2, 2]
    | 'Edition' | 'Date' | 'Patterns' | 'New' | 'Moved in' | 'Gone'
    | #line [2024-04 -> edition 2024-04] | line '2024-04'.unbroken | line '4' | line '–' | line '–' | line '–'
    | #line [Two -> edition two] | line '2023-10'.unbroken | line '4' | line '1' | line '1' | line '1'
    | #line [One -> edition one] | line '2023-04'.unbroken | line '4' | line '–' | line '–' | line '–'
""",
}


def test_what_is_shown_of_editions_as_a_whole(bench):
    loaded = bench.load(WHOLE)
    assert loaded.findings == ()
    found = loaded.registry
    one, two, last = (found.edition(each) for each in ("one", "two", "2024-04"))
    views = {
        "first": editions.edition(one, found),
        "compared": editions.edition(two, found),
        "nothing new": editions.edition(last, found),
        "difference": editions.difference(one, two, found),
        "no difference": editions.difference(two, last, found),
        "archive": editions.archive(found),
    }
    assert {name: outline(view) for name, view in views.items()} == SHOWN


def test_an_archive_of_none_says_so(bench):
    shown = outline(editions.archive(bench.load("patterns: {a: {title: A}}\n").registry))
    assert shown == "editions 'Editions'\n  line.nothing 'There are no editions yet.'\n"


def test_an_edition_of_another_project_is_compared_with_nothing(registry):
    other = registry.edition("2023-10").model_copy(update={"id": "core:2023-10", "text": None})
    assert (
        outline(editions.edition(other, registry))
        == "edition 'Edition: %s'('Autumn 2023')\n  line.head '2023-10'.date\n"
    )


def test_in_an_edition_nothing_is_known_of_the_status_of_today(bench):
    data = "editions: {one: {title: One, date: 2023}}\npatterns: {a: {title: A, tier: gold, status: legacy, history: [{edition: one, tier: gold}]}}\n"
    registry = bench.load(data).registry
    then = registry_in(registry.edition("one"), registry)
    assert then.pattern("a").status is None
    assert not then.is_legacy(then.pattern("a"))
