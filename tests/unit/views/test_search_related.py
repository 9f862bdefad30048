"""What the search leads to besides patterns, and when it comes before them."""

from __future__ import annotations

import pytest

from sphinx_excellence.views.search import QUESTION_WORDS, search_data
from sphinx_excellence.views.search_language import SearchLanguage
from sphinx_excellence.views.search_ranking import SearchRanking
from sphinx_excellence.views.search_related import PageText

RECORDS = """
patterns:
  saga: {title: Saga, tier: gold, summary: Undoes finished steps.}
  outbox: {title: Outbox, tier: gold, summary: Publishes what was committed.}
  lock: {title: Lock, tier: silver, summary: One at a time.}
case_studies:
  acme: {title: "Acme: parcels", company: Acme, patterns: [{pattern: saga}]}
decisions:
  adr-007: {title: Publish parcels, status: accepted, patterns: [outbox], context: Parcels were lost., decision: Publish.}
migrations:
  move: {title: Away from the lock, from: [lock], to: [saga]}
comparisons:
  both: {title: Steps, columns: [{id: a, title: A}], rows: [{need: Steps, a: {pattern: saga}}, {need: Messages, a: {pattern: outbox}}]}
"""
PAGES = (PageText("cases", "Case studies", (), "case-study"), PageText("words", "Glossary", ("Saga", "Terms")))


@pytest.fixture
def first(bench):
    language = SearchLanguage("en", QUESTION_WORDS, lambda word: word.removesuffix("s"))
    ranking = SearchRanking(search_data(bench.load(RECORDS).registry, language.ignored, pages=PAGES), language)

    def first(query: str) -> list[tuple[str, str]]:
        found = ranking.ranked(query)
        return [(entry.kind, entry.id) for entry in (*found.direct, *(one.entry for one in found.patterns))]

    return first


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("acme case study", ("case-study", "acme")),
        ("ADR about parcels", ("decision", "adr-007")),
        ("saga vs outbox", ("comparison", "both")),
        ("from lock to saga", ("migration", "move")),
        ("glossary", ("page", "words")),
        ("case studies", ("page", "cases")),
        ("saga", ("pattern", "saga")),
        ("undo the steps", ("pattern", "saga")),
    ],
)
def test_what_a_query_asks_for_comes_first(first, query, wanted):
    assert first(query)[0] == wanted


@pytest.mark.parametrize("query", ["pizza recipe", "stes of a dance nobody knows", "asdf"])
def test_a_query_about_something_else_finds_nothing(first, query):
    assert first(query) == []


def test_a_typing_error_is_one_where_all_else_is_known(first):
    assert first("undoes finshed steps")[0] == ("pattern", "saga")
