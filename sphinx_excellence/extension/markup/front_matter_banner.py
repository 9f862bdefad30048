"""Inserts the banner into a page whose front matter makes it the home page of a pattern.

It goes below the first heading, without a directive, unless the page has a ``pattern-tier`` itself.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_excellence.extension.doctree.composer import Composer
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.markup.directives.base import mark_home
from sphinx_excellence.model.pages import Home
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.patterns import banner


class FrontMatterBanner(SphinxTransform):
    """Puts the banner below the first heading."""

    # Before any other transform, so that the banner is a part of the page like any other.
    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Insert the banner where the page is a home by its front matter and shows none yet."""
        domain = domain_of(self.env)
        docname = self.env.docname
        if domain.session is None or not docname:
            return
        home = domain.home_by_front_matter(docname)
        pattern = domain.registry.pattern(home[1]) if home is not None else None
        if pattern is None:
            return
        facts = domain.facts.get(docname)
        if facts is not None and pattern.id in facts.banners:
            return
        for facet in ("whole", "migrations"):
            domain.note_query(docname, Query("pattern", pattern.id, facet))
        composer = Composer(domain, docname, self.document["source"], 1, self.document)
        node = composer.view(banner(pattern, domain.registry))
        section = next(iter(self.document.findall(nodes.section)), None)
        if section is None:
            self.document.insert(0, node)
        else:
            title = section.first_child_matching_class(nodes.title)
            section.insert(0 if title is None else title + 1, node)
        domain.note_banner(docname, pattern.id)
        anchor = mark_home(self.env, self.document, node, "pattern", pattern.id)
        domain.note_home(docname, Home("pattern", pattern.id, anchor, 1))
