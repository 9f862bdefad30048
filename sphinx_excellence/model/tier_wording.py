"""The words and signs that state a tier, and the forms that a statement takes in one passage of text.

Owns the regular expressions, which are made once for a scale of tiers. Where in a page such a passage may be is for
those who read pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.tier import TierScale

#: Medals that people type for a tier, whatever its own symbol is.
_MEDALS: Mapping[str, str] = {
    "\N{TROPHY}": "gold",
    "\N{FIRST PLACE MEDAL}": "gold",
    "\N{SECOND PLACE MEDAL}": "silver",
    "\N{THIRD PLACE MEDAL}": "bronze",
}
#: What may come between two statements in one line.
BARS = "|\N{MIDDLE DOT}\N{BULLET}"
#: Stands for what is not the page's own, so that no statement reaches across it.
GAP = "\N{OBJECT REPLACEMENT CHARACTER}"
#: An emoji may be followed by a sign that asks for colours.
_COLOURED = "\N{VARIATION SELECTOR-16}"
#: What is said with a tier, and means no more.
_KIND = r"(?:[- ](?:tier|standard|level|grade|class|excellence|rating|rated|quality))*"
_LABELS = ("tier", "classification", "rating", "status", "excellence", "rank", "grade")
_RATED = r"(?:classified|rated|ranked)(?: as)?(?: an?)?"
_ENDS = r"(?=\s*(?:[.,;:!)|(]|$|(?:and|but|because|since|as) ))"
#: What may follow a medal with its word behind a dash or a colon, and is no statement about something else.
_STANDING = (
    r"(?:\s*[-\N{EN DASH}\N{EM DASH}:,(|]\s*(?:an? )?(?:legacy|recommended|deprecated|use with caution|proven)\b.*)?"
)
#: Headings of passages about other patterns or other times.
OF_OTHERS = re.compile(r"(?i)\b(?:compar|versus|vs\b|alternativ|instead|unlike|histor|evolution|previous|former)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Statement(NamedTuple):
    """A tier that is stated, what is said, and the word or sign for it; ``weak`` where a legend says the same."""

    tier: str
    words: str
    word: str
    weak: bool = False


class _Tier(NamedTuple):
    id: str
    title: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How the tiers of a project are stated: the words and signs, and the forms that a statement takes."""

    signs: Mapping[str, str]
    names: Mapping[str, str]
    label: re.Pattern[str]
    sentence: re.Pattern[str]
    medal: re.Pattern[str]
    heading: re.Pattern[str]
    alone: re.Pattern[str]
    labels: re.Pattern[str]

    @classmethod
    def of(
        cls, tiers: TierScale, statuses: Iterable[str], translated: Callable[[str], str] = lambda text: text
    ) -> Wording:
        """Return how the tiers of a project may be stated, in English and as ``translated`` says them.

        A tier that is called as one of the ``statuses`` is not stated by its name.
        """
        shown = tuple(_Tier(tier.id, tier.title, tier.symbol) for tier in tiers.values())
        titles = tuple(translated(tier.title) for tier in shown)
        return _wording(shown, titles, translated("Tier"), frozenset(statuses))

    def stated(self, text: str, pattern: Pattern, *, is_item: bool = False) -> Iterator[Statement]:
        """Yield what a passage states of ``pattern``; in an item of a list, a medal alone says nothing."""
        for found in self.label.finditer(text):
            yield from self._statements(found)
        whole = " ".join(text.split())
        own = {name.casefold() for name in (pattern.title, pattern.id, *pattern.aliases)}
        said = ""
        for sentence in _SENTENCE.split(whole):
            found_here = self.sentence.search(sentence)
            if found_here is not None:
                # Behind the name of another pattern, `it` and `this` may be that.
                is_vague = bool(found_here["vague"]) and (GAP in said or is_item)
                if not is_vague and (found_here["own"] or pattern.id).casefold() in own:
                    yield from self._statements(found_here)
            said += sentence
        if not is_item:
            yield from self.medals(whole)

    def medals(self, text: str) -> Iterator[Statement]:
        """Yield what a passage states that is a medal with its word, and nothing else."""
        for found in self.medal.finditer(text):
            yield from self._statements(found, weak=not found["noun"])

    def in_heading(self, text: str) -> Iterator[Statement]:
        """Yield what the title of a page states: by a sign, and by a word next to one or in brackets."""
        for sign, tier in self.signs.items():
            if sign in text:
                yield Statement(tier, sign, sign)
        for found in self.heading.finditer(text):
            yield from (each for each in self._statements(found) if each.word not in self.signs)

    def facts(self, label: str, value: str) -> Iterator[Statement]:
        """Yield what a label with its value states, each written apart."""
        for found in self.label.finditer(f"{label.strip().rstrip(':')}: {value.strip()}"):
            yield from self._statements(found)

    def bare(self, text: str) -> Iterator[Statement]:
        """Yield what a text states that is a tier, and nothing else."""
        found = self.alone.fullmatch(text.strip())
        if found is not None:
            yield from self._statements(found)

    def _statements(self, found: re.Match[str], *, weak: bool = False) -> Iterator[Statement]:
        """Yield what a match states: by its word, and by its sign where that is another tier's or is alone."""
        groups = {name: text for name, text in found.groupdict().items() if text}
        names = [text for name, text in groups.items() if name.startswith("name")]
        signs = [text for name, text in groups.items() if name.startswith("sign")]
        words = " ".join(found[0].strip(f"{BARS} \n").split())
        by_word = [(self.names[name.casefold()], name) for name in names]
        by_sign = [(self.signs[sign], sign) for sign in signs]
        yield from (Statement(tier, words, name, weak) for tier, name in by_word)
        stated = {tier for tier, _name in by_word}
        yield from (Statement(tier, words, sign, weak) for tier, sign in by_sign if tier not in stated)


