"""The indices of the domain: patterns by tier and by category, records by tag."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as html_escape
from typing import TYPE_CHECKING, Literal, cast

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.domains import Index, IndexEntry
from sphinx.util.texescape import escape

from sphinx_excellence.extension.domain.objects import UNRATED_PLACE, Group, HasIndices, HasObjects, RecordObject, Shown
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.messages import N_
from sphinx_excellence.views.vocabulary import NO_CATEGORY, UNRATED

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.domains import Domain


class _RecordIndex(Index):
    """Records with a home page, grouped by headings."""

    def _headings(self, kind: str, record: RecordObject) -> list[Group]:
        """Return the groups that a record is in, each with its place in the order and its title."""
        raise NotImplementedError

    def _extra(self, kind: str, record: RecordObject) -> str:
        """Return what follows the title of a record."""
        return _shown(record.status) if record.status is not None else ""

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the groups with their entries, and that sub-entries stay open."""
        objects = cast("HasObjects", self.domain).objects
        wanted = set(docnames) if docnames is not None else None
        groups: dict[Group, list[IndexEntry]] = {}
        for (kind, _id), found in sorted(objects.items(), key=lambda item: (item[1].title.casefold(), item[0][1])):
            if wanted is not None and found.docname not in wanted:
                continue
            for group in self._headings(kind, found):
                entry = IndexEntry(found.title, 0, found.docname, found.anchor, self._extra(kind, found), "", "")
                groups.setdefault(group, []).append(entry)
        return [(group.title, entries) for group, entries in sorted(groups.items())], False


def _shown(word: Shown) -> str:
    return word.text if word.is_own else worded(word.text)


class PatternsByTier(_RecordIndex):
    """Patterns by tier, best first."""

    name = "tiers"
    localname = N_("Patterns by tier")
    shortname = N_("tiers")

    def _headings(self, kind: str, record: RecordObject) -> list[Group]:
        place, title = record.tier or (UNRATED_PLACE, UNRATED)
        return [Group((place, ""), worded(title))] if kind == "pattern" else []


class PatternsByCategory(_RecordIndex):
    """Patterns by category: those with an order first, the others in the order of the alphabet."""

    name = "categories"
    localname = N_("Patterns by category")
    shortname = N_("categories")

    def _headings(self, kind: str, record: RecordObject) -> list[Group]:
        if kind != "pattern":
            return []
        return list(record.categories) or [Group((UNRATED_PLACE, ""), worded(NO_CATEGORY))]


class RecordsByTag(_RecordIndex):
    """Records of all kinds by tag."""

    name = "tags"
    localname = N_("Records by tag")
    shortname = N_("tags")

    def _headings(self, kind: str, record: RecordObject) -> list[Group]:
        return list(dict.fromkeys(record.tags))

    def _extra(self, kind: str, record: RecordObject) -> str:
        return worded(cast("HasObjects", self.domain).object_types[kind].lname)


_INDICES = (PatternsByTier, PatternsByCategory, RecordsByTag)


def _page(domain: HasIndices, index: type[Index]) -> str:
    """Return the name of the page of an index, as Sphinx makes it."""
    return f"{domain.name}-{index.name}"


def index_names(domain: HasIndices) -> list[str]:
    """Return the names of the indices' pages."""
    return [_page(domain, index) for index in domain.own_indices]


def listed_indices(domain: HasIndices) -> list[tuple[str, str, str]]:
    """Return the indices with something to list, by the names of their pages, with what pages call them."""
    return [
        (_page(domain, index), index.localname, index.shortname or "")
        for index in domain.own_indices
        if index(cast("Domain", domain)).generate()[0]
    ]


def empty_indices(domain: HasIndices) -> list[str]:
    """Return the names of the pages of indices with nothing to list: Sphinx writes none, and no link to one."""
    listed = {name for name, *_titles in listed_indices(domain)}
    return [name for name in [*index_names(domain), *domain.former_indices] if name not in listed]


def withdraw_labels(builder: Builder, domain: HasIndices) -> None:
    """Take away the labels of index pages that a builder does not write: what refers to one is unresolved then.

    Sphinx sets the labels at the beginning of each run, whether there will be anything to list or not.
    """
    empty, wanted = empty_indices(domain), _wanted(builder)
    standard = builder.env.domains["std"]
    for name in index_names(domain):
        # A page may have a label of that name.
        if (name in empty or not (wanted is True or name in wanted)) and standard.anonlabels.get(name) == (name, ""):
            del standard.anonlabels[name]
            standard.labels.pop(name, None)


def escape_titles(builder: Builder, domain: HasIndices) -> None:
    """Make titles of the data fit to be written by Sphinx's writer of LaTeX, which takes them as they are."""
    if isinstance(builder, LaTeXBuilder):
        for index in domain.own_indices:
            index.localname = escape(index.localname, builder.config.latex_engine)


def _wanted(builder: Builder) -> Iterable[str] | Literal[True]:
    """Return the indices that a builder may write, by its settings; those without one may write all."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        return True
    wanted: Iterable[str] | bool = builder.config.html_domain_indices
    return wanted if wanted is True else wanted or ()


def indices() -> list[type[Index]]:
    """Return the indices with their names in the language of the project.

    Sphinx reads the names from the class, and builders that store them want plain text, so each run has classes of
    its own.
    """
    return [
        type(
            index.__name__,
            (index,),
            {"localname": worded(index.localname), "shortname": html_escape(worded(index.shortname))},
        )
        for index in _INDICES
    ]
