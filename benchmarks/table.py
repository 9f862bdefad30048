"""The tables that the manual shows: one for each promise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: where, what, ours against another's, or a value alone. ``most`` is what was promised.

    ``compared`` says of what the promise is: of the ratio, or of the value itself, next to which the other stands.
    """

    where: str
    what: str
    ours: float
    other: float | None
    most: float | None
    unit: str = "s"
    decimals: int = 2
    compared: bool = True

    @property
    def value(self) -> float:
        """What is promised something: a ratio, or the value itself."""
        return self.ours / self.other if self.is_ratio and self.other is not None else self.ours

    @property
    def is_ratio(self) -> bool:
        """Whether what is promised is a ratio."""
        return self.compared and self.other is not None

    @property
    def short_by(self) -> float | None:
        """By how much the promise is missed, to as many decimals as are shown; nothing where none was made."""
        if self.most is None:
            return None
        return max(0.0, round(self.value, 2 if self.is_ratio else self.decimals) - self.most)

    @property
    def kept(self) -> bool | None:
        """Whether the promise is kept; nothing where none was made."""
        return None if self.short_by is None else self.short_by == 0

    def cells(self) -> tuple[str, ...]:
        """Return the row's cells as text, after its place and what it is about."""
        other = "" if self.other is None else self._number(self.other)
        ratio = f"{self.ours / self.other:.2f}" if self.other is not None and self.compared else ""
        promise = (
            "" if self.most is None else f"at most {self.most:g}{'' if self.is_ratio else f' {self.unit}'}".strip()
        )
        mark = ""
        if self.short_by is not None:
            missed = f"{self.short_by:.2f}" if self.is_ratio else self._number(self.short_by)
            mark = f"[**missed** by {missed}]{{.missed}}" if self.short_by else "kept"
        return self._number(self.ours), other, ratio, promise, mark

    def _number(self, value: float) -> str:
        return f"{value:.{self.decimals}f} {self.unit}".strip()


HEAD = ("sphinx-excellence", "Other", "Ratio", "Promised", "")


def markdown(rows: Iterable[Row], machine: str) -> str:
    """Return the rows as Markdown, a table for each promise, with what they were measured on."""
    return tables(((row.what, row.where, *row.cells()) for row in rows), ("Where", *HEAD), machine)


def tables(cells: Iterable[tuple[str, ...]], head: tuple[str, ...], machine: str) -> str:
    """Return rows of cells, of which the first is the title of their table, as Markdown tables in the order of titles."""
    every = list(cells)
    titles = list(dict.fromkeys(row[0] for row in every))
    every.sort(key=lambda row: titles.index(row[0]))
    parts = [f"Measured on {machine}."]
    for title, group in groupby(every, key=lambda row: row[0]):
        lines = [f"| {' | '.join(head)} |", "| --- | ---: | ---: | ---: | --- | --- |"]
        lines += [f"| {' | '.join(row[1:])} |" for row in group]
        parts.append("\n".join([f"```{{table}} {title}", *lines, "```"]))
    return "\n\n".join(parts) + "\n"
