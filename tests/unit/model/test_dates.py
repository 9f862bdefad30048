"""Dates and periods: their first and last days, what is none, and the months between."""

from __future__ import annotations

from datetime import date

import pytest

from sphinx_excellence.model.dates import beginning, day_of, day_range, listed_day, months_after, period_range


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1981", (1981, 1, 1), (1981, 12, 31)),
        ("0001", (1, 1, 1), (1, 12, 31)),
        ("9999", (9999, 1, 1), (9999, 12, 31)),
        ("2012-01", (2012, 1, 1), (2012, 1, 31)),
        ("2012-02", (2012, 2, 1), (2012, 2, 29)),
        ("2011-02", (2011, 2, 1), (2011, 2, 28)),
        ("2012-12", (2012, 12, 1), (2012, 12, 31)),
        ("2012-12-01", (2012, 12, 1), (2012, 12, 1)),
        ("2012-12-31", (2012, 12, 31), (2012, 12, 31)),
        ("2012-02-29", (2012, 2, 29), (2012, 2, 29)),
        ("1960s", (1960, 1, 1), (1969, 12, 31)),
        ("9990s", (9990, 1, 1), (9999, 12, 31)),
        ("2026-Q1", (2026, 1, 1), (2026, 3, 31)),
        ("2026q4", (2026, 10, 1), (2026, 12, 31)),
        ("early 1990s", (1990, 1, 1), (1993, 12, 31)),
        ("Mid-1990s", (1994, 1, 1), (1996, 12, 31)),
        ("late the 1990s", (1997, 1, 1), (1999, 12, 31)),
        ("c. 1985", (1983, 1, 1), (1987, 12, 31)),
        ("ca 1985", (1983, 1, 1), (1987, 12, 31)),
        ("~1985", (1983, 1, 1), (1987, 12, 31)),
        ("circa 1980s", (1978, 1, 1), (1991, 12, 31)),
        ("about 1985-03", (1983, 3, 1), (1987, 3, 31)),
        ("c. 0001", (1, 1, 1), (3, 12, 31)),
        ("around 9998", (9996, 1, 1), (9999, 12, 31)),
        ("before 1979", (1, 1, 1), (1978, 12, 31)),
        ("Before 1979-03-01", (1, 1, 1), (1979, 2, 28)),
        ("after 1979", (1980, 1, 1), (9999, 12, 31)),
        ("before 0001", (1, 1, 1), (1, 1, 1)),
        ("after 9999", (9999, 12, 31), (9999, 12, 31)),
    ],
)
def test_a_date_reaches_from_its_first_to_its_last_day(text, first, last):
    assert day_range(text) == (date(*first), date(*last))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0000", "'0000' is not a date: there is no year 0"),
        ("0000s", "'0000s' is not a date: there is no year 0"),
        ("1965s", "'1965s' is not a decade"),
        ("2012-00", "'2012-00' is not a date: there is no month 0"),
        ("2012-13", "'2012-13' is not a date: there is no month 13"),
        ("2012-02-00", "'2012-02-00' is not a date: the month has no day 0"),
        ("2011-02-29", "'2011-02-29' is not a date: the month has no day 29"),
        ("2012-04-31", "'2012-04-31' is not a date: the month has no day 31"),
        ("soon", "'soon' is not a date"),
        ("", "'' is not a date"),
        ("12", "'12' is not a date"),
        ("2012-1-5", "'2012-1-5' is not a date"),
        ("1960s-02", "'1960s-02' is not a date"),
        ("2026-Q0", "'2026-Q0' is not a date: there is no quarter 0"),
        ("2026-Q5", "'2026-Q5' is not a date: there is no quarter 5"),
        ("early 1990", "'early 1990' is not a date"),
        ("late 1995s", "'late 1995s' is not a decade"),
        ("before", "'before' is not a date"),
        ("before1979", "'before1979' is not a date"),
        ("before c. 1979", "'before c. 1979' is not a date"),
        ("not 1979", "'not 1979' is not a date"),
        ("c." + " " * 40 + "1979", f"'c.{' ' * 40}1979' is not a date"),
        ("\uff12\uff10\uff12\uff16", "'\uff12\uff10\uff12\uff16' is not a date"),
    ],
)
def test_what_is_no_date_is_said_with_the_part_that_is_wrong(text, said):
    with pytest.raises(ValueError) as raised:
        day_range(text)
    assert str(raised.value) == said


