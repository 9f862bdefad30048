"""The bucket of the page fills at its rate, survives clocks, threads and greedy clients, and forgets nothing that counts."""

from __future__ import annotations

import threading

import pytest

from tests.site.samples import defined_in

SECOND = 1_000_000_000


@pytest.fixture
def limiter():
    """A limiter of 50 a second with a burst of 100, and its clock in nanoseconds."""
    now = [1_000 * SECOND]
    return defined_in("rate-limiting")["RateLimiter"](50, 100, lambda: now[0]), now


def passed(limiter, client="a", tries=1000):
    return [limiter.take(client) for _ in range(tries)].count(0)


def test_a_burst_passes_and_then_the_rate(limiter):
    limiter, now = limiter
    assert passed(limiter) == 100
    now[0] += SECOND
    assert passed(limiter) == 50
    now[0] += 3600 * SECOND  # no more than the burst, however long the client was quiet
    assert passed(limiter) == 100


def test_a_refusal_says_exactly_when_to_come_back_and_costs_nothing(limiter):
    limiter, now = limiter
    passed(limiter)
    wait = limiter.take("a")
    assert wait == SECOND // 50 == limiter.take("a")
    now[0] += wait - 1
    assert limiter.take("a") == 1
    now[0] += 1
    assert limiter.take("a") == 0


def test_clients_do_not_share_a_bucket(limiter):
    limiter, _ = limiter
    passed(limiter, "a")
    assert passed(limiter, "b") == 100


def test_a_clock_that_is_set_back_costs_the_capacity_and_no_more(limiter):
    limiter, now = limiter
    assert passed(limiter) == 100
    now[0] -= 3600 * SECOND
    assert passed(limiter) == 0
    now[0] += 2 * SECOND
    assert passed(limiter) == 100


def test_cost_is_taken_whole_or_not_at_all(limiter):
    limiter, _ = limiter
    assert limiter.take("a", cost=60) == 0
    assert limiter.take("a", cost=60) > 0
    assert limiter.take("a", cost=40) == 0
    with pytest.raises(ValueError, match="full bucket"):
        limiter.take("a", cost=101)


@pytest.mark.parametrize("cost", [0, -1, -1000, float("nan")])
def test_no_cost_puts_tokens_into_the_bucket(limiter, cost):
    limiter, _ = limiter
    passed(limiter)
    with pytest.raises(ValueError, match="full bucket"):
        limiter.take("a", cost)
    assert passed(limiter) == 0


def test_only_full_buckets_are_forgotten(limiter):
    limiter, now = limiter
    passed(limiter, "a")
    limiter.take("b")
    now[0] += SECOND
    limiter.forget_full_buckets()
    assert set(limiter.full_at) == {"a"}
    assert passed(limiter, "a") == 50 and passed(limiter, "b") == 100


def test_threads_do_not_take_the_same_token(limiter):
    limiter, _ = limiter
    counts = []
    threads = [threading.Thread(target=lambda: counts.append(passed(limiter, tries=200))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 100
