"""The rules page for what burns fast and lasts, stay silent for spikes and single failures, and end with the trouble."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("error-budget")
alerts, burn_rate, left, may_release = PAGE["alerts"], PAGE["burn_rate"], PAGE["left"], PAGE["may_release"]
PER_HOUR = 6000 * 3600


def history(*parts):
    """Return a count for (hours, share of failures), the newest first."""

    def count(hours):
        bad, rest = Fraction(0), Fraction(hours)
        for length, share in parts:
            taken = min(rest, Fraction(length))
            bad += taken * Fraction(share) * PER_HOUR
            rest -= taken
        return int(bad), int(hours * PER_HOUR)

    return count


def test_the_budget_of_the_page():
    total = PER_HOUR * 720
    assert total == 15_552_000_000
    assert left(15_552_000, total) == 0 and left(0, total) == 1
    assert left(total, total) == -999
    assert burn_rate(0, 0) == 0 and left(0, 0) == 1


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([(1000, "0")], []),
        ([(1000, "0.001")], []),  # exactly what is allowed
        ([(Fraction(51, 3600), "1")], []),
        ([(Fraction(53, 3600), "1")], ["page"]),
        ([(Fraction(42, 60), "0.02")], []),
        ([(Fraction(44, 60), "0.02")], ["page"]),
        ([("4.4", "0.008")], []),
        ([("4.6", "0.008")], ["page"]),
        ([(14, "0.005")], []),
        ([("14.5", "0.005")], ["ticket"]),
        ([(1000, "0.007")], ["page", "ticket"]),
    ],
)
def test_when_someone_is_called(parts, found):
    assert alerts(history(*parts)) == found


def test_the_page_ends_soon_after_the_trouble():
    assert alerts(history(("0.05", "0"), ("0.5", "1"))) == ["page", "page", "ticket"]
    assert alerts(history(("0.1", "0"), ("0.5", "1"))) == ["page", "ticket"]  # by the window of six hours
    assert alerts(history(("0.6", "0"), ("0.5", "1"))) == ["ticket"]


def test_a_few_failures_of_a_small_service_wake_no_one():
    assert alerts(lambda hours: (3, 20)) == []
    assert alerts(lambda hours: (10, 20)) == ["page", "page", "ticket"]


def test_other_objectives():
    assert alerts(history((1000, "0.02")), allowed=Fraction(1, 100)) == ["ticket"]  # 99%: burns at 2
    assert alerts(history((1000, "0.02"))) == ["page", "page", "ticket"]
    assert alerts(history((1000, "1")), allowed=Fraction(1, 10)) == ["page", "ticket"]  # 90%: burns at 10
    assert 30 * 86_400 * Fraction(1, 100_000) == Fraction("25.92")
    assert may_release(5000, 1_000_000, risky=True, allowed=Fraction(1, 100))
    assert not may_release(5000, 1_000_000, risky=False)


def test_a_minute_with_a_fifth_of_failures_wakes_no_one():
    assert alerts(history((Fraction(1, 60), "0.2"))) == []


def test_counters_may_be_fractions_as_prometheus_gives_them():
    assert alerts(lambda hours: (12.5, 20.25)) == ["page", "page", "ticket"]
    assert burn_rate(0.0, 0.0) == 0 and left(0.5, 1000.0) == Fraction(1, 2)


def test_a_fix_is_released_also_when_the_budget_is_spent():
    assert may_release(2000, 1_000_000, risky=True, fix=True) and may_release(2000, 1_000_000, fix=True)
    assert not may_release(2000, 1_000_000)


def test_what_may_be_released():
    assert may_release(700, 1_000_000, risky=True) and not may_release(750, 1_000_000, risky=True)
    assert may_release(999, 1_000_000, risky=False) and not may_release(1000, 1_000_000, risky=False)
