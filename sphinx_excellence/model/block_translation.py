"""The translation of texts that are blocks: a message for each paragraph, heading, item and cell, as in pages.

Owns where these are in a text, and putting their translations there. Code, formulas and drawings stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sphinx_excellence.model.block_prose import CONTAINERS, DIRECTIVE, is_one_paragraph, tokens_of

#: An option of a directive, in a line of its own before the content.
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):(?:[ \t]+(?P<value>\S.*?))?[ \t]*$")
#: Options that readers see.
_READ_OPTIONS = frozenset({"alt", "caption"})
#: Directives whose argument is a text.
_TITLED = (CONTAINERS - {"figure", "figure-md", "container", "compound", "hlist"}) | {"rubric"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A message in a text: in lines from ``first`` to before ``last``, from ``column`` on in the first; from 0.

    A ``cell`` of a table is a part of its line; anything else is all that follows in its lines.
    """

    message: str
    first: int
    last: int
    column: int
    cell: bool = False


@lru_cache(maxsize=4096)
def segments(text: str) -> tuple[Segment, ...]:
    """Return the messages of a text in their order."""
    if is_one_paragraph(text):
        return (Segment(text, 0, text.count("\n") + 1, 0),)
    return tuple(_segments(text, 0, text.split("\n")))


def _segments(text: str, offset: int, lines: list[str]) -> Iterator[Segment]:
    cursor: dict[int, int] = {}
    is_cell = False
    for token in tokens_of(text):
        first, last = (offset + token.map[0], offset + token.map[1]) if token.map else (offset, offset)
        match token.type:
            case "th_open" | "td_open":
                is_cell = True
            case "th_close" | "td_close":
                is_cell = False
            case "inline" if token.content.strip() and first < len(lines):
                content = token.content.strip()
                written = content.replace("|", "\\|") if is_cell and content not in lines[first] else content
                column = lines[first].find(written.split("\n", 1)[0].rstrip(), cursor.get(first, 0))
                if column >= 0:
                    cursor[first] = column + len(written) if is_cell else len(lines[first])
                    yield Segment(content, first, max(last, first + 1), column, is_cell)
            case "fence" | "colon_fence":
                yield from _directive(token.info.strip(), token.content, first, lines)


def _directive(info: str, content: str, first: int, lines: list[str]) -> Iterator[Segment]:
    directive = DIRECTIVE.match(info)
    name = directive["name"] if directive is not None else ""
    argument = directive["argument"].strip() if directive is not None else ""
    if argument and name in _TITLED:
        column = lines[first].find(argument)
        if column >= 0:
            yield Segment(argument, first, first + 1, column)
    if directive is not None and (name not in CONTAINERS and name not in {"image", "code-block"}):
        return
    body = content.split("\n")
    start = 0
    while directive is not None and start < len(body) and (option := _OPTION.match(body[start])):
        line = first + 1 + start
        if option["name"] in _READ_OPTIONS and option["value"] and line < len(lines):
            yield Segment(option["value"], line, line + 1, max(lines[line].find(option["value"]), 0))
        start += 1
    if name in CONTAINERS or (directive is None and info == ""):
        yield from _segments("\n".join(body[start:]), first + 1 + start, lines)


def translated_blocks(text: str, translate: Callable[[str], str]) -> str:
    """Return a text with every message in it translated."""
    if is_one_paragraph(text):
        return translate(text)
    lines: list[str] | None = None
    for segment in reversed(segments(text)):
        translation = translate(segment.message)
        if translation == segment.message:
            continue
        lines = text.split("\n") if lines is None else lines
        new = " ".join(translation.split("\n"))
        before = lines[segment.first][: segment.column]
        if segment.cell:
            rest = lines[segment.first][segment.column :]
            written = segment.message if rest.startswith(segment.message) else segment.message.replace("|", "\\|")
            lines[segment.first] = before + re.sub(r"(?<!\\)\|", r"\\|", new) + rest[len(written) :]
        else:
            lines[segment.first : segment.last] = [before + new]
    return text if lines is None else "\n".join(lines)


def offset_of(segment: Segment, text: str) -> int:
    """Return where a message begins in its text."""
    return sum(len(line) + 1 for line in text.split("\n")[: segment.first]) + segment.column
