"""Quotations."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.admonitions import write_admonition, write_collapsible
from sphinx_excellence.takeover.markdown.lines import Line, forget, indent, next_text
from sphinx_excellence.takeover.markdown.page import Page

_CALLOUT = re.compile(r"\[!(?P<type>[\w-]+(?:[ ]*\|[ ]*[\w-]+)*)\](?P<fold>[+-]?)[ ]*(?P<title>.*?)[ ]*$")
_QUOTE = re.compile(r" {0,3}>[ ]?")


def quote(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a quotation up to the next blank line; lines without the sign go on with it."""
    if _QUOTE.match(lines[start].text) is None:
        return None
    end = start
    body = []
    while end < len(lines) and not lines[end].blank:
        found = _QUOTE.match(lines[end].text)
        taken = found[0] if found is not None else ""
        body.append(Line(lines[end].text[len(taken) :], lines[end].number, (*lines[end].prefixes, taken)))
        end += 1
    callout = _callout(lines[start], body, page)
    if callout is not None:
        return end, callout
    out = []
    for line in page.inside(body):
        if not line.prefixes and not line.text:
            out.append(Line(">", line.number))
        else:
            out += indent([line], "> ")
    return end, out


def _callout(first: Line, body: list[Line], page: Page) -> list[Line] | None:
    """Return a quotation as an admonition, where the source's extensions make one of it by its first line."""
    options = page.options
    obsidian = options.on("pymdownx.quotes") and options.setting("pymdownx.quotes", "callouts", default=False)
    if not obsidian and not options.on("github-callouts"):
        return None
    found = _CALLOUT.match(body[0].text)
    if found is None or (not obsidian and (found["title"] or found["fold"])):
        return None
    inner = page.inside(forget(body[1:]))
    inner = inner[next_text(inner, 0) :]
    classes = [name.lower() for name in re.findall(r"[\w-]+", found["type"])]
    title = found["title"] or None
    if found["fold"]:
        return write_collapsible(first.put(""), classes, title, inner, page, opened=found["fold"] == "+")
    return write_admonition(first.put(""), classes, title, inner, page)
