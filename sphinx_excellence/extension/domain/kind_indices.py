"""An index for each kind that a project, or another package, adds: its records that have a home, by title."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
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


def kind_indices(kinds: Iterable[IndexedKind]) -> list[type[Index]]:
    """Return the index of each kind."""
    return [
        # Templates write the short name as it is.
        type(
            "KindIndex",
            (_KindIndex,),
            {"kind": kind, "name": key, "localname": plural, "shortname": escape(plural.lower())},
        )
        for kind, key, plural in kinds
    ]


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
