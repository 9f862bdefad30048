"""How a query is ranked, without a script: spelling, typing errors, what replaces what is legacy, and silence."""

from __future__ import annotations

import pytest

from sphinx_excellence.views.query_words import american, distance, length, letters_of, plain
from sphinx_excellence.views.search import QUESTION_WORDS, search_data
from sphinx_excellence.views.search_language import SearchLanguage, search_language
from sphinx_excellence.views.search_ranking import SearchRanking

RECORDS = """
patterns:
  old: {title: Old Way, tier: bronze, alternatives: [{pattern: new, when: a}, {pattern: newer, when: b}], problems: [lost-parcels]}
  older: {title: Older Way Here, tier: bronze, alternatives: [{pattern: new, when: Always}]}
  new: {title: New Path, tier: gold, summary: Parcels arrive soon., problems: [lost-parcels], aliases: [backpressure]}
  newer: {title: Newer Path, tier: silver, summary: Serialization of letters.}
  other: {title: Carrier Pigeon, tier: silver, summary: Birds carry parcels.}
  twin: {title: Owl, summary: Serialization of letters.}
migrations:
  move: {title: Leave the old way, from: [old], to: [new]}
evolutions:
  line: {title: Ways, timeline: [{year: 1981, pattern: old}, {year: 1990, pattern: new}]}
"""


@pytest.fixture
def ranking(bench):
    language = SearchLanguage("en", QUESTION_WORDS, lambda word: word.removesuffix("s"))
    registry = bench.load(RECORDS).registry
    return SearchRanking(search_data(registry, language.ignored), language)


def names(found) -> list[str]:
    return [one.entry.id for one in found.patterns]


def test_what_is_legacy_comes_last_and_what_replaces_it_says_so(ranking):
    found = ranking.ranked("the OLD way")
    assert names(found)[0] == "new"
    assert names(found)[-1] == "old"
    assert [one.id for one in found.patterns[0].instead] == ["old"]
    # The migration is told beside the patterns, and the lineage apart.
    assert [(lead.kind, lead.id) for lead in found.leads] == [("evolution", "line")]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("carier pigoen", "other"),  # typing errors
        ("pige", "other"),  # a beginning
        ("back pressure", "new"),  # written as one word on record
        ("carrìer", "other"),
        ("serialisation", "newer"),
        ("birds", "other"),
        ("lost parcels", "new"),
    ],
)
def test_a_query_finds_what_it_means(ranking, query, first):
    assert names(ranking.ranked(query))[0] == first


@pytest.mark.parametrize("query", ["", "the of", "7", "x", "💥", "zzzz", "zzzz yyyy wwww vvvv qqqq uuuu birds"])
def test_where_there_is_next_to_nothing_of_a_query_nothing_is_found(ranking, query):
    found = ranking.ranked(query)
    assert (found.patterns, found.leads) == ((), ())


def test_of_equals_the_first_is_first_and_a_project_without_records_finds_nothing(ranking, bench):
    assert names(ranking.ranked("serialization letters")) == ["newer", "twin"]
    language = SearchLanguage("en", frozenset(), str)
    empty = SearchRanking(search_data(bench.load("patterns: {}\n").registry, frozenset()), language)
    assert empty.ranked("parcels").patterns == ()


@pytest.mark.parametrize(
    ("british", "own"),
    [
        ("serialisation", "serialization"),
        ("analysed", "analyzed"),
        ("behaviours", "behaviors"),
        ("our", "our"),
        ("centre", "center"),
        ("catalogue", "catalog"),
        ("licence", "license"),
        ("cancelled", "canceled"),
        ("acknowledgements", "acknowledgments"),
        ("artefact", "artifact"),
        ("greyed", "grayed"),
        ("programme", "program"),
    ],
)
def test_british_spelling_becomes_american(british, own):
    assert american(british) == own


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("retry", "retry", 0),
        ("cirucit", "circuit", 1),
        ("bulkead", "bulkhead", 1),
        ("saga", "sagas", 1),
        ("abcd", "badc", 2),
        ("saga", "lock", 3),
        ("a", "abcd", 3),
    ],
)
def test_typing_errors_are_counted_up_to_two(one, other, far):
    assert distance(one, other, 2) == far
    assert (letters_of(one) ^ letters_of(other)).bit_count() <= 2 * max(far, 0) or far == 3


