"""What the search knows of pages: titles, headings, which records they list, and which list on them readers filter.

Titles and headings only: what a page says in its text is for Sphinx's own search, and its code is no answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.extension.doctree.nodes import excellence_controls, excellence_view
from sphinx_excellence.views.search_answers import FilterableList
from sphinx_excellence.views.search_related import PageText

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.domain.domain import ExcellenceDomain

#: The view that is a list of patterns, and the matches of menus whose values can be in an address.
_LIST, _MATCHES = "catalogue", frozenset({"is", "has"})
#: The menu of problems: those are answers themselves, and lead to what solves them.
_PROBLEMS = "problem"


def page_texts(env: BuildEnvironment, domain: ExcellenceDomain, kinds: Collection[str]) -> list[PageText]:
    """Return the pages that are home to no record of ``kinds``, by name, without those that Sphinx does not search."""
    homes: dict[str, str] = {}
    for (kind, _id), found in sorted(domain.objects.items()):
        if kind in kinds:
            homes.setdefault(found.docname, kind)
    pages = []
    for docname in sorted(env.titles):
        if docname in homes or docname == env.config.root_doc or "nosearch" in env.metadata.get(docname, {}):
            continue
        title = env.titles[docname].astext()
        below = env.toctree_includes.get(docname, ())
        listed = Counter(homes[page] for page in below if page in homes)
        kind, count = listed.most_common(1)[0] if listed else ("", 0)
        # Home to none itself, and most of what its table of contents leads to is home to one of a kind.
        lists = kind if 2 * count > len(below) else ""
        pages.append(PageText(docname, title, tuple(_headings(env, docname)), lists))
    return pages


def _headings(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield the headings of a page below its title."""
    toc = env.tocs.get(docname)
    if toc is not None:
        for link in toc.findall(nodes.reference):
            if link.get("anchorname") and not isinstance(link.parent, addnodes.toctree):
                yield link.astext()


def filterable_list(doctree: nodes.document, docname: str) -> FilterableList | None:
    """Return the list of patterns on a page, if the first form of the page filters one."""
    form = next(iter(doctree.findall(excellence_controls)), None)
    if form is None:
        return None
    view, section = form.parent, form.parent
    while view is not None and not isinstance(view, excellence_view):
        view = view.parent
    if view is None or view["view"] != _LIST:
        return None
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    anchor = section["ids"][0] if section is not None and section["ids"] else ""
    menus = tuple(
        (control["name"], tuple((option["value"], option["label"]) for option in control["options"] if option["value"]))
        for control in form["form"]["controls"]
        if control["match"] in _MATCHES and control["name"] != _PROBLEMS
    )
    return FilterableList(docname, anchor, menus) if menus else None


def filterable_lists(domain: ExcellenceDomain) -> list[FilterableList]:
    """Return the lists of patterns of all pages, the one first that can be filtered by most."""
    found = [each for _docname, made_from in sorted(domain.dependencies.items()) if (each := made_from.filterable)]
    return sorted(found, key=lambda each: -sum(len(options) for _menu, options in each.menus))
