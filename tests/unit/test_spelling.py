"""Which known word a misspelt one was meant to be, and what finding it costs: it is counted, and no clock is asked."""

from __future__ import annotations

import difflib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_excellence import spelling
from sphinx_excellence.findings import nearest, sole_match, suggestion
from sphinx_excellence.spelling import KnownWords, known_words

WORDS = [
    "saga",
    "outbox",
    "circuit",
    "breaker",
    "event",
    "sourcing",
    "bulkhead",
    "rate",
    "limiter",
    "strangler",
    "fig",
    "leader",
    "election",
    "queue",
]


@pytest.fixture
def compared(monkeypatch):
    """Count the full comparisons of two words."""
    count = [0]

    class Counting(difflib.SequenceMatcher):
        def ratio(self):
            count[0] += 1
            return super().ratio()

    monkeypatch.setattr(spelling.difflib, "SequenceMatcher", Counting)
    spelling._known.cache_clear()
    return count


def misspelt(word, rnd):
    at = rnd.randrange(1, len(word))
    return rnd.choice(
        [word[:at] + word[at + 1 :], word[:at] + rnd.choice("xyz") + word[at:], word[:at] + "_" + word[at + 1 :]]
    )


def test_of_many_words_the_one_is_found_that_a_comparison_with_all_would_find():
    rnd = random.Random(5)
    names = sorted({"-".join(rnd.sample(WORDS, rnd.randint(2, 3))) for _ in range(2000)})
    known = KnownWords(names)
    assert len(names) > 10 * spelling.MOST_COMPARED
    for name in rnd.sample(names, 40):
        word = misspelt(name, rnd)
        best = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
        assert [match.word for match in known.matches(word)[:1]] == best


@given(st.lists(st.text("abc-", min_size=1, max_size=6), max_size=30, unique=True), st.text("abc-", max_size=6))
def test_of_few_words_all_are_compared(names, word):
    assert nearest(word, names) == difflib.get_close_matches(word, names, n=3, cutoff=0.6)


@pytest.mark.parametrize(
    "names",
    [
        [f"pattern-number-{number}" for number in range(1500)],
        ["a" * number + "b" * (60 - number) for number in range(60)],
        ["x" * 90_000 + str(number) for number in range(100)],
    ],
    ids=["alike", "long", "endless"],
)
def test_a_word_is_compared_with_a_bounded_number_of_others(compared, names):
    words = [misspelt(name, random.Random(1)) for name in names[::10]]
    for word in words:
        nearest(word, names)
        suggestion(word, names)
        sole_match(word, names)
    assert compared[0] <= len(words) * spelling.MOST_COMPARED


def test_nothing_is_compared_twice(compared):
    names = ["saga", "sagas", "outbox"]
    for _ in range(5):
        assert nearest("sga", tuple(names), count=1) == ["saga"]
    assert compared[0] <= len(names)


@pytest.mark.parametrize(
    ("word", "names"), [("x" * 200_000, ["x" * 199_999]), ("saga", ["s" * 200_000, "saga" * 40_000])]
)
def test_what_nobody_misspells_is_not_compared(compared, word, names):
    assert nearest(word, names) == []
    assert sole_match(word, names) is None
    assert compared[0] == 0


def test_words_that_differ_in_case_alone_are_one():
    assert known_words(["Saga", "saga"]).matches("SAGA")[0].word == "Saga"


def test_a_check_of_many_misspelt_references_compares_little(compared, bench):
    count = 400
    text = "patterns:\n" + "".join(
        f"  pattern-number-{number}: {{title: P {number}, alternatives: [{{pattern: pattrn-nmber-x{number}}}]}}\n"
        for number in range(count)
    )
    told = [line for line in bench.told(text) if " unknown-reference: " in line]
    assert len(told) == count
    assert compared[0] <= count * spelling.MOST_COMPARED


@pytest.mark.parametrize(
    "record",
    [
        "{{title: A, aliases: [{}]}}".format(", ".join("[x]" for _ in range(3000))),
        "{{title: A, alternatives: [{}]}}".format(", ".join(f"{{patern: x{number}}}" for number in range(1500))),
        "{{title: A, {}}}".format(", ".join(f"sumary{number}: x" for number in range(1500))),
        "{{title: A, sources: [{}]}}".format(", ".join(f"{{title: [], url: x{number}}}" for number in range(1500))),
    ],
    ids=["wrong items", "misspelt keys of parts", "misspelt keys", "wrong parts"],
)
def test_a_record_with_thousands_of_errors_tells_each_once(bench, record):
    told = bench.told(f"patterns:\n  a: {record}\n")
    assert 1500 <= len(told) == len(set(told))
