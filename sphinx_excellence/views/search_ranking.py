"""What the search panel shows for a query, without a browser: the Python side of ``excellence-ranking.js``.

Both compute the same sums in the same order, and use only what is exact in both, so that no two scores differ by a
rounding. A test compares them. The order of the panel's entries is thereby known wherever records are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sphinx_excellence.views.query_words import american, distance, length, letters_of, plain
from sphinx_excellence.views.record_names import words_of
from sphinx_excellence.views.search import Entry, SearchData
from sphinx_excellence.views.search_language import SearchLanguage

# The script has the same values under the same names.
_MOST = 5  # patterns shown
_LEADS = 4  # other entries shown, one of a kind
_WORTH = 0.35  # of the best score: what has less is not shown
_ENOUGH = 0.12  # of what a query could give: where the best has less there is nothing to say
_BEGINNING = 0.5  # of a word: what has to be typed of it at least
_SATURATION = 50  # the weight at which a word has given half of what it can
_NAMED = 0.6  # what a name adds that the query holds in full, and twice where the query is nothing else
_COVERED = 0.3  # of a score: what depends on how much of the query is met
_TOGETHER = 0.3  # of the score of the first pattern: what goes to a lineage or comparison that it is in
_BEST_TIER = 1.15
_LEGACY = 0.5
_NEXT = 0.9  # what the second alternative gets of what the first one gets, and so on

#: What a word of a query may mean: roots, and how surely.
_Meaning = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that the panel shows, its score, and the legacy patterns that it is recommended instead of."""

    entry: Entry
    score: float
    instead: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the panel shows: at most five patterns, best first, and other records, at most one of a kind.

    Both are empty where the panel does not appear.
    """

    patterns: tuple[Found, ...]
    leads: tuple[Entry, ...]


@dataclass(slots=True)
class _Scored:
    number: int
    score: float
    instead: list[int] = field(default_factory=list)


def _rarities(entries: int) -> list[float]:
    """Return how much a root says that stands for none of so many entries, for one, and so on: Robertson's idf."""
    logarithms = (math.log(1 + (entries - known + 0.5) / (known + 0.5)) for known in range(entries + 1))
    # As the script rounds: `round` would round a half to the even number.
    return [math.floor(1e4 * logarithm + 0.5) / 1e4 for logarithm in logarithms]


