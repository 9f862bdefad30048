"""Data files of other tools: JSON, YAML and CSV as plain values with their places.

Owns how the one file of a format is found, and the one message of a file that cannot be read: file, line, column, what
is wrong and what is accepted. Nothing of a file is executed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_excellence.findings import Finding, Phrase
from sphinx_excellence.loader.data_files import read_text, shown_path
from sphinx_excellence.loader.json_reader import read_json
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.value_findings import type_word
from sphinx_excellence.loader.yaml_reader import read_yaml
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.source import Note

#: A longer cell is no text of a radar, and Python's reader would refuse it without saying where.
_LONGEST_CELL = 1_000_000
_DELIMITERS = ",;\t"
#: How much of a file is looked at to recognize it, in bytes.
_BEGIN = 262_144


@dataclass(frozen=True)
class DataFile:
    """A file that was read: its path below the source's root, its value, how to find the place of a part.

    ``folder`` is the one that it is in.
    """

    path: str
    value: Any
    document: Document
    folder: Path

    def line(self, *path: str | int) -> int:
        """Return the line of the value at ``path``."""
        return self.document.locate(path)[0]

    def wrong(self, path: tuple[str | int, ...], accepted: str) -> UnreadableSource:
        """Return what to raise where the value at ``path`` is of another type than the format has there."""
        value: Any = self.value
        for step in path:
            value = value[step]
        name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).strip(".") or "the file"
        line, column = self.document.locate(path)
        return fault(self.path, line, column, Phrase("%s is %s", name, type_word(value)), accepted)

    def skipped(self, path: tuple[str | int, ...], said: str, accepted: str, *, kind: str = "wrong-value") -> Note:
        """Return a note of a value at ``path`` that is left out."""
        line, column = self.document.locate(path)
        text = Phrase("column %s: %s; accepted: %s", str(column), said, accepted)
        return Note(kind, self.path, line, text, lossy=True)


def fault(path: str, line: int, column: int, said: str, accepted: str) -> UnreadableSource:
    """Return what to raise for a file that cannot be read."""
    return UnreadableSource(Phrase("%s:%s:%s: %s; accepted: %s", path, str(line), str(column), said, accepted))


def text_of(file: Path, root: Path) -> str:
    """Return the text of a file in UTF-8. Raises ``UnreadableSource``."""
    text = read_text(file, root)
    if isinstance(text, Finding):
        said = Phrase(text.message, *text.args) if text.args else text.message
        accepted = Phrase(text.accepted, *text.accepted_args) if text.accepted_args else text.accepted
        raise fault(text.place.path, text.place.line, text.place.column, said, accepted or Phrase("a text in UTF-8"))
    return text


def read_data(file: Path, root: Path) -> DataFile:
    """Read a file of JSON, or of YAML by its ending. Raises ``UnreadableSource`` with the first fault."""
    path = shown_path(file, root)
    text = text_of(file, root)
    is_yaml = file.suffix.lower() in {".yml", ".yaml"}
    document = read_yaml(text, keep_paragraphs=False) if is_yaml else read_json(text)
    if document.problems:
        first = document.problems[0]
        args = tuple(str(each) for each in first.args)
        said = Phrase(first.message, *args) if args else first.message
        raise fault(path, first.line, first.column, said, first.accepted or Phrase("one value of a key"))
    return DataFile(path, document.value, document, file.parent)


@dataclass(frozen=True)
class DataDocument:
    """The one file that holds the data of a format.

    ``places`` are its paths below a folder, in the order in which they are looked at. ``is_one`` recognizes it by the
    begin of its bytes. ``accepted`` says what it is, and ``missing`` what is said where there is none. A file with a
    name of ``telling`` can be of no other format.
    """

    places: tuple[str, ...]
    is_one: Callable[[bytes], bool]
    accepted: str
    missing: str
    telling: tuple[str, ...] = ()

    def find(self, root: Path) -> Path | None:
        """Return the file in a folder, or the file that ``root`` is. Raises ``OSError`` where it cannot be read."""
        return next((path for path in self._candidates(root, self.places) if self.is_one(_begin_of(path))), None)

    def detects(self, root: Path) -> bool:
        """Whether there is one."""
        try:
            return self.find(root) is not None
        except OSError:
            return False

    def read(self, root: Path, top: Path | None = None) -> DataFile:
        """Read the file, whose path is said below ``top``, by default its folder. Raises ``UnreadableSource``."""
        file = self.find(root)
        if file is None:
            raise UnreadableSource(self.missing)
        return read_data(file, top or file.parent)

    def fault(self, root: Path) -> UnreadableSource | None:
        """Return what is wrong with a file that has a telling name and cannot be recognized; nothing without one."""
        for path in self._candidates(root, self.telling):
            try:
                return read_data(path, path.parent).wrong((), self.accepted)
            except UnreadableSource as error:
                return error
        return None

    def _candidates(self, root: Path, places: Sequence[str]) -> list[Path]:
        endings = {PurePosixPath(place).suffix for place in self.places}
        given = [root] if root.is_file() else [root / place for place in places]
        return [path for path in given if path.is_file() and path.suffix.lower() in endings]


def _begin_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_BEGIN)


@dataclass(frozen=True)
class Table:
    """A file of CSV: the names of its columns as written, and its rows, each with its first line."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class _BadQuotes:
    """What is wrong with the quotation marks of the row that begins on a line."""

    line: int
    said: str


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]] | _BadQuotes:
    """Return the rows of a table that are not empty, each with its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    csv.field_size_limit(_LONGEST_CELL)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        return _BadQuotes(line, str(error))
    return rows


def read_csv(file: Path, root: Path, required: Sequence[str]) -> Table:
    """Read a table whose first row names the columns, compared without case; separated by commas, semicolons or tabs.

    Raises ``UnreadableSource`` where one of the ``required`` columns is missing, and where quoting does not end.
    """
    path = shown_path(file, root)
    text = text_of(file, root)
    head = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    rows = _rows(text, delimiter)
    if isinstance(rows, _BadQuotes):
        # Spreadsheets forgive spaces behind the quotation mark that ends a cell.
        tidy = re.sub(rf'"[ \t]+(?=\r?\n|\Z|{re.escape(delimiter)})', '"', text)
        again = _rows(tidy, delimiter)
        if isinstance(again, _BadQuotes):
            accepted = Phrase("cells in double quotes that end, with quotes inside doubled")
            raise fault(path, rows.line, 1, rows.said, accepted)
        rows = again
    notes: list[Note] = []
    columns = [name.strip() for name in rows[0][1]] if rows else []
    names = {name.casefold() for name in columns}
    missing = [name for name in required if name.casefold() not in names]
    if missing:
        said = Phrase("the table has no column '%s'", missing[0])
        raise fault(path, rows[0][0] if rows else 1, 1, said, ", ".join(required))
    for number, name in enumerate(columns):
        if name.casefold() in {other.casefold() for other in columns[:number]}:
            raise fault(path, rows[0][0], 1, Phrase("two columns are called '%s'", name), Phrase("each name once"))
    found: list[tuple[int, dict[str, str]]] = []
    for at, row in rows[1:]:
        if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
            said = Phrase("the row has %s cells and the table has %s columns", str(len(row)), str(len(columns)))
            notes.append(Note("extra-cells", path, at, said, lossy=True))
        cells = [*row, *[""] * (len(columns) - len(row))]
        found.append((at, dict(zip(columns, cells, strict=False))))
    return Table(path, tuple(columns), tuple(found), tuple(notes))
