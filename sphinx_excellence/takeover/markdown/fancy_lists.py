"""Lists that are numbered by letters or Roman numerals, of pymdownx.fancylists: lists with numbers and their style."""

from __future__ import annotations

from sphinx_excellence.takeover.markdown.lines import Line, next_text
from sphinx_excellence.takeover.markdown.list_markers import FANCY, NUMBERED, fancy_marker, kind_of, number_of
from sphinx_excellence.takeover.markdown.lists import item, item_end
from sphinx_excellence.takeover.markdown.page import Page

_STYLES = {"alpha": "lower-alpha", "ALPHA": "upper-alpha", "roman": "lower-roman", "ROMAN": "upper-roman"}


def fancy_list(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a run of numbered items, which may be several lists."""
    if not page.options.on(FANCY) or fancy_marker(lines[start].text, page) is None:
        return None
    out: list[Line] = []
    position, before, number = start, ("", ""), 0
    while position < len(lines):
        line = lines[position]
        found = fancy_marker(line.text, page)
        if found is None:
            break
        sign = found["sign"]
        is_first = position == start or lines[position - 1].blank
        kind = kind_of(found["value"], before[1] if before[0] == sign else "", page, first=is_first)
        number += 1
        if (sign, kind) != before:
            number = number_of(found["value"], kind)
            out += _style(line, kind, page, is_below=bool(out) and not out[-1].blank)
        before = (sign, kind)
        end = item_end(lines, position, page)
        white = line.white
        bare = line.put(f"{white}{number}{sign}{found['space']}{line.text[found.end() :]}")
        marker = NUMBERED.match(bare.text)
        if marker is not None:
            out += item([bare, *lines[position + 1 : end]], marker, page)
        position = next_text(lines, end)
        if position < len(lines) and fancy_marker(lines[position].text, page) is None:
            position = end
            break
        out += lines[end:position]
    return min(position, len(lines)), out


def _style(line: Line, kind: str, page: Page, *, is_below: bool) -> list[Line]:
    """Return the lines above a list that say its style."""
    gap = [Line("", line.number)] if is_below else []
    if kind not in _STYLES:
        return gap
    page.needs.add("attrs_block")
    return [*gap, Line(f"{line.white}{{style={_STYLES[kind]}}}", line.number, line.prefixes)]
