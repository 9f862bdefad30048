"""Finds block markup in texts that take one paragraph: lists, code, tables, images and so on.

Follows CommonMark, with the tables and directives of MyST. Owns where such markup starts; a rule reports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Without any of these, a text is one paragraph.
_MAY_BEGIN = re.compile(r"\n|!\[|[ \t]*(?:[-+*_>#`~<=$:|]|\d{1,9}[.)])")
_SIGNS = re.compile(r"[ \t]*(?:>[ \t]?)*")
_HARD_BREAK = re.compile(r"(?:[ ]{2,}|\\)\n")
_IMAGE = re.compile(r"!\[")
#: How blocks of MyST begin that CommonMark takes for paragraphs.
_DIRECTIVE = re.compile(r":{3,}")
_FORMULA = re.compile(r"\$\$(?!\$).*?\$\$", re.DOTALL)
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]\n]{1,999}\]:")

#: A line that begins with a sign and a quantity, with a comparison, or with a number such as that of a day. Readers do
#: not take it for a list, a heading or a quotation, and it is shown as it is written.
_QUANTITY = re.compile(
    r"[ \t]*(?:(?:[-+*]|#{1,6})[ \t]+[~<>=≈±]*[ \t]*\d|>[ \t]*[=~]?[ \t]*[-+~$€£]?\d|\d{1,9}[.)](?:[ \t]|$))"
)

_KINDS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "fence": "code",
    "code_block": "code",
    "table_open": "table",
    "heading_open": "heading",
    "blockquote_open": "quote",
    "html_block": "html",
    "hr": "rule",
}


@dataclass(frozen=True, slots=True)
class BlockMarkup:
    """What begins at an ``offset`` of a text: a list, code, a table and the like, by its ``kind``."""

    kind: str
    offset: int


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def block_markup(text: str) -> Iterator[BlockMarkup]:
    """Yield the block markup in a text in the order of where it begins, each kind once."""
    if not (_MAY_BEGIN.match(text) or "\n" in text or "![" in text):
        return
    if not any(map(str.isalnum, text)):  # a dash or three in place of a value
        return
    if _QUANTITY.match(text) and "\n" not in text.strip() and "![" not in text:
        return
    found = sorted(_found(text), key=lambda markup: markup.offset)
    seen: set[str] = set()
    for markup in found:
        if markup.kind not in seen:
            seen.add(markup.kind)
            yield markup


def _found(text: str) -> Iterator[BlockMarkup]:
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    environment: dict[str, dict[str, dict[str, list[int]]]] = {}
    paragraphs = 0
    for token in _parser().parse(text, environment):
        if token.map is None:
            continue
        start = starts[token.map[0]]
        at = start + len(_indentation(lines[token.map[0]]))
        if token.type == "inline":
            yield from _inside(token, text, start, starts[token.map[1]])
        elif token.level == 0 and token.type == "paragraph_open":
            paragraphs += 1
            yield from _paragraph(text, at, is_first=paragraphs == 1)
        elif token.type == "html_block" and "\n" not in text:
            continue  # HTML is text here, and so is a line of it, whichever element it begins with
        elif token.level == 0 and token.type in _KINDS:
            yield BlockMarkup(_KINDS[token.type], at)
    for definition in environment.get("references", {}).values():
        line = definition["map"][0]
        if _DEFINITION.match(lines[line]):
            yield BlockMarkup("definition", starts[line] + len(_indentation(lines[line])))


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _paragraph(text: str, at: int, *, is_first: bool) -> Iterator[BlockMarkup]:
    if _DIRECTIVE.match(text, at):
        yield BlockMarkup("directive", at)
    elif _FORMULA.match(text, at):
        yield BlockMarkup("formula", at)
    elif not is_first:
        yield BlockMarkup("paragraph", at)


def _inside(token: Token, text: str, start: int, end: int) -> Iterator[BlockMarkup]:
    """Yield what a paragraph holds that no line does: images, and line breaks that are to be kept."""
    kinds = {child.type for child in token.children or ()}
    for kind, name, sign in (("image", "image", _IMAGE), ("hardbreak", "break", _HARD_BREAK)):
        found = sign.search(text, start, end) if kind in kinds else None
        if found is not None:
            yield BlockMarkup(name, found.start())
