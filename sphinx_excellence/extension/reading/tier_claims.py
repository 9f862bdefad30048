"""The tiers that the page of a pattern states in its own words: a medal in its title, ``Tier: Silver``, a sentence.

Owns telling a statement about the page's own pattern from everything else that names a tier: comparisons, the past,
other patterns, quotations, code, legends. Where there is a doubt nothing is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.extension.doctree.nodes import excellence_badge, excellence_view
from sphinx_excellence.extension.project.labels import translated
from sphinx_excellence.extension.reading.source_positions import SourceLine, source_line_of
from sphinx_excellence.model.pages import TierClaim
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.tier_wording import GAP, OF_OTHERS, Statement, Wording
from sphinx_excellence.model.vocabulary import PATTERN_STATUS
from sphinx_excellence.views.blocks import Label

if TYPE_CHECKING:
    from sphinx_excellence.extension.domain.domain import ExcellenceDomain

#: What holds no words of the page's own: what the toolkit shows, and code.
_NOT_ITS_OWN = (excellence_view, excellence_badge, nodes.literal, nodes.literal_block, nodes.raw, nodes.comment)
#: What speaks of other things than the page's pattern, or in other people's words.
_ELSEWHERE = (nodes.block_quote, nodes.footnote, nodes.citation, addnodes.toctree)
#: The heads of a table of facts, and of a column that makes a table speak of other times.
_FACT_HEADS = (
    re.compile(r"(?i)(?:property|attribute|aspect|field|key|fact|characteristic|metric|item|name)?"),
    re.compile(r"(?i)(?:values?|details?|description|assessment|information)?"),
)
_TIME_HEADS = re.compile(r"(?i)\b(?:date|year|since|until|when|previous\w*|former\w*|was|before|after|then|history)\b")
_NAME_HEADS = re.compile(r"(?i)(?:patterns?|names?|approach(?:es)?|techniques?)?")
#: A table of facts has a label and a value.
_FACT = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """The statements of one passage, where it begins, and what it is in."""

    statements: Sequence[Statement]
    origin: SourceLine
    within: nodes.Node


def tier_claims(doctree: nodes.document, pattern: Pattern, domain: ExcellenceDomain) -> Iterator[TierClaim]:
    """Yield what the page of ``pattern`` states of its tier, in order."""
    found = list(_Reader(pattern, domain).read(doctree))
    # Medals side by side explain what each means.
    legends: dict[int, set[str]] = {}
    for place in found:
        legends.setdefault(id(place.within), set()).update(each.tier for each in place.statements if each.weak)
    for place in found:
        for tier, words, word, weak in place.statements:
            # A word and a sign that differ are in one passage; a legend has more of them.
            if not weak or len(legends[id(place.within)]) <= len({each.tier for each in place.statements}):
                yield TierClaim(tier, words, word, *place.origin)


class _Reader:
    """Reads the page of one pattern."""

    def __init__(self, pattern: Pattern, domain: ExcellenceDomain) -> None:
        self._pattern = pattern
        self._domain = domain
        registry = domain.registry
        self._wording = Wording.of(
            registry.tiers, registry.vocabulary[PATTERN_STATUS], lambda text: translated(Label(text))
        )
        self._own = {name.casefold() for name in (pattern.title, pattern.id, *pattern.aliases)}

    def read(self, doctree: nodes.document) -> Iterator[_Place]:
        title = next(doctree.findall(nodes.title), None)
        if title is not None:
            yield self._place(title, self._wording.in_heading(_own_text(title)))
        yield from self._below(doctree)

    def _place(self, node: nodes.Node, statements: Iterator[Statement]) -> _Place:
        found = tuple(statements)
        return _Place(found, source_line_of(node, self._domain) if found else SourceLine(), node.parent)

    def _below(self, node: nodes.Node, *, is_item: bool = False) -> Iterator[_Place]:
        """Yield what the passages below a node state; what the toolkit shows is passed over."""
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
                case nodes.table():
                    yield from self._table(child)
                case nodes.definition_list_item():
                    # A term that is a label; whatever else is explained is something else.
                    label, value = _own_text(child.children[0]), _own_text(child.children[-1])
                    yield self._place(child, self._wording.facts(label, value))
                case nodes.field():
                    label, value = (_own_text(part) for part in child.children[:2])
                    yield self._place(child, self._stated(f"{label}: {value}", is_item=is_item))
                case nodes.image():
                    alternative = str(child.get("alt", ""))
                    yield self._place(child, self._stated(alternative, is_item=is_item))
                case nodes.TextElement():
                    yield self._place(child, self._stated(_own_text(child), is_item=is_item))
                    yield from self._badges(child)
                case _:
                    yield from self._below(child, is_item=is_item or isinstance(child, nodes.list_item))

    def _stated(self, text: str, *, is_item: bool) -> Iterator[Statement]:
        return self._wording.stated(text, self._pattern, is_item=is_item)

    def _badges(self, passage: nodes.TextElement) -> Iterator[_Place]:
        """Yield what the badges and images in a passage state, each of which is a statement by itself."""
        badges = [inline for inline in passage.findall(nodes.inline) if _is_badge(inline)]
        # A badge within a sentence is a part of that.
        if badges and not _own_text(passage, without=tuple(badges)).strip():
            for badge in badges:
                yield self._place(badge, self._wording.bare(_own_text(badge)))
        for image in passage.findall(nodes.image):
            yield self._place(image, self._stated(str(image.get("alt", "")), is_item=False))

    def _table(self, table: nodes.table) -> Iterator[_Place]:
        """Yield what a table states that lists facts, or that gives this pattern its tier among others."""
        rows = [[_own_text(entry).strip() for entry in row.findall(nodes.entry)] for row in table.findall(nodes.row)]
        places = list(table.findall(nodes.row))
        has_head = next(iter(table.findall(nodes.thead)), None) is not None
        heads = rows[0] if has_head else []
        labels = [column for column, head in enumerate(heads) if self._wording.labels.fullmatch(head)]
        is_facts = not has_head or (
            len(heads) == _FACT and all(form.fullmatch(head) for form, head in zip(_FACT_HEADS, heads, strict=True))
        )
        is_listed = bool(labels) and _NAME_HEADS.fullmatch(heads[0]) and not any(map(_TIME_HEADS.search, heads))
        for row, place in zip(rows[has_head:], places[has_head:], strict=True):
            if is_facts and len(row) == _FACT:
                yield self._place(place, self._wording.facts(*row))
            elif is_listed and row and row[0].casefold() in self._own:
                for column in labels:
                    if 0 < column < len(row):
                        yield self._place(place, self._wording.bare(row[column]))


def _is_of_others(section: nodes.section) -> bool:
    """Whether a section below the page's own speaks of other patterns or other times."""
    if not isinstance(section.parent, nodes.section):
        return False
    heading = next((child for child in section.children if isinstance(child, nodes.title)), None)
    if heading is None:
        return False
    return OF_OTHERS.search(heading.astext()) is not None or any(heading.findall(addnodes.pending_xref))


def _is_badge(inline: nodes.inline) -> bool:
    """Whether another extension draws an inline as a badge."""
    return not isinstance(inline, excellence_badge) and any("badge" in name for name in inline["classes"])


def _own_text(node: nodes.Node, *, without: tuple[nodes.Node, ...] = ()) -> str:
    if node in without:
        return ""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, _NOT_ITS_OWN):
        return GAP
    return "".join(_own_text(child, without=without) for child in node.children)
