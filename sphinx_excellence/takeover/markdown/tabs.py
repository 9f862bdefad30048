"""Content tabs, ``=== "Title"``."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.containers import body_below, directive
from sphinx_excellence.takeover.markdown.inline import convert_inline
from sphinx_excellence.takeover.markdown.lines import Line, goes_on_with_item, next_text
from sphinx_excellence.takeover.markdown.page import Page

_TAB = re.compile(r"===(?P<signs>\+!|!\+|\+|!)? +\"(?P<title>[^\n]*?)\" *$")


def opens(line: Line, page: Page) -> bool:
    """Say whether a line opens a tab."""
    return line.text.startswith("===") and page.options.on("pymdownx.tabbed") and _TAB.match(line.text) is not None


def tabs(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a set of tabs."""
    if not opens(lines[start], page) or goes_on_with_item(lines, start):
        return None
    items: list[Line] = []
    position = start
    while position < len(lines) and opens(lines[position], page):
        found = _TAB.match(lines[position].text)
        if found is None or (position > start and "!" in (found["signs"] or "")):
            break
        end, body = body_below(lines, position, page)
        items += write_tab(lines[position], found["title"], body, page, selected="+" in (found["signs"] or ""))
        behind = next_text(lines, end)
        following = behind < len(lines) and opens(lines[behind], page) and lines[behind].text[3:5].find("!") < 0
        if following and behind > end:
            items.append(Line("", lines[end].number))
        position = behind if following else end
        if not following:
            break
    return position, write_tab_set(lines[start], items, page)


def write_tab_set(first: Line, items: list[Line], page: Page) -> list[Line]:
    """Return the set around its tabs."""
    page.needs |= {"colon_fence", "sphinx_design"}
    return directive(first, "tab-set", "", [], items)


def write_tab(first: Line, title: str, body: list[Line], page: Page, *, selected: bool) -> list[Line]:
    """Return one tab."""
    shown = convert_inline(title, page, first.number) or "&nbsp;"
    options = [":selected:"] if selected else []
    if page.options.linked_tabs:
        slug = re.sub(r"\W+", "-", title.lower()).strip("-")
        options.append(f":sync: {slug or 'tab'}")
    return directive(first, "tab-item", shown, options, body or [Line("<!-- -->")])
