"""Answers that are put together for a query, and how much of it they have to take in."""

from __future__ import annotations

import pytest

from sphinx_excellence.views.record_names import words_of
from sphinx_excellence.views.search_answers import Answer, AnswerMaker, FilterableList

LIST = FilterableList(
    "patterns", "all",
    (
        ("tier", (("gold", "Gold"), ("bronze", "Bronze"))),
        ("category", (("data-management", "Data management"), ("data", "Data"))),
    ),
)  # fmt: skip
IGNORED = {"in", "the", "of"}
KIND_WORDS = {"pattern": ["pattern", "patterns"], "download": ["download", "print"]}


def made(*downloads: str) -> AnswerMaker:
    return AnswerMaker([LIST], downloads, KIND_WORDS, lambda text: [w for w in words_of(text) if w not in IGNORED])


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("Bronze patterns", (("tier", "bronze"),)),
        ("bronze in data management", (("tier", "bronze"), ("category", "data-management"))),
        ("the gold of data", (("tier", "gold"), ("category", "data"))),
        ("patterns", ()),
    ],
)
def test_a_list_is_an_answer_to_a_query_of_which_it_takes_in_every_word(query, chosen):
    assert made().answers(query) == [Answer("list", chosen)]


@pytest.mark.parametrize("query", ["", "in the", "bronze medal", "gold in storage", "download"])
def test_it_is_none_where_a_word_is_left(query):
    assert made().answers(query) == []


def test_an_edition_is_asked_for_by_its_name_or_where_there_is_one_by_what_it_is():
    assert made("PDF", "EPUB").answers("download pdf") == [Answer("download", name="PDF")]
    assert made("PDF", "EPUB").answers("print") == []
    assert made("PDF").answers("print") == [Answer("download", name="PDF")]
    assert made("PDF").answers("pdf of sagas") == []
