"""An index for each kind that a project, or another package, adds: its records that have a home, by title."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, cast

from sphinx.domains import Index, IndexEntry

from sphinx_excellence.extension.domain.objects import HasObjects, RecordObject

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: The kind, its key in data files, and what readers see its records called.
IndexedKind = tuple[str, str, str]


class _KindIndex(Index):
    """Records of a kind that have a home page, grouped by the first letters of their titles."""

    kind: ClassVar[str]

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the groups with their entries, and that sub-entries stay open."""
        objects = cast("HasObjects", self.domain).objects
        wanted = set(docnames) if docnames is not None else None
        found = [
            (record.title.casefold(), record_id, record)
            for (kind, record_id), record in objects.items()
            if kind == self.kind and (wanted is None or record.docname in wanted)
        ]
        groups = groupby(sorted(found, key=lambda each: each[:2]), key=lambda each: each[0][:1].upper())
        return [(letter, [_entry(record) for *_, record in members]) for letter, members in groups], False


def _entry(record: RecordObject) -> IndexEntry:
    return IndexEntry(record.title, 0, record.docname, record.anchor, "", "", "")


def kind_indices(kinds: Iterable[IndexedKind], taken: Collection[str]) -> list[type[Index]]:
    """Return the index of each kind; none for one whose key is ``taken`` by another index."""
    return [
        type("KindIndex", (_KindIndex,), {"kind": kind, "name": key, "localname": plural, "shortname": plural.lower()})
        for kind, key, plural in kinds
        if key not in taken
    ]


def empty_kind_indices(
    domain: str, kinds: Iterable[IndexedKind], objects: Mapping[tuple[str, str], RecordObject]
) -> list[str]:
    """Return the names of the pages of indices with nothing to list: Sphinx writes none, and no link to one."""
    listed = {kind for kind, _id in objects}
    return [f"{domain}-{key}" for kind, key, _plural in kinds if kind not in listed]


def set_labels(env: BuildEnvironment, domain: str, before: Iterable[IndexedKind], now: Iterable[IndexedKind]) -> None:
    """Set the labels of indices for kinds that have come, and take away those of kinds that have gone.

    Sphinx sets them at the beginning of a run, when only the kinds of the last one are known.
    """
    standard = env.domains["std"]
    for _kind, key, _plural in before:
        name = f"{domain}-{key}"
        if standard.anonlabels.get(name) == (name, ""):
            del standard.anonlabels[name]
            standard.labels.pop(name, None)
    for _kind, key, plural in now:
        name = f"{domain}-{key}"
        if name not in standard.anonlabels:
            standard.anonlabels[name] = (name, "")
            standard.labels[name] = (name, "", plural)
