"""Words of a query: how they are spelt and mistyped. The Python side of ``words.js``.

A script counts the letters of a word in units of UTF-16, so a word is brought into these before letters are compared.
"""

from __future__ import annotations

import re
import unicodedata

#: British spelling to American, letter by letter as far as rules go; both sides of a comparison go through it.
_SPELLING = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"is(e|es|ed|ing|er|ers|able|ation|ations)$", r"iz\1"),
        (r"ys(e|es|ed|ing|er|ers)$", r"yz\1"),
        (r"^(.{3,})our(s|ed|ing|al|able|ite|ites)?$", r"\1or\2"),
        (r"^(.{2,})tre(s|d)?$", r"\1ter\2"),
        (r"ogue(s|d)?$", r"og\1"),
        (r"^(lic|def|off|pret)ence(s|d)?$", r"\1ense\2"),
        (r"([aeiou][^aeiou]+[eo])ll(ed|ing|er|ers|ation)$", r"\1l\2"),
        (r"^(.{2,}dg)ement(s)?$", r"\1ment\2"),
        (r"^artefact(s)?$", r"artifact\1"),
        (r"^grey(s|ed)?$", r"gray\1"),
        (r"^programme(s)?$", r"program\1"),
        # The plural of an abbreviation, which no stemmer takes for one.
        (r"^([^aeiouy]{3,})s$", r"\1"),
    )
)
#: The last character that is one unit of UTF-16.
_ONE_UNIT = "\uffff"


def length(word: str) -> int:
    """Return the length of a word in units of UTF-16."""
    return len(word) + sum(letter > _ONE_UNIT for letter in word)


def plain(word: str) -> str:
    """Return a word without accents, a character for each of its units of UTF-16."""
    if word.isascii():
        return word
    letters = (each for each in unicodedata.normalize("NFKD", word) if not unicodedata.category(each).startswith("M"))
    return "".join(map(_units, letters))


def _units(letter: str) -> str:
    if letter <= _ONE_UNIT:
        return letter
    first, second, third, fourth = letter.encode("utf-16-le")
    return chr(first | second << 8) + chr(third | fourth << 8)


def american(word: str) -> str:
    """Return a word in American spelling, roughly."""
    for british, own in _SPELLING:
        word = british.sub(own, word, count=1)
    return word


def letters_of(word: str) -> int:
    """Return which letters a word has, as bits. Two words that are n edits apart differ in at most 2n of them."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 64
    return bits


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters have to be changed, added, left out or swapped with the next; ``most + 1`` for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, opposite in enumerate(other, 1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return above[-1]
