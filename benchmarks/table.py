"""The table that the manual shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: ours against another's, or a value alone. ``most`` is what was promised."""

    where: str
    what: str
    ours: float
    other: float | None
    most: float | None
    unit: str = "s"
    decimals: int = 2

    @property
    def value(self) -> float:
        """What is promised something: a ratio, or the value itself where there is nothing to divide by."""
        return self.ours / self.other if self.other is not None else self.ours

    @property
    def kept(self) -> bool | None:
        """Whether the promise is kept, to two decimals; nothing where none was made."""
        return None if self.most is None else round(self.value, 2) <= self.most

    def cells(self) -> tuple[str, ...]:
        """Return the row's cells as text."""
        other = "" if self.other is None else self._number(self.other)
        value = f"{self.value:.2f}" if self.other is not None else ""
        promise = "" if self.most is None else f"at most {self.most:g}{f' {self.unit}' if self.other is None else ''}"
        mark = {True: "kept", False: "**missed**", None: ""}[self.kept]
        return self.where, self.what, self._number(self.ours), other, value, promise, mark

    def _number(self, value: float) -> str:
        return f"{value:.{self.decimals}f} {self.unit}".strip()


HEAD = ("Where", "What", "sphinx-excellence", "Other", "Ratio", "Promised", "")


def markdown(rows: Iterable[Row], machine: str) -> str:
    """Return the rows as Markdown, a table for each place, with what they were measured on."""
    return tables((row.cells() for row in rows), machine)


def tables(cells: Iterable[tuple[str, ...]], machine: str) -> str:
    """Return rows of cells, of which the first is the place, as Markdown tables."""
    parts = [f"Measured on {machine}."]
    for where, group in groupby(cells, key=lambda row: row[0]):
        lines = [f"| {' | '.join(HEAD[1:])} |", "| --- | ---: | ---: | ---: | --- | --- |"]
        lines += [f"| {' | '.join(row[1:])} |" for row in group]
        parts.append("\n".join([f"```{{table}} {where}", *lines, "```"]))
    return "\n\n".join(parts) + "\n"
