"""Links in a body of CommonMark: those that a page's new place asks for are changed, every other byte stays.

Owns finding the destinations in the text: a parser says which lines hold links, so that code is left alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.token import Token

from sphinx_excellence.takeover.commonmark_parser import block_parser

_DESTINATION = re.compile(r"(?<=\]\()(?P<space>\s*)(?P<open><?)(?P<target>[^)\s>]+)")
_DEFINITION = re.compile(r"(?m)^(?P<head> {0,3}\[[^\]]+\]:[ \t]*<?)(?P<target>[^\s>]+)")
_ALT = re.compile(r"!\[[^\[\]]*\](?=[(\[])")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_ATTRIBUTES = {"link_open": "href", "image": "src"}


def with_links(text: str, change: Callable[[str], str | None], *, indented_code: bool = True) -> str:
    """Return a body with the destinations of links and images changed; ``change`` gives nothing for those that stay."""
    parser = block_parser(indented_code=indented_code)
    lines = text.split("\n")
    environment: dict[str, object] = {}
    for first, last, targets, has_code in _blocks(parser.parse(text, environment)):
        found = {target: change(normalizeLinkText(target)) for target in targets}
        new = {unquote(target): changed for target, changed in found.items() if changed is not None}
        if new or has_code:
            block = "\n".join(lines[first:last])
            # MyST leaves out code in the alternative text of an image.
            block = _ALT.sub(lambda found: found[0].replace("`", ""), block) if has_code else block
            lines[first:last] = _changed(block, new).split("\n")
    result = "\n".join(lines)
    references = environment.get("references")
    if isinstance(references, dict) and references:
        known = {unquote(each["href"]) for each in references.values()}
        result = _DEFINITION.sub(lambda found: _definition(found, known, change), result)
    return result


def _blocks(tokens: list[Token]) -> list[tuple[int, int, list[str], bool]]:
    """Return the lines of each block with links, where these lead, and whether an image is described by code."""
    blocks = []
    for token in tokens:
        if token.type == "inline" and token.map and token.children:
            targets = [
                str(child.attrs.get(_ATTRIBUTES[child.type], ""))
                for child in token.children
                if child.type in _ATTRIBUTES
            ]
            images = [child.children or [] for child in token.children if child.type == "image"]
            has_code = any(part.type == "code_inline" for parts in images for part in parts)
            if targets:
                blocks.append((token.map[0], token.map[1], targets, has_code))
    return blocks


def _changed(block: str, new: dict[str, str]) -> str:
    code = [found.span() for found in _CODE.finditer(block)]

    def replaced(found: re.Match[str]) -> str:
        at = found.start()
        target = new.get(unquote(html.unescape(found["target"])))
        if target is None or any(start <= at < end for start, end in code):
            return found[0]
        return f"{found['space']}{found['open']}{target}"

    return _DESTINATION.sub(replaced, block)


def _definition(found: re.Match[str], known: set[str], change: Callable[[str], str | None]) -> str:
    target = unquote(html.unescape(found["target"]))
    new = change(normalizeLinkText(html.unescape(found["target"]))) if target in known else None
    return found[0] if new is None else found["head"] + new
