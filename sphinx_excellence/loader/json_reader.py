"""JSON text to plain values with positions.

Owns the syntax: it accepts what ``json.loads`` accepts, and refuses the rest with the same words. In addition, names in
an object are unique, nesting is limited, and strings contain no lone surrogates. As in YAML, a text becomes a number
only if it reads back the same, so that ``1.10`` stays ``1.10`` where text is expected.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from sphinx_excellence.loader.numbers import number_of
from sphinx_excellence.loader.parsed_data import (
    MAX_DEPTH,
    MAX_PROBLEMS,
    Document,
    Positions,
    Problem,
    Unreadable,
    duplicate_key,
    too_deep,
)
from sphinx_excellence.messages import N_

_DECODER = json.JSONDecoder()
_BLANKS = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?P<exponent>[eE][+-]?[0-9]+)?")
_WORDS = {"null": None, "true": True, "false": False}
#: What Python's reader takes and JSON does not know (https://www.rfc-editor.org/rfc/rfc8259#section-6).
_NO_NUMBERS = re.compile(r"NaN|-?Infinity")
_WORD = re.compile(r"null|true|false")
_HALF = re.compile("[\ud800-\udfff]")
#: An escape: of both halves of a character, of one (which is named), or any other.
_ESCAPE = re.compile(
    r"\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u(?P<half>d[89a-f][0-9a-f]{2})|.)", re.IGNORECASE | re.DOTALL
)
_HINTS = {
    "Invalid control": "write it as an escape, such as \\t",
    "Invalid \\": "a JSON escape; write a literal backslash as \\\\",
}
_FORM = "names and strings in double quotes, and a comma after every member except the last"


def read_json(text: str) -> Document:
    """Read one JSON document.

    Never raises: ``problems`` has what is wrong, and ``readable`` is false where nothing could be read.
    """
    reader = _Reader(text)
    try:
        return reader.read()
    except Unreadable as stop:
        problem = stop.problem
    except _Malformed as malformed:
        problem = _syntax_problem(text, *reader.place(malformed.offset))
    return Document(problems=[*reader.problems, problem], readable=False)


class _Malformed(Exception):  # noqa: N818 - it ends the reading, and leaves the reader for no caller
    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


def _syntax_problem(text: str, line: int, column: int) -> Problem:
    reason = "it cannot be read"
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        reason, line, column = error.msg, error.lineno, error.colno
    except (RecursionError, ValueError):
        pass  # something further on is too deep or too long for it
    hint = next((hint for begin, hint in _HINTS.items() if reason.startswith(begin)), _FORM)
    return Problem("malformed-yaml", line, column, "invalid JSON: %s", (reason,), hint)


class _Reader:
    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._has_blanks = False

    def read(self) -> Document:
        text = self._text
        start = self._after_blanks(0)
        if start == len(text):
            return Document()
        value, offsets, end = self._value(start, 0)
        end = self._after_blanks(end)
        if end != len(text):
            raise _Malformed(end)
        positions = cache(lambda: self._positions(offsets))
        return Document(value, lambda _path: positions(), self.problems, has_blanks=self._has_blanks)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_right(self._line_starts, offset, hi=len(self._line_starts) - 1)
        return line, offset - self._line_starts[line - 1] + 1

    def _positions(self, offsets: list[Any]) -> Positions:
        """Return positions for offsets, which are built alike."""
        line, column = self.place(offsets[0])
        if len(offsets) == 1:
            return [line, column]
        inside = offsets[1]
        if isinstance(inside, list):
            return [line, column, [self._positions(item) for item in inside]]
        return [line, column, {key: [*self.place(at), self._positions(item)] for key, (at, item) in inside.items()}]

    def _after_blanks(self, offset: int) -> int:
        found = _BLANKS.match(self._text, offset)
        return found.end() if found is not None else offset

    def _value(self, offset: int, depth: int) -> tuple[Any, list[Any], int]:
        """Return the value that begins at ``offset``, its offsets, and where it ends."""
        if depth > MAX_DEPTH:
            raise Unreadable(too_deep(*self.place(offset)))
        match self._text[offset : offset + 1]:
            case '"':
                value, end = self._string(offset)
                return value, [offset], end
            case "{":
                return self._object(offset, depth)
            case "[":
                return self._array(offset, depth)
        return self._plain(offset)

    def _plain(self, offset: int) -> tuple[Any, list[Any], int]:
        found = _WORD.match(self._text, offset)
        if found is not None:
            value = _WORDS[found[0]]
            self._has_blanks = self._has_blanks or value is None
            return value, [offset], found.end()
        strange = _NO_NUMBERS.match(self._text, offset)
        if strange is not None:
            raise Unreadable(
                Problem(
                    "malformed-yaml",
                    *self.place(offset),
                    N_("invalid JSON: '%s' is not a number"),
                    (strange[0],),
                    "a number in digits, or null",
                )
            )
        number = _NUMBER.match(self._text, offset)
        if number is None:
            raise _Malformed(offset)
        return self._number(number), [offset], number.end()

    def _number(self, found: re.Match[str]) -> Any:
        if found["exponent"] and math.isfinite(value := float(found[0])):
            return value
        return 0 if found[0] == "-0" else number_of(found[0])

    def _string(self, offset: int) -> tuple[str, int]:
        try:
            value, end = _DECODER.raw_decode(self._text, offset)
        except json.JSONDecodeError as error:
            raise _Malformed(error.pos) from error
        if _HALF.search(value) is not None:
            half = next(found for found in _ESCAPE.finditer(self._text, offset, end) if found["half"])
            raise Unreadable(
                Problem(
                    "malformed-yaml",
                    *self.place(half.start()),
                    N_("the escape '%s' is only half of a surrogate pair"),
                    (half[0],),
                    "both halves, such as \\ud83d\\ude00, or the character itself",
                )
            )
        return value, end

    def _array(self, offset: int, depth: int) -> tuple[list[Any], list[Any], int]:
        text = self._text
        values: list[Any] = []
        inside: list[Any] = []
        at = self._after_blanks(offset + 1)
        if text[at : at + 1] == "]":
            return values, [offset, inside], at + 1
        while True:
            value, offsets, at = self._value(at, depth + 1)
            values.append(value)
            inside.append(offsets)
            at = self._after_blanks(at)
            match text[at : at + 1]:
                case ",":
                    at = self._after_blanks(at + 1)
                case "]":
                    return values, [offset, inside], at + 1
                case _:
                    raise _Malformed(at)

    def _object(self, offset: int, depth: int) -> tuple[dict[str, Any], list[Any], int]:
        text = self._text
        values: dict[str, Any] = {}
        inside: dict[str, tuple[int, list[Any]]] = {}
        at = self._after_blanks(offset + 1)
        if text[at : at + 1] == "}":
            return values, [offset, inside], at + 1
        while True:
            if text[at : at + 1] != '"':
                raise _Malformed(at)
            key_at = at
            key, at = self._string(at)
            at = self._after_blanks(at)
            if text[at : at + 1] != ":":
                raise _Malformed(at)
            value, offsets, at = self._value(self._after_blanks(at + 1), depth + 1)
            if key in values:
                self._report(duplicate_key(key, *self.place(key_at), list(self.place(inside[key][0]))))
            else:
                values[key] = value
                inside[key] = key_at, offsets
            at = self._after_blanks(at)
            match text[at : at + 1]:
                case ",":
                    at = self._after_blanks(at + 1)
                case "}":
                    return values, [offset, inside], at + 1
                case _:
                    raise _Malformed(at)

    def _report(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
