"""Column widths of a table, from the text in its cells and the characters that a line of the page holds.

A column is never narrower than its longest word, where that can be had; what is left is shared by how much text there
is. Pure: numbers in, numbers out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

#: Characters that a line of the upright and of the turned page holds, in the type of a table with few columns; one with
#: more than so many columns is set in smaller type (`data-table` in the template), of which it holds more.
UPRIGHT = 92
LANDSCAPE = 148
SMALLER_TYPE = ((7, 9 / 7.6), (4, 9 / 8.4))
#: The room between two columns, in characters.
GUTTER = 3
#: A longer word is broken rather than given room; and no column wants more for its text.
LONGEST_WORD = 22
LONGEST_LINE = 70
#: Words end at spaces, and long names at their separators.
_WORDS = re.compile(r"[^\s/\\._\-:=,;(]+[/\\._\-:=,;(]*")


@dataclass(frozen=True, slots=True)
class Widths:
    """The columns' widths: shares of the line, or nothing where each is as wide as what it holds."""

    shares: tuple[float, ...] | None
    landscape: bool = False

    @property
    def characters(self) -> tuple[int, ...]:
        """How many characters fit in each column; nothing where each is as wide as what it holds."""
        if not self.shares:
            return ()
        count = len(self.shares)
        room = _line(count, turned=self.landscape) - GUTTER * count
        return tuple(max(int(room * share / sum(self.shares)), 1) for share in self.shares)


def _line(columns: int, *, turned: bool) -> int:
    """Return how many characters a line of a table holds."""
    factor = next((factor for count, factor in SMALLER_TYPE if columns > count), 1.0)
    return int((LANDSCAPE if turned else UPRIGHT) * factor)


def widths(
    cells: Sequence[Sequence[str]],
    *,
    given: Sequence[float] | None = None,
    firm: Sequence[int] = (),
    may_turn: bool = True,
) -> Widths:
    """Return the widths of columns whose cells hold these texts, column by column; ``given`` are the author's.

    ``firm`` is what a column needs for what cannot be broken, where words of others can. A table that may turn lies on
    its side where its longest words would not fit an upright page.
    """
    firm = firm or [0] * len(cells)
    words = [
        max(each, min(LONGEST_WORD, _longest(_WORDS.findall(" ".join(column)))))
        for each, column in zip(firm, cells, strict=True)
    ]
    lines = [_longest(line for cell in column for line in cell.split("\n")) for column in cells]
    gutters = GUTTER * len(cells)
    upright = _line(len(cells), turned=False)
    turned = may_turn and sum(words) + gutters > upright
    room = _line(len(cells), turned=turned) - gutters
    if sum(words) > room:
        words = _shortened(words, firm, room)
    if given:
        return Widths(_as_given(given, words, room), turned)
    if sum(lines) + gutters <= upright:
        return Widths(None)
    lines = [min(LONGEST_LINE, line) for line in lines]
    # A little more than the longest word, where there is room for it.
    more = min(2.0, max(room - sum(words), 0) / len(cells))
    spare = max(room - sum(words) - more * len(cells), 0)
    wants = [
        sqrt(max(_longest_cell(column) - word, 0)) if line > word else 0.0
        for column, word, line in zip(cells, words, lines, strict=True)
    ]
    total = sum(wants) or 1.0
    return Widths(
        tuple(
            round(word + more + min(spare * want / total, max(line - word, 0) + 4), 1)
            for word, want, line in zip(words, wants, lines, strict=True)
        ),
        turned,
    )


def _shortened(words: Sequence[int], firm: Sequence[int], room: int) -> list[int]:
    """Return how much of its longest word each column keeps in a line that has no room for all of them."""
    part = max(room - sum(firm), 0) / max(sum(words) - sum(firm), 1)
    return [each + int((word - each) * part) for word, each in zip(words, firm, strict=True)]


def _as_given(given: Sequence[float], words: Sequence[int], room: int) -> tuple[float, ...]:
    """Return the author's shares, in characters; a column too narrow for its longest word takes from the others."""
    shares = [room * each / (sum(given) or 1) for each in given]
    needs = [word + 2 for word in words]
    spare = sum(max(share - need, 0) for share, need in zip(shares, needs, strict=True))
    lack = sum(max(need - share, 0) for share, need in zip(shares, needs, strict=True))
    kept = max(1 - lack / spare, 0) if spare else 1
    return tuple(
        round(need if share < need else need + (share - need) * kept, 1)
        for share, need in zip(shares, needs, strict=True)
    )


def _longest(texts: object) -> int:
    return max((len(text) for text in texts), default=1)  # type: ignore[attr-defined]


def _longest_cell(column: Sequence[str]) -> int:
    return max((len(cell) for cell in column), default=0)
