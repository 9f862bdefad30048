"""Inserts the record into a page whose front matter makes it the home page of it: a banner, a decision's header, ...

It goes below the first heading, without a directive, unless the page has the record's own directive itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_excellence.extension.doctree.composer import Composer
from sphinx_excellence.extension.doctree.held_views import view_node
from sphinx_excellence.extension.domain.domain import ExcellenceDomain, domain_of
from sphinx_excellence.extension.markup.directives.base import add_home_anchor
from sphinx_excellence.extension.markup.directives.health import SHOWN_OF_HEALTH
from sphinx_excellence.extension.markup.directives.radar_editions import SHOWN_OF_PATTERNS, edition_queries
from sphinx_excellence.extension.markup.feedback import with_feedback_links
from sphinx_excellence.model.decision_sections import normalised
from sphinx_excellence.model.pages import Home
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.lineages import lineage_queries
from sphinx_excellence.views.own_records import with_own_fields
from sphinx_excellence.views.page_text import without_page_text


class FrontMatterView(SphinxTransform):
    """Puts the record below the first heading."""

    # Before any other transform, so that the record is a part of the page like any other.
    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Insert the record where the page is its home by its front matter and shows it nowhere yet."""
        domain = domain_of(self.env)
        docname = self.env.docname
        if domain.session is None or not docname:
            return
        key = domain.home_by_front_matter(docname)
        if key is not None and key[0] == "decision":
            _mark_sections(self.document, domain.session.settings.headings)
        record = domain.registry.find(*key) if key is not None else None
        if key is None or record is None or _is_shown(domain, docname, *key):
            return
        kind, record_id = key
        for facet in ("whole", "onward", "health", "usage-reports", "referrers"):
            domain.note_query(docname, Query(kind, record_id, facet))
        if kind in {"selector", "review"}:  # they show something of every pattern
            domain.note_query(docname, Query("", "", "everything"))
        for query in lineage_queries(record):
            domain.note_query(docname, query)
        if isinstance(record, Pattern):
            for query in edition_queries(record):
                domain.note_query(docname, query)
        if kind == "edition":
            for query in SHOWN_OF_PATTERNS:
                domain.note_query(docname, query)
        if kind == "health":
            for query in SHOWN_OF_HEALTH:
                domain.note_query(docname, query)
        composer = Composer(domain, docname, self.document["source"], 1, self.document)
        of_kind = domain.registry.kinds[kind]
        shown = without_page_text(record, kind, domain.registry)
        view = of_kind.view(shown, domain.registry)
        view = with_own_fields(view, of_kind, shown, domain.registry)
        node = view_node(composer, with_feedback_links(view, domain, docname, kind, record))
        section = next(iter(self.document.findall(nodes.section)), None)
        if section is None:
            self.document.insert(_below_front_matter(self.document), node)
        else:
            title = section.first_child_matching_class(nodes.title)
            section.insert(0 if title is None else title + 1, node)
        if kind == "pattern":
            domain.note_banner(docname, record_id)
        anchor = add_home_anchor(self.env, self.document, node, kind, record_id)
        domain.note_home(docname, Home(kind, record_id, anchor, 1))


def _mark_sections(document: nodes.document, headings: Mapping[str, str]) -> None:
    """Give the sections of a decision's page a class, by their headings."""
    for section in document.findall(nodes.section):
        title = section.first_child_matching_class(nodes.title)
        name = headings.get(normalised(section[title].astext())) if title is not None else None
        if name is not None:
            section["classes"].append(f"excellence-section-{name}")


def _below_front_matter(document: nodes.document) -> int:
    """Return where a page without headings begins: below its front matter, which docutils looks for at the top."""
    for index, node in enumerate(document.children):
        if not isinstance(node, nodes.PreBibliographic):
            return index + 1 if isinstance(node, nodes.field_list) else index
    return len(document)


def _is_shown(domain: ExcellenceDomain, docname: str, kind: str, record_id: str) -> bool:
    """Whether a directive in the page shows the record already."""
    facts = domain.facts.get(docname)
    if facts is None:
        return False
    if kind == "pattern":
        return record_id in facts.banners
    return any((home.kind, home.id) == (kind, record_id) for home in facts.homes)
