"""The buckets of the page merge without a loss, close by the receiver's clock, and refuse what comes too late."""

from __future__ import annotations

import random

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("time-series-rollup")


def bucket_of(*values):
    bucket = PAGE["Bucket"]()
    for value in values:
        bucket.add(value)
    return bucket


def test_the_mean_of_merged_minutes_is_that_of_the_requests():
    rollup = PAGE["Rollup"](width=60, late=0)
    for minute in range(59):
        for _ in range(10):
            rollup.add("shop", minute * 60, 50.0, now=minute * 60)
    for _ in range(10_000):
        rollup.add("shop", 59 * 60, 900.0, now=59 * 60)
    minutes = rollup.closed(now=3600)
    assert len(minutes) == 60
    means = [bucket.mean() for bucket in minutes.values()]
    assert round(sum(means) / 60) == 64
    (hour,) = PAGE["coarser"](minutes, 3600).values()
    assert (hour.count, round(hour.mean()), hour.low, hour.high) == (10_590, 853, 50.0, 900.0)


def test_merging_is_the_same_as_adding_in_any_order():
    chance = random.Random(7)
    values = [chance.choice([0.0, -1.0, chance.lognormvariate(3, 2)]) for _ in range(500)]
    whole = bucket_of(*values)
    merged = PAGE["Bucket"]()
    chance.shuffle(values)
    for start in range(0, 500, 50):
        merged.merge(bucket_of(*values[start : start + 50]))
    assert (merged.count, merged.low, merged.high, merged.histogram) == (500, whole.low, whole.high, whole.histogram)
    assert merged.total == pytest.approx(whole.total)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 0.99, 1.0])
def test_a_percentile_is_at_most_a_tenth_too_high_and_never_too_low(share):
    values = sorted(random.Random(3).lognormvariate(3, 2) for _ in range(1000))
    exact = values[max(0, round(share * 1000) - 1)]
    assert exact * 0.999999 <= bucket_of(*values).quantile(share) <= exact * 1.1


def test_a_percentile_of_zeros_and_negative_values():
    assert bucket_of(0.0, 0.0, 5.0).quantile(0.5) == 0.0
    assert bucket_of(-3.0).quantile(0.5) == -3.0
    assert bucket_of(5.0).quantile(0.99) == 5.0


def test_late_points_count_until_the_bucket_closes_and_not_after():
    rollup = PAGE["Rollup"](width=60, late=300)
    rollup.add("cpu", 30, 1.0, now=31)
    rollup.add("cpu", 59, 2.0, now=359)
    assert rollup.closed(now=359) == {}
    closed = rollup.closed(now=360)
    assert closed["cpu", 0].count == 2
    rollup.add("cpu", 59, 3.0, now=360)
    assert rollup.refused == 1
    assert rollup.closed(now=10_000) == {}, "a bucket was closed twice"


def test_a_bucket_that_was_closed_stays_closed_when_the_receivers_clock_is_set_back():
    rollup = PAGE["Rollup"](width=60, late=300)
    rollup.add("cpu", 30, 1.0, now=31)
    assert rollup.closed(now=360)["cpu", 0].count == 1
    rollup.add("cpu", 40, 9.0, now=50)
    assert rollup.refused == 1
    assert rollup.closed(now=10_000) == {}, "a second bucket would overwrite the first"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_value_that_is_no_number_is_refused_and_spoils_no_bucket(value):
    rollup = PAGE["Rollup"](width=60, late=300)
    for each in (1.0, value, 3.0):
        rollup.add("cpu", 30, each, now=31)
    bucket = rollup.closed(now=1000)["cpu", 0]
    assert rollup.refused == 1
    assert (bucket.count, bucket.mean(), bucket.low, bucket.high) == (2, 2.0, 1.0, 3.0)


def test_a_host_whose_clock_is_ahead_closes_no_bucket_of_others():
    rollup = PAGE["Rollup"](width=60, late=300)
    rollup.add("wrong", 86_400, 1.0, now=100)
    rollup.add("right", 90, 1.0, now=101)
    assert rollup.refused == 1
    assert list(rollup.closed(now=420)) == [("right", 60)]
