"""The time that is measured: a quarter, as far as it has passed on the day of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sphinx_excellence.model.dates import day_range, months_after

#: How many days after a quarter a state of today still counts as the quarter's.
LATE_DAYS = 31


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, such as ``2026Q4``, and the day on which it is measured."""

    quarter: str
    day: date

    @property
    def first(self) -> date:
        """The first day of the quarter."""
        return day_range(self.quarter)[0]

    @property
    def last(self) -> date:
        """The last day of the quarter."""
        return day_range(self.quarter)[1]

    @property
    def end(self) -> date:
        """The last day that is measured."""
        return min(self.last, self.day)

    @property
    def year_before(self) -> date:
        """The day a year before the end: what is later than that counts as within a year."""
        return months_after(self.end, -12)

    @property
    def is_past(self) -> bool:
        """Whether the quarter ended so long ago that a state of today says nothing of it."""
        return self.day > self.last + timedelta(days=LATE_DAYS)

    @property
    def months(self) -> tuple[date, date, int] | None:
        """The first and the last day of the whole months of the quarter that have passed, and how many these are."""
        starts = [months_after(self.first, count) for count in range(4)]
        count = sum(start <= self.day for start in starts[1:])
        return None if count == 0 else (self.first, starts[count] - timedelta(days=1), count)
