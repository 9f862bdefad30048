"""A title that is HTML, as many a README has one: Sphinx takes the title of a page from a heading of Markdown.

Owns which element is the title and how it is written; without one, Sphinx would make siblings of all headings below it,
and call the page by the first of them.
"""

from __future__ import annotations

import html
import re

from sphinx_excellence.takeover.commonmark_parser import block_parser
from sphinx_excellence.takeover.html_facts import WORD
from sphinx_excellence.takeover.project_files import escaped_in_heading

_TITLE = re.compile(
    r"(?P<before>^[ \t]*)?<h1(?P<attributes>(?:\s[^<>]*)?)>(?P<inside>.*?)</h1\s*>(?P<behind>[ \t]*(?:\n|\Z))?",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
#: Images, with the link around them.
_IMAGE = re.compile(r"<a\s[^<>]*>\s*<img\s[^<>]*>\s*</a\s*>|<img\s[^<>]*>", re.IGNORECASE)
_LINK = re.compile(
    r"<a\s[^<>]*?\bhref\s*=\s*([\"'])(?P<to>[a-z]+://[^\"'<>()\s]+)\1[^<>]*>(?P<text>[^<>]*)</a\s*>", re.IGNORECASE
)
_ID = re.compile(r"\s(?:id|name)\s*=\s*[\"']?(?P<id>[^\"'\s<>]+)[\"']?", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LOWER = re.compile(r"<h[2-6][\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def with_title(text: str, *, indented_code: bool = True) -> tuple[str, str]:
    """Return a body whose title is a heading of Markdown, and the words of the title where it was HTML before.

    The body stays as it is where it has a heading of Markdown of the first level, or any heading above the title.
    """
    if re.search(r"<h1[\s>]", text, re.IGNORECASE) is None:
        return text, ""
    tokens = block_parser(indented_code=indented_code).parse(text)
    if any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
        return text, ""
    for token in tokens:
        if token.type == "heading_open":
            break
        if token.type != "html_block" or token.level > 0 or token.map is None:
            continue
        lines = text.split("\n")
        first, last = token.map
        block = "\n".join(lines[first:last])
        found = _title_of(block)
        if found is None and _heads_in(block):
            break
        if found is not None:
            written, words = _written(block, found)
            gap = [] if last >= len(lines) or not lines[last].strip() else [""]
            return "\n".join([*lines[:first], *written, *gap, *lines[last:]]), words
    return text, ""


def _title_of(block: str) -> re.Match[str] | None:
    """Return the heading of the first level that a block of HTML has above the others, if it has words."""
    if _COMMENT.fullmatch(block.strip()) or re.match(r"\s*<(?:pre|script|style|textarea)\b", block, re.IGNORECASE):
        return None
    comments = [found.span() for found in _COMMENT.finditer(block)]
    for found in _TITLE.finditer(block):
        if any(start <= found.start() < end for start, end in comments):
            continue
        if _heads_in(block[: found.start()]):
            return None
        return found if WORD.search(html.unescape(_TAG.sub("", found["inside"]))) else None
    return None


def _heads_in(block: str) -> bool:
    """Whether a block of HTML has a heading below the first level: what comes behind it is no title."""
    return _LOWER.search(_COMMENT.sub("", block)) is not None


def _written(block: str, found: re.Match[str]) -> tuple[list[str], str]:
    """Return the lines of a block with its title above all others, and its words: images stay where they are."""
    inside = _COMMENT.sub("", found["inside"])
    images = " ".join(each[0] for each in _IMAGE.finditer(inside))
    text = _IMAGE.sub(" ", inside)
    tags = [f"<h1{found['attributes']}>", *_TAG.findall(text)]
    names = [html.unescape(each["id"]) for each in _ID.finditer("".join(tags))]
    anchors = "".join(f'<a id="{html.escape(name)}"></a>' for name in names)  # prose: ignore
    images = f"<p{_ID.sub('', found['attributes'])}>{images}</p>" if images else ""
    is_whole_line = found["before"] is not None and found["behind"] is not None
    if images and is_whole_line:
        images += "\n"
    behind = "" if is_whole_line else found["behind"] or ""
    rest = f"{block[: found.start()]}{images}{behind}{block[found.end() :]}".strip("\n")
    above = [anchors, ""] if anchors else []
    left = ["", *rest.split("\n")] if rest.strip() else []
    return [*above, f"# {_in_markdown(text)}", *left], " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _in_markdown(inside: str) -> str:
    """Return the inside of a heading as one line of Markdown: its text, and links to other sites."""
    parts: list[str] = []
    position = 0
    for link in _LINK.finditer(inside):
        parts += [_text(inside[position : link.start()]), f"[{_text(link['text']).strip()}]({link['to']})"]
        position = link.end()
    return " ".join("".join([*parts, _text(inside[position:])]).split())


def _text(part: str) -> str:
    return escaped_in_heading(html.unescape(_TAG.sub("", re.sub(r"<br\b[^<>]*>", " ", part, flags=re.IGNORECASE))))
