"""The changes as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sphinx_excellence.changes.changes import Changes
from sphinx_excellence.changes.outline import Cell, Entry, Section, sections, summary
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.reports.text_report import PLAIN, TerminalStyle

#: A column is no wider than this: what is longer pushes the rest of its line to the right.
_WIDEST = 32
_BAD, _GOOD, _HEADING = "31", "32", "1"


def text_of(changes: Changes, style: TerminalStyle = PLAIN) -> str:
    """Return the changes as sections with aligned columns."""
    lines = [f"{escaped(changes.old)} \N{RIGHTWARDS ARROW} {escaped(changes.new)}", ""]
    for section in sections(changes):
        lines += [*_section(section, style), ""]
    if not changes.has_pages:
        lines += ["Pages are compared only as far as exports hold them.", ""]
    return "\n".join([*lines, summary(changes)]) + "\n"


def _section(section: Section, style: TerminalStyle) -> list[str]:
    title = style.coloured(f"{section.title} ({len(section.entries)})", _HEADING)
    widths = _widths(section.entries)
    colour = _BAD if section.is_bad else _GOOD if section.name in {"added", "findings_gone"} else "0"
    lines = [title]
    for entry in section.entries:
        first, rest = _row(entry, widths)
        lines.append(f"  {style.coloured(first, colour)}{rest}".rstrip())
        lines += [f"      {_shown(cell)}" for cell in entry.below]
    return lines


def _row(entry: Entry, widths: Sequence[int]) -> tuple[str, str]:
    """Return the first column and the rest of the line."""
    cells = [_shown(cell) for cell in entry.cells]
    padded = [cell + " " * (max(0, width - _width(cell)) + 2) for cell, width in zip(cells[:-1], widths, strict=True)]
    return (padded or cells)[0], "".join([*padded[1:], cells[-1]]) if padded else ""


def _widths(entries: Sequence[Entry]) -> list[int]:
    count = len(entries[0].cells) - 1
    return [min(_WIDEST, max(_width(_shown(entry.cells[column])) for entry in entries)) for column in range(count)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign) for sign in text)


def _shown(cell: Cell) -> str:
    return escaped("".join(part.text for part in cell))
