"""Paths of reading: which pages are their stops, and in which order.

A path is noted when its page is read. Where its links lead is known once all pages are: then each page can say on which
paths it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_excellence.extension.doctree.nodes import excellence_path
from sphinx_excellence.extension.domain.domain import ExcellenceDomain, domain_of
from sphinx_excellence.extension.domain.objects import ReadingPath

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.model.pages import PageLink


class Stop(NamedTuple):
    """A page as one of the ``total`` stops of a path, from 1; the ``following`` page is empty at the last."""

    path: ReadingPath
    path_page: str
    number: int
    total: int
    following: str
    following_title: str


def paths_in(doctree: nodes.document, docname: str, domain: ExcellenceDomain) -> tuple[ReadingPath, ...]:
    """Return the paths of a page that was just read; the first link of an item is its stop."""
    from sphinx_excellence.extension.reading.page_facts import links_in  # noqa: PLC0415 - loads the records' models

    found = []
    for node in doctree.findall(excellence_path):
        links = [links_in(item, docname, domain)[:1] for item in items_of(node)]
        found.append(ReadingPath(node["title"], node["ids"][0], tuple(link for each in links for link in each)))
    return tuple(found)


def items_of(node: nodes.Element) -> Iterator[nodes.list_item]:
    """Yield the items of the lists of a path, which are its stops."""
    for child in node.children:
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            yield from (item for item in child.children if isinstance(item, nodes.list_item))


def stops_by_page(env: BuildEnvironment) -> dict[str, tuple[Stop, ...]]:
    """Return the stops that each page is, by its name; pages on no path are not in it."""
    domain, found = domain_of(env), dict[str, tuple[Stop, ...]]()
    if not any(made_from.paths for made_from in domain.dependencies.values()):
        return found
    from sphinx_excellence.extension.reading.page_facts import settling  # noqa: PLC0415 - loads the records' models

    settled = settling(env)

    def page_of(link: PageLink) -> str | None:
        if link.kind and (place := domain.destination(link.kind, link.target)) is not None:
            return place.docname
        page = settled(link)
        return page.target if page is not None and not page.kind and page.target in env.all_docs else None

    def title_of(docname: str) -> str:
        return env.titles[docname].astext() if docname in env.titles else docname

    for docname, made_from in sorted(domain.dependencies.items()):
        for path in made_from.paths:
            pages = [page for page in dict.fromkeys(map(page_of, path.stops)) if page is not None]
            for number, (page, following) in enumerate(zip_longest(pages, pages[1:], fillvalue=""), start=1):
                title = title_of(following) if following else ""
                stop = Stop(path, docname, number, len(pages), following, title)
                found[page] = (*found.get(page, ()), stop)
    return found
