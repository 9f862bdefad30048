"""Logical shards of the page move as it says, and keys stay in theirs."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.site.samples import defined_in

KEYS = [f"customer-{number}" for number in range(3000)]


@pytest.fixture(scope="module")
def page():
    return defined_in("sharding")


def test_the_function_is_the_one_that_was_stored_with(page):
    assert [page["shard_of"](key) for key in ("customer-0", "customer-1", "ü")] == [364, 455, 68]
    spread = Counter(map(page["shard_of"], KEYS))
    assert len(spread) > 470 and max(spread.values()) < 20  # 6 on average


@pytest.mark.parametrize(("servers", "each"), [(32, 15), (48, 10), (96, 5)])
def test_each_server_gets_as_many_shards_as_the_others(page, servers, each):
    placement = page["Placement"]([f"server-{number}" for number in range(servers)])
    assert set(Counter(placement.server_of).values()) == {each}


def test_a_new_server_takes_14_shards_and_no_other_key_moves(page):
    servers = [f"server-{number}" for number in range(32)]
    placement = page["Placement"](servers)
    before = {key: placement.route(key) for key in KEYS}
    moves = placement.moves_to("new")
    assert {key: placement.route(key) for key in KEYS} == before  # nothing has moved until it is copied
    assert len({shard for shard, _, _ in moves}) == 14
    for shard, source, target in moves:
        assert placement.server_of[shard] == source
        placement.moved(shard, target)
    assert set(Counter(placement.server_of).values()) == {14, 15}
    gone = {shard for shard, _, _ in moves}
    assert all((placement.route(key) == "new") == (page["shard_of"](key) in gone) for key in KEYS)
    assert all(placement.route(key) in {"new", before[key]} for key in KEYS)


def test_moves_that_were_interrupted_are_planned_again_without_the_finished_ones(page):
    placement = page["Placement"]([f"server-{number}" for number in range(32)])
    for shard, _, target in placement.moves_to("new")[:5]:
        placement.moved(shard, target)
    rest = placement.moves_to("new")
    assert len(rest) == 9 and all(source != "new" for _, source, _ in rest)
    for shard, _, target in rest:
        placement.moved(shard, target)
    assert placement.moves_to("new") == []
    assert set(Counter(placement.server_of).values()) == {14, 15}


def test_without_logical_shards_nearly_all_keys_move(page):
    hashes = [int.from_bytes(page["hashlib"].sha256(key.encode()).digest()[:8], "big") for key in KEYS]
    assert sum(each % 32 != each % 33 for each in hashes) / len(KEYS) == pytest.approx(0.97, abs=0.01)
