"""The code of each part: its own pages, the report of its places, and the stand-ins for places of other parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sphinx_excellence.typst.literals import array, string, value

#: How many stand-ins a page holds; they are a point apart, and the lowest paper has more.
ROWS = 300
#: A longer run of pages without stand-ins is left out, and the number is set behind it.
MOST_EMPTY = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: the page, from 0 in the whole document, points from its left and top, the number on it."""

    page: int
    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class StandIn:
    """The code of what stands in for something at a place in another part."""

    code: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of stand-ins; ``number`` is what is on the page that it stands for, where that does not just go on."""

    number: int | None
    stand_ins: tuple[StandIn, ...]


def part_code(
    items: Sequence[str], *, first: int | None, notes: int, names: Iterable[str], sheets: Sequence[Sheet]
) -> str:
    """Return the code of a part; ``first`` is the number of its first page, nothing for the part with the title.

    ``notes`` is the number of the last footnote before it, ``names`` are the labels that it tells the places of.
    """
    lines = [
        "#show: book" if first is None else "#show: book-without-title",
        "#{",
        *([] if first is None else [f"counter(page).update({first})", f"counter(footnote).update({notes})"]),
        *items,
        "}",
        f"#report({array([string(name) for name in names])})",
        *(_sheet_code(sheet) for sheet in sheets),
    ]
    return "\n".join(lines) + "\n"


def sheets_of(stand_ins: Sequence[StandIn]) -> list[Sheet]:
    """Return the stand-ins page by page: those of one page of the document are together, in their order.

    Between them are empty pages for those that have none, so that numbers go on by themselves: each number that is set
    is remembered by the compiler with each number that it prints.
    """
    sheets: list[Sheet] = []
    before: Place | None = None
    for (page, number), group in groupby(stand_ins, key=lambda each: (each.place.page, each.place.number)):
        rows = list(group)
        gap = number - before.number if before is not None else 0
        goes_on = before is not None and 0 < gap <= MOST_EMPTY and page - before.page == gap
        if goes_on:
            sheets += [Sheet(None, ())] * (gap - 1)
        for start in range(0, len(rows), ROWS):
            sheets.append(Sheet(None if goes_on and not start else number, tuple(rows[start : start + ROWS])))
        before = Place(page, 0, 0, number)
    return sheets


def _sheet_code(sheet: Sheet) -> str:
    return f"#stand-ins({', '.join([value(sheet.number), *(each.code for each in sheet.stand_ins)])})"
