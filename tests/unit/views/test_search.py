"""What the search knows, without a page: names, terms of the index, and which words lead where."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.index_terms import IndexTerm, index_terms
from sphinx_excellence.views.record_names import initials, other_names, words_of, written
from sphinx_excellence.views.search import search_data
from sphinx_excellence.views.search_successors import Successor
from sphinx_excellence.views.search_words import word_weights

PATTERNS = """
patterns:
  two-phase-commit:
    title: Two-Phase Commit
    aliases: [2pc, two-phase-commits, twophase-commit]
    tier: bronze
    alternatives:
      - {pattern: saga, when: The transaction spans services}
      - {pattern: older, when: Never}
      - {name: Spanner, url: "https://example.org"}
    problems: [distributed-transactions]
  older: {title: Older, tier: bronze, alternatives: [{pattern: saga, when: Always}]}
  saga:
    title: Saga
    tier: gold
    summary: Undoes *finished* steps.
    aliases: [saga-pattern]
    problems: [distributed-transactions, long-running-workflow]
  bystander: {title: Bystander, tier: silver}
migrations:
  move: {title: To a saga, from: [2pc], to: [saga]}
evolutions:
  line: {title: Transactions, timeline: [{year: 1981, pattern: 2pc}, {year: 1987, label: Sagas, context: Long lived}]}
selectors:
  which:
    title: Which?
    scales: {small: {title: Small}}
    problems:
      distributed-transactions:
        title: Keep services consistent
        asked_as: [payment in several places]
        recommend: {small: {silver: [bystander]}}
"""


@pytest.fixture
def registry_of(bench):
    return lambda text: bench.load(text).registry


@pytest.mark.parametrize(
    ("name", "title", "shown"),
    [
        ("2pc", "Two-Phase Commit", "2PC"),
        ("sse", "Server-Sent Events", "SSE"),
        ("crdt", "Conflict-Free Replicated Data Types", "CRDT"),
        ("kafka", "Event Streaming", "Kafka"),
        ("outbox", "Transactional Outbox", "Outbox"),
        ("saga-pattern", "Saga", "Saga pattern"),
        ("GraphQL", "Graphs", "GraphQL"),
    ],
)
def test_an_id_is_written_as_readers_write_it(name, title, shown):
    assert written(name, title) == shown


def test_words_and_initials():
    assert words_of("Two-Phase Commit (2PC), d'être_ö") == ["two", "phase", "commit", "2pc", "d", "être", "ö"]
    assert initials("Hybrid Logical Clock") == "hlc"


def test_a_pattern_goes_by_its_id_and_aliases_but_not_by_what_is_hardly_another_name(registry_of):
    registry = registry_of(PATTERNS)
    assert list(other_names(registry.pattern("two-phase-commit"))) == ["2PC"]
    assert list(other_names(registry.pattern("saga"))) == ["Saga pattern"]


def test_a_record_stands_in_the_index_by_name_and_a_pattern_under_its_problems_too(registry_of):
    registry = registry_of(PATTERNS)
    assert list(index_terms(KINDS["pattern"], registry.pattern("two-phase-commit"))) == [
        IndexTerm("Two-Phase Commit"),
        IndexTerm("2PC", leads_to="Two-Phase Commit"),
        IndexTerm("Distributed transactions", "Two-Phase Commit"),
    ]
    assert list(index_terms(KINDS["evolution"], registry.find("evolution", "line"))) == [
        IndexTerm("Transactions", Label("lineage"))
    ]


def test_a_legacy_pattern_leads_on_and_a_current_one_does_not(registry_of):
    data = search_data(registry_of(PATTERNS), frozenset())
    entries = {entry.id: entry for entry in data.entries if entry.kind == "pattern"}
    assert entries["two-phase-commit"].successors == (
        Successor("Saga", "saga"),
        Successor("Spanner", address="https://example.org"),
    )
    assert entries["two-phase-commit"].playbooks == ("move",)
    assert (entries["saga"].successors, entries["saga"].playbooks, entries["saga"].legacy) == ((), (), False)
    assert entries["saga"].summary == "Undoes finished steps."


@pytest.mark.parametrize(
    ("alternatives", "ways"),
    [
        ("", []),
        ("{name: Spanner, url: 'https://example.org'}", [Successor("Spanner", address="https://example.org")]),
        ("{name: A ledger}, {pattern: now}", [Successor("A ledger"), Successor("Now", "now")]),
        ("{pattern: older}", [Successor("Now", "now")]),  # what replaces it is legacy too: on to what replaces that
        ("{pattern: older}, {pattern: now}, {pattern: end}", [Successor("Now", "now")]),
        ("{pattern: end}", [Successor("End", "end")]),  # there is nothing else to name
        ("{pattern: ring}", [Successor("Ring", "ring")]),
        ("{pattern: nowhere}", [Successor("nowhere")]),
    ],
)
def test_the_way_on_from_a_legacy_pattern_is_followed_to_its_end(registry_of, alternatives, ways):
    registry = registry_of(
        "patterns:\n"
        f"  old: {{title: Old, tier: bronze, alternatives: [{alternatives}]}}\n"
        "  older: {title: Older, tier: bronze, alternatives: [{pattern: now}]}\n"
        "  ring: {title: Ring, tier: bronze, alternatives: [{pattern: old}]}\n"
        "  end: {title: End, tier: bronze}\n"
        "  now: {title: Now, tier: gold}\n"
    )
    old = next(entry for entry in search_data(registry, frozenset()).entries if entry.id == "old")
    assert list(old.successors) == ways


def test_what_else_there_is_names_the_patterns_that_it_is_about(registry_of):
    data = search_data(registry_of(PATTERNS), frozenset())
    others = [(entry.kind, entry.title, entry.part, entry.members) for entry in data.entries if entry.kind != "pattern"]
    assert others == [
        ("selector", "Which?", "", ()),
        ("selector", "Keep services consistent", "distributed-transactions", ("bystander", "saga")),
        ("evolution", "Transactions", "", ("two-phase-commit",)),
        ("migration", "To a saga", "", ("two-phase-commit", "saga")),
    ]


def given(registry_of, word, ignored=frozenset()) -> dict[str, int]:
    data = search_data(registry_of(PATTERNS), ignored)
    found = data.words.get(word, [])
    return {data.entries[number].id: weight for number, weight in zip(found[::2], found[1::2], strict=True)}


@pytest.mark.parametrize("word", ["saga", "sagapattern", "sp", "undoes", "workflow", "spans", "payment", "consistent"])
def test_names_problems_summaries_and_what_others_say_lead_to_a_pattern(registry_of, word):
    assert given(registry_of, word)["saga"] > 0


def test_who_names_a_problem_is_more_likely_meant_than_who_is_recommended_for_it(registry_of):
    weights = given(registry_of, "payment")
    assert weights["saga"] > weights["bystander"] > 0
    assert "two-phase-commit" not in weights  # legacy: nobody should be led there by the questions of a selector


def test_words_that_say_nothing_lead_nowhere(registry_of):
    assert given(registry_of, "the", frozenset({"the"})) == {}
    assert given(registry_of, "1981") == {}


def test_a_name_outweighs_a_summary_and_a_summary_the_rest():
    fields = [{"name": ["retry"]}, {"summary": ["retry"]}, {"context": ["retry"]}]
    weights = word_weights(fields, frozenset())["retry"][1::2]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_a_word_says_less_in_a_long_text_than_in_a_short_one():
    found = word_weights([{"summary": ["retry"]}, {"summary": ["retry one two three four five"]}], frozenset())["retry"]
    assert found[1] > found[3]
