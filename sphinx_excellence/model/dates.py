"""Dates as people write them: a year, a month, a day or a decade, and periods between two of them.

Owns reading and ordering them. The text stays as written; only its first and last day are computed.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from sphinx_excellence.findings import Phrase

_DATE = re.compile(r"(?a)(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|(?P<decade>s))?")
#: Two dates and what parts them. A year has four digits and a month two, so that a hyphen never has two meanings.
_SPAN = re.compile(
    r"(?ai)(?P<begin>\d{4}(?:s|-\d{2}(?:-\d{2})?)?)\s*[-\u2010-\u2015]\s*"
    r"(?P<end>\d{4}(?:s|-\d{2}(?:-\d{2})?)?|present|now|today)?"
)

#: What a date may look like, for messages.
DATE_FORMS = Phrase("a year (1981), a month (2012-03), a day (2026-10-01) or a decade (1960s)")
DAY_FORM = Phrase("a day such as 2026-10-01")
PERIOD_FORMS = Phrase("a date, or two with a hyphen (1990-2010, 2012-03-2014-05, 1990s-2010, 2014-, 2014-present)")
#: What a period that is not over may end with, in any case.
STILL = frozenset({"present", "now", "today"})


def day_range(text: str) -> tuple[date, date]:
    """Return the first and the last day of a date.

    Raises ``ValueError`` where ``text`` is no date of the forms in :data:`DATE_FORMS`.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        msg = Phrase("'%s' is no date", text)
        raise ValueError(msg)
    year = int(found["year"])
    if year < date.min.year:
        msg = Phrase("'%s' has no year %s", text, str(year))
        raise ValueError(msg)
    if found["decade"]:
        if year % 10:
            msg = Phrase("'%s' is no decade", text)
            raise ValueError(msg)
        return date(year, 1, 1), date(year + 9, 12, 31)
    if not found["month"]:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(found["month"])
    if not 1 <= month <= 12:
        msg = Phrase("'%s' has no month %s", text, str(month))
        raise ValueError(msg)
    length = calendar.monthrange(year, month)[1]
    if not found["day"]:
        return date(year, month, 1), date(year, month, length)
    day = int(found["day"])
    if not 1 <= day <= length:
        msg = Phrase("'%s' has no day %s", text, str(day))
        raise ValueError(msg)
    return date(year, month, day), date(year, month, day)


def day_of(text: str) -> date:
    """Return the day that a date is.

    Raises ``ValueError`` where ``text`` is no day of the form in :data:`DAY_FORM`.
    """
    first, last = day_range(text)
    if first != last:
        msg = Phrase("'%s' is no day", text)
        raise ValueError(msg)
    return first


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
    found = _SPAN.fullmatch(text)
    if found is None:
        msg = Phrase("'%s' is no period", text)
        raise ValueError(msg)
    return found["begin"], found["end"] or ""


def months_after(day: date, months: int) -> date:
    """Return the day so many months later: the last of its month where that is shorter, or of the calendar's years.

    People write ``9999-12-31`` for what shall never come.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
