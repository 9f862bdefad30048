"""Definitions of links and of abbreviations."""

from __future__ import annotations

from sphinx_excellence.takeover.markdown import interruptions
from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.link_definitions import read_definition
from sphinx_excellence.takeover.markdown.options import Link
from sphinx_excellence.takeover.markdown.page import Page, normalized


def definition(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take the definition of a link, with its address as it is in the target."""
    found = read_definition([line.text for line in lines[start : start + 3]])
    if found is None:
        return None
    end = start + found.size
    line = lines[start]
    if page.last_definitions.get(normalized(found.label), line.number) > line.number:
        return end, []
    target = found.target
    address = target[1:-1] if target[:1] == "<" and target[-1:] == ">" else target
    new = page.options.link(Link(address, "definition", line.number))
    # CommonMark wants a space in front of the title.
    rest = f" {found.rest}" if found.rest and not found.rest[0].isspace() else found.rest
    if rest == found.rest and (new is None or new == address):
        return end, lines[start:end]
    made = line.put(f"{found.lead}{target if new is None else new}{rest}")
    return end, [made, lines[end - 1]] if found.title_below else [made]


def abbreviation(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Leave out the definition of an abbreviation: each place that uses it says what it means."""
    if not page.abbreviations or interruptions.ABBREVIATION.match(lines[start].text) is None:
        return None
    return start + 1, []