def test_letters_are_counted_as_scripts_count_them():
    assert plain("être") == "etre"
    assert plain("\U00020000") == "\ud840\udc00"
    assert (length("ab"), length("\U00020000b")) == (2, 3)


PAIRS = """
patterns:
  poll: {title: Polling, tier: bronze, no_alternative: Here.}
  long: {title: Long Polling, tier: gold}
  saga: {title: Saga, tier: gold}
  wal: {title: Write-Ahead Log, aliases: [wal]}
  lock: {title: Lock}
comparisons:
  both:
    title: Sagas and locks
    columns: [{id: option, title: Option}]
    rows: [{need: One, option: {pattern: saga}}, {need: Two, option: {pattern: lock}}]
"""


@pytest.fixture
def compared(bench):
    """Return a function that ranks a query for a site with a page that compares patterns, or without."""
    language = SearchLanguage("en", QUESTION_WORDS, lambda word: word.removesuffix("s"))
    registry = bench.load(PAIRS).registry

    def ranked(query: str, compare: str = "compare"):
        found = SearchRanking(search_data(registry, language.ignored, compare=compare), language).ranked(query)
        return [entry.id for entry in found.direct], [entry.id for entry in found.compare]

    return ranked


@pytest.mark.parametrize(
    ("query", "direct", "side_by_side"),
    [
        ("wal vs saga", [], ["wal", "saga"]),
        ("the difference between saga and wal", [], ["saga", "wal"]),
        ("saga versus wal versus long polling versus lock", [], ["saga", "wal", "long", "lock"]),
        ("lock vs saga", ["both"], ["lock", "saga"]),
        # A name within a longer one is named where the query says it once more.
        ("polling vs long polling", [], ["long", "poll"]),
        ("long polling vs saga", [], ["long", "saga"]),
        ("saga and wal", [], []),
        ("saga vs something", [], []),
    ],
)
def test_patterns_that_a_query_compares_are_offered_side_by_side(compared, query, direct, side_by_side):
    assert compared(query) == (direct, side_by_side)


def test_where_no_page_compares_patterns_none_is_offered(compared):
    assert compared("wal vs saga", compare="") == ([], [])
    assert compared("lock vs saga", compare="") == (["both"], [])


def test_more_patterns_than_the_page_takes_are_not_compared(compared):
    query = "saga vs wal vs lock vs polling vs long polling"
    assert compared(query)[1] == []


def test_of_a_query_that_is_mostly_unknown_little_is_no_answer(ranking):
    assert names(ranking.ranked("parcels")) != []
    assert names(ranking.ranked("wedding parcels tomorrow")) == []
    # A word that goes on is not unknown as long as it begins one.
    assert names(ranking.ranked("parcels arr", typing=True)) == names(ranking.ranked("parcels arrive", typing=True))
    assert names(ranking.ranked("par", typing=True))[0] == names(ranking.ranked("parcels"))[0]


class Language:
    """A language as Sphinx has them."""

    stopwords = ("und",)

    def __init__(self, options: object) -> None:
        assert options == {}

    def stem(self, word: str) -> str:
        return word[:3]


def test_the_language_is_found_as_sphinx_finds_it():
    registered = {"de": Language, "en": f"{__name__}:Language"}
    austrian = search_language("de_AT", registered)
    assert (austrian.name, austrian.ignored, austrian.stem("schule")) == ("de", {"und"}, "sch")
    unknown = search_language("xx", registered)
    assert (unknown.name, unknown.ignored) == ("en", {"und"} | QUESTION_WORDS)
    assert unknown.stem("schools") == "sch"
