"""Code by indentation."""

from __future__ import annotations

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown import fences
from sphinx_excellence.takeover.markdown.containers import body_range
from sphinx_excellence.takeover.markdown.lines import Line, dedent
from sphinx_excellence.takeover.markdown.list_markers import MARKER
from sphinx_excellence.takeover.markdown.page import Page


def indented_code(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take lines that are indented by four columns; blank ones between them belong to them."""
    if lines[start].indent < 4:
        return None
    end = body_range(lines, start)
    page.indented_code += 1
    if _is_fence_to_the_target(lines, start, end, page):
        said = Phrase(
            "the old site showed this fence as code by its indentation; it is a fence here, as in the list above"
        )
        page.tell("code-meant", lines[start].number, said)
    if page.options.on("pymdownx.superfences"):
        # A fence directly below such code is no fence to SuperFences, and neither is what it holds.
        closed = fences.closing(lines, end, page) if end < len(lines) and not lines[end - 1].blank else None
        page.no_fences |= {line.number for line in lines[end : closed + 1]} if closed is not None else set()
    return end, [*_end_of_list(lines, start), *lines[start:end]]


def _is_fence_to_the_target(lines: list[Line], start: int, end: int, page: Page) -> bool:
    """Say whether CommonMark sees a fence: a text above, indented as far as an item's, goes on with the item to it."""
    inside = [dedent(line, 4) for line in lines[start:end]]
    if inside[0].indent > 3 or fences.closing(inside, 0, page) is None:
        return False
    columns = 4
    for line in reversed(lines[:start]):
        if line.blank:
            continue
        found = MARKER.match(line.text)
        if found is not None:
            return found.start("rest") <= columns < 4
        columns = min(columns, line.indent)
        if columns == 0:
            return False
    return False


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
