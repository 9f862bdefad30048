"""What an export is made of, and what it gives: files, and what the format cannot hold.

Owns counting what is lost. What a format can hold is for its module to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.registry import Registry

#: So many records are named as examples of what is lost.
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page that is home to its record's data: its path below the folder of the pages, its text, and its bytes."""

    path: str
    text: str
    is_rst: bool = False
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a project: ``data`` is what `export` gives of ``registry``, without what stays at home.

    ``pages`` are the pages that hold records, by kind and id; ``unread`` are pages of decisions without a readable
    record. ``title`` and ``version`` are the project's.
    """

    registry: Registry
    data: Mapping[str, Any]
    pages: Mapping[RecordKey, PageFile] = field(default_factory=dict)
    title: str = ""
    version: str = ""
    unread: tuple[PageFile, ...] = ()

    def of_kind(self, kind: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the records of a kind by id, as data files hold them."""
        found: Mapping[str, Mapping[str, Any]] = self.data.get(self.registry.kinds[kind].key, {})
        return found

    def hidden_fields(self, kind: str) -> frozenset[str]:
        """Return the keys of the kind's own fields that the export leaves out."""
        definitions = self.data.get("kinds", {}).get(kind, {}).get("fields") or self.data.get("fields", {}).get(kind)
        shown = set(definitions or {})
        return frozenset(own.key for own in self.registry.kinds[kind].own_fields if own.key not in shown)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format cannot hold: a field or something else of a kind, of how many records, and some of those.

    ``how`` says what became of it; empty where it is left out.
    """

    kind: str
    what: str
    count: int
    examples: tuple[str, ...]
    how: str = ""

    def __str__(self) -> str:
        named = ", ".join(self.examples) + (", ..." if self.count > len(self.examples) else "")
        counted = "1 record" if self.count == 1 else f"{self.count} records"
        return f"{self.kind}: {self.what}: {self.how or 'left out'}, {counted} ({named})"


@dataclass(frozen=True, slots=True)
class Exported:
    """The files by their path below the folder, and what is reported of what they lack."""

    files: Mapping[str, bytes]
    losses: tuple[Loss, ...] = ()
    notes: tuple[str, ...] = ()


class Losses:
    """Collects what a format cannot hold."""

    def __init__(self) -> None:
        """Begin with nothing lost."""
        self._found: dict[tuple[str, str, str], dict[str, None]] = {}

    def add(self, kind: str, record_id: str, what: str, how: str = "") -> None:
        """Note that ``what`` of a record is not held."""
        self._found.setdefault((kind, what, how), {})[record_id] = None

    def add_rest(self, kind: str, record_id: str, record: Mapping[str, Any], held: Collection[str]) -> None:
        """Note every key of a record that is not among ``held``."""
        for key, value in record.items():
            if key not in held and value not in (None, "", [], {}, ()):
                self.add(kind, record_id, f"`{key}`")

    def add_kinds(self, records: Records, kinds: Iterable[str]) -> None:
        """Note the records of all kinds but ``kinds``."""
        held = set(kinds)
        for kind in records.registry.kinds:
            if kind.name not in held:
                for record_id in records.of_kind(kind.name):
                    self.add(kind.name, record_id, "the records")

    def listed(self) -> tuple[Loss, ...]:
        """Return what was noted, by kind and field."""
        return tuple(
            Loss(kind, what, len(ids), tuple(ids)[:_EXAMPLES], how)
            for (kind, what, how), ids in sorted(self._found.items())
        )
