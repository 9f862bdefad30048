"""Python values as Typst literals: the only place where text becomes code.

Text is never markup. It is in a string literal, where nothing but the quote and the backslash has a meaning, so
no text can break the document or inject code into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

#: What no font draws and no PDF wants: control characters that are no blanks, and halves of surrogate pairs.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
#: Typst gives a tab no width, nor the others; where the columns of a tab count, it is spaces already.
_BLANKS = re.compile("[\t\x0b-\x0d\x1c-\x1f\x85]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\u2028": "\\n", "\u2029": "\\n"}
_ESCAPED = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
#: Where a long name or address may be broken: behind its separators, and before a capital within a word.
_SEAM = re.compile(r"(?<=[/\\._\-:=&?,;+@#|()\[\]{}])(?=[^\s/\\._\-:=&?,;+@#|()\[\]{}])|(?<=[a-z])(?=[A-Z])")
#: No language has words so long; what is longer may be broken anywhere.
LONGEST_WORD = 48
_PIECE = 8


class Code(str):
    """A piece of Typst code among values: passed as it is."""

    __slots__ = ()


def string(text: str) -> str:
    """Return ``text`` as a string literal."""
    clean = _BLANKS.sub(" ", _UNWANTED.sub("", text))
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES[match.group()], clean) + '"'


def value(given: Any) -> str:
    """Return a plain value as a literal: text, numbers, truth values, nothing, lists, mappings, and code as it is."""
    match given:
        case Code():
            return str(given)
        case None:
            return "none"
        case bool():
            return "true" if given else "false"
        case str():
            return string(given)
        case int() | float():
            return repr(given)
        case Mapping():
            pairs = (f"{key if _NAME.fullmatch(key) else string(key)}: {value(each)}" for key, each in given.items())
            return f"({', '.join(pairs) or ':'})"
        case list() | tuple():
            return array([value(each) for each in given])
    raise TypeError(f"{type(given).__name__} has no Typst literal")


def array(items: list[str]) -> str:
    """Return code for an array of pieces of code."""
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def arguments(named: Mapping[str, Any]) -> str:
    """Return named arguments, each with a comma behind it; an underscore in a name is Typst's hyphen."""
    return "".join(f"{name.rstrip('_').replace('_', '-')}: {value(each)}, " for name, each in named.items())


def breakable(text: str, longest: int, room: int | None = None) -> Iterator[str]:
    """Split ``text`` where words longer than ``longest`` may be broken over lines.

    Typst breaks a line at spaces and by hyphenation only; a path or a module's name has neither. A piece that is longer
    than ``room``, the characters that a line holds, may be broken anywhere.
    """
    start = 0
    room = LONGEST_WORD if room is None else min(max(room, 2), LONGEST_WORD)
    piece = min(_PIECE, max(room // 2, 1))
    longest = min(longest, room)
    for word in re.finditer(rf"[^\s\u200b]{{{longest + 1},}}", text):
        seams = [word.start() + match.start() for match in _SEAM.finditer(word.group())]
        edges = [word.start(), *seams, word.end()]
        for left, right in pairwise(edges):
            if right - left > room:
                seams += range(left + piece, right - min(piece, 2), piece)
        for seam in sorted(set(seams)):
            if seam > start:
                yield text[start:seam]
                start = seam
    if start < len(text):
        yield text[start:]
