"""The ranking of the search in Python is that of the script which readers load: the same entries in the same order."""

from __future__ import annotations

import random
from pathlib import Path
from pkgutil import resolve_name
from types import SimpleNamespace
from unicodedata import ucd_3_2_0

import pytest
from sphinx.search import IndexBuilder, languages

from sphinx_excellence.cli.project import open_project
from sphinx_excellence.extension.html.search.cached_data import with_downloads
from sphinx_excellence.extension.html.search.data import search_script
from sphinx_excellence.loader.load import load
from sphinx_excellence.views.record_names import words_of
from sphinx_excellence.views.search import search_data
from sphinx_excellence.views.search_answers import FilterableList
from sphinx_excellence.views.search_language import search_language
from sphinx_excellence.views.search_ranking import SearchRanking
from sphinx_excellence.views.search_related import PageText
from tests.search.asking import read_queries
from tests.search.in_node import run_in_node

REPOSITORY = Path(__file__).parents[2]
#: Names in many scripts, legacy patterns that lead to each other and nowhere, and kinds that share words.
MANY_SCRIPTS = r"""
patterns:
  uberlauf: {title: Überläufe begrenzen, tier: gold, aliases: [Rückstau, weiß], summary: Große Straßen.}
  alt: {title: Altes Verfahren, tier: bronze, alternatives: [{pattern: uberlauf, when: immer}, {pattern: neu, when: oft}]}
  ring: {title: Ring, tier: bronze, alternatives: [{pattern: ringer, when: immer}]}
  ringer: {title: Ringer, tier: bronze, alternatives: [{pattern: ring, when: immer}]}
  ende: {title: Ende, tier: bronze, alternatives: [{name: Foot, url: "https://example.org"}]}
  neu: {title: Neues Verfahren, tier: silver, best_for: [lange Warteschlangen, "naïve façade"]}
  warteschlange: {title: 待ち行列 キュー, tier: gold, aliases: [queue], summary: "東京 消息队列 𠀀𠀁 \U0001d4b3"}
  griechisch: {title: "Λόγος ΟΔΥΣΣΕΥΣ", summary: "Привет мир İstanbul ﬁnal x² ½ ٢٠ 2024"}
evolutions:
  linie: {title: Verfahren und Ringe, timeline: [{year: 1981, pattern: alt}, {year: 1990, pattern: ring}]}
migrations:
  umzug: {title: Altes Verfahren verlassen, from: [alt], to: [uberlauf]}
comparisons:
  vergleich:
    title: Verfahren im Vergleich
    columns: [{id: option, title: Option}]
    rows: [{need: Große Warteschlangen, option: neu}]
"""
#: What a site has besides records.
PAGES = (
    PageText("patterns/index", "All patterns", ("By tier", "Rate limiting"), "pattern"),
    PageText("guides/time", "A history of time", ("Clocks and timelines",)),
    PageText("lineages", "Lineages", (), "evolution"),
)
LISTS = (
    FilterableList(
        "patterns/index", "all", (("tier", (("gold", "Gold"), ("bronze", "Bronze"))), ("category", (("data-management", "Data management"), ("time", "Time")))),
    ),
)  # fmt: skip
DOWNLOADS = {"PDF": "_editions/all.pdf"}
ODD = [
    "",
    "bronze",
    "gold in data management",
    "download pdf",
    "print",
    "patterns",
    "which pattern",
    "saga vs outbox",
    "difference between polling and long polling",
    "saga vs two-phase commit",
    "outbox versus saga versus cdc vs sharding vs wal",
    "alt vs ring",
    "from polling to websocket",
    "case study",
    "timeline",
    "history of time",
    " ",
    "-",
    '"',
    "''",
    "💥",
    "🏆 saga 🏆",
    "\u0000",
    "a",
    "1",
    "2024",
    "the of",
    "how do I",
    "<b>saga</b>",
    "x" * 3000,
]
ODD += [
    "saga " * 400,
    "CAFÉ",
    "cafe\u0301",
    "ßẞ",
    "İI",
    "ﬁnal",
    "ΣΑΓΑΣ",
    "x²",
    "½",
    "٢٠",
    "東京",
    "待ち行列",
    "𠀀",
    "𠀀𠀁𠀂",
    "\U0001d4b3\U0001d4b4",
]
ODD += [
    "__proto__ constructor toString",
    "saga\u2028saga",
    "web sockets back pressure",
    "\U0001d4b3aga circuit\u00adbreaker",
]