def test_a_day_is_one_day():
    assert day_of("2026-10-01") == date(2026, 10, 1)
    for text in ("2026-10", "2026", "2020s", "c. 2026-10-01", "before 0001-01-02", "before 2026-10-01"):
        with pytest.raises(ValueError) as raised:
            day_of(text)
        assert str(raised.value) == f"'{text}' is not a full date"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1990", (1990, 1, 1), (1990, 12, 31)),
        ("1990-2010", (1990, 1, 1), (2010, 12, 31)),
        ("1990-1990", (1990, 1, 1), (1990, 12, 31)),
        ("1990 - 2010", (1990, 1, 1), (2010, 12, 31)),
        ("1990\N{EN DASH}2010", (1990, 1, 1), (2010, 12, 31)),
        ("1990s-2010s", (1990, 1, 1), (2019, 12, 31)),
        ("1990s-2010", (1990, 1, 1), (2010, 12, 31)),
        ("2014-", (2014, 1, 1), None),
        ("2014-present", (2014, 1, 1), None),
        ("c. 1985-1990", (1983, 1, 1), (1990, 12, 31)),
        ("mid-1990s-2010", (1994, 1, 1), (2010, 12, 31)),
        ("2019-Q3-2026-Q1", (2019, 7, 1), (2026, 3, 31)),
        ("late 1990s - c. 2010", (1997, 1, 1), (2012, 12, 31)),
    ],
)
def test_a_period_reaches_from_its_first_to_its_last_day_or_is_open(text, first, last):
    assert period_range(text) == (date(*first), last and date(*last))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2010-1990", "'2010-1990' ends before it begins"),
        ("1990 to 2010", "'1990 to 2010' is not a period"),
        ("-2010", "'-2010' is not a period"),
        ("1965s-1990", "'1965s' is not a decade"),
        ("1990--2000", "'1990--2000' is not a period"),
        ("1990-2010-", "'1990-2010-' is not a period"),
        ("1990" + "-" * 100_000, f"'1990{'-' * 100_000}' is not a period"),
    ],
)
def test_what_is_no_period_is_said(text, said):
    with pytest.raises(ValueError) as raised:
        period_range(text)
    assert str(raised.value) == said


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1990", (1990, 1, 1), (1990, 12, 31)),
        ("1990-05", (1990, 5, 1), (1990, 5, 31)),
        ("1990-05-07", (1990, 5, 7), (1990, 5, 7)),
        ("1990s", (1990, 1, 1), (1999, 12, 31)),
        ("1990s-2010", (1990, 1, 1), (1999, 12, 31)),
        ("1990-2010", (1990, 1, 1), (1990, 12, 31)),
        ("1990-", (1990, 1, 1), (1990, 12, 31)),
        ("1990 - present", (1990, 1, 1), (1990, 12, 31)),
    ],
)
def test_a_period_begins_within_its_first_date(text, earliest, latest):
    assert beginning(text) == (date(*earliest), date(*latest))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ((2026, 1, 15), 0, (2026, 1, 15)),
        ((2026, 1, 15), 1, (2026, 2, 15)),
        ((2026, 11, 30), 1, (2026, 12, 30)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
        ((2026, 12, 1), 13, (2028, 1, 1)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2026, 3, 31), 1, (2026, 4, 30)),
        ((2026, 3, 15), -3, (2025, 12, 15)),
        ((9999, 11, 30), 1, (9999, 12, 30)),
        ((9999, 12, 30), 1, (9999, 12, 31)),
        ((9999, 12, 31), 0, (9999, 12, 31)),
        ((1, 2, 3), -1, (1, 1, 3)),
        ((1, 2, 3), -2, (1, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_there_is(day, months, later):
    assert months_after(date(*day), months) == date(*later)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1985", (1985, 1, 1)),
        ("c. 1985", (1985, 1, 1)),
        ("late 1990s", (1997, 1, 1)),
        ("before 1979", (1978, 12, 31)),
        ("after 1979", (1980, 1, 1)),
        ("before 0001", (1, 1, 1)),
        ("after 9999", (9999, 12, 31)),
    ],
)
def test_a_date_is_listed_by_the_first_day_that_it_names(text, day):
    assert listed_day(text) == date(*day)
