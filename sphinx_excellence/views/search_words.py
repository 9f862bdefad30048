"""The index of the search panel: which words lead to which record, and how strongly.

A word counts by its field, and less in a long field than in a short one (the fields of BM25F). What one
word gives to one record is a single number, so that words that turn out to have one stem can be added up later: the
script does the stemming, with the stemmer of the site's language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from sphinx_excellence.views.record_names import words_of

#: What a word counts in each field, and how much the length of the field matters: from 0, not at all, to 1. Another
#: name or problem is no reason to count the others less; prose that says much says less with each word.
FIELDS: Mapping[str, tuple[float, float]] = {
    "name": (6.0, 0.0),
    "problem": (3.5, 0.2),
    "asked": (3.0, 0.2),
    "summary": (3.0, 0.6),
    "chosen": (2.0, 0.6),
    "read": (0.5, 0.6),
    "context": (0.3, 0.6),
    "example": (1.0, 0.6),
    "heading": (2.0, 0.6),
}
#: Numbers are kept as whole ones, of this part of 1.
SCALE = 10

#: The texts of one record by field.
Fields = Mapping[str, Sequence[str]]


class _SearchableWords(dict[str, bool]):
    """Which words say anything, each decided once: no single letters, bare numbers and commonest words."""

    def __init__(self, ignored: Collection[str]) -> None:
        super().__init__(dict.fromkeys(ignored, False))

    def __missing__(self, word: str) -> bool:
        searchable = self[word] = len(word) > 1 and not word.isdigit()
        return searchable


def _counted(texts: Iterable[str], searchable: _SearchableWords) -> dict[str, int]:
    """Return the words of texts that say anything, counted."""
    counted = Counter(words_of("\n".join(texts)))
    return {word: count for word, count in counted.items() if searchable[word]}


def joined_neighbours(text: str) -> list[str]:
    """Return each two neighbouring words of a name as one: readers write ``bloomfilter`` and ``twophase``."""
    words = words_of(text)
    return [one + other for one, other in pairwise(words)]


def word_weights(records: Sequence[Fields], ignored: Collection[str]) -> dict[str, list[int]]:
    """Return for each word, sorted, the records that contain it and its weight in each: number, weight, number, ..."""
    searchable = _SearchableWords(ignored)
    counted = [{field: _counted(texts, searchable) for field, texts in fields.items()} for fields in records]
    lengths = [{field: sum(words.values()) for field, words in fields.items()} for fields in counted]
    usual = {field: _mean([of[field] for of in lengths if of.get(field)]) for field in FIELDS}
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, fields in enumerate(counted):
        sums: dict[str, float] = {}
        for field, words in fields.items():
            weight, matters = FIELDS[field]
            part = weight / (1 - matters + matters * lengths[number][field] / usual[field])
            for word, count in words.items():
                sums[word] = sums.get(word, 0) + part * count
        for word, total in sums.items():
            found[word] += number, round(total * SCALE) or 1
    return dict(sorted(found.items()))


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values) if values else 1.0
