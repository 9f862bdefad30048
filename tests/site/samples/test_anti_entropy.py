"""A repair of the page makes replicas equal, keeps deletions and newer writes, and leaves alone what is on its way."""

from __future__ import annotations

import random

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("anti-entropy")


def repair(*replicas, before=100):
    return NAMES["repair"](list(replicas), before)


def test_a_missing_row_and_an_old_row_are_repaired_and_equal_ones_are_not_sent():
    one = {"a": (1, "x"), "b": (5, "new"), "c": (1, "same")}
    other = {"b": (2, "old"), "c": (1, "same")}
    assert repair(one, other) == 2
    assert one == other == {"a": (1, "x"), "b": (5, "new"), "c": (1, "same")}
    assert repair(one, other) == 0


def test_a_deletion_wins_over_an_older_value():
    one, other = {"a": (9, None)}, {"a": (1, "x")}
    repair(one, other)
    assert one == other == {"a": (9, None)}


def test_rows_that_are_newer_than_the_comparison_do_not_count():
    one, other = {"a": (100, "on its way")}, {}
    assert repair(one, other) == 0
    assert other == {}


def test_a_newer_write_is_not_replaced_by_an_older_row_of_the_comparison():
    one, other = {"a": (5, "older")}, {"a": (200, "written meanwhile")}
    repair(one, other)
    assert other == {"a": (200, "written meanwhile")}


def test_equal_stamps_end_alike_whoever_begins():
    pairs = [({"a": (1, "x")}, {"a": (1, "y")}), ({"a": (1, "y")}, {"a": (1, "x")})]
    for one, other in pairs:
        repair(one, other)
        assert one == other == {"a": (1, "y")}


@pytest.mark.parametrize("seed", range(10))
def test_three_replicas_with_random_losses_become_equal(seed):
    chance = random.Random(seed)
    everything = {f"key {number}": (chance.randrange(90), chance.random()) for number in range(500)}
    replicas = [{key: row for key, row in everything.items() if chance.random() < 0.8} for _ in range(3)]
    held = {key for rows in replicas for key in rows}
    repair(*replicas)
    assert replicas[0] == replicas[1] == replicas[2] == {key: everything[key] for key in held}


def test_a_write_that_arrives_during_the_comparison_is_kept():
    class Busy(dict):
        def items(self):
            compared = list(super().items())
            self["a"] = (50, "written during the comparison")
            return compared

    one, other = {"a": (5, "newer")}, Busy(a=(1, "old"))
    repair(one, other)
    assert other["a"] == (50, "written during the comparison")
