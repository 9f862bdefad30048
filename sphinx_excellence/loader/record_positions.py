"""Where records were written: from a record and a path inside it back to file, line and column.

Owns origins and resolving them. Positions are looked up only for what is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_excellence.findings import Path, Place, RecordKey
from sphinx_excellence.loader.parsed_data import Document


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one record stands: a file, what it holds, and the record's path in it.

    ``line_offset`` is added to every line (front matter begins below its fence); ``names`` gives the keys that
    are written under another name; ``docname`` is the page, where the record is a page's front matter.
    """

    file: str
    document: Document
    prefix: Path = ()
    line_offset: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    docname: str | None = None

    def place(self, path: Path = (), *, on_key: bool = False, before: str | None = None) -> Place:
        """Return the place of the value at ``path`` inside the record, of its key, or of what follows a part of it."""
        steps = tuple(self.names.get(step, step) if isinstance(step, str) else step for step in path)
        on_key = on_key or not steps
        whole = (*self.prefix, *steps)
        if before is None:
            line, column = self.document.locate(whole, on_key=on_key)
        else:
            line, column = self.document.locate_after(whole, before)
        return Place(self.file, line + self.line_offset, column)

    def refused(self) -> frozenset[Path]:
        """Return the paths inside the record of what was left out for its tag, which is already reported."""
        if not self.document.refused:
            return frozenset()
        own = {written: name for name, written in self.names.items()}
        depth = len(self.prefix)
        return frozenset(
            tuple(own.get(step, step) if isinstance(step, str) else step for step in path[depth:])
            for path in self.document.refused
            if path[:depth] == self.prefix
        )


class Origins:
    """The origin of every record."""

    def __init__(self) -> None:
        self._by_key: dict[RecordKey, Origin] = {}

    def add(self, key: RecordKey, origin: Origin) -> None:
        """Note where a record stands."""
        self._by_key[key] = origin

    def get(self, key: RecordKey) -> Origin | None:
        """Return where a record stands; nothing where it is unknown."""
        return self._by_key.get(key)

    def place(self, key: RecordKey, path: Path = (), *, on_key: bool = False, before: str | None = None) -> Place:
        """Return the place of a value inside a record. Raises ``KeyError`` for an unknown record."""
        return self._by_key[key].place(path, on_key=on_key, before=before)
