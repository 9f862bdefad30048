"""Finds the position in a file of a character in a text, in any style in which YAML or JSON writes the text.

Owns walking through the source and the parsed text in parallel. A run of spaces and line ends counts as one, because
folding replaces them, and indentation and escapes add more.
"""

from __future__ import annotations

import json
import re

_PROPERTIES = re.compile(r"(?:[&!][^\s]*[ \t\n]+)*")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[^\S\n]*\n[ \t]*|.)")
#: What an escape of one letter stands for, where that is not the letter itself.
_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def place_after(source: str, line: int, column: int, before: str) -> tuple[int, int] | None:
    """Return the line and column of what follows ``before`` in the text that is written at a line and column.

    Returns nothing where the two do not agree.
    """
    lines = source.split("\n")
    start = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
    found = _PROPERTIES.match(source, start)
    at = found.end() if found is not None else start
    header = _HEADER.match(source, at)
    quote = source[at : at + 1] if source[at : at + 1] in {'"', "'"} else ""
    at = header.end() if header is not None else at + len(quote)
    for word in before.split():
        end = _past_word(source, _past_blanks(source, at, quote), word, quote)
        if end is None:
            return None
        at = end
    if not before or before[-1].isspace():
        at = _past_blanks(source, at, quote)
    return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)


def _past_blanks(source: str, at: int, quote: str) -> int:
    while at < len(source):
        escape = _ESCAPE.match(source, at) if quote == '"' else None
        if escape is not None and (not (meant := _meant(escape[0])) or meant.isspace()):
            at = escape.end()
        elif source[at].isspace():
            at += 1
        else:
            break
    return at


def _past_word(source: str, at: int, word: str, quote: str) -> int | None:
    """Return where ``word`` ends in the source; nothing where it is not there."""
    rest = word
    while rest:
        escape = _ESCAPE.match(source, at) if quote == '"' else None
        if escape is not None:
            written, end = _meant(escape[0]), escape.end()
            pair = _ESCAPE.match(source, end)
            if "\ud800" <= written[:1] <= "\udbff" and pair is not None:  # half a character, and its other half
                written, end = str(json.loads(f'"{escape[0]}{pair[0]}"')), pair.end()
        elif quote == "'" and source.startswith("''", at):
            written, end = "'", at + 2
        else:
            written, end = source[at : at + 1], at + 1
        if not written and "\n" not in source[at:end]:
            return None
        if not rest.startswith(written):
            return None
        rest, at = rest[len(written) :], end
    return at


def _meant(escape: str) -> str:
    """Return the character that an escape stands for; nothing for one that joins two lines."""
    kind, digits = escape[1], escape[2:]
    if kind in "uUx":
        return chr(int(digits, 16))
    if "\n" in escape:
        return ""
    return _LETTERS.get(kind, kind)
