"""Lines of a page while it is taken apart and put together again.

Owns how indentation is counted, as Python-Markdown does: a tab is up to the next fourth column. A line remembers what
its containers have taken off, so that a line that was not changed gets the same bytes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Line:
    """A line without its end. ``number`` counts from 1; ``prefixes`` are what containers took off, outermost first."""

    text: str
    number: int = 0
    prefixes: tuple[str | None, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether there is nothing but spaces."""
        return not self.text.strip(" \t")

    @property
    def white(self) -> str:
        """The white space in front of the first other character."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    @property
    def indent(self) -> int:
        """The columns in front of the first other character."""
        return indentation(self.text)

    def put(self, text: str) -> Line:
        """Return the line with another text."""
        return self if text == self.text else replace(self, text=text)


def indentation(text: str) -> int:
    """Count the columns of the white space that a text begins with."""
    column = 0
    for character in text:
        if character == " ":
            column += 1
        elif character == "\t":
            column += 4 - column % 4
        else:
            break
    return column


def goes_on_with_item(lines: Sequence[Line], position: int) -> bool:
    """Say whether an indented line goes on with the first text of an item: no block begins there in the source."""
    if position == 0 or not lines[position].prefixes or not lines[position].prefixes[-1]:
        return False
    head = lines[0]
    is_item = bool(head.prefixes) and head.prefixes[-1] is None and not head.blank
    return is_item and not any(line.blank for line in lines[:position])


def dedent(line: Line, columns: int) -> Line:
    """Take off up to so many columns of white space."""
    text = line.text
    if "\t" in text[: columns + 1]:
        white = len(text) - len(text.lstrip(" \t"))
        text = text[:white].expandtabs(4) + text[white:]
    taken = min(columns, len(text) - len(text.lstrip(" ")))
    if text != line.text:
        # The tabs themselves are what is given back where nothing else changes; only the whole of them can be.
        tabs = line.text[: len(line.text) - len(line.text.lstrip(" \t"))]
        if taken == indentation(tabs):
            return Line(text[taken:], line.number, (*line.prefixes, tabs))
    return Line(text[taken:], line.number, (*line.prefixes, text[:taken]))


def indent(lines: Iterable[Line], prefix: str, *, all_lines: bool = False) -> list[Line]:
    """Give each line back what a container took off; a line that is new, or each of them, gets ``prefix``."""
    out = []
    for line in lines:
        given = line.prefixes[-1] if line.prefixes else None
        if given is None or (all_lines and not line.blank):
            given = prefix
        if not line.text and not line.prefixes:
            given = ""
        out.append(Line(given + line.text, line.number, line.prefixes[:-1]))
    return out


def next_text(lines: Sequence[Line], position: int) -> int:
    """Return the index of the first line from a position on that is not blank; past the end where all are."""
    while position < len(lines) and lines[position].blank:
        position += 1
    return position


def trimmed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the blank ones at the beginning and at the end."""
    end = len(lines)
    while end and lines[end - 1].blank:
        end -= 1
    return list(lines[next_text(lines, 0) : end])


def forget(lines: Iterable[Line]) -> list[Line]:
    """Leave off what a container took: the lines now belong to where the container is."""
    return [Line(line.text, line.number, line.prefixes[:-1]) for line in lines]


def fence_of_colons(lines: Iterable[Line]) -> str:
    """Return a run of colons that is longer than any that a line begins with."""
    longest = 2
    for line in lines:
        text = line.text.lstrip(" \t>")
        longest = max(longest, len(text) - len(text.lstrip(":")))
    return ":" * (longest + 1)
