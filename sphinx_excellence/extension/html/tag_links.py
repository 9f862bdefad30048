"""Leads the tags in a record's header to their headings in the index of tags, in HTML that has that page.

A tag that a page of its own lists leads there already, in every format (see ``ExcellenceDomain``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_excellence.extension.doctree.nodes import excellence_tag
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.html.index_pages import anchor_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The page and the label of the index.
_INDEX = "excellence-tags"
#: Builders of one file, and of a book, which have no pages for indices.
_WITHOUT_INDICES = frozenset({"singlehtml", "epub"})


def link_tags(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make a link of each tag that is none: to the index alone where no record of this page is in it."""
    if not _has_index(app):
        return
    tags = [tag for tag in doctree.findall(excellence_tag) if not isinstance(tag.parent, nodes.reference)]
    if not tags:
        return
    domain = domain_of(app.env)
    keys = ((home.kind, home.id) for home in domain.facts_of(docname).homes)
    listed = {group.title for key in keys if (found := domain.objects.get(key)) for group in found.tags}
    address = app.builder.get_relative_uri(docname, _INDEX)
    for tag in tags:
        part = f"#{anchor_of(tag['title'])}" if tag["title"] in listed else ""
        link = nodes.reference("", "", *tag.children, internal=True, refuri=address + part)
        tag.children = []
        tag.append(link)


def _has_index(app: Sphinx) -> bool:
    if not isinstance(app.builder, StandaloneHTMLBuilder) or app.builder.name in _WITHOUT_INDICES:
        return False
    return app.env.domains["std"].anonlabels.get(_INDEX) == (_INDEX, "")
