"""Definition lists."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown import interruptions
from sphinx_excellence.takeover.markdown.inline import convert_inline
from sphinx_excellence.takeover.markdown.lines import Line, dedent, indent, next_text
from sphinx_excellence.takeover.markdown.page import Page

_COMMENT = re.compile(r" {0,3}<!--(?:[^-]|-(?!->))*-->\s*$")
_DEFINITION = re.compile(r"(?P<lead> {0,3}:[ ]{1,3})(?P<rest>\S.*|)$")


def begins(line: Line) -> bool:
    """Say whether a line begins a definition."""
    return _DEFINITION.match(line.text) is not None


def definitions_of_a_comment(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take definitions below a comment, which the source takes for their term: themes put words in its place."""
    line = lines[start]
    if not page.options.on("def_list") or not _COMMENT.match(line.text):
        return None
    gap = next_text(lines, start + 1)
    if gap >= len(lines) or not begins(lines[gap]):
        return None
    page.needs.add("deflist")
    end, made = _definitions(lines, start + 1, page)
    # An HTML block is no term to MyST, but a text is.
    return end, [line.put(f"&nbsp;{line.text.strip()}"), *made]


def definition_list(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take terms with their definitions."""
    if not page.options.on("def_list"):
        return None
    position = start
    while position < len(lines) and not lines[position].blank and not begins(lines[position]):
        if position > start and interruptions.interrupts(lines, position, page):
            return None
        position += 1
    terms = lines[start:position]
    gap = next_text(lines, position)
    if not terms or gap >= len(lines) or not begins(lines[gap]):
        return None
    page.needs.add("deflist")
    shown = [convert_inline(term.text.strip(), page, term.number) for term in terms]
    out = [terms[0].put("<br>".join(shown) if len(shown) > 1 else convert_inline(terms[0].text, page, terms[0].number))]
    if gap > position:
        out.append(lines[position])
    position = gap
    end, made = _definitions(lines, position, page)
    return end, out + made


def _definitions(lines: list[Line], position: int, page: Page) -> tuple[int, list[Line]]:
    out: list[Line] = []
    while position < len(lines):
        gap = next_text(lines, position)
        found = _DEFINITION.match(lines[gap].text) if gap < len(lines) else None
        if found is None:
            break
        out += lines[position:gap]
        position, made = _definition(lines, gap, found, page)
        out += made
    return position, out


def _definition(lines: list[Line], start: int, found: re.Match[str], page: Page) -> tuple[int, list[Line]]:
    last = interruptions.hanging_end(lines, start, page, ends=begins)
    first = lines[start]
    code_before = page.indented_code
    head = Line(found["rest"], first.number, (*first.prefixes, None))
    body = page.inside([head, *(dedent(line, 4) for line in lines[start + 1 : last])])
    width = len(found["lead"])
    deeper = page.indented_code > code_before and width != 4
    if not body:
        return last, [first]
    return last, [
        Line(found["lead"] + body[0].text, first.number, first.prefixes),
        *indent(body[1:], " " * (width if deeper else 4), all_lines=deeper),
    ]
