"""Values that are written as literals in a program of JavaScript or TypeScript: read as data, nothing is executed.

Owns objects, lists, texts, numbers and the constants. Everything else, such as a call or a spread, is no value: it is
left out, and its line is reported.
"""

from __future__ import annotations

import re
from typing import Any

_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`)"""
    r"""|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|(?P<name>[A-Za-z_$][\w$]*)"""
    r"""|(?P<sign>.)""",
    re.DOTALL,
)
_START = re.compile(r"(?:module\.exports[ \t]*=|export[ \t]+default|(?:const|let|var)[ \t]+sidebars\b[^={]*=)\s*(?=\{)")
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_MOST_DEPTH = 60


class NotLiteralError(ValueError):
    """The text is no program whose main value is a literal."""


def read_main_literal(text: str) -> tuple[Any, list[int]]:
    """Return the object that a module exports, and the lines from 1 of what in it is no literal.

    Raises ``NotLiteralError``.
    """
    start = _START.search(text)
    if start is None:
        raise NotLiteralError
    reader = _Reader(text, start.end())
    value = reader.value(0)
    if not isinstance(value, dict):
        raise NotLiteralError
    return value, reader.unread


class _Reader:
    def __init__(self, text: str, start: int) -> None:
        self.unread: list[int] = []
        self._line = text.count("\n", 0, start) + 1
        self._tokens: list[tuple[str, str, int]] = []
        for found in _TOKEN.finditer(text, start):
            kind = found.lastgroup or "sign"
            if kind != "blank":
                self._tokens.append((kind, found[0], self._line))
            self._line += found[0].count("\n")
        self._at = 0

    def value(self, depth: int) -> Any:
        """Read a value; ``None`` for what is none, which is passed over up to the next comma or closing sign."""
        kind, word, line = self._next()
        found: Any = None
        is_literal = True
        if kind == "text":
            found = re.sub(r"\\(.)", r"\1", word[1:-1], flags=re.DOTALL)
        elif kind == "number":
            found = float(word) if "." in word else int(word)
        elif word in _CONSTANTS:
            found = _CONSTANTS[word]
        elif word in "{[" and depth < _MOST_DEPTH:
            found = self._object(depth) if word == "{" else self._list(depth)
        else:
            is_literal = False
            self._at -= 1
        ends = self._peek() in {",", "}", "]", ")", ";", ""} or (depth == 0 and self._begins_statement())
        if not ends and not (is_literal and self._is_assertion()):
            self.unread.append(line)
            self._pass_over()
            return found if isinstance(found, dict | list) else None
        if not is_literal:
            self.unread.append(line)
        return found

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while (word := self._peek()) not in {"}", ""}:
            if word == ",":
                self._at += 1
                continue
            kind, key, line = self._next()
            if kind in {"text", "name", "number"} and self._peek() == ":":
                self._at += 1
                found[key.strip("\"'`")] = self.value(depth + 1)
            else:
                self.unread.append(line)
                self._at -= 1
                self._pass_over()
        self._at += 1
        return found

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while (word := self._peek()) not in {"]", ""}:
            if word == ",":
                self._at += 1
                continue
            before = len(self.unread)
            value = self.value(depth + 1)
            if len(self.unread) == before or value is not None:
                found.append(value)
        self._at += 1
        return found

    def _is_assertion(self) -> bool:
        """Pass over what TypeScript may say of a value: ``as const``, ``satisfies Sidebars``."""
        if self._peek() not in {"as", "satisfies"}:
            return False
        self._pass_over()
        return True

    def _begins_statement(self) -> bool:
        """Whether the next word is on a line of its own, where a program without semicolons goes on."""
        if not 0 < self._at < len(self._tokens):
            return False
        kind, _word, line = self._tokens[self._at]
        return kind == "name" and line > self._tokens[self._at - 1][2]

    def _pass_over(self) -> None:
        """Pass over an expression: up to a comma or a closing sign that is not its own."""
        open_signs: list[str] = []
        while (word := self._peek()) != "":
            if not open_signs and word in {",", "}", "]", ")", ";"}:
                return
            if word in _CLOSING:
                open_signs.append(_CLOSING[word])
            elif open_signs and word == open_signs[-1]:
                open_signs.pop()
            self._at += 1

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _next(self) -> tuple[str, str, int]:
        token = self._tokens[self._at] if self._at < len(self._tokens) else ("sign", "", self._line)
        self._at += 1
        return token
