"""Which entries of the search a query is about, and how much: the Python side of ``matching.js``.

Both compute the same sums in the same order, and use only what is exact in both, so that no two scores differ by a
rounding. ``search_ranking`` decides what is shown of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from sphinx_excellence.views.query_words import american, distance, length, letters_of, plain
from sphinx_excellence.views.record_names import words_of
from sphinx_excellence.views.search import SearchData
from sphinx_excellence.views.search_entry import PAGE
from sphinx_excellence.views.search_language import SearchLanguage

# The script has the same values under the same names.
_BEGINNING = 0.5  # of a word: what has to be typed of it at least
_SATURATION = 120  # the weight at which a word has given half of what it can
_NAMED = 0.6  # what a name adds that the query holds in full, and twice where the query is nothing else
_COVERED = 0.3  # of a score: what depends on how much of the query is met
_KIND = 20  # the weight of a word for the kind of an entry

#: What a word of a query may mean: roots, and how surely.
_Meaning = Mapping[str, float]


#: The words of a query that count, and what each means that the records have.
_Said = list[tuple[str, _Meaning]]


class Scores(NamedTuple):
    """What the entries have of a query.

    ``own`` is the score of each entry and ``named`` are the patterns that the query names. ``whole`` is what the query
    could give: the length of the vector of its words, where an unknown word counts in full, and one that goes on only
    once it is a word or the beginning of none. ``is_strange`` is whether the records do not know a third of its words,
    or more.
    """

    own: list[float]
    named: set[int]
    whole: float
    is_strange: bool


def _rarities(entries: int) -> list[float]:
    """Return how much a root says that stands for none of so many entries, for one, and so on: Robertson's idf."""
    logarithms = (math.log(1 + (entries - known + 0.5) / (known + 0.5)) for known in range(entries + 1))
    # As the script rounds: `round` would round a half to the even number.
    return [math.floor(1e4 * logarithm + 0.5) / 1e4 for logarithm in logarithms]


