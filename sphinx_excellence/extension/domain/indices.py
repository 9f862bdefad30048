"""The indices of the domain: patterns by tier and by category."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, cast

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Index, IndexEntry
from sphinx.locale import get_translation

from sphinx_excellence.extension.domain.objects import HasObjects, RecordObject
from sphinx_excellence.messages import N_
from sphinx_excellence.views.vocabulary import NO_CATEGORY, STATUS, UNRATED

if TYPE_CHECKING:
    from sphinx.builders import Builder

_ = get_translation("sphinx_excellence")


class _PatternIndex(Index):
    """Patterns with a home page, grouped by a heading."""

    def _heading(self, pattern: RecordObject) -> tuple[int, str]:
        """Return the group's place in the order and its title."""
        raise NotImplementedError

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the groups with their entries, and that sub-entries stay open."""
        objects = cast("HasObjects", self.domain).objects
        wanted = set(docnames) if docnames is not None else None
        patterns = [(record_id, found) for (kind, record_id), found in objects.items() if kind == "pattern"]
        groups: dict[tuple[int, str], list[IndexEntry]] = {}
        for _id, pattern in sorted(patterns, key=lambda item: (item[1].title.casefold(), item[0])):
            if wanted is not None and pattern.docname not in wanted:
                continue
            status = str(_(STATUS[pattern.status])) if pattern.status else ""
            entry = IndexEntry(pattern.title, 0, pattern.docname, pattern.anchor, status, "", "")
            place, heading = self._heading(pattern)
            groups.setdefault((place, heading), []).append(entry)
        return [(heading, entries) for (_place, heading), entries in sorted(groups.items())], False


class PatternsByTier(_PatternIndex):
    """Patterns by tier, best first."""

    name = "tiers"
    localname = N_("Patterns by tier")
    shortname = N_("tiers")

    def _heading(self, pattern: RecordObject) -> tuple[int, str]:
        place, title = pattern.tier or (UNRATED_PLACE, UNRATED)
        return place, str(_(title))


class PatternsByCategory(_PatternIndex):
    """Patterns by category, in the order of the alphabet."""

    name = "categories"
    localname = N_("Patterns by category")
    shortname = N_("categories")

    def _heading(self, pattern: RecordObject) -> tuple[int, str]:
        return (0, pattern.category) if pattern.category else (1, str(_(NO_CATEGORY)))


#: Unrated patterns come after every tier.
UNRATED_PLACE = 10_000
_INDICES = (PatternsByTier, PatternsByCategory)


def is_empty(objects: Iterable[tuple[str, str]]) -> bool:
    """Whether there is nothing that the indices could list: Sphinx writes none then, and no link to one."""
    return not any(kind == "pattern" for kind, _id in objects)


def index_names(domain: str) -> list[str]:
    """Return the names of the indices' pages, as Sphinx makes them."""
    return [f"{domain}-{index.name}" for index in _INDICES]


def withdraw_labels(builder: Builder, objects: Iterable[tuple[str, str]]) -> None:
    """Take away the labels of index pages that a builder does not write: what refers to one is unresolved then.

    Sphinx sets the labels at the beginning of each run, whether there will be anything to list or not.
    """
    nothing, wanted = is_empty(objects), _wanted(builder)
    standard = builder.env.domains["std"]
    for name in index_names("excellence"):
        # A page may have a label of that name.
        if (nothing or not (wanted is True or name in wanted)) and standard.anonlabels.get(name) == (name, ""):
            del standard.anonlabels[name]
            standard.labels.pop(name, None)


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
        type(index.__name__, (index,), {"localname": str(_(index.localname)), "shortname": str(_(index.shortname))})
        for index in _INDICES
    ]
