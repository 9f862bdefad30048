"""The ring of the page moves only what it has to, agrees in every process, and keeps loads within their limit."""

from __future__ import annotations

from collections import Counter
from math import ceil

import pytest

from tests.site.samples import defined_in

KEYS = [f"key {number}" for number in range(5000)]


def ring_of(*servers, points=100):
    ring = defined_in("consistent-hashing")["Ring"](points)
    for server in servers:
        ring.add(server)
    return ring


def owner(ring, key):
    return next(ring.owners(key))


@pytest.fixture(scope="module")
def ten():
    return [f"cache {number}" for number in range(10)]


def test_a_new_server_takes_its_share_and_nothing_else_moves(ten):
    ring = ring_of(*ten)
    before = {key: owner(ring, key) for key in KEYS}
    ring.add("new")
    moved = {key for key in KEYS if owner(ring, key) != before[key]}
    assert {owner(ring, key) for key in moved} == {"new"}
    assert 0.06 < len(moved) / len(KEYS) < 0.13  # 1 / 11 is 9.1%


def test_a_server_that_leaves_moves_only_its_own_keys_and_to_several_others(ten):
    ring = ring_of(*ten)
    before = {key: owner(ring, key) for key in KEYS}
    ring.remove("cache 3")
    moved = {key for key in KEYS if owner(ring, key) != before[key]}
    assert moved == {key for key in KEYS if before[key] == "cache 3"}
    assert len({owner(ring, key) for key in moved}) == 9


def test_owners_do_not_depend_on_the_order_of_servers_or_on_the_process(ten):
    one, other = ring_of(*ten), ring_of(*reversed(ten))
    assert [owner(one, key) for key in KEYS[:500]] == [owner(other, key) for key in KEYS[:500]]
    assert defined_in("consistent-hashing")["point"]("key 1") == 2484762081560694943


def test_replicas_are_on_different_servers_and_the_circle_closes(ten):
    ring = ring_of(*ten, points=3)
    for key in KEYS[:300]:
        assert sorted(ring.owners(key)) == sorted(ten)
    last = max(KEYS, key=defined_in("consistent-hashing")["point"])
    assert owner(ring_of("only", points=1), last) == "only"


def test_more_points_make_even_shares_and_weight_a_larger_one(ten):
    shares = Counter(owner(ring, key) for ring in [ring_of(*ten)] for key in KEYS)
    assert max(shares.values()) < 1.35 * len(KEYS) / 10
    ring = ring_of("small")
    ring.add("large", weight=3)
    share = sum(owner(ring, key) == "large" for key in KEYS) / len(KEYS)
    assert 0.65 < share < 0.85


def test_a_server_that_is_announced_twice_has_its_points_once_and_its_last_weight():
    ring = ring_of("small", "large")
    ring.add("large")
    assert len(ring.ring) == 200
    ring.add("large", weight=3)
    assert len(ring.ring) == 400 and ring.weights == {"small": 1, "large": 3}
    ring.remove("large")
    assert {server for _, server in ring.ring} == {"small"}


def test_a_hot_key_overflows_and_no_server_is_above_its_limit(ten):
    ring = ring_of(*ten)
    load = Counter()
    for number in range(1000):
        load[ring.least_bounded("hot" if number % 2 else f"key {number}", load)] += 1
    assert max(load.values()) <= ceil(1.25 * 1000 / 10)
    assert load[owner(ring, "hot")] >= 100


def test_a_server_of_twice_the_weight_may_have_twice_the_requests():
    ring = ring_of("small")
    ring.add("large", weight=2)
    load = Counter()
    for _ in range(300):
        load[ring.least_bounded("hot", load)] += 1
    assert sum(load.values()) == 300
    assert load["large"] <= ceil(1.25 * 300 * 2 / 3) and load["small"] <= ceil(1.25 * 300 / 3)
    assert ring.least_bounded("hot", {"small": 125, "large": 174}) == "large"
    assert ring.least_bounded("hot", {"small": 49, "large": 250}) == "small"


def test_the_numbers_of_the_page():
    rate, hits = 200_000, 0.95
    stay = sum(hash_ % 10 == hash_ % 11 for hash_ in range(110)) / 110
    assert stay == 1 / 11
    assert round(rate * (1 - hits + hits * 0.91), -3) == 183_000
    assert round(rate * (1 - hits + hits * 0.091), -2) == 27_300
    assert round(rate * hits * 0.1) == 19_000 and round(rate * (1 - hits)) + 19_000 == 29_000
    assert rate * 0.05 == 10_000 and rate * 0.95 / 10 == 19_000 and 10_000 + 19_000 - 1.25 * rate / 10 == 4_000
