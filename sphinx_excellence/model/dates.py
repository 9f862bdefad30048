"""Dates as people write them, from a day to ``c. 1985`` or ``before 1979``, and periods between two of them.

Owns reading and ordering them. The text stays as written; only its first and last day are computed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from sphinx_excellence.findings import Phrase

#: A year, a month, a day, a decade, a part of a decade, or a quarter; and how exact it is meant to be.
_DATE = re.compile(
    r"(?ai)(?:(?P<about>c\.?|ca\.?|circa|about|around|[~\u2248])\s*|(?P<side>before|after)\s+)?"
    r"(?:(?P<third>early|mid|late)[ -](?:the\s)?(?=\d{4}s))?"
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|(?P<decade>s)|-?q(?P<quarter>\d))?"
)
#: What parts the two dates of a period.
_BETWEEN = re.compile(r"\s*[-\u2010-\u2015]\s*")
#: No date is longer than this many characters; a period is at most two of them.
_LONGEST = 32

#: What a date may look like, for messages.
DATE_FORMS = Phrase(
    "a year (1981), a month (2012-03), a day (2026-10-01), a quarter (2026-Q4), a decade (1960s) or a part of one "
    "(late 1960s), which may follow `c.`, `before` or `after` (c. 1985)"
)
DAY_FORM = Phrase("a full date, such as 2026-10-01")
PERIOD_FORMS = Phrase("a date, or two with a hyphen (1990-2010, 2012-03-2014-05, 1990s-2010, 2014-, 2014-present)")
#: What a period that is not over may end with, in any case.
STILL = frozenset({"present", "now", "today"})
#: The years on either side of a date with ``c.`` that it may mean as well.
ABOUT_YEARS = 2
#: The first and the last year of the parts of a decade.
_THIRDS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def day_range(text: str) -> tuple[date, date]:
    """Return the first and the last day that a date may mean.

    ``c. 1985`` reaches :data:`ABOUT_YEARS` years to either side; ``before 1979`` and ``after 1979`` reach to the end of
    the calendar. Raises ``ValueError`` where ``text`` is no date of the forms in :data:`DATE_FORMS`.
    """
    found, (first, last) = _read(text)
    if found["about"]:
        return months_after(first, -12 * ABOUT_YEARS), months_after(last, 12 * ABOUT_YEARS)
    side = (found["side"] or "").casefold()
    if side == "before":
        return date.min, _neighbour(first, -1)
    return (_neighbour(last, 1), date.max) if side == "after" else (first, last)


def listed_day(text: str) -> date:
    """Return the day by which a date is put into a list or a chart: the first that it names, without ``c.``.

    ``before 1979`` is listed at the last day of 1978, ``after 1979`` at the first of 1980. Raises ``ValueError`` as
    ``day_range`` does.
    """
    found, (first, last) = _read(text)
    side = (found["side"] or "").casefold()
    return _neighbour(first, -1) if side == "before" else _neighbour(last, 1) if side == "after" else first


def _neighbour(day: date, step: int) -> date:
    """Return the day before or after ``day``; the same one at the end of the calendar."""
    return day if day in {date.min, date.max} else day + timedelta(step)


def _read(text: str) -> tuple[re.Match[str], tuple[date, date]]:
    """Return the parts of a date, and the first and the last day that it names."""
    found = _DATE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        msg = Phrase("'%s' is not a date", text)
        raise ValueError(msg)
    year = int(found["year"])
    if year < date.min.year:
        msg = Phrase("'%s' is not a date: there is no year %s", text, str(year))
        raise ValueError(msg)
    if found["decade"]:
        if year % 10:
            msg = Phrase("'%s' is not a decade", text)
            raise ValueError(msg)
        begin, end = _THIRDS[found["third"].casefold()] if found["third"] else (0, 9)
        return found, (date(year + begin, 1, 1), date(year + end, 12, 31))
    if found["quarter"]:
        quarter = int(found["quarter"])
        if not 1 <= quarter <= 4:
            msg = Phrase("'%s' is not a date: there is no quarter %s", text, str(quarter))
            raise ValueError(msg)
        return found, (date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))
    if not found["month"]:
        return found, (date(year, 1, 1), date(year, 12, 31))
    month = int(found["month"])
    if not 1 <= month <= 12:
        msg = Phrase("'%s' is not a date: there is no month %s", text, str(month))
        raise ValueError(msg)
    last = _month_end(year, month)
    if not found["day"]:
        return found, (date(year, month, 1), last)
    day = int(found["day"])
    if not 1 <= day <= last.day:
        msg = Phrase("'%s' is not a date: the month has no day %s", text, str(day))
        raise ValueError(msg)
    return found, (date(year, month, day), date(year, month, day))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def day_of(text: str) -> date:
    """Return the day that a date is.

    Raises ``ValueError`` where ``text`` is no day of the form in :data:`DAY_FORM`.
    """
    found, (first, last) = _read(text)
    if first != last or found["about"] or found["side"]:
        msg = Phrase("'%s' is not a full date", text)
        raise ValueError(msg)
    return first


def is_day(text: str) -> bool:
    """Whether a text is an exact day."""
    return _is_read(day_of, text)


def is_date(text: str) -> bool:
    """Whether a text is a date, which may be less exact than a day."""
    return _is_read(day_range, text)


def _is_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def period_range(text: str) -> tuple[date, date | None]:
    """Return the first and last day of a period; the last is ``None`` where it is still open.

    Raises ``ValueError`` where ``text`` is no period of the forms in :data:`PERIOD_FORMS`.
    """
    begin, end = _ends(text)
    first, last = day_range(begin)
    if end is not None:
        if end == "" or end.casefold() in STILL:
            return first, None
        last = day_range(end)[1]
        if last < first:
            msg = Phrase("'%s' ends before it begins", text)
            raise ValueError(msg)
    return first, last


def beginning(text: str) -> tuple[date, date]:
    """Return the first and last day between which a date or period begins.

    Raises ``ValueError`` as ``period_range`` does.
    """
    period_range(text)
    return day_range(_ends(text)[0])


def _ends(text: str) -> tuple[str, str | None]:
    """Return the date that a period begins with, and what it ends with: nothing where it is one date.

    Raises ``ValueError`` where ``text`` has the form of no period.
    """
    if _DATE.fullmatch(text):
        return text, None
    # A year has four digits and a month two, so that a hyphen never has two meanings.
    for begin, end in _halves(text):
        if _DATE.fullmatch(begin) and (not end or end.casefold() in STILL or _DATE.fullmatch(end)):
            return begin, end
    msg = Phrase("'%s' is not a period", text)
    raise ValueError(msg)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is before and after each hyphen or dash."""
    if len(text) <= 2 * _LONGEST:
        for found in _BETWEEN.finditer(text):
            yield text[: found.start()], text[found.end() :]


def months_after(day: date, months: int) -> date:
    """Return the day so many months later: the last of its month where that is shorter, or of the calendar's years.

    People write ``9999-12-31`` for what shall never come.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
