"""Which known word a misspelt one was meant to be, and what finding it costs: it is counted, and no clock is asked."""

from __future__ import annotations

import difflib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_excellence import spelling
from sphinx_excellence.findings import nearest, sole_match, suggestion
from sphinx_excellence.spelling import KnownWords, is_one_slip, known_words

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
    alike = difflib.get_close_matches(word, names, n=30, cutoff=0.6)
    assert nearest(word, names) == [each for each in alike if not is_another(word, each)][:3]


def is_another(word, other):
    """Whether more than one letter in four is another one; one left out here and one put in there are two."""
    steps = difflib.SequenceMatcher(None, other, word).get_opcodes()
    exchanged = sum(min(end - start, at - before) for kind, start, end, before, at in steps if kind == "replace")
    left_out = "".join(other[start:end] for kind, start, end, _, _ in steps if kind == "delete")
    put_in = "".join(word[start:end] for kind, _, _, start, end in steps if kind == "insert")
    moved = sum(min(left_out.count(letter), put_in.count(letter)) for letter in set(left_out))
    exchanged += 2 * min(len(left_out) - moved, len(put_in) - moved)
    return exchanged > 1 and 4 * exchanged > min(len(word), len(other))


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


@pytest.mark.parametrize(
    ("word", "names", "found"),
    [
        ("owner", ["power"], []),  # a letter left out here, another one put in there
        ("onwer", ["owner"], ["owner"]),  # neighbours that changed places
        ("ownr", ["owner"], ["owner"]),
        ("postgre", ["postgresql"], ["postgresql"]),
        ("contact", ["context"], []),
    ],
)
def test_a_word_of_other_letters_is_no_slip(word, names, found):
    assert nearest(word, names) == found


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


LONG = [f"adr-{number:04}-use-a-long-name-for-it" for number in range(40)]


@pytest.mark.parametrize(
    ("word", "names", "said"),
    [
        ("sga", ["saga", "outbox"], "did you mean 'saga'? accepted: outbox, saga"),
        ("x", ["saga", "outbox"], "accepted: outbox, saga"),
        ("x", [], ""),
        ("nothing-like-it", LONG, "accepted: one of 40 names, see `list it`"),
        (
            "adr-0007-use-long-name-for-it",
            LONG[5:9],
            "did you mean 'adr-0007-use-a-long-name-for-it', 'adr-0008-use-a-long-name-for-it' or "
            "'adr-0006-use-a-long-name-for-it'? 1 more: `list it`",
        ),
        ("adr-0007-use-long-name-for-it-", LONG[7:10], "did you mean 'adr-0007-use-a-long-name-for-it', "
         "'adr-0009-use-a-long-name-for-it' or 'adr-0008-use-a-long-name-for-it'?"),
    ],
)  # fmt: skip
def test_names_of_records_are_listed_where_they_are_few(word, names, said):
    accepted, args = suggestion(word, names, listed_by="list it")
    assert (accepted % args if args else accepted) == said


@pytest.mark.parametrize(
    ("word", "names", "meant"),
    [
        ("Paterns", ["Pattern", "Patterns"], "Patterns"),
        ("pattren", ["Pattern", "Patterns"], "Pattern"),
        ("adr-1x", ["adr-10", "adr-12"], None),  # one slip from both
        ("dcsion", ["decision", "decisions"], None),  # more than one from either
        ("sagaa", ["saga", "sagas"], None),
    ],
)
def test_of_words_much_alike_the_one_that_is_a_single_slip_away_was_meant(word, names, meant):
    assert sole_match(word, names) == meant


@pytest.mark.parametrize(
    ("word", "other", "is_one"),
    [("ab", "abc", True), ("abc", "bc", True), ("abc", "axc", True), ("abc", "acb", True), ("aab", "ab", True),
     ("abc", "abc", False), ("abc", "bca", False), ("abcd", "badc", False), ("", "a", True), ("", "", False),
     ("abc", "ABD", True), ("abab", "abba", True), ("aaa", "aaaaa", False)],
)  # fmt: skip
def test_one_slip(word, other, is_one):
    assert is_one_slip(word, other) is is_one
    assert is_one_slip(other, word) is is_one


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("contact", ["context", "title"], []),
        ("option", ["action"], []),
        ("useful", ["unused"], []),
        # Letters that are left out, put in or in another order are slips, and so is one that is another.
        ("content", ["context"], ["context"]),
        ("category", ["categories"], ["categories"]),
        ("alias", ["aliases"], ["aliases"]),
        ("teir", ["tier"], ["tier"]),
        ("superceeded", ["superseded"], ["superseded"]),
        ("recomanded", ["recommended"], ["recommended"]),
        ("abc", ["abd"], ["abd"]),
    ],
)
def test_another_word_is_no_misspelt_one(word, choices, meant):
    assert [match.word for match in KnownWords(choices).matches(word)] == meant
