"""Transactions of the page change all shards or none, wherever the coordinator stops, and also when it is only slow."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("two-phase-commit-in-one-database")


@pytest.fixture
def shards(page):
    shards = page["Shard"](), page["Shard"]()
    assert page["commit"](page["Record"](), [(shards[0], "a", 100), (shards[1], "b", 100)])
    return shards


def state(shards, **how):
    return shards[0].read("a", **how), shards[1].read("b", **how)


def test_all_shards_change(page, shards):
    assert page["commit"](page["Record"](), [(shards[0], "a", 50), (shards[1], "b", 150)])
    assert state(shards) == (50, 150)


@pytest.mark.parametrize("prepared", [1, 2])
def test_a_coordinator_that_stops_before_its_decision_blocks_no_one_for_ever(page, shards, prepared):
    record = page["Record"]()
    for shard, key, value in [(shards[0], "a", 50), (shards[1], "b", 150)][:prepared]:
        assert shard.prepare(key, value, record)
    with pytest.raises(page["Busy"]):
        shards[0].read("a")
    assert state(shards, give_up=True) == (100, 100)


def test_a_coordinator_that_stops_after_its_decision_is_completed_by_readers(page, shards):
    record = page["Record"]()
    assert shards[0].prepare("a", 50, record) and shards[1].prepare("b", 150, record)
    record.decide("committed")
    assert state(shards, give_up=True) == (50, 150)
    assert not shards[0].intents and not shards[1].intents


def test_a_slow_coordinator_finds_that_it_is_too_late(page, shards):
    record = page["Record"]()

    class Slow:
        def prepare(self, key, value, record):
            assert shards[0].read("a", give_up=True) == 100
            return shards[1].prepare(key, value, record)

        def settle(self, key):
            shards[1].settle(key)

    assert not page["commit"](record, [(shards[0], "a", 50), (Slow(), "b", 150)])
    assert state(shards) == (100, 100)


def test_a_prepare_that_arrives_after_the_abort_leaves_nothing_behind(page, shards):
    record = page["Record"]()
    record.decide("aborted")
    shards[1].prepare("b", 150, record)
    assert shards[1].read("b") == 100
    assert not shards[1].intents


def test_of_two_that_meet_at_a_row_one_is_refused_and_a_repeated_prepare_is_not(page, shards):
    first, second = page["Record"](), page["Record"]()
    assert shards[0].prepare("a", 50, first)
    assert shards[0].prepare("a", 50, first)
    assert not page["commit"](second, [(shards[1], "b", 1), (shards[0], "a", 1)])
    assert shards[1].read("b") == 100
    assert first.decide("committed") == "committed"
    shards[0].settle("a")
    shards[0].settle("a")
    assert state(shards) == (50, 100)


def test_a_prepare_that_is_delivered_again_after_the_commit_does_not_bring_the_old_value_back(page, shards):
    first = page["Record"]()
    assert page["commit"](first, [(shards[0], "a", 50), (shards[1], "b", 150)])
    assert page["commit"](page["Record"](), [(shards[0], "a", 20), (shards[1], "b", 180)])
    assert shards[0].prepare("a", 50, first)
    assert state(shards) == (20, 180)
    assert page["commit"](first, [(shards[0], "a", 50), (shards[1], "b", 150)])  # nor does a repeated commit
    assert state(shards) == (20, 180)


def test_an_aborted_transaction_cannot_prepare_any_more(page, shards):
    record = page["Record"]()
    record.decide("aborted")
    assert not shards[1].prepare("b", 150, record)
    assert not shards[1].intents
