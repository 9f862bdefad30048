"""Adds entries to the general index at the home pages of records.

Sphinx's search looks into the general index too, and books have it at their end: both come from the same nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.project.labels import translated
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.index_terms import IndexTerm, index_terms

#: As Sphinx keeps an entry: its sort, its text, the anchor, whether it is the main one, and what it is sorted by. Those
#: of a home are: the search shows others behind everything else that it finds, and the index sets these in bold.
Entry = tuple[str, str, str, str, None]


class IndexTerms(SphinxTransform):
    """Puts the terms of a record before its home; they point at the section of that page."""

    # After texts are translated (20): the terms come from records, which are translated already. Before
    # Sphinx takes a page's entries (when it is read to the end).
    default_priority = 30

    def apply(self, **kwargs: Any) -> None:
        """Add the nodes."""
        domain = domain_of(self.env)
        facts = domain.facts.get(self.env.docname) if domain.session is not None else None
        homes = {home.anchor: home for home in facts.homes} if facts is not None else {}
        if not homes:
            return
        for view in list(self.document.findall(excellence_view)):
            for home in [homes[anchor] for anchor in view["ids"] if anchor in homes]:
                record = domain.registry.of_kind(home.kind).get(home.id)
                if record is None:
                    continue
                anchor = _place(view, home.anchor)
                entries = [
                    entry
                    for term in index_terms(domain.registry.kinds[home.kind], record, domain.registry.words)
                    for entry in _entries(term, anchor)
                ]
                # `inline`: Sphinx hands the others to translators, and there is nothing to translate.
                node = addnodes.index(entries=entries, inline=True)
                node.source, node.line, node.document = view.source, view.line, self.document
                view.parent.insert(view.parent.index(view), node)


def _place(view: excellence_view, anchor: str) -> str:
    """Return the anchor of the section around a view; the view's own where there is none."""
    section = view.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    return str(section["ids"][0]) if section is not None and section["ids"] else anchor


def _entries(term: IndexTerm, anchor: str) -> Iterator[Entry]:
    if term.leads_to:
        yield "see", f"{_plain(term.text)}; {_plain(term.leads_to)}", anchor, "main", None
    else:
        below = translated(term.below) if isinstance(term.below, Label) else term.below
        parts = [_plain(part) for part in (term.text, below) if part]
        yield "single", "; ".join(parts), anchor, "main", None


def _plain(text: str) -> str:
    """Return a text without what parts an entry from its sub-entry."""
    return text.replace(";", ",")
