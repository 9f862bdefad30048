"""Which of the known words a misspelt one was meant to be.

Owns comparing words, and the cost of it: a word is compared in full with a limited number of others, however many are
known, and never if one of the two is too long to be a likely match.
"""

from __future__ import annotations

import difflib
import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, takewhile

#: A longer word is not compared: the time that takes grows with the square of its length.
LONGEST = 100
#: With how many words one is compared in full. Of more, those are chosen that share the most pairs of letters with it.
MOST_COMPARED = 30
#: How many words that hold one of its pairs of letters are looked at to choose them, the rarest pairs first.
MOST_LOOKED_AT = 3_000
#: How much two words must resemble each other, from 0 to 1.
LEAST_LIKENESS = 0.6
#: Of a word, at most one letter of so many may be another one: `contact` is no slip for `context`. Letters that are
#: left out, put in, or change places do not count.
LETTERS_TO_ONE_EXCHANGED = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A known word, and how much it resembles another one: 1 where they are the same but for case."""

    likeness: float
    word: str


class KnownWords:
    """Words that something may be called by."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take in ``words``; of those that differ in case alone, the first in order counts."""
        self.listed = sorted(words)
        self._by_folded: dict[str, str] = {}
        for word in self.listed:
            if len(word) <= LONGEST:
                self._by_folded.setdefault(word.casefold(), word)
        self._matches: dict[str, tuple[Match, ...]] = {}

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        """The words that hold a pair of letters, by the pair."""
        holders: dict[str, list[str]] = {}
        for folded in self._by_folded:
            for pair in _pairs(folded):
                holders.setdefault(pair, []).append(folded)
        return holders

    def matches(self, word: str) -> tuple[Match, ...]:
        """Return up to three known words that resemble ``word``, the nearest first."""
        if len(word) > LONGEST:
            return ()
        folded = word.casefold()
        found = self._matches.get(folded)
        if found is None:
            found = self._matches[folded] = self._compared(folded)
        return found

    def _compared(self, folded: str) -> tuple[Match, ...]:
        comparison = difflib.SequenceMatcher()
        comparison.set_seq2(folded)
        scored: list[tuple[float, str]] = []
        for choice in self._worth_comparing(folded):
            comparison.set_seq1(choice)
            # Each is an upper bound of the next, and costs a part of it.
            if comparison.real_quick_ratio() < LEAST_LIKENESS or comparison.quick_ratio() < LEAST_LIKENESS:
                continue
            likeness = comparison.ratio()
            if likeness >= LEAST_LIKENESS and not _is_another_word(choice, folded, comparison):
                scored.append((likeness, choice))
        return tuple(Match(likeness, self._by_folded[choice]) for likeness, choice in heapq.nlargest(3, scored))

    def _worth_comparing(self, folded: str) -> Iterable[str]:
        if len(self._by_folded) <= MOST_COMPARED:
            return self._by_folded
        shared: Counter[str] = Counter()
        left = MOST_LOOKED_AT
        for holders in sorted((self._holders.get(pair, []) for pair in _pairs(folded)), key=len):
            shared.update(islice(holders, left))
            left -= len(holders)
            if left <= 0:
                break
        length = len(folded)
        ranked = ((2 * count / (length + len(choice)), choice) for choice, count in shared.items())
        return [choice for _, choice in heapq.nlargest(MOST_COMPARED, ranked)]


def _is_another_word(choice: str, word: str, comparison: difflib.SequenceMatcher[str]) -> bool:
    """Whether too many letters of the shorter of two words are other ones for a slip: one always may be.

    A letter left out in one place and another one put in elsewhere are two: `owner` is no slip for `power`.
    """
    exchanged = 0
    only_in_choice: Counter[str] = Counter()
    only_in_word: Counter[str] = Counter()
    for operation, start, end, other_start, other_end in comparison.get_opcodes():
        if operation == "replace":
            exchanged += min(end - start, other_end - other_start)
        elif operation != "equal":
            only_in_choice.update(choice[start:end])
            only_in_word.update(word[other_start:other_end])
    # What is in both has changed its place.
    exchanged += 2 * min((only_in_choice - only_in_word).total(), (only_in_word - only_in_choice).total())
    return exchanged > max(1, min(len(choice), len(word)) // LETTERS_TO_ONE_EXCHANGED)


def _pairs(folded: str) -> set[str]:
    """Return the pairs of neighbouring letters in a word; its first letter counts as one more."""
    return {folded[:1], *(folded[index : index + 2] for index in range(len(folded) - 1))}


def _alike(word: str, other: str) -> int:
    """Return with how many letters both words begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))


def is_one_slip(word: str, other: str) -> bool:
    """Whether words differ by one letter left out, put in or mistaken, or by two neighbours that changed places."""
    word, other = word.casefold(), other.casefold()
    start = _alike(word, other)
    end = _alike(word[start:][::-1], other[start:][::-1])
    left, right = word[start : len(word) - end], other[start : len(other) - end]
    return left != right and (max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1]))


@lru_cache(maxsize=64)
def _known(words: tuple[str, ...]) -> KnownWords:
    return KnownWords(words)


def known_words(words: Iterable[str]) -> KnownWords:
    """Return ``words`` as known words: the same for the same words, so that nothing is compared twice."""
    return _known(tuple(words))
