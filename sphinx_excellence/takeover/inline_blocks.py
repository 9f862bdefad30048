"""The blocks of text of a body, as CommonMark has them, for changes of what is in a line.

Owns that code in a text is left alone, and that a change of the number of lines moves no other block.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from sphinx_excellence.takeover.commonmark_parser import block_parser

_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
#: What is in brackets, with at most one pair of them inside, and where a link or an image leads.
BRACKETS = r"(?:[^\[\]]|\[[^\[\]]*\])*"
TARGET = r"[ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^()\s<>]|\([^()\s<>]*\))*))"
TITLE = r"(?:[ \t\n]+(?:\"[^\"]*\"|'[^']*'))?[ \t]*"
ATTRIBUTES = r"(?:\{(?P<attributes>[^{}\n]*)\})?"


#: Returns the new text of a match, or nothing where it stays; it gets the definitions of the page too.
Change = tuple[re.Pattern[str], Callable[[re.Match[str], dict[str, Any]], str | None]]


def with_changes(text: str, wanted: str, *changes: Change, indented_code: bool = True) -> str:
    """Return a body with changes in its blocks that hold a token of the type ``wanted``."""
    lines = text.split("\n")
    environment: dict[str, Any] = {}
    tokens = block_parser(indented_code=indented_code).parse(text, environment)
    shift, done = 0, set()
    for token in tokens:
        if token.type != "inline" or token.map is None or token.map[0] in done or not _holds(token, wanted):
            continue
        done.add(token.map[0])
        first, last = token.map[0] + shift, token.map[1] + shift
        block = "\n".join(lines[first:last])
        for pattern, made in changes:
            block = _changed(block, pattern, made, environment)
        lines[first:last] = new = block.split("\n")
        shift += len(new) - (last - first)
    return "\n".join(lines)


def classes_of(found: re.Match[str]) -> str:
    """Return the attribute with the classes that a list of attributes behind a link or an image names."""
    classes = " ".join(re.findall(r"(?<![^\s])\.([\w-]+)", found["attributes"] or ""))
    return f' class="{classes}"' if classes else ""


def target_of(found: re.Match[str]) -> str:
    """Return where a link or an image leads."""
    return found["angled"] if found["angled"] is not None else found["bare"]


def defined(name: str, environment: dict[str, Any]) -> str | None:
    """Return where the definition of a link or an image leads; nothing where there is none."""
    known = environment.get("references", {}).get(normalizeReference(name))
    return None if known is None else unquote(str(known["href"]))


def _holds(inline: Token, wanted: str) -> bool:
    return any(child.type == wanted for child in inline.children or ())


def _changed(
    block: str,
    pattern: re.Pattern[str],
    made: Callable[[re.Match[str], dict[str, Any]], str | None],
    environment: dict[str, Any],
) -> str:
    code = [each.span() for each in _CODE.finditer(block)]

    def replaced(found: re.Match[str]) -> str:
        inside = any(start <= found.start() < end for start, end in code)
        new = None if inside else made(found, environment)
        return found[0] if new is None else new

    return pattern.sub(replaced, block)
