"""A translated registry: which texts of a record and of a tier are translated, and which stay as they are."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.annotated_values import texts, with_texts
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.tier import DEFAULT_TIERS
from sphinx_excellence.model.translation import message_of, translated

DATA = """tiers:
  gold: {definition: Proven., criteria: [{title: Scale, text: Large.}]}
  silver: {title: Useful, headline: Use it with care.}
  trial: {rank: 40, title: Trial}
patterns:
  saga:
    title: Saga
    aliases: [long work]
    tier: gold
    category: data
    summary: Undoes *steps*.
    rationale: |
      One
      two.
    introduced: 1987
    best_for: [Orders, Trips]
    trade_offs: {pros: [No locks], cons: [Hard]}
    modern_examples: [{company: Acme, implementation: Own, scale: large, source: "https://x.org/Orders"}]
    alternatives: [{pattern: tpc, when: Rarely}, {name: Spanner}]
    related: [{pattern: tpc, kind: complements}]
  tpc: {title: "2PC"}
comparisons:
  table:
    title: By need
    columns: [{id: best, tier: gold, title: Best}]
    rows: [{need: Speed, best: {pattern: saga, note: Fast}}]
"""
#: Every text has a translation, those that are no texts for readers too.
WORDS = (
    "Saga", "long work", "gold", "data", "Undoes *steps*.", "One two.", "1987", "Orders", "Trips", "No locks", "Hard", "Acme", "Own",
    "large", "https://x.org/Orders", "tpc", "Rarely", "Spanner", "complements", "2PC", "By need", "best", "Best", "Speed", "Fast", "saga",
    "Proven.", "Scale", "Large.", "Useful", "Use it with care.", "Trial", "Gold", "Silver", *(tier.headline for tier in DEFAULT_TIERS.values()),
)  # fmt: skip
CATALOGUE = {word: f"<{word}>" for word in WORDS}


@pytest.fixture
def registry(bench):
    return bench.load(DATA).registry


def test_a_message_is_on_one_line():
    assert message_of(" One\ntwo\nthree \n") == "One two three"
    assert message_of("One  two") == "One  two"


def test_every_text_for_readers_is_translated_and_nothing_else(registry):
    saga = translated(registry, CATALOGUE, []).pattern("saga")
    assert saga.model_dump(exclude_unset=True, by_alias=True) == {
        "title": "<Saga>",
        "aliases": ("long work",),
        "tier": "gold",
        "category": "data",
        "summary": "<Undoes *steps*.>",
        "rationale": "<One two.>",
        "introduced": "1987",
        "best_for": ("<Orders>", "<Trips>"),
        "trade_offs": {"pros": ("<No locks>",), "cons": ("<Hard>",)},
        "modern_examples": (
            {"company": "<Acme>", "implementation": "<Own>", "scale": "<large>", "source": "https://x.org/Orders"},
        ),
        "alternatives": ({"pattern": "tpc", "when": "<Rarely>"}, {"name": "<Spanner>"}),
        "related": ({"pattern": "tpc", "kind": "complements"},),
    }


def test_texts_in_mappings_are_translated_and_their_keys_are_not(registry):
    (table,) = translated(registry, CATALOGUE, []).of_kind("comparison").values()
    assert table.title == "<By need>"
    assert [(column.id, column.title, column.tier) for column in table.columns] == [("best", "<Best>", "gold")]
    (row,) = table.rows
    assert row.need == "<Speed>"
    assert {key: (cell.pattern, cell.note) for key, cell in row.cells.items()} == {"best": ("saga", "<Fast>")}


def test_the_texts_of_tiers_are_translated_but_for_the_toolkits_own(registry):
    tiers = translated(registry, CATALOGUE, []).tiers
    assert {tier.id: (tier.title, tier.headline, tier.definition) for tier in tiers.values()} == {
        "gold": ("Gold", DEFAULT_TIERS["gold"].headline, "<Proven.>"),
        "silver": ("<Useful>", "<Use it with care.>", ""),
        "bronze": ("Bronze", DEFAULT_TIERS["bronze"].headline, ""),
        "trial": ("<Trial>", "", ""),
    }
    assert [(each.title, each.text) for each in tiers["gold"].criteria] == [("<Scale>", "<Large.>")]
    before = registry.tiers
    assert [(tier.position, tier.rank) for tier in tiers.values()] == [
        (tier.position, tier.rank) for tier in before.values()
    ]


def test_ids_as_words_are_translated_where_there_is_a_translation(registry):
    words = translated(registry, {"Data": "Daten", "two words": "zwei"}, ["Data", "two\nwords", "Other"]).words
    assert words == {"Data": "Daten", "two\nwords": "zwei"}


def test_a_text_without_a_translation_stays_and_so_does_what_holds_none(registry):
    partly = translated(registry, {"Saga": "Die Saga", "2PC": ""}, [])
    assert (partly.pattern("saga").title, partly.pattern("saga").summary) == ("Die Saga", "Undoes *steps*.")
    assert partly.pattern("tpc") is registry.pattern("tpc")
    assert partly.tiers["silver"] == registry.tiers["silver"]
    assert translated(registry, {}, ["Data"]) is registry


def test_everything_but_the_texts_is_that_of_the_registry(bench):
    registry = bench.load("patterns:\n  a: {title: A, sumary: x}\n  b: 3\n").registry
    other = translated(registry, {"A": "Ä"}, [])
    assert (other.lost, other.repaired, other.externals) == (registry.lost, registry.repaired, registry.externals)
    assert (registry.lost, registry.repaired) != (frozenset(), {})


def test_the_texts_of_a_part_come_with_their_paths(registry):
    found = {text.path: text.value for text in texts(registry.pattern("saga"))}
    assert found == {
        ("title",): "Saga",
        ("summary",): "Undoes *steps*.",
        ("rationale",): "One\ntwo.",
        ("best_for", 0): "Orders",
        ("best_for", 1): "Trips",
        ("trade_offs", "pros", 0): "No locks",
        ("trade_offs", "cons", 0): "Hard",
        ("modern_examples", 0, "company"): "Acme",
        ("modern_examples", 0, "implementation"): "Own",
        ("modern_examples", 0, "scale"): "large",
        ("alternatives", 0, "when"): "Rarely",
        ("alternatives", 1, "name"): "Spanner",
    }


def test_a_record_of_which_no_text_changes_is_the_same():
    pattern = Pattern.model_validate({"id": "a", "title": "A", "best_for": ["x"]})
    assert with_texts(pattern, lambda text: text) is pattern
    assert with_texts(pattern, str.upper).best_for == ("X",)
