"""The set of the page converges whatever the order, repetition and grouping of merges, and an addition wins."""

from __future__ import annotations

import copy
import itertools
import random

import pytest

from tests.site.samples import defined_in

names = defined_in("crdt")
AddWinsSet = names["AddWinsSet"]


def state(replica):
    return replica.added, replica.removed


def merged(first, *others):
    result = copy.deepcopy(first)
    for other in others:
        result.merge(other)
    return state(result)


@pytest.fixture(params=range(20))
def replicas(request):
    """Three replicas that have changed at random, and have merged now and then."""
    chance = random.Random(request.param)
    replicas = [AddWinsSet(name) for name in "abc"]
    for _ in range(40):
        replica = chance.choice(replicas)
        match chance.randrange(3):
            case 0:
                replica.add(chance.choice("xyz"))
            case 1:
                replica.remove(chance.choice("xyz"))
            case _:
                replica.merge(chance.choice(replicas))
    return replicas


def test_merging_is_commutative_idempotent_and_associative(replicas):
    results = [merged(*order) for order in itertools.permutations(replicas)]
    assert all(result == results[0] for result in results)
    a, b, c = replicas
    assert merged(a, a) == state(a)
    grouped = copy.deepcopy(b)
    grouped.merge(c)
    assert merged(a, grouped) == results[0]


def test_a_removal_takes_what_it_knew_of_and_an_addition_made_meanwhile_survives():
    a, b = AddWinsSet("a"), AddWinsSet("b")
    a.add("x")
    a.add("y")
    b.merge(a)
    b.remove("x")
    b.remove("y")
    a.add("x")
    a.merge(b)
    b.merge(a)
    assert a.value() == b.value() == {"x"}


def test_an_element_that_was_removed_can_be_added_again():
    a = AddWinsSet("a")
    a.add("x")
    a.remove("x")
    assert a.value() == set()
    a.add("x")
    assert a.value() == {"x"}


def test_a_replica_restored_under_its_old_id_loses_a_change_without_an_error():
    """What the page warns of: the new addition has the tag of one that is known as removed elsewhere."""
    before, other = AddWinsSet("a"), AddWinsSet("b")
    restored = AddWinsSet("a")
    before.add("x")
    other.merge(before)
    other.remove("x")
    restored.add("x")
    restored.merge(other)
    assert restored.value() == set()


def test_the_milk_is_on_both_lists():
    assert names["phone"].value() == names["laptop"].value() == {"milk"}
