"""The indices of the domain: patterns by tier and by category."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from sphinx.domains import Index, IndexEntry
from sphinx.locale import get_translation

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.views.faces import category_title, tier_badge
from sphinx_excellence.views.wording import STATUS

if TYPE_CHECKING:
    from sphinx_excellence.extension.domain import ExcellenceDomain

_ = get_translation("sphinx_excellence")


class _PatternIndex(Index):
    """Patterns with a home page, grouped by a heading."""

    def _heading(self, pattern: Pattern) -> tuple[int, str]:
        """Return the group's place in the order and its title."""
        raise NotImplementedError

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the groups with their entries, and that sub-entries stay open."""
        domain = cast("ExcellenceDomain", self.domain)
        wanted = set(docnames) if docnames is not None else None
        groups: dict[tuple[int, str], list[IndexEntry]] = {}
        for pattern in sorted(domain.registry.all_of(Pattern), key=lambda p: (p.title.casefold(), p.id)):
            home = domain.homes.get(("pattern", pattern.id))
            if home is None or (wanted is not None and home[0] not in wanted):
                continue
            status = str(_(STATUS[pattern.status])) if pattern.status else ""
            entry = IndexEntry(pattern.title, 0, home[0], home[1], status, "", "")
            groups.setdefault(self._heading(pattern), []).append(entry)
        return [(heading, entries) for (_place, heading), entries in sorted(groups.items())], False


class PatternsByTier(_PatternIndex):
    """Patterns by tier, best first."""

    name = "tiers"
    localname = N_("Patterns by tier")
    shortname = N_("tiers")

    def _heading(self, pattern: Pattern) -> tuple[int, str]:
        registry = cast("ExcellenceDomain", self.domain).registry
        tier = registry.tier_of(pattern)
        place = len(registry.tiers) if tier is None else tier.position
        return place, str(_(tier_badge(tier).title))


class PatternsByCategory(_PatternIndex):
    """Patterns by category, in the order of the alphabet."""

    name = "categories"
    localname = N_("Patterns by category")
    shortname = N_("categories")

    def _heading(self, pattern: Pattern) -> tuple[int, str]:
        title = category_title(pattern.category)
        return (0, title) if title else (1, str(_("No category")))


def indices() -> list[type[Index]]:
    """Return the indices with their names in the language of the project.

    Sphinx reads the names from the class, and builders that store them want plain text, so each run has classes of
    its own.
    """
    return [
        type(index.__name__, (index,), {"localname": str(_(index.localname)), "shortname": str(_(index.shortname))})
        for index in (PatternsByTier, PatternsByCategory)
    ]
