"""The pages of a build as the scorecard measures them: what each leads to, and of guides how long they are.

Owns which links count: those in bodies, written or made by a view, and the entries of tables of contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_excellence.extension.doctree.nodes import (
    excellence_controls,
    excellence_drawing,
    excellence_drawing_key,
    excellence_news,
    excellence_script_only,
)
from sphinx_excellence.extension.domain.domain import ExcellenceDomain
from sphinx_excellence.extension.reading.page_facts import links_in, settling
from sphinx_excellence.loader.page_kinds import kind_of_page
from sphinx_excellence.model.pages import PageLink
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.site import Site, SitePage
from sphinx_excellence.views.measures import GUIDES

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_WORD = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}.-]\w+)*")
#: What nobody reads as prose.
_NO_PROSE = (
    nodes.literal_block, nodes.math_block, nodes.comment, nodes.raw, excellence_controls, excellence_drawing,
    excellence_drawing_key, excellence_news, excellence_script_only,
)  # fmt: skip


def site_of(env: BuildEnvironment, domain: ExcellenceDomain, registry: Registry) -> Site:
    """Return the pages of the site, once all are read. Of guides, their trees are read, unless they were before."""
    homes = {key: found.docname for key, found in sorted(domain.objects.items())}
    guides = _guides(domain, homes.items(), registry)
    settled = settling(env)

    def pages_of(links: Iterable[PageLink]) -> Iterator[str]:
        for link in filter(None, map(settled, links)):
            record = registry.resolve(link.kind, link.target) if link.kind else None
            page = link.target if not link.kind else homes.get((link.kind, record or ""))
            if page is not None:
                yield page

    pages = {}
    for docname, facts in sorted(domain.page_facts().items()):
        links = {*pages_of(facts.links), *facts.toctree_pages} - {docname}
        words, last = _guide(env, domain, docname) if docname in guides else (None, ())
        last_links = {*pages_of(last)} - {docname}
        title = env.titles[docname].astext() if docname in env.titles else docname
        pages[docname] = SitePage(title, tuple(sorted(links)), words, tuple(sorted(last_links)))
    return Site(env.config.root_doc, pages, homes)


def guide_patterns(registry: Registry) -> tuple[str, ...]:
    """Return the patterns of the names of pages that are guides."""
    return registry.scorecard["guides"].pages or GUIDES


def _guides(
    domain: ExcellenceDomain, homes: Iterable[tuple[tuple[str, str], str]], registry: Registry
) -> frozenset[str]:
    """Return the pages that are guides: home to a playbook, or named so, and without a table of contents."""
    patterns = dict.fromkeys(guide_patterns(registry), "guide")
    found = {page for (kind, _id), page in homes if kind == "migration"}
    for docname, facts in domain.page_facts().items():
        if kind_of_page(docname, patterns) and not facts.toctree_pages:
            found.add(docname)
    return frozenset(found)


def _guide(env: BuildEnvironment, domain: ExcellenceDomain, docname: str) -> tuple[int, tuple[PageLink, ...]]:
    """Return how many words a page has, and the links in its last section."""
    made_from = domain.dependencies_of(docname)
    if made_from.guide is None:
        doctree = env.get_doctree(docname)
        made_from.guide = (_words(doctree), links_in(_last_section(doctree), docname, domain))
    return made_from.guide


def _words(node: nodes.Node) -> int:
    if isinstance(node, nodes.Text):
        return len(_WORD.findall(node))
    return 0 if isinstance(node, _NO_PROSE) else sum(_words(child) for child in node.children)


def _last_section(doctree: nodes.document) -> nodes.Element:
    """Return the last section below the title of a page; the page where it has none."""
    within: nodes.Element = doctree
    for _level in range(2):  # the section of the title, and those in it
        sections = [child for child in within.children if isinstance(child, nodes.section)]
        if not sections:
            break
        within = sections[-1]
    return within
