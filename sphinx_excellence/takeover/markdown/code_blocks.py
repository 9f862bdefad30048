"""Code by indentation."""

from __future__ import annotations

from sphinx_excellence.takeover.markdown import fences
from sphinx_excellence.takeover.markdown.containers import body_range
from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.list_markers import MARKER
from sphinx_excellence.takeover.markdown.page import Page


def indented_code(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take lines that are indented by four columns; blank ones between them belong to them."""
    if lines[start].indent < 4:
        return None
    end = body_range(lines, start)
    page.indented_code += 1
    if page.options.on("pymdownx.superfences"):
        # A fence directly below such code is no fence to SuperFences, and neither is what it holds.
        closed = fences.closing(lines, end, page) if end < len(lines) and not lines[end - 1].blank else None
        page.no_fences |= {line.number for line in lines[end : closed + 1]} if closed is not None else set()
    return end, [*_end_of_list(lines, start), *lines[start:end]]


def _end_of_list(lines: list[Line], start: int) -> list[Line]:
    """Return what ends a list that CommonMark sees in the paragraph above: it would take the code for an item's."""
    above = start - 1
    while above >= 0 and lines[above].blank:
        above -= 1
    while above >= 0 and not lines[above].blank:
        if MARKER.match(lines[above].text):
            return [Line("<!-- -->", lines[start].number), Line("", lines[start].number)]
        above -= 1
    return []
