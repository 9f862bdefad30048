"""Deleted rows of the page stay deleted as long as replicas are compared in time, and are purged only then."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def replicas():
    now = [0]
    names = defined_in("tombstone")
    return [names["Replica"](lambda: now[0], grace=10) for _ in range(3)], now


def test_a_replica_that_missed_the_deletion_does_not_bring_the_row_back(replicas):
    (one, two, late), now = replicas
    for each in (one, two, late):
        each.apply("ann", 1, "address")
    now[0] = 5
    for each in (one, two):
        each.delete("ann", 5)
    late.compare_with(one, two)
    assert [each.read("ann") for each in (one, two, late)] == [None, None, None]


def test_an_older_write_that_arrives_late_loses_and_a_newer_one_wins(replicas):
    (one, _two, _late), _now = replicas
    one.delete("ann", 5)
    one.apply("ann", 3, "old")
    assert one.read("ann") is None
    one.apply("ann", 5, "the same stamp")
    assert one.read("ann") is None
    one.apply("ann", 6, "a new account")
    assert one.read("ann") == "a new account"


def test_tombstones_go_after_grace_and_comparison_and_live_rows_stay(replicas):
    (one, two, late), now = replicas
    one.apply("bob", 1, "lives")
    one.delete("ann", 2)
    now[0] = 3
    one.compare_with(two, late)
    one.purge()
    assert "ann" in one.entries  # compared, and the grace time is not over
    now[0] = 13
    for each in (one, two, late):
        each.purge()
        assert each.entries == {"bob": (1, "lives")}


def test_without_a_comparison_no_tombstone_goes(replicas):
    (one, two, late), now = replicas
    late.apply("ann", 1, "address")
    one.compare_with(two, late)
    now[0] = 2
    for each in (one, two):
        each.delete("ann", 2)
    now[0] = 1000  # the grace time is over, and the late replica has not been seen since
    for each in (one, two):
        each.purge()
    one.compare_with(two, late)
    assert late.read("ann") is None


def test_a_deletion_that_arrives_after_the_comparison_waits_for_the_next(replicas):
    (one, two, late), now = replicas
    for each in (one, two, late):
        each.apply("ann", 1, "address")
    now[0] = 7
    one.compare_with(two, late)
    now[0] = 8
    one.delete("ann", 5)  # the stamp is older than the comparison
    now[0] = 100
    one.purge()
    one.compare_with(two, late)
    assert [each.read("ann") for each in (one, two, late)] == [None, None, None]
    one.purge()
    assert one.entries == {}


def test_two_values_of_one_time_end_the_same_everywhere(replicas):
    (one, two, late), _now = replicas
    one.apply("ann", 5, "old street")
    two.apply("ann", 5, "new street")
    late.apply("ann", 4, "no street")
    one.compare_with(two, late)
    assert len({each.read("ann") for each in (one, two, late)}) == 1


def test_a_node_that_was_away_is_the_reason_for_the_second_condition(replicas):
    (one, two, late), now = replicas
    late.apply("ann", 1, "address")
    now[0] = 2
    one.delete("ann", 2)
    now[0] = 3
    one.compare_with(two)  # not with all: the promise is broken
    now[0] = 20
    one.purge()
    two.purge()
    one.compare_with(two, late)
    assert one.read("ann") == "address"
