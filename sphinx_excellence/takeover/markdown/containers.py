"""Directives that hold blocks: the body below a line, and the colons around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_excellence.takeover.markdown.lines import Line, dedent, fence_of_colons, forget, trimmed
from sphinx_excellence.takeover.markdown.page import Page


def body_range(lines: list[Line], start: int) -> int:
    """Return where a body ends whose lines are indented by four columns, from ``start`` on."""
    end = last = start
    while end < len(lines):
        if not lines[end].blank:
            if lines[end].indent < 4:
                break
            last = end + 1
        end += 1
    return last


def body_below(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]]:
    """Convert the body below the line that opens a container: where it ends, and its lines at that line's level."""
    end = body_range(lines, start + 1)
    return end, inner(lines[start + 1 : end], page)


def inner(lines: list[Line], page: Page) -> list[Line]:
    """Convert lines that are indented by four columns, for a place that is not."""
    return trimmed(forget(page.inside([dedent(line, 4) for line in lines])))


def directive(first: Line, name: str, argument: str, options: Sequence[str], body: list[Line]) -> list[Line]:
    """Return a directive in place of the line ``first``; its colons are more than any inside."""
    colons = fence_of_colons(body)
    made = [first.put(f"{first.white}{colons}{{{name}}}{' ' + argument if argument else ''}")]
    made += [Line(first.white + option, first.number, first.prefixes) for option in options]
    if body and (options or re.match(r"\s*(?::|---\s*$)", body[0].text)):
        made.append(Line("", first.number))
    made += body
    number = body[-1].number if body else first.number
    return [*made, Line(first.white + colons, number, first.prefixes)]