class SearchMatching:
    """Matches any number of queries with entries. Making it stems every word of the records once."""

    def __init__(self, data: SearchData, language: SearchLanguage) -> None:
        """Prepare ``data``, which `search_data` has made without the words that ``language`` ignores."""
        self._entries = data.entries
        self._language = language
        self._english = language.name.startswith("en")
        #: By root: what it gives to each entry.
        self._roots: dict[str, dict[int, int]] = {}
        #: Every word of the records, with its root and its letters.
        self._vocabulary: list[tuple[str, str, int]] = []
        for word, found in data.words.items():
            root = self.root_of(word)
            bare = plain(word)
            self._vocabulary.append((bare, root, letters_of(bare)))
            given = self._roots.setdefault(root, {})
            for number, weight in zip(found[::2], found[1::2], strict=True):
                given[number] = given.get(number, 0) + weight
        #: The roots of what readers call things of each kind.
        self.kind_roots = {kind: self._roots_of(words) for kind, words in data.kind_words.items()}
        #: The entries of the kinds that a root asks for. They are found by it, and it stays as rare as it is in texts.
        self._of_kind: dict[str, dict[int, int]] = {}
        for kind, roots in self.kind_roots.items():
            of_kind = dict.fromkeys((at for at, entry in enumerate(self._entries) if entry.kind == kind), _KIND)
            for root in roots if kind != "pattern" else ():
                self._of_kind.setdefault(root, {}).update(of_kind)
                self._roots.setdefault(root, {})
        #: How many are records. Only these say how rare a root is: pages change nothing in the order of patterns.
        self._records = sum(entry.kind != PAGE for entry in data.entries)
        #: By the number of records that a root stands for.
        self._rarities = _rarities(self._records)
        self._commonness = {
            root: sum(number < self._records for number in found) for root, found in self._roots.items()
        }
        #: The roots of each name of each entry.
        self.names = [[self.roots_in(name) for name in entry.names] for entry in data.entries]

    # What a query says -------------------------------------------------------------------------------------------

    def root_of(self, word: str) -> str:
        """Return the root of a word, which is in small letters."""
        bare = plain(word)
        return self._language.stem(american(bare) if self._english else bare)

    def _counts(self, word: str) -> bool:
        return length(word) > 1 and not (word.isascii() and word.isdigit()) and word not in self._language.ignored

    def roots_in(self, text: str) -> list[str]:
        """Return the roots of the words of a text that count, in order."""
        return [self.root_of(word) for word in words_of(text) if self._counts(word)]

    def _roots_of(self, texts: Iterable[str]) -> set[str]:
        return {root for text in texts for root in self.roots_in(text)}

    def _rarity(self, root: str) -> float:
        """Return how much a root says: the fewer entries it stands for, the more."""
        return self._rarities[self._commonness.get(root, 0)]

    def _known(self, word: str) -> _Meaning:
        """Return what a word means that the records have, or that begins one of theirs."""
        root = self.root_of(word)
        if root in self._roots:
            return {root: 1}
        bare, typed = plain(word), length(word)
        longest = typed / _BEGINNING if typed > 2 else 0
        return {
            found: 0.7 for known, found, _letters in self._vocabulary if len(known) < longest and known.startswith(bare)
        }

    def _mistyped(self, word: str) -> _Meaning:
        """Return the roots of the words that are nearest to an unknown one: one or two edits away."""
        bare, typed = plain(word), length(word)
        most = 2 if typed > 7 else int(typed > 4)
        near: dict[str, float] = {}
        letters = letters_of(bare)
        for known, found, its_letters in self._vocabulary if most else ():
            if len(known) < 4 or known[0] != bare[0] or (letters ^ its_letters).bit_count() > 2 * most:
                continue
            far = distance(bare, known, most)
            if far < most:
                near = {}
            if far <= most:
                near[found] = 0.6 if far > 1 else 0.8
            most = min(far, most)
        return near

    def _said(self, query: str, *, typing: bool) -> _Said:
        words = words_of(query)
        last = len(words) - 1 if typing and words and query.lower().endswith(words[-1]) else -1
        return [
            (word, self._begun(word) if number == last else self._known(word))
            for number, word in enumerate(words)
            if self._counts(word)
        ]

    def _terms(self, query: str, counting: _Said) -> list[_Meaning]:
        words = words_of(query)
        said = [meaning for _word, meaning in counting]
        mended = [meaning or self._mistyped(word) for word, meaning in counting]
        # A query with a word that nothing is like is about something else: then none of its words is mistyped.
        if all(mended):
            said = mended
        # Two words that the records write as one: web sockets, back pressure.
        for one, other in pairwise(words):
            joined = self.root_of(one + other)
            if joined in self._roots:
                said.append({joined: 1})
        return said

    def _begun(self, word: str) -> _Meaning:
        """Return what a word means that may go on: itself, and whatever begins so."""
        bare, root = plain(word), self.root_of(word)
        begun = {found: 0.7 for known, found, _letters in self._vocabulary if known.startswith(bare)}
        return {**begun, root: 1} if root in self._roots else begun

    def _whole(self, counting: _Said, *, typing: bool) -> float:
        squares = 0.0
        for word, meaning in counting:
            root = self.root_of(word)
            if typing and meaning and root not in self._roots:
                continue
            squares += self._rarity(root) * self._rarity(root)
        return math.sqrt(squares)

    def has(self, root: str, number: int) -> bool:
        """Whether an entry has a root in its texts, or is of a kind that it asks for."""
        return number in self._roots.get(root, {}) or number in self._of_kind.get(root, {})

    # What each entry has of it -----------------------------------------------------------------------------------

    def scores(self, query: str, *, typing: bool) -> Scores:
        """Return what each entry has of a query; when ``typing``, its last word goes on."""
        counting = self._said(query, typing=typing)
        said = self._terms(query, counting)
        sums = [0.0] * len(self._entries)
        met = [0.0] * len(self._entries)
        total = 0.0
        for meaning in said:
            best: dict[int, float] = {}
            worth = 0.0
            for root, sure in meaning.items():
                rare = self._rarity(root) * sure
                worth = max(worth, rare)
                for number, weight in (*self._of_kind.get(root, {}).items(), *self._roots[root].items()):
                    best[number] = max(best.get(number, 0), (rare * weight) / (weight + _SATURATION))
            total += worth
            for number, score in best.items():
                sums[number] += score
                met[number] += worth
        asked: dict[str, float] = {}
        for meaning in said:
            for root, sure in meaning.items():
                asked[root] = max(asked.get(root, 0), sure * sure)
        called: dict[int, list[str]] = {}
        own = [
            score * (1 - _COVERED + (_COVERED * met[number]) / total) + self._named(number, asked, len(said), called)
            if score
            else 0.0
            for number, score in enumerate(sums)
        ]
        # Long polling is not polling: a name within a longer one that the query holds is not what it names, unless the
        # query says it once more: polling vs long polling.
        times = Counter(self.roots_in(query))
        longer = {number: self._longer(name, called.values()) for number, name in called.items()}
        parts = {
            number
            for number, name in called.items()
            if longer[number] and any(times[root] <= longer[number] for root in name)
        }
        unknown = sum(not meaning for _word, meaning in counting)
        is_strange = unknown > 0 and 3 * unknown >= len(counting)
        return Scores(own, called.keys() - parts, self._whole(counting, typing=typing), is_strange)

    @staticmethod
    def _longer(name: list[str], names: Iterable[list[str]]) -> int:
        """Return how many longer names have all words of a name."""
        return len({tuple(one) for one in names if len(one) > len(name) and set(one).issuperset(name)})

    def _named(self, number: int, asked: _Meaning, words: int, called: dict[int, list[str]]) -> float:
        """Return what an entry gains where the query holds a name of it, and keep its longest one in ``called``."""
        gained = 0.0
        for name in self.names[number]:
            if not name or not all(root in asked for root in name):
                continue
            worth = 0.0
            for root in name:
                worth += self._rarity(root) * asked[root]
            gained = max(gained, (2 if len(name) == words else 1) * _NAMED * worth)
            if self._entries[number].kind == "pattern" and len(name) >= len(called.get(number, ())):
                called[number] = name
        return gained
