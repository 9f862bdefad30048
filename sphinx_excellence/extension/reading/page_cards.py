"""What a page shows of itself where other sites link to it, taken from the record that it is home to, or from its text.

Noted when the page is read, which is when records are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import nodes_below
from sphinx_excellence.extension.domain.objects import PageCard
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.extension.project.plain_words import plain_words
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.blocks import Inline, Reference, Sentence, Unknown
from sphinx_excellence.views.social_card import card

if TYPE_CHECKING:
    from sphinx_excellence.extension.domain.domain import ExcellenceDomain
    from sphinx_excellence.findings import RecordKey

#: How long a sentence from the text of a page may be, and how much of it is worth to be cut at the end of a sentence.
_LONGEST, _ENOUGH = 200, 70
_END = re.compile(r"[.?!][\"'\u201d\u2019)]?(?= )")


def card_of_page(domain: ExcellenceDomain, docname: str, doctree: nodes.document) -> PageCard:
    """Return what a page that was just read shows of itself, and note what that depends on."""
    own = _described(doctree)
    key = _subject(domain, docname)
    record = domain.registry.find(*key) if key is not None else None
    if key is None or record is None:
        return PageCard(own or _first_words(doctree))
    kind, registry = domain.registry.kinds[key[0]], domain.registry
    shown, tier = card(record, registry), registry.tier_of(record)
    queries = [Query(kind.name, record.id, "whole"), *_references(shown.sentence)]
    if tier is not None:
        queries.append(Query("tier", tier.id, "whole"))
    for query in queries:
        domain.note_query(docname, query)
    noun = worded(str(kind.noun))
    about = [f"{noun[:1].upper()}{noun[1:]}", *map(plain_words, shown.rating)]
    sentence = own or "".join(map(plain_words, shown.sentence)) or _first_words(doctree)
    looks = (tier.colours.dark, tier.icon, "" if tier.icon else tier.symbol) if tier is not None else ()
    return PageCard(_shortened(sentence), " \N{MIDDLE DOT} ".join(filter(None, about)), *looks)


def _subject(domain: ExcellenceDomain, docname: str) -> RecordKey | None:
    """Return the record that a page is about: the only one that it is home to, or the only pattern."""
    homes = list(dict.fromkeys((home.kind, home.id) for home in domain.facts_of(docname).homes))
    in_front_matter = domain.home_by_front_matter(docname)
    if in_front_matter is not None:
        return in_front_matter
    patterns = [key for key in homes if key[0] == "pattern"]
    return homes[0] if len(homes) == 1 else patterns[0] if len(patterns) == 1 else None


def _references(inlines: Iterable[Inline]) -> Iterator[Query]:
    for inline in inlines:
        match inline:
            case Sentence():
                for part in inline.parts:
                    yield from _references(part)
            case Reference():
                yield Query(inline.kind, inline.id, "link")
            case Unknown():
                yield Query(inline.kind, inline.name, "link")


def _described(doctree: nodes.document) -> str:
    """Return what a page says of itself in its metadata."""
    found = (node for node in doctree.findall(nodes.meta) if node.get("name") == "description")
    return next((" ".join(str(node["content"]).split()) for node in found), "")


def _first_words(doctree: nodes.document) -> str:
    """Return the beginning of the first paragraph of a page; a reference that has no text yet has none to show."""
    for node in nodes_below((doctree,), excellence_view):
        if not isinstance(node, nodes.paragraph) or not isinstance(node.parent, nodes.section | nodes.document):
            continue
        links = [each for each in node.findall(addnodes.pending_xref) if not each.get("refexplicit")]
        if text := "" if links else " ".join(node.astext().split()):
            return _shortened(text)
    return ""


def _shortened(text: str) -> str:
    """Return a text that is not too long, cut at the end of a sentence, or else of a word."""
    if len(text) <= _LONGEST:
        return text
    ends = [found.end() for found in _END.finditer(text, 0, _LONGEST)]
    if ends and ends[-1] >= _ENOUGH:
        return text[: ends[-1]]
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]}\N{HORIZONTAL ELLIPSIS}"
