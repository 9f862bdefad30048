"""One of the two states that are compared: records, what the rules find in them, and pages.

Owns these values. Where a state comes from (a revision, a folder, an export) is for the caller.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sphinx_excellence.findings import Finding, RecordKey
from sphinx_excellence.loader.page_references import PageReferences
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry


@dataclass(frozen=True)
class PageState:
    """One page: the digest of its text, and what it names.

    ``home`` is the record that its front matter makes it home to. ``documents`` are the pages that it links to, by
    name, each with the line.
    """

    digest: str
    references: PageReferences = field(default_factory=PageReferences)
    home: RecordKey | None = None
    documents: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Snapshot:
    """One state of a project.

    ``name`` is what reports call it. ``pages`` are by name; a state that was read from an export has none, and
    ``addresses`` instead: those of the home pages of its records. ``sections`` are the texts of decisions that are
    pages. ``day`` is the day that the state is of, by which its waivers hold, ``definitions`` are its tiers, kinds,
    fields and words, ``public_definitions`` what an export holds of them.
    """

    name: str
    registry: Registry
    findings: Sequence[Finding] = ()
    pages: Mapping[str, PageState] = field(default_factory=dict)
    addresses: Mapping[RecordKey, str] = field(default_factory=dict)
    sections: Mapping[RecordKey, Mapping[str, str]] = field(default_factory=dict)
    definitions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    public_definitions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    day: date = date.max
    is_export: bool = False

    @cached_property
    def homes(self) -> Mapping[RecordKey, tuple[str, ...]]:
        """The home pages of records, sorted: of an export, their addresses."""
        if self.is_export:
            return {key: (address,) for key, address in self.addresses.items()}
        found: dict[RecordKey, list[str]] = {}
        for docname, page in sorted(self.pages.items()):
            for key in self.homes_in(page):
                found.setdefault(key, []).append(docname)
        return {key: tuple(names) for key, names in found.items()}

    def homes_in(self, page: PageState) -> tuple[RecordKey, ...]:
        """Return the records that a page is home to, each once."""
        found = [page.home] if page.home is not None else []
        for kind, name in page.references.homes:
            key = self.named(kind, name, page)
            if key is not None:
                found.append(key)
        return tuple(dict.fromkeys(found))

    def banners_in(self, page: PageState) -> frozenset[str]:
        """Return the ids of the patterns whose banner a page shows."""
        shown = {key[1] for name in page.references.banners if (key := self.named("pattern", name, page)) is not None}
        if page.home is not None and page.home[0] == "pattern":
            shown.add(page.home[1])
        return frozenset(shown)

    def named(self, kind: str, name: str, page: PageState) -> RecordKey | None:
        """Return the record that a page names; without a name, the one of the kind that the page is home to."""
        if not name:
            own = [page.home, *((each, named) for each, named in page.references.homes if named)]
            name = next((key[1] for key in own if key is not None and key[0] == kind), "")
        record_id = self.registry.resolve(kind, name)
        return None if record_id is None or record_id not in self.registry.of_kind(kind) else (kind, record_id)

    def home_of(self, key: RecordKey) -> str:
        """Return the home page of a record; empty where none is known."""
        return next(iter(self.homes.get(key, ())), "")

    def record(self, key: RecordKey) -> Record | None:
        """Return a record of this project."""
        return self.registry.of_kind(key[0]).get(key[1])

    def record_keys(self) -> list[RecordKey]:
        """Return the keys of all records, kinds in their listed order."""
        return [(kind.name, each) for kind in self.registry.kinds for each in self.registry.of_kind(kind.name)]

    def data_of(self, key: RecordKey) -> dict[str, Any]:
        """Return a record as data files hold it."""
        data: dict[str, Any] = json.loads(self.registry.text_of(*key))
        return data

    def face_of(self, key: RecordKey) -> str:
        """Return the digest of what a link to a record shows."""
        return self.registry.digest(Query(*key, "link"))
