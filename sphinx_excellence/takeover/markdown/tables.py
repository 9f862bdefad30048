"""Tables: cells are converted where they stand; a pipe in code is escaped, which CommonMark's tables need."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.attributes import ATTRIBUTES
from sphinx_excellence.takeover.markdown.inline import convert_inline
from sphinx_excellence.takeover.markdown.inline_text import Inline
from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.page import Page

_SEPARATOR = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")


def table(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a table up to the next blank line."""
    if not page.options.on("tables") or start + 1 >= len(lines) or "|" not in lines[start].text + lines[start + 1].text:
        return None
    if not set(lines[start + 1].text.strip()) <= set("|:- ") or "-" not in lines[start + 1].text:
        return None
    columns = len(_cells(lines[start].text, page))
    if columns != len(_cells(lines[start + 1].text, page)) or lines[start].indent > 3:
        return None
    if columns == 1 and not lines[start].text.strip().startswith("|"):
        return None
    end = start
    while end < len(lines) and not lines[end].blank:
        end += 1
    out = [_row(lines[start], page)]
    separator = lines[start + 1]
    if _SEPARATOR.match(separator.text) is None:
        cells = [re.sub(r"\s", "", cell) for _, _, cell in _spans(separator.text, page)]
        separator = separator.put("|" + "|".join(re.sub(r"-*(?=:?$)", "---", cell, count=1) for cell in cells) + "|")
    out.append(separator)
    for line in lines[start + 2 : end]:
        row = _row(line, page)
        # A row that begins as another block would end the table.
        if re.match(r"\s{0,3}(?:[>#]|[*+-]\s|\d+[.)]\s|<)", row.text) or row.indent > 3:
            row = row.put("| " + row.text.strip().removeprefix("|").lstrip())
        out.append(row)
    return end, out


def _cells(text: str, page: Page) -> list[str]:
    return [cell for _, _, cell in _spans(text, page)]


def _spans(text: str, page: Page) -> list[tuple[int, int, str]]:
    """Return where each cell is, and its text."""
    code = Inline(text, page, 0).code
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if text[start : start + 1] == "|":
        start += 1
    spans = []
    position = cell = start
    while position < end:
        sign = text[position]
        if sign == "\\":
            position += 2
        elif sign == "`":
            behind = code.get(position)
            if behind is None:
                behind = position
                while behind < end and text[behind] == "`":
                    behind += 1
            position = behind
        elif sign == "|":
            spans.append((cell, position, text[cell:position]))
            position += 1
            cell = position
        else:
            position += 1
    if text[cell:end].strip() or not spans or not text[:end].endswith("|"):
        spans.append((cell, end, text[cell:end]))
    return spans


def _row(line: Line, page: Page) -> Line:
    text = line.text
    out = []
    position = 0
    for start, end, cell in _spans(text, page):
        out.append(text[position:start])
        stripped, shown = cell.strip(), cell
        if page.options.on("attr_list") and stripped.endswith("}") and (brace := stripped.rfind(" {:")) >= 0:
            found = ATTRIBUTES.match(stripped, brace + 1)
            if found is not None and found.end() == len(stripped):
                shown = cell.replace(stripped, stripped[:brace])
        out.append(_pipes_escaped(convert_inline(shown, page, line.number), page))
        position = end
    out.append(text[position:])
    return line.put("".join(out))


def _pipes_escaped(made: str, page: Page) -> str:
    """Escape the pipes of a cell that are not yet: they are in code, or were made."""
    if "|" not in made:
        return made
    code = Inline(made, page, 0).code
    out = []
    position = 0
    for start, end in sorted(code.items()):
        out.append(re.sub(r"(?<!\\)\|", r"\\|", made[position:start]))
        out.append(made[start:end].replace("|", "\\|"))
        position = end
    out.append(re.sub(r"(?<!\\)\|", r"\\|", made[position:]))
    return "".join(out)
