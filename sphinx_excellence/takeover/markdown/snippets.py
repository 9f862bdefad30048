"""Snippets, ``--8<-- "file"``: put in place, as the source's readers saw them."""

from __future__ import annotations

import re

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.page import Page

_SNIPPET = re.compile(
    r"(?P<white>[ \t]*)(?P<escape>;*)-+8<-+(?:[ \t]+(?P<quote>[\"'])(?P<name>.*?)(?P=quote))?(?![ \t])(?P<rest>.*)$"
)
_MARK = re.compile(r".*?-+8<-+[ \t]+\[[ \t]*(?P<kind>start|end)[ \t]*:[ \t]*(?P<name>[\w-]+)[ \t]*\].*$")
_ESCAPED_MARK = re.compile(r";(?=-+8<)")
_SECTION = re.compile(
    r"(?P<file>.+?)(?::(?P<section>[a-zA-Z][\w-]*)|(?P<lines>(?::-?\d*(?::-?\d*)?)(?:,-?\d*(?::-?\d*)?)*))?$"
)
#: How deep snippets may name snippets.
_DEPTH = 8
#: How many lines the snippets of a page may have.
_LIMIT = 50_000


def with_snippets(lines: list[Line], page: Page) -> list[Line]:
    """Return the lines with the text of each snippet in place of what names it."""
    if not page.options.on("pymdownx.snippets"):
        return lines
    appended = page.options.setting("pymdownx.snippets", "auto_append", None) or []
    for name in [appended] if isinstance(appended, str) else appended:
        text = page.options.snippet(str(name))
        if text is not None:
            lines = [*lines, Line("", len(lines)), *(Line(row, len(lines)) for row in text.splitlines())]
    if not any("8<" in line.text for line in lines):
        return lines
    budget = [_LIMIT]
    return _expanded(lines, page, 0, budget)


def _expanded(lines: list[Line], page: Page, depth: int, budget: list[int]) -> list[Line]:
    out: list[Line] = []
    inside = False
    for line in lines:
        found = _SNIPPET.match(line.text) if "8<" in line.text else None
        if found is None or found["rest"].strip():
            if inside:
                name = line.text.strip()
                out += _snippet(line, name, line.white, page, depth, budget) if name else [line.put("")]
            elif not inside and _MARK.match(line.text):
                if ";-" in line.text:
                    out.append(line.put(_ESCAPED_MARK.sub("", line.text, count=1)))
                elif not depth:
                    out.append(line)
            elif not inside:
                out.append(line)
            continue
        if found["escape"]:
            out.append(line.put(line.text.replace(";", "", 1)))
        elif found["name"] is None:
            inside = not inside
        elif not inside:
            out += _snippet(line, found["name"], found["white"], page, depth, budget)
    return out


def _snippet(line: Line, name: str, white: str, page: Page, depth: int, budget: list[int]) -> list[Line]:
    if name.startswith(";"):
        return []
    whole = page.options.snippet(name) if not name.startswith(("http:", "https:")) else None
    found = _SECTION.match(name)
    text = whole
    if text is None and found is not None:
        text = page.options.snippet(found["file"])
    if text is None or depth >= _DEPTH:
        page.tell(
            "snippet-missing", line.number, Phrase("the snippet %s is not at hand; its name stays", name), lossy=True
        )
        return [line]
    rows = text.expandtabs(4).removesuffix("\n").split("\n")
    if whole is None and found is not None and found["section"]:
        rows = _section(rows, found["section"])
    elif whole is None and found is not None and found["lines"]:
        rows = _range(rows, found["lines"][1:])
    budget[0] -= len(rows)
    if budget[0] < 0:
        page.tell(
            "snippet-missing", line.number, Phrase("the snippets are too long; %s stays a name", name), lossy=True
        )
        return [line]
    page.tell("snippet-copied", line.number, Phrase("the text of the snippet %s is in the page now", name))
    made = [Line(white + row if row.strip() else "", line.number) for row in rows]
    return _expanded(made, page, depth + 1, budget)


def _section(rows: list[str], name: str) -> list[str]:
    out: list[str] = []
    inside = False
    for row in rows:
        found = _MARK.match(row) if "8<" in row else None
        if found is not None and found["name"] == name:
            inside = found["kind"] == "start"
        elif inside:
            out.append(row)
    return out


def _range(rows: list[str], text: str) -> list[str]:
    out: list[str] = []
    for part in text.split(","):
        first, _, last = part.partition(":")
        try:
            start = int(first) if first else 1
            end = int(last) if last else len(rows)
        except ValueError:
            continue
        start = len(rows) + start + 1 if start < 0 else start
        end = len(rows) + end + 1 if end < 0 else end
        out += rows[max(start - 1, 0) : max(end, 0)]
    return out
