"""Parses what has changed in a text, and takes the rest from what was stored of it before.

Owns which pieces are taken over, and when there is nothing for it but to parse the whole text: then what is wrong with
it is said as by the parser of the whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pydantic_core import to_json

from sphinx_excellence.loader.parsed_data import MAX_PROBLEMS, Document, Problem
from sphinx_excellence.loader.pieces import Names, Piece, cut, names_of
from sphinx_excellence.loader.stored_document import Part, StoredDocument, entry_of

#: Of more new pieces than this share of all, the whole text is parsed in one go.
_MANY = 0.5


class _Whole(Exception):  # noqa: N818 - it ends the attempt, and leaves this module for no caller
    """The text has to be parsed as a whole."""


def reparsed(text: str, earlier: StoredDocument, read: Callable[[str], Document]) -> StoredDocument | None:
    """Return what a whole reading of ``text`` would give; ``None`` where only that can tell.

    ``earlier`` is what was stored of a former state of the same file, and ``read`` reads a text.
    """
    if not earlier.parts or len(earlier.document.problems) >= MAX_PROBLEMS:
        return None
    try:
        return _Reparsing(earlier, read).run(cut(text))
    except _Whole:
        return None


class _Reparsing:
    def __init__(self, earlier: StoredDocument, read: Callable[[str], Document]) -> None:
        self._earlier, self._read = earlier, read
        self._known = {part.digest: number for number, part in enumerate(earlier.parts)}
        self._problems_of = _problems_by_part(earlier)
        self._document = Document({}, has_blanks=earlier.document.has_blanks)
        self._parts: list[Part] = []
        self._positions: list[bytes] = []
        self._section_lines: dict[str, int] = {}

    def run(self, pieces: Sequence[Piece]) -> StoredDocument:
        digests = [piece.digest for piece in pieces]
        unknown = sum(digest not in self._known for digest in digests)
        if unknown > _MANY * len(pieces):
            raise _Whole
        for piece, digest in zip(pieces, digests, strict=True):
            number = self._known.get(digest)
            if number is None:
                self._parse(piece)
            else:
                self._take_over(piece, number)
        if not pieces or len(self._document.problems) >= MAX_PROBLEMS:
            raise _Whole
        return StoredDocument(self._document, self._parts, self._positions)

    def _take_over(self, piece: Piece, number: int) -> None:
        part, document = self._earlier.parts[number], self._earlier.document
        by = piece.line - part.line
        self._document.problems += [_moved(problem, by) for problem in self._problems_of[number]]
        self._document.refused += [path for path in document.refused if _is_inside(path, part.names)]
        self._add(piece, part.names, _value(document.value, part.names))
        self._parts.append(Part(part.digest, piece.line, piece.section_line, part.base, part.names))
        self._positions.append(self._earlier.positions[number])

    def _parse(self, piece: Piece) -> None:
        document = self._read(piece.text)
        names = names_of([replace(piece, line=piece.base)], document)
        if not names:
            raise _Whole
        by = piece.line - piece.base
        self._document.problems += [_moved(problem, by) for problem in document.problems]
        self._document.refused += document.refused
        self._document.has_blanks = self._document.has_blanks or document.has_blanks
        self._add(piece, names[0], _value(document.value, names[0]))
        self._parts.append(Part.of(piece, names[0], piece.base))
        self._positions.append(to_json(entry_of(document.look_up(())[2], names[0])))

    def _add(self, piece: Piece, names: Names, value: Any) -> None:
        """Add a value; what is there already is a duplicate, which is told by the parser of the whole."""
        section, name = names
        if self._section_lines.setdefault(section, piece.section_line) != piece.section_line:
            raise _Whole
        values: dict[str, Any] = self._document.value
        if name is not None:
            values = values.setdefault(section, {})
        key = section if name is None else name
        if key in values:
            raise _Whole
        values[key] = value


def _value(values: Any, names: Names) -> Any:
    section, name = names
    return values[section] if name is None else values[section][name]


def _is_inside(path: tuple[str | int, ...], names: Names) -> bool:
    section, name = names
    return path[:1] == (section,) if name is None else path[:2] == names


def _problems_by_part(stored: StoredDocument) -> list[list[Problem]]:
    """Return the problems of each part. Raises ``_Whole`` where one is in none of them."""
    starts = [part.line for part in stored.parts]
    found: list[list[Problem]] = [[] for _start in starts]
    for problem in stored.document.problems:
        number = bisect_right(starts, problem.line) - 1
        if number < 0:
            raise _Whole
        found[number].append(problem)
    return found


def _moved(problem: Problem, by: int) -> Problem:
    args = tuple(arg + by if isinstance(arg, int) else arg for arg in problem.args)
    return replace(problem, line=problem.line + by, args=args)
