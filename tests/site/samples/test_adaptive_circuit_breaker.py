"""The limits of the page find the capacity from above and from below, and clients refuse what would be refused."""

from __future__ import annotations

from collections import deque

import pytest

from tests.site.samples import defined_in

names = defined_in("adaptive-circuit-breaker")
next_limit, refused_share = names["next_limit"], names["refused_share"]


def limits(limit, capacity, windows, lowest=20):
    """The limits of a service that is always full and whose latency grows with its queue."""
    seen = []
    for _ in range(windows):
        limit = next_limit(limit, lowest, lowest * max(1, limit / capacity))
        seen.append(limit)
    return seen


def test_it_tries_more_without_a_queue_and_steps_back_with_one():
    assert next_limit(100, lowest=20, sampled=20) == 110
    assert next_limit(100, lowest=20, sampled=40) == 60
    assert next_limit(100, lowest=20, sampled=20 / 0.9) == pytest.approx(100)


def test_one_sample_never_more_than_halves_the_limit_and_a_lucky_one_does_not_raise_it_further():
    assert next_limit(100, lowest=20, sampled=20_000) == 60
    assert next_limit(100, lowest=20, sampled=1) == 110


@pytest.mark.parametrize("lowest", [0, 20])
def test_a_latency_below_the_resolution_of_the_clock_is_no_queue(lowest):
    assert next_limit(100, lowest=lowest, sampled=0) == 110


def test_floor_and_ceiling_hold():
    assert next_limit(12, lowest=20, sampled=400) == 10
    assert next_limit(995, lowest=20, sampled=20) == 1000


def test_from_20_it_passes_100_in_twelve_windows():
    seen = limits(20, 1000, 12)
    assert [round(limit) for limit in seen] == [24, 29, 35, 41, 47, 54, 61, 69, 77, 86, 96, 105]


@pytest.mark.parametrize("start", [10, 100, 1000])
def test_it_comes_to_rest_a_little_above_the_capacity_wherever_it_began(start):
    seen = limits(start, 100, 60)
    assert seen[-1] == pytest.approx(110, abs=3)
    assert seen[-1] == pytest.approx(seen[-2], abs=0.1)


def test_half_of_the_capacity_is_found_in_two_windows():
    assert limits(100, 50, 2) == [60, pytest.approx(57.7, abs=0.1)]


@pytest.mark.parametrize(("accepts", "share"), [(1000, 0), (900, 0), (500, 0), (300, 0.4), (0, 1)])
def test_a_client_refuses_what_is_beyond_twice_the_accepted(accepts, share):
    assert refused_share(1000, accepts) == pytest.approx(share, abs=0.001)


def test_a_client_without_history_refuses_nothing():
    assert refused_share(0, 0) == 0


def let_through(accepted, seconds, rate=1000.0, window=120):
    """What a client sends in each second, where ``accepted`` says what of it is accepted."""
    requests, accepts, sent = deque(maxlen=window), deque(maxlen=window), []
    for second in range(seconds):
        sent.append(rate * (1 - refused_share(sum(requests), sum(accepts))))
        requests.append(rate)
        accepts.append(accepted(second, sent[-1]))
    return sent


def test_a_full_backend_is_sent_twice_what_it_accepts_and_one_that_is_mostly_broken_next_to_nothing():
    assert let_through(lambda _second, sent: min(sent, 300), 3000)[-1] == pytest.approx(600, abs=1)
    assert let_through(lambda _second, sent: 0.9 * sent, 3000)[-1] == 1000
    assert let_through(lambda _second, sent: 0.4 * sent, 3000)[-1] < 1


def test_a_client_takes_a_quarter_of_an_hour_to_return_after_a_long_outage():
    sent = let_through(lambda second, sent: 0 if 200 <= second < 500 else sent, 1500)
    assert sent[1000] / sent[948] == pytest.approx(2, abs=0.1)
    assert sent[1300] < 900 < sent[1400]