class SearchRanking:
    """Ranks the entries of the search for any number of queries. Making it stems every word of the records once."""

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
            root = self._root_of(word)
            bare = plain(word)
            self._vocabulary.append((bare, root, letters_of(bare)))
            given = self._roots.setdefault(root, {})
            for number, weight in zip(found[::2], found[1::2], strict=True):
                given[number] = given.get(number, 0) + weight
        #: By the number of entries that a root stands for.
        self._rarities = _rarities(len(data.entries))
        self._names = [[self._roots_in(name) for name in entry.names] for entry in data.entries]
        numbers = {(entry.kind, entry.id): number for number, entry in enumerate(data.entries) if not entry.part}
        self._onward = [
            [numbers["pattern", successor.id] for successor in entry.successors if successor.id]
            for entry in data.entries
        ]
        self._playbooks = [{numbers["migration", name] for name in entry.playbooks} for entry in data.entries]
        self._members = [{numbers["pattern", name] for name in entry.members} for entry in data.entries]

    def ranked(self, query: str) -> Ranked:
        """Return what the panel shows for a query, which may be any text."""
        entries = self._entries
        own, named = self._scores(self._terms(query))
        enough = _ENOUGH * self._whole(query)
        found = sorted(self._settled(own), key=lambda one: (-one.score, one.number))
        patterns = [one for one in found if entries[one.number].kind == "pattern" and one.score > 0]
        speaks = bool(patterns) and patterns[0].score >= enough
        worthy = [one for one in patterns if speaks and one.score >= _WORTH * patterns[0].score][:_MOST]
        # Who names something legacy wants to read of it, too: it comes last, behind what to use now.
        asked = [one for one in found if entries[one.number].legacy and one.number in named and one not in worthy]
        shown = [*worthy[: _MOST - min(len(asked), _MOST - 1)], *asked][:_MOST]
        told = {playbook for one in shown for playbook in self._playbooks[one.number]}
        return Ranked(
            tuple(Found(entries[one.number], one.score, tuple(entries[old] for old in one.instead)) for one in shown),
            tuple(entries[number] for number in self._leads(own, shown, enough) if number not in told),
        )

    # What a query says -------------------------------------------------------------------------------------------

    def _root_of(self, word: str) -> str:
        bare = plain(word)
        return self._language.stem(american(bare) if self._english else bare)

    def _counts(self, word: str) -> bool:
        return length(word) > 1 and not (word.isascii() and word.isdigit()) and word not in self._language.ignored

    def _roots_in(self, text: str) -> list[str]:
        return [self._root_of(word) for word in words_of(text) if self._counts(word)]

    def _rarity(self, root: str) -> float:
        """Return how much a root says: the fewer entries it stands for, the more."""
        return self._rarities[len(self._roots.get(root, ()))]

    def _meanings(self, word: str) -> _Meaning:
        root = self._root_of(word)
        if root in self._roots:
            return {root: 1}
        bare, typed = plain(word), length(word)
        longest = typed / _BEGINNING if typed > 2 else 0
        begun = {found: 0.7 for known, found, _ in self._vocabulary if len(known) < longest and known.startswith(bare)}
        return begun or self._mistyped(bare, 2 if typed > 7 else int(typed > 3))

    def _mistyped(self, bare: str, most: int) -> _Meaning:
        """Return the roots of the words that are nearest to an unknown one, ``most`` edits away."""
        near: dict[str, float] = {}
        letters = letters_of(bare)
        for known, found, its_letters in self._vocabulary if most else ():
            if len(known) < 4 or (letters ^ its_letters).bit_count() > 2 * most:
                continue
            far = distance(bare, known, most)
            if far < most:
                near = {}
            if far <= most:
                near[found] = 0.6 if far > 1 else 0.8
            most = min(far, most)
        return near

    def _terms(self, query: str) -> list[_Meaning]:
        words = words_of(query)
        said = [self._meanings(word) for word in words if self._counts(word)]
        # Two words that the records write as one: web sockets, back pressure.
        for one, other in pairwise(words):
            joined = self._root_of(one + other)
            if joined in self._roots:
                said.append({joined: 1})
        return said

    def _whole(self, query: str) -> float:
        """Return what a query could give: the length of the vector of its words. An unknown word counts in full."""
        squares = 0.0
        for root in self._roots_in(query):
            squares += self._rarity(root) * self._rarity(root)
        return math.sqrt(squares)

    # What each entry has of it -----------------------------------------------------------------------------------

    def _scores(self, said: Sequence[_Meaning]) -> tuple[list[float], set[int]]:
        """Return the score of each entry, and those that the query names."""
        sums = [0.0] * len(self._entries)
        met = [0.0] * len(self._entries)
        total = 0.0
        for meaning in said:
            best: dict[int, float] = {}
            worth = 0.0
            for root, sure in meaning.items():
                rare = self._rarity(root) * sure
                worth = max(worth, rare)
                for number, weight in self._roots[root].items():
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
        # Long polling is not polling: a name within a longer one that the query holds is not what it names.
        sets = [set(name) for name in called.values()]
        parts = {
            number
            for number, name in called.items()
            if any(len(one) > len(name) and one.issuperset(name) for one in sets)
        }
        return own, called.keys() - parts

    def _named(self, number: int, asked: _Meaning, words: int, called: dict[int, list[str]]) -> float:
        """Return what an entry gains where the query holds a name of it, and keep its longest one in ``called``."""
        gained = 0.0
        for name in self._names[number]:
            if not name or not all(root in asked for root in name):
                continue
            worth = 0.0
            for root in name:
                worth += self._rarity(root) * asked[root]
            gained = max(gained, (2 if len(name) == words else 1) * _NAMED * worth)
            if len(name) >= len(called.get(number, ())):
                called[number] = name
        return gained

    def _settled(self, own: Sequence[float]) -> list[_Scored]:
        """Hand the scores of legacy patterns on to what replaces them."""
        found = [_Scored(number, score) for number, score in enumerate(own)]
        for number, entry in enumerate(self._entries):
            if not entry.legacy:
                continue
            credit = own[number]
            for to in self._onward[number] if credit else ():
                if credit >= own[to]:
                    found[to].instead.append(number)
                found[to].score = max(found[to].score, credit) + 0.3 * min(found[to].score, credit)
                credit *= _NEXT
            found[number].score *= _LEGACY
        for one in found:
            if self._entries[one.number].place == 0:
                one.score *= _BEST_TIER
        return found

    def _leads(self, own: Sequence[float], shown: Sequence[_Scored], enough: float) -> list[int]:
        """Return the other records, best first, one of a kind.

        What the first pattern belongs to gains by that. Migrations do not: they are for those who have what they leave.
        """
        least = max(enough, _WORTH * max(0, *own)) if own else enough
        scored = []
        for number, entry in enumerate(self._entries):
            gains = shown and entry.kind != "migration" and shown[0].number in self._members[number]
            score = own[number] + (_TOGETHER * shown[0].score if gains else 0)
            if entry.kind != "pattern" and score > 0 and score >= least and own[number] >= enough:
                scored.append((-score, number))
        first: dict[str, int] = {}
        for _score, number in sorted(scored):
            first.setdefault(self._entries[number].kind, number)
        return list(first.values())[:_LEADS]
