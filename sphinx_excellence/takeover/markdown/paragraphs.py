"""Paragraphs, and what MyST would read at the beginning of a line that is plain text in the source."""

from __future__ import annotations

import re

from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown import definition_lists, interruptions
from sphinx_excellence.takeover.markdown.attributes import ATTRIBUTES, read_attributes, write_attributes
from sphinx_excellence.takeover.markdown.inline import convert_inline
from sphinx_excellence.takeover.markdown.inline_html import TAG
from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.page import Page

_TARGET = re.compile(r"\(([a-zA-Z0-9|@<>*./_\-+:]{1,100})\)=\s*$")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
_HASHES = re.compile(r"#{1,6}(?:[ \t]|$)")
_FENCE = re.compile(r"`{3,}[^`]*$|~{3,}")
_BARE_ITEM = re.compile(r"[*+-]\s*$")
_TOC = re.compile(r"\[TOC\]$")
#: What looks like the beginning of a block that the source does not know, or not as it is written.
_UNREAD = re.compile(r"\s*(?:!!!|\?\?\?\+?|===|/{3,})[ ]+[\w\"]")
_INJECTION = re.compile(r":::\s*\S")


def paragraph(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]]:
    """Take text up to a blank line, or up to a block that needs none."""
    end = start + 1
    while end < len(lines) and not lines[end].blank and not interruptions.interrupts(lines, end, page):
        if page.options.on("def_list") and definition_lists.begins(lines[end]):
            break
        end += 1
    body = lines[start:end]
    if len(body) == 1 and page.options.on("toc") and _TOC.match(body[0].text.strip()):
        return end, _contents(body[0])
    above: list[Line] = []
    if len(body) > 1 and page.options.on("attr_list"):
        body, above = _attributes(body, page)
    for line in body:
        if _UNREAD.match(line.text):
            said = Phrase("%s looks like a block, but is text in the source", line.text.split()[0])
            page.tell("block-unread", line.number, said)
    source = "\n".join(line.text for line in body)
    made = convert_inline(source, page, body[0].number).split("\n")
    if len(made) == len(body):
        out = [line.put(text) for line, text in zip(body, made, strict=True)]
    else:
        out = [Line(text, body[0].number, body[0].prefixes) for text in made]
    out = [_escaped(line, index, page) for index, line in enumerate(out)]
    return end, [*above, *_tag_joined(out)]


def _contents(line: Line) -> list[Line]:
    # The class is how the theme Furo is told that a second table of contents is wanted.
    options = [":local:", ":class: this-will-duplicate-information-and-it-is-still-useful-here"]
    return [
        line.put("```{contents}"),
        *(Line(option, line.number, line.prefixes) for option in options),
        Line("```", line.number, line.prefixes),
    ]


def _attributes(body: list[Line], page: Page) -> tuple[list[Line], list[Line]]:
    """Take the attributes that a paragraph ends with: MyST has them above it."""
    last = body[-1]
    found = ATTRIBUTES.fullmatch(last.text.strip())
    if found is None or found["list"][0] in "%{*":
        return body, []
    written = write_attributes(read_attributes(found["list"]), "block", page, last.number)
    if not written:
        return body[:-1], []
    page.needs.add("attrs_block")
    return body[:-1], [Line(written, last.number, body[0].prefixes)]


def _escaped(line: Line, index: int, page: Page) -> Line:
    text = line.text
    stripped = text.lstrip(" \t")
    if not stripped:
        return line
    white = text[: len(text) - len(stripped)]
    sign = stripped[0]
    if sign == ":" and stripped.startswith(":::"):
        if _INJECTION.match(stripped):
            page.tell(
                "injection-kept", line.number, Phrase("the block %s is made by a plugin; it is text here", stripped)
            )
        return line.put(f"{white}\\{stripped}")
    if sign.isdigit():
        return _number(line, index)
    begins_block = (
        stripped.startswith(("%", "+++"))
        or _TARGET.match(stripped)
        or _FENCE.match(stripped)
        or (index > 0 and (_UNDERLINE.match(stripped) or _HASHES.match(stripped)))
        or _BARE_ITEM.match(stripped)
        or (sign == "{" and page.options.on("attr_list") and _reads_as_attributes(stripped.rstrip()))
    )
    return line.put(f"{white}\\{stripped}") if begins_block else line


def _reads_as_attributes(text: str) -> bool:
    if not text.endswith("}"):
        return False
    try:
        parse_attributes(text)
    except ParseError:
        return False
    return True


_NUMBER = re.compile(r"(\s*\d{1,9})([.)])(?=\s|$)")


def _number(line: Line, index: int) -> Line:
    """Escape a number that CommonMark would take for that of a list: it would be no word any more."""
    found = _NUMBER.match(line.text)
    if found is None or (index > 0 and found[1].strip() != "1"):
        return line
    return line.put(f"{found[1]}\\{line.text[found.end(1) :]}")


def _tag_joined(lines: list[Line]) -> list[Line]:
    """Put a tag that is alone in the first line in front of the next: CommonMark would read all below it as HTML."""
    text = lines[0].text.strip()
    if not text.startswith("<") or len(lines) < 2:
        return lines
    found = TAG.fullmatch(text)
    if found is None:
        return lines
    return [lines[0].put(lines[0].text.rstrip() + lines[1].text.lstrip()), *lines[2:]]
