"""Which lines end a paragraph in the source without a blank line before them."""

from __future__ import annotations

import re
from collections.abc import Callable

from sphinx_excellence.takeover.markdown import admonitions, fences, headings, html_elements, slash_blocks, tabs
from sphinx_excellence.takeover.markdown.lines import Line, goes_on_with_item
from sphinx_excellence.takeover.markdown.link_definitions import read_definition
from sphinx_excellence.takeover.markdown.page import Page

_QUOTE = re.compile(r" {0,3}>")
FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ ]*")
ABBREVIATION = re.compile(r"\*\[([^\\\]]+)\][ ]?:")


def interrupts(lines: list[Line], index: int, page: Page) -> bool:
    """Say whether the line begins a block although it follows text."""
    line = lines[index]
    text = line.text
    if not text:
        return True
    sign = text.lstrip(" \t")[:1]
    if sign in "`~":
        return fences.opening(line) is not None and fences.closing(lines, index, page) is not None
    if sign == "#":
        return headings.is_hash_heading(line, page) and not goes_on_with_item(lines, index)
    if sign == ">":
        return _QUOTE.match(text) is not None
    if sign == "<":
        return html_elements.opens(line)
    if sign in "!?":
        return admonitions.opens(line, page) and not goes_on_with_item(lines, index)
    if sign == "=":
        return tabs.opens(line, page) and not goes_on_with_item(lines, index)
    if sign == "/":
        return slash_blocks.opens(line, page)
    if sign == "[":
        if page.options.on("footnotes") and FOOTNOTE.match(text) is not None:
            return True
        return read_definition([each.text for each in lines[index : index + 3]]) is not None
    if sign in "*-_" and headings.is_rule(line):
        return True
    return sign == "*" and bool(page.abbreviations) and ABBREVIATION.match(text) is not None


def hanging_end(lines: list[Line], start: int, page: Page, ends: Callable[[Line], bool] = lambda _line: False) -> int:
    """Return where a block ends that goes on below its first line: with its text, or indented by four columns.

    ``ends`` says which lines begin the next one of its kind.
    """
    end = last = start + 1
    after_blank = False
    while end < len(lines):
        line = lines[end]
        if line.blank:
            after_blank = True
        elif line.indent < 4 and (after_blank or ends(line) or interrupts(lines, end, page)):
            break
        else:
            after_blank = False
            last = end + 1
        end += 1
    return last
