"""The signals that days of releases give: when the last one was, and how many there are in a year."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sphinx_excellence.collectors.collector import Measured, NotMeasured, Unmeasured
from sphinx_excellence.collectors.periods import Period

LAST_RELEASE = "last-release"
RELEASE_CADENCE = "release-cadence"
RELEASE_SIGNALS = (LAST_RELEASE, RELEASE_CADENCE)


def release_signals(
    days: Collection[date], period: Period, source: str, *, is_whole_year: bool = True
) -> Iterable[Measured | Unmeasured]:
    """Return what the days of releases say of a period.

    ``is_whole_year`` says that no release of the year before the period's end is missing. Raises ``NotMeasured`` where
    there was no release yet.
    """
    known = [day for day in days if day <= period.end]
    if not known:
        raise NotMeasured(f"there is no release up to {period.end}")
    yield Measured(LAST_RELEASE, max(known), source)
    count = sum(day > period.year_before for day in known)
    if is_whole_year:
        yield Measured(RELEASE_CADENCE, count, source)
    else:
        yield Unmeasured(RELEASE_CADENCE, f"there are more than {count} releases in a year, and no more were asked for")
