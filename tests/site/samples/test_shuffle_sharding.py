"""Hands of the page are stable, overlap as its table says, and no request leaves its hand."""

from __future__ import annotations

from collections import Counter
from math import comb

import pytest

from tests.site.samples import defined_in

WORKERS = [f"worker-{number}" for number in range(100)]
CUSTOMERS = [f"customer-{number}" for number in range(1000)]


@pytest.fixture(scope="module")
def page():
    return defined_in("shuffle-sharding")


def test_a_hand_is_the_same_in_any_order_of_workers(page):
    hand = page["hand"]("customer-7", WORKERS, 5)
    assert len(set(hand)) == 5
    assert hand == page["hand"]("customer-7", WORKERS[::-1], 5)


def test_a_new_worker_takes_one_place_or_none(page):
    moved = 0
    for customer in CUSTOMERS:
        before, after = (set(page["hand"](customer, workers, 5)) for workers in (WORKERS, [*WORKERS, "new"]))
        assert len(before - after) <= 1 and after - before <= {"new"}
        moved += before != after
    assert moved == pytest.approx(1000 * 5 / 101, rel=0.3)


def test_overlaps_are_those_of_the_table(page):
    bad = set(page["hand"]("the bad one", WORKERS, 5))
    shared = Counter(len(bad.intersection(page["hand"](customer, WORKERS, 5))) for customer in CUSTOMERS)
    for count in (0, 1):
        expected = 1000 * comb(5, count) * comb(95, 5 - count) / comb(100, 5)
        assert shared[count] == pytest.approx(expected, rel=0.15)
    assert shared[5] == 0


def test_each_worker_has_about_as_many_customers_as_another(page):
    load = Counter(worker for customer in CUSTOMERS for worker in page["hand"](customer, WORKERS, 5))
    assert len(load) == 100 and min(load.values()) > 25 and max(load.values()) < 80


def test_a_request_stays_in_its_hand_even_when_all_of_it_is_ill(page):
    hand = page["hand"]("a", WORKERS, 5)
    assert sorted(page["route"]("a", WORKERS, 5, lambda worker: True)) == sorted(hand)
    assert sorted(page["route"]("a", WORKERS, 5, lambda worker: worker != hand[0])) == sorted(hand[1:])
    assert sorted(page["route"]("a", WORKERS, 5, lambda worker: False)) == sorted(hand)


def test_first_attempts_go_to_each_worker_of_the_hand_alike(page):
    hand = page["hand"]("a", WORKERS[:10], 5)
    first = Counter(page["route"]("a", WORKERS[:10], 5, lambda worker: True)[0] for _ in range(2000))
    assert set(first) == set(hand) and min(first.values()) > 300 and max(first.values()) < 500


def test_a_second_try_fails_for_a_tenth_of_the_requests_if_two_workers_are_dead(page):
    dead = set(page["hand"]("a", WORKERS[:10], 5)[:2])
    routes = [page["route"]("a", WORKERS[:10], 5, lambda worker: True) for _ in range(5000)]
    assert sum(set(route[:2]) <= dead for route in routes) == pytest.approx(500, rel=0.3)


def test_a_hand_holds_no_worker_twice_and_has_a_size(page):
    assert len(set(page["hand"]("a", WORKERS[:6] * 2, 5))) == 5
    assert len(page["hand"]("a", WORKERS[:3], 5)) == 3
    for size in (0, -1):
        with pytest.raises(ValueError, match="at least one"):
            page["hand"]("a", WORKERS, size)