def spoilt(text: str, chance: random.Random) -> str:
    """Return a text with an edit that readers make: a typing error, a beginning, capitals, quotes, accents."""
    at = chance.randrange(len(text)) if text else 0
    letter = chance.choice("aeioustrné")
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            text[: at + 1],
            text.upper(),
            text.title(),
            f'"{text}"',
            text.replace("e", "é").replace("u", "ü"),
            text.replace(" ", "-"),
            text.replace(" ", ""),
            text.replace("z", "s").replace("or", "our"),
        ]
    )


def queries_of(data, count: int) -> list[str]:
    """Return queries made of what the entries say, spoilt up to three times, and odd ones."""
    chance = random.Random(17)
    said = list(data.words)
    names = [name for entry in data.entries for name in entry.names]
    made = []
    for number in range(count):
        words = [
            *chance.sample(said, chance.randint(1, 4)),
            *chance.sample(["vs", "how", "zzzz", "2pc"], chance.randint(0, 1)),
        ]
        query = chance.choice(names) if number % 3 == 0 else " ".join(words)
        for _ in range(number % 4):
            query = spoilt(query, chance)
        made.append(query)
    return [*made, *names, *ODD]


def in_node(language: str, data: str, queries: list[str], texts: list[str]) -> dict:
    """Return what the scripts find, with the stemmer that Sphinx gives to pages of that language."""
    registered = languages[language]
    made = (resolve_name(registered) if isinstance(registered, str) else registered)({})
    return run_in_node(IndexBuilder.get_js_stemmer_code(SimpleNamespace(lang=made)), data, queries, texts)


def differences(registry, wanted: str, queries: list[str]) -> list[object]:
    """Return what Python and the scripts find differently."""
    language = search_language(wanted, languages)
    data = search_data(registry, language.ignored, pages=PAGES, lists=LISTS, compare="compare")
    ranking = SearchRanking(data, language, downloads=tuple(DOWNLOADS))
    config = SimpleNamespace(html_search_language=wanted, language="en")
    script = search_script(registry, {}, config, pages=PAGES, lists=LISTS, compare="compare")
    scripts = in_node(wanted, with_downloads(script, DOWNLOADS), queries, [])["found"]
    number = {entry: place for place, entry in enumerate(data.entries)}

    def told_by(found):
        patterns = [[number[one.entry], one.score, [number[old] for old in one.instead]] for one in found.patterns]
        answers = [[each.kind, [list(one) for one in each.chosen], each.name] for each in found.answers]
        lists = {
            name: [number[entry] for entry in getattr(found, name)] for name in ("direct", "compare", "leads", "others")
        }
        return {"answers": answers, "patterns": patterns, **lists}

    told = []
    for query, of_script in zip(queries, scripts, strict=True):
        own = [told_by(ranking.ranked(query, typing=typing)) for typing in (False, True)]
        if own != of_script:
            told.append((query, own, of_script))
    return told


@pytest.fixture(scope="module")
def knowledge_base():
    return open_project(REPOSITORY).load(cached=False).registry


def test_it_is_that_of_the_script_for_every_query_of_the_knowledge_base(knowledge_base):
    data = search_data(knowledge_base, frozenset())
    queries = [*(query.text for query in read_queries()), *queries_of(data, 300)]
    assert len(queries) > 500
    assert differences(knowledge_base, "en", queries) == []


# Not Chinese: where its stemmer should be, Sphinx 9.0 names one that it does not bring.
@pytest.mark.parametrize("language", ["en", "de", "tr", "ja"])
def test_it_is_that_of_the_script_in_every_language(tmp_path, language):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_text(MANY_SCRIPTS, encoding="utf-8")
    loaded = load(tmp_path, ("data",), [])
    assert [finding for finding in loaded.findings if finding.severity.value == "error"] == []
    data = search_data(loaded.registry, frozenset())
    assert differences(loaded.registry, language, queries_of(data, 100)) == []


def test_a_query_is_split_as_the_data_is(knowledge_base):
    # Every character that there was in Unicode 3.2: what newer ones are depends on the age of a browser or a Python.
    known = [chr(code) for code in range(0x30000) if ucd_3_2_0.category(chr(code)) not in {"Cn", "Cs", "Co"}]
    texts = [" ".join(known), "Two-Phase Commit (2PC)", "a_b, c.d; e/f", "d'être Überläufe naïve", "🏆 C++ & C#", "  "]
    split = in_node("en", search_script(knowledge_base, {}, SimpleNamespace(html_search_language="en")), [], texts)[
        "words"
    ]
    assert split == [words_of(text) for text in texts]
