"""The pieces of a YAML file: one for each record, so that an edit costs the records that it touches.

Owns cutting a text where records begin, and whether a parsed document agrees with the cuts. A text is cut by its lines
alone: at each key of a section, as records are usually written. The parser then says whether these lines are the keys
that it saw: inside a quoted text or between brackets, a line only looks like one. What follows a piece does not
change what it says, because no value goes on in a line that is indented like its key
(https://yaml.org/spec/1.2.2/#61-indentation-spaces), and values that share something with others are not cut.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sphinx_excellence.loader.parsed_data import Document, Positions

#: What may precede the first section: nothing but comments.
_PREAMBLE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*+(?:---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*+)?")
#: A line that begins a section, up to its colon, and one with nothing behind it.
_AT_MARGIN = re.compile(r"^[^\s#].*", re.MULTILINE)
_KEY = re.compile(r"[A-Za-z_$][\w$ -]*:(?=\s|\Z)")
_BARE_KEY = re.compile(r"([A-Za-z_][\w-]*):[ \t]*(?:#.*)?")
#: The first line of a section that says something, and what a key begins with.
_FIRST = re.compile(r"^( +)([^\s#])", re.MULTILINE)
_NO_KEY = r"[^\s#?:&*!|>%@`\[\]{},-]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A record with the line of its section above it, or a whole section that is written in another way.

    ``line`` is where its key is in the file and ``section_line`` where that of its section is, counted from 1. Parsed
    alone, ``text`` has its key in line ``base``. The first one of a section has what is above it too, and the first
    one of the file what is above the section: comments, which can be wrong as well.
    """

    section_line: int
    line: int
    text: str
    base: int
    is_record: bool

    @property
    def digest(self) -> str:
        """What changes with the text."""
        return hashlib.blake2b(self.text.encode(), digest_size=16).hexdigest()


def cut(text: str) -> list[Piece]:
    """Return the pieces of a text in order; none where it is not written as sections of a mapping."""
    above = _PREAMBLE.match(text)
    begin = above.end() if above is not None else 0
    margins = list(_AT_MARGIN.finditer(text, begin))
    if not margins or margins[0].start() != begin or any(_KEY.match(each[0]) is None for each in margins):
        return []
    ends = [*(each.start() for each in margins[1:]), len(text)]
    pieces: list[Piece] = []
    line, at, top, top_line = 1, 0, 0, 1
    for margin, end in zip(margins, ends, strict=True):
        line, at = line + text.count("\n", at, margin.start()), margin.start()
        section_line = line
        starts = _record_starts(text, margin, end)
        if not starts:
            pieces.append(Piece(line, line, text[top:end], line - top_line + 1, is_record=False))
        for start, following in zip(starts, [*starts[1:], end], strict=False):
            line, at = line + text.count("\n", at, start), start
            if start == starts[0]:
                pieces.append(Piece(section_line, line, text[top:following], line - top_line + 1, is_record=True))
            else:
                pieces.append(Piece(section_line, line, f"{margin[0]}\n{text[start:following]}", 2, is_record=True))
        line, at = line + text.count("\n", at, end), end
        top, top_line = end, line
    return pieces


def _record_starts(text: str, margin: re.Match[str], end: int) -> list[int]:
    """Return where the keys of a section begin, each with its line; nothing where it is not cut."""
    if _BARE_KEY.fullmatch(margin[0]) is None:
        return []
    first = _FIRST.search(text, margin.end(), end)
    if first is None or re.match(_NO_KEY, first[2]) is None:
        return []
    key = re.compile(rf"^ {{{len(first[1])}}}{_NO_KEY}", re.MULTILINE)
    return [found.start() for found in key.finditer(text, first.start(), end)]


#: Which part of a document a piece is: its section, and its record.
Names = tuple[str, str | None]


def names_of(pieces: Sequence[Piece], document: Document) -> list[Names]:
    """Return what each piece is in the document that was read of the whole text; nothing where they do not agree."""
    if not (pieces and document.is_divisible and document.readable and isinstance(document.value, dict)):
        return []
    keys = list(_keys(pieces, document))
    agrees = [line for _names, line in keys] == [piece.line for piece in pieces]
    # What has a place and no value was left out for a character in its key.
    agrees = agrees and all(
        section in document.value and (name is None or name in document.value[section])
        for (section, name), _line in keys
    )
    return [names for names, _line in keys] if agrees else []


def _keys(pieces: Sequence[Piece], document: Document) -> Iterator[tuple[Names, int]]:
    """Yield what should be one piece each, with the line of its key."""
    whole = {piece.line for piece in pieces if not piece.is_record}
    for section, (line, _column, positions) in _inside(document.look_up(())).items():
        if line in whole:
            yield (section, None), line
        else:
            for name, (key_line, _key_column, _positions) in _inside(positions).items():
                yield (section, name), key_line


def _inside(positions: Positions) -> dict[str, Positions]:
    found = positions[2] if len(positions) > 2 else None
    return found if isinstance(found, dict) else {}
