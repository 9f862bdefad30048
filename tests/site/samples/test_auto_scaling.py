"""The loop of the page grows at once, shrinks late, and does nothing without data."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


def scaler(target=60, least=1, most=100, **options):
    floor = least if callable(least) else lambda _now: least
    return defined_in("auto-scaling")["Scaler"](target, floor, most, **options)


@pytest.mark.parametrize(
    ("instances", "measured", "wanted"),
    [(40, 90, 60), (10, 61, 10), (10, 65, 10), (10, 67, 12), (10, 54, 10), (3, 120, 6), (90, 90, 100)],
)
def test_it_computes_what_the_page_says(instances, measured, wanted):
    assert scaler().decide(0, instances, measured) == wanted


def test_it_shrinks_only_to_the_highest_number_of_five_minutes():
    loop = scaler()
    assert loop.decide(0, 10, 60) == 10
    assert loop.decide(60, 10, 30) == 10
    assert loop.decide(299, 10, 12) == 10
    assert loop.decide(310, 10, 12) == 5  # what was wanted at 60 s; the ten of 0 s are forgotten
    assert loop.decide(620, 5, 12) == 1


def test_it_grows_at_once_after_it_shrank():
    loop = scaler()
    loop.decide(0, 10, 10)
    assert loop.decide(15, 2, 120) == 4


@pytest.mark.parametrize("now", [0, 10_000])
def test_missing_data_holds_the_number(now):
    loop = scaler()
    loop.decide(now, 20, 60)
    assert loop.decide(now + 1000, 20, None) == 20


def test_the_floor_of_this_hour_holds_in_an_outage():
    evening = 18 * 3600
    loop = scaler(least=lambda now: 30 if now >= evening else 5, window=0)
    assert loop.decide(evening - 60, 40, 3) == 5
    assert loop.decide(evening, 40, 3) == 30


def test_instances_that_are_starting_are_not_ordered_again():
    loop = scaler()
    assert loop.decide(0, 40, 90) == 60
    assert loop.decide(15, 60, 90, cold=20) == 60
    assert loop.decide(30, 60, 135, cold=20) == 90  # load has grown meanwhile
    assert loop.decide(45, 90, None, cold=90) == 90


def test_no_instances_become_as_many_as_the_floor():
    assert scaler().decide(0, 0, None) == scaler().decide(0, 0, 0) == 1


def test_cold_instances_in_the_average_order_seven_more():
    assert scaler().decide(0, 60, (10 * 100 + 50 * 60) / 60) == 67
    assert scaler().decide(0, 60, 60) == 60