def _is_sign(symbol: str) -> bool:
    return bool(symbol) and not any(character.isalnum() for character in symbol)


def _any_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of ``words``; one that nothing matches where there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


@cache
def _wording(tiers: tuple[_Tier, ...], titles: tuple[str, ...], label: str, statuses: frozenset[str]) -> Wording:
    ids = {tier.id for tier in tiers}
    signs = {sign: tier for sign, tier in _MEDALS.items() if tier in ids}
    # A symbol may be a letter, which is in many titles; and one that two tiers have says nothing.
    symbols = [tier.symbol.removesuffix(_COLOURED) for tier in tiers]
    signs |= {symbol: tier.id for symbol, tier in zip(symbols, tiers, strict=True) if _is_sign(symbol)}
    signs = {sign: tier for sign, tier in signs.items() if symbols.count(sign) <= 1}
    named = {tier.id.casefold(): tier.id for tier in tiers}
    for tier, title in zip(tiers, titles, strict=True):
        named |= {tier.title.casefold(): tier.id, title.casefold(): tier.id}
    names = {name: tier for name, tier in named.items() if name not in statuses}
    sign, name = f"(?:{_any_of(signs)})", f"(?:{_any_of(names)})"

    def stated(number: int, *, between: str = _KIND) -> str:
        """Return a form of a word with or without a sign before or behind it."""
        before = rf"(?:(?P<sign{number}a>{sign}){_COLOURED}?\s*)?"
        behind = rf"(?:\s*(?P<sign{number}b>{sign}){_COLOURED}?)?"
        return rf"{before}(?P<name{number}>{name})(?!\w){between}{behind}"

    subject = r"(?:(?P<vague>this|it)|(?:this|the|our) (?:pattern|page)|(?:the )?(?P<own>\S.{0,200}?)(?: pattern)?)"
    labels = _any_of({*_LABELS, label.casefold()})
    medal = (
        rf"(?:(?P<sign1a>{sign}){_COLOURED}?\s*(?P<name1>{name})(?!\w){_KIND}(?P<noun> pattern)?"
        rf"|(?P<name2>{name})(?!\w){_KIND}(?: pattern)?\s*(?P<sign2b>{sign}){_COLOURED}?)"
    )
    return Wording(
        signs,
        names,
        re.compile(
            rf"(?im)(?:^|[{BARS}])\s*(?:(?:excellence|pattern|current|quality)[ -])?(?:{labels})\s*[:=]\s*"
            rf"(?:{stated(1)}(?: pattern)?|(?P<sign2a>{sign}){_COLOURED}?)(?=\s*(?:[.,;!({BARS}]|$))"
        ),
        re.compile(
            rf"(?i)^(?:{subject} is (?:(?:still|now|currently|today) )?"
            rf"(?:(?:an?|our) {stated(1)}[- ]pattern\b|(?:{_RATED} )?{stated(2)}{_ENDS})"
            rf"|{_RATED} {stated(3)}(?: pattern)?{_ENDS})"
        ),
        re.compile(rf"(?i)^{medal}(?:{_STANDING})[.!]?$"),
        re.compile(rf"(?i)(?:{medal}|[(\[]\s*{stated(3)}[- ](?:tier|pattern|standard)\s*[)\]])"),
        re.compile(rf"(?i){stated(1)}(?: pattern)?"),
        re.compile(rf"(?i)(?:(?:excellence|pattern|current|quality)[ -])?(?:{labels})"),
    )
