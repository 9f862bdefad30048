"""The list of the page follows changes without gaps, ignores repeats, and a reader can wait for its own change."""

from __future__ import annotations

import threading

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def orders():
    return defined_in("cqrs")["OpenOrders"]()


def test_a_reader_sees_its_own_change(orders):
    later = threading.Timer(0.05, orders.apply, (1, "placed", "o-1"))
    later.start()
    assert orders.read(at_least=1, timeout=5) == ["o-1"]
    later.join()


def test_a_reader_does_not_wait_for_ever(orders):
    orders.apply(1, "placed", "o-1")
    with pytest.raises(TimeoutError, match="at 1, not yet at 2"):
        orders.read(at_least=2, timeout=0.01)
    assert orders.read() == ["o-1"]


def test_a_change_that_is_delivered_twice_changes_nothing(orders):
    orders.apply(1, "placed", "o-1")
    orders.apply(2, "shipped", "o-1")
    orders.apply(1, "placed", "o-1")
    assert orders.read(at_least=2) == []


def test_a_missing_change_stops_the_list_and_it_can_go_on_from_there(orders):
    orders.apply(1, "placed", "o-1")
    with pytest.raises(LookupError, match="change 2 is missing"):
        orders.apply(3, "placed", "o-3")
    assert orders.read() == ["o-1"]
    orders.apply(2, "placed", "o-2")
    orders.apply(3, "placed", "o-3")
    assert orders.read(at_least=3) == ["o-1", "o-2", "o-3"]


def test_a_kind_that_the_list_does_not_know_moves_the_position(orders):
    orders.apply(1, "renamed", "o-1")
    orders.apply(2, "placed", "o-2")
    assert orders.read(at_least=2) == ["o-2"]


def test_every_waiting_reader_is_woken(orders):
    seen = []
    readers = [threading.Thread(target=lambda: seen.append(orders.read(at_least=1, timeout=5))) for _ in range(5)]
    for reader in readers:
        reader.start()
    orders.apply(1, "placed", "o-1")
    for reader in readers:
        reader.join(5)
    assert seen == [["o-1"]] * 5
