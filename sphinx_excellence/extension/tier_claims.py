"""The tiers that the page of a pattern states in its own words: a medal in its title, ``Tier: Silver``, a sentence.

Owns telling a statement about the page's own pattern from everything else that names a tier: comparisons, the past,
other patterns, rows of tables, quotations. Where there is a doubt nothing is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.extension.nodes import excellence_badge, excellence_view
from sphinx_excellence.extension.page_origins import Origin, origin_of
from sphinx_excellence.model.fields import Status
from sphinx_excellence.model.pages import TierClaim
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.tier import TierScale

if TYPE_CHECKING:
    from sphinx_excellence.extension.domain import ExcellenceDomain

#: Medals that people type for a tier, whatever its own symbol is.
_MEDALS: Mapping[str, str] = {
    "\N{FIRST PLACE MEDAL}": "gold",
    "\N{SECOND PLACE MEDAL}": "silver",
    "\N{THIRD PLACE MEDAL}": "bronze",
}
#: What holds no words of the page's own: what the toolkit shows, and code.
_NOT_ITS_OWN = (excellence_view, excellence_badge, nodes.literal, nodes.literal_block, nodes.raw, nodes.comment)
#: What speaks of other things than the page's pattern, or in other people's words.
_ELSEWHERE = (nodes.table, nodes.block_quote, nodes.definition_list, nodes.footnote, nodes.citation, addnodes.toctree)
#: Headings of passages about other patterns or other times.
_OF_OTHERS = re.compile(r"(?i)\b(?:compar|versus|vs\b|alternativ|instead|unlike|histor|evolution|previous|former)")
#: What may stand between two statements in one line.
_BARS = "|\N{MIDDLE DOT}\N{BULLET}"
#: Stands for what is not the page's own, so that no statement reaches across it.
_GAP = "\N{OBJECT REPLACEMENT CHARACTER}"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage of the page's own words, and where it begins."""

    text: str
    origin: Origin
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class _Wording:
    """How tiers are stated about one pattern: the words and signs, and the forms that a statement takes."""

    signs: Mapping[str, str]
    names: Mapping[str, str]
    label: re.Pattern[str]
    sentence: re.Pattern[str]
    medal: re.Pattern[str]

    @classmethod
    def of(cls, pattern: Pattern, tiers: TierScale) -> _Wording:
        """Return how the tiers of a project may be stated about ``pattern``."""
        signs = {sign: tier for sign, tier in _MEDALS.items() if tier in tiers}
        # A symbol may be a letter, which stands in many titles.
        signs |= {tier.symbol: tier.id for tier in tiers.values() if _is_sign(tier.symbol)}
        named = {name.casefold(): tier.id for tier in tiers.values() for name in (tier.title, tier.id)}
        names = {name: tier for name, tier in named.items() if name not in get_args(Status)}
        sign, name = _any_of(signs), _any_of(names)
        own = _any_of([pattern.title, pattern.id, *pattern.aliases])
        subject = rf"(?:(?P<vague>this|it)|(?:this|the|our) (?:pattern|page)|(?:the )?(?:{own})(?: pattern)?)"
        rated = r"(?:classified|rated|ranked)(?: as)?(?: an?)?"
        kind = r"(?:[- ]tier)?(?:[- ]standard)?"
        ends = r"(?=\s*(?:[.,;:!)|(]|$|(?:and|but|because|since|as) ))"
        return cls(
            signs,
            names,
            re.compile(
                rf"(?im)(?:^|[{_BARS}])\s*(?:tier|classification|rating|status)\s*[:=]\s*"
                rf"(?:(?P<sign>{sign})\s*)?(?P<name>{name})?{kind}(?: pattern)?(?=\s*(?:[.,;!({_BARS}]|$))"
            ),
            re.compile(
                rf"(?i)^(?:{subject} is (?:(?:still|now|currently|today) )?"
                rf"(?:(?:an?|our) (?P<a>{name}){kind}[- ]pattern\b|(?:{rated} )?(?P<b>{name}){kind}{ends})"
                rf"|{rated} (?P<c>{name}){kind}(?: pattern)?{ends})"
            ),
            re.compile(rf"(?i)^(?P<sign>{sign})\s*(?P<name>{name}){kind}(?: pattern)?[.!]?$"),
        )

    def claim(self, found: re.Match[str], origin: Origin) -> TierClaim:
        """Return what a match states."""
        groups = found.groupdict()
        name = next((groups[key] for key in ("name", "a", "b", "c") if groups.get(key)), None)
        tier, word = (self.names[name.casefold()], name) if name else (self.signs[groups["sign"]], groups["sign"])
        return TierClaim(tier, " ".join(found[0].strip(f"{_BARS} \n").split()), word, *origin)


def _is_sign(symbol: str) -> bool:
    return bool(symbol) and not any(character.isalnum() for character in symbol)


def _any_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of ``words``; one that nothing matches where there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def tier_claims(doctree: nodes.document, pattern: Pattern, domain: ExcellenceDomain) -> Iterator[TierClaim]:
    """Yield what the page of ``pattern`` states of its tier, in order."""
    wording = _Wording.of(pattern, domain.registry.tiers)
    title = next(doctree.findall(nodes.title), None)
    if title is not None:
        text, origin = _own_text(title), origin_of(title, domain)
        yield from (TierClaim(tier, sign, sign, *origin) for sign, tier in wording.signs.items() if sign in text)
    for passage in _passages(doctree, domain):
        yield from _stated(passage, wording)


def _stated(passage: _Passage, wording: _Wording) -> Iterator[TierClaim]:
    for found in wording.label.finditer(passage.text):
        if found["sign"] or found["name"]:
            yield wording.claim(found, passage.origin)
    whole = " ".join(passage.text.split())
    said = ""
    for sentence in _SENTENCE.split(whole):
        found_here = wording.sentence.search(sentence)
        # Behind the name of another pattern, `it` and `this` may be that.
        if found_here is not None and not (found_here["vague"] and (_GAP in said or passage.is_item)):
            yield wording.claim(found_here, passage.origin)
        said += sentence
    if not passage.is_item:
        yield from (wording.claim(found, passage.origin) for found in wording.medal.finditer(whole))


def _passages(node: nodes.Node, domain: ExcellenceDomain, *, is_item: bool = False) -> Iterator[_Passage]:
    """Yield the passages that may speak of the page's own pattern; what the toolkit shows is passed over."""
    for child in node.children:
        match child:
            case _ if isinstance(child, (*_NOT_ITS_OWN, *_ELSEWHERE)):
                continue
            case nodes.section() if _is_of_others(child):
                continue
            case nodes.title() if isinstance(node, nodes.section):
                continue
            case nodes.list_item() if is_item:  # an item below another speaks of that
                continue
            case nodes.field():
                name, body = (_own_text(part) for part in child.children[:2])
                yield _Passage(f"{name}: {body}", origin_of(child, domain), is_item)
            case nodes.TextElement():
                yield _Passage(_own_text(child), origin_of(child, domain), is_item)
            case _:
                yield from _passages(child, domain, is_item=is_item or isinstance(child, nodes.list_item))


def _is_of_others(section: nodes.section) -> bool:
    """Whether a section below the page's own speaks of other patterns or other times."""
    if not isinstance(section.parent, nodes.section):
        return False
    heading = next((child for child in section.children if isinstance(child, nodes.title)), None)
    if heading is None:
        return False
    return _OF_OTHERS.search(heading.astext()) is not None or any(heading.findall(addnodes.pending_xref))


def _own_text(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, _NOT_ITS_OWN):
        return _GAP
    return "".join(_own_text(child) for child in node.children)
