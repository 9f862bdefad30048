"""A parsed document as it is stored between runs, with what each record's part of it is known by.

Owns the stored form: a line of JSON for the values, then the positions, one line for each part. Positions are most of
what is stored and seldom wanted, so each line is parsed when something in its part is reported. A part that is taken
over from an earlier text keeps its line as it is: ``base`` says where its key was when the line was written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from pydantic_core import from_json, to_json

from sphinx_excellence.loader.parsed_data import Document, Positions, Problem
from sphinx_excellence.loader.pieces import Names, Piece, cut, names_of

#: Reads a text anew, where its stored positions are of no use.
Reader = Callable[[], Document]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text that became a part of the document: see ``Piece``."""

    digest: str
    line: int
    section_line: int
    base: int
    names: Names

    @classmethod
    def of(cls, piece: Piece, names: Names, base: int) -> Part:
        """Return the part that a piece became, whose positions count from ``base``."""
        return cls(piece.digest, piece.line, piece.section_line, base, names)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document, its parts, and the positions in each of them as JSON; without parts, all positions in one."""

    document: Document
    parts: Sequence[Part]
    positions: Sequence[bytes]

    @classmethod
    def of(cls, document: Document, text: str, *, in_parts: bool) -> StoredDocument:
        """Return what to store of a document that was read of ``text``; ``in_parts`` where it is cut, if it can be."""
        pieces = cut(text) if in_parts else []
        all_names = names_of(pieces, document)
        if not all_names:
            return cls(document, (), (to_json(document.look_up(())),))
        inside = document.look_up(())[2]
        parts = [Part.of(piece, names, piece.line) for piece, names in zip(pieces, all_names, strict=True)]
        return cls(document, parts, [to_json(entry_of(inside, names)) for names in all_names])

    def to_bytes(self) -> bytes:
        """Return the stored form. Raises ``PydanticSerializationError`` for what JSON cannot hold."""
        document = self.document
        stored = {
            "value": document.value,
            "problems": [asdict(problem) for problem in document.problems],
            "readable": document.readable,
            "has_blanks": document.has_blanks,
            "refused": document.refused,
            "parts": [(part.digest, part.line, part.section_line, part.base, *part.names) for part in self.parts],
        }
        return b"\n".join((to_json(stored), *self.positions))

    @classmethod
    def from_bytes(cls, content: bytes) -> StoredDocument:
        """Return what was stored. Raises ``ValueError``, ``TypeError`` or ``KeyError`` for anything else."""
        values, *positions = content.split(b"\n")
        stored = from_json(values)
        parts = [
            Part(digest, line, section_line, base, (section, name))
            for digest, line, section_line, base, section, name in stored["parts"]
        ]
        if len(positions) != (len(parts) or 1):
            raise ValueError
        document = Document(
            value=stored["value"],
            problems=[Problem(**{**row, "args": tuple(row["args"])}) for row in stored["problems"]],
            readable=stored["readable"],
            has_blanks=stored["has_blanks"],
            refused=[tuple(path) for path in stored["refused"]],
        )
        return cls(document, parts, positions)

    def read_of(self, text: str, read: Reader) -> Document:
        """Return the document, with positions in ``text``, which ``read`` reads anew."""
        positions = _StoredPositions(self.parts, self.positions, read)
        return replace(self.document, text=text, look_up=positions.look_up)


def entry_of(inside: Any, names: Names) -> Any:
    """Return line, column and position of a part, of the positions ``inside`` a document."""
    section, name = names
    return inside[section] if name is None else inside[section][2][2][name]


class _StoredPositions:
    """Looks positions up, part by part."""

    def __init__(self, parts: Sequence[Part], positions: Sequence[bytes], read: Reader) -> None:
        self._parts, self._positions, self._read = parts, positions, read
        self._sections: dict[str, dict[str | None, int]] = {}
        for number, part in enumerate(parts):
            section, name = part.names
            self._sections.setdefault(section, {})[name] = number
        # What is reported is reported record by record.
        self._of_part = lru_cache(maxsize=4)(lambda number: from_json(positions[number]))
        self._whole = lru_cache(maxsize=1)(self._parsed_whole)
        self._anew = lru_cache(maxsize=1)(lambda: read().look_up(()))

    def look_up(self, path: tuple[str | int, ...]) -> Positions:
        """Return the positions of at least what is on ``path``."""
        try:
            return self._in_part(path) if self._parts else self._whole()
        except (ValueError, TypeError, IndexError):
            return self._anew()

    def _parsed_whole(self) -> Positions:
        found = from_json(self._positions[0])
        return [found[0], found[1], *found[2:]]

    def _in_part(self, path: tuple[str | int, ...]) -> Positions:
        """Return what is on ``path`` in its part; of one that is in no part, where the section begins."""
        section = self._sections.get(str(path[0]), {}) if path else {}
        first = next(iter(section.values()), 0)
        number = section.get(str(path[1]), first) if len(path) > 1 else first
        part = self._parts[number]
        line, column, positions = self._of_part(number)
        by = part.line - part.base
        if part.names[1] is None:
            below = [line + by, column, _along(positions, path[1:], by)]
        else:
            record = [line + by, column, _along(positions, path[2:], by)]
            below = [part.section_line, 1, [line + by, column, {part.names[1]: record}]]
        return [self._parts[0].section_line, 1, {part.names[0]: below}]


def _along(positions: Any, path: tuple[str | int, ...], by: int) -> Positions:
    """Return what is on ``path``, further down ``by`` so many lines; a step that is not there is passed over."""
    line, column, *inside = positions
    for number, step in enumerate(path) if inside else ():
        rest = path[number + 1 :]
        if isinstance(inside[0], dict) and step in inside[0]:
            key_line, key_column, value = inside[0][step]
            return [line + by, column, {step: [key_line + by, key_column, _along(value, rest, by)]}]
        if isinstance(inside[0], list) and isinstance(step, int) and step < len(inside[0]):
            item = _along(inside[0][step], rest, by)
            return [line + by, column, {step: [item[0], item[1], item]}]
    return [line + by, column]
