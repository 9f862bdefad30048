"""One thing that the search may lead to, the texts that speak for it, and what readers call things of its kind.

Owns what an entry holds. ``search`` and ``search_related`` make the entries, ``search_words`` the index of their words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_excellence.messages import N_
from sphinx_excellence.views.blocks import Badge
from sphinx_excellence.views.record_names import initials
from sphinx_excellence.views.search_successors import Successor
from sphinx_excellence.views.search_words import joined_neighbours

#: The kind of an entry that is a page of the site, and home to no record that is an entry itself.
PAGE = "page"
#: What readers call things of a kind when they ask for such. A translation has the words of its language.
KIND_WORDS: Mapping[str, str] = {
    "pattern": N_("pattern, patterns, catalog, list"),
    "case-study": N_("case study, case studies, company"),
    "decision": N_("decision, ADR, architecture decision record"),
    "comparison": N_("comparison, compare, difference, vs, versus"),
    "migration": N_("migration, migrate, move, from, playbook"),
    "evolution": N_("history, timeline, lineage, evolution"),
    "selector": N_("selector, which pattern, choose, decide"),
    PAGE: N_("page, guide, manual, documentation"),
    "download": N_("download, print, offline, book, edition, file"),
}
#: Where a link of a text leads: all of its markup that would be taken for words.
_TARGET = re.compile(r"\]\([^()\[\]]*+(?:\([^()]*+\)[^()\[\]]*+)?+\)|<[a-z]++:[^<>]*+>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the panel may lead to.

    ``kind`` and ``id`` are the record's; ``part`` names a problem of a selector. ``names`` are its names,
    ``successors`` what replaces it where it is legacy, best first, ``members`` the patterns that it is about.
    """

    kind: str
    id: str
    title: str
    summary: str = ""
    part: str = ""
    badge: Badge | None = None
    place: int | None = None
    legacy: bool = False
    names: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    playbooks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(slots=True)
class SearchTexts:
    """The texts that speak for one entry, by field."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *texts: str | None) -> None:
        """Add texts to a field; nothing for those that are none."""
        self.fields.setdefault(name, []).extend(_TARGET.sub("]", text) for text in texts if text)

    def name(self, *names: str) -> None:
        """Add names, and what readers make of them: two words in one, and initials."""
        self.add("name", *names)
        for name in names:
            self.add("name", *joined_neighbours(name), initials(name))
