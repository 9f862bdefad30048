"""The view of the page equals the query after any changes, also those that are delivered twice or during a rebuild."""

from __future__ import annotations

import random

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("materialized-view")


def order(customer, cents, status="open"):
    return {"customer": customer, "cents": cents, "status": status}


@pytest.fixture
def view():
    return PAGE["OpenOrders"]()


def test_an_order_is_added_changed_and_closed(view):
    view.apply(1, None, order("ada", 500))
    view.apply(2, None, order("ada", 300))
    view.apply(3, order("ada", 300), order("ada", 700))
    assert view.read("ada") == (2, 1200)
    view.apply(4, order("ada", 700), order("ada", 700, "closed"))
    view.apply(5, order("ada", 500), None)
    assert view.read("ada") == (0, 0)
    assert view.groups == {}, "a customer without open orders leaves no row"


def test_an_order_that_moves_to_another_customer_changes_both(view):
    view.apply(1, None, order("ada", 500))
    view.apply(2, order("ada", 500), order("bo", 500))
    assert (view.read("ada"), view.read("bo")) == ((0, 0), (1, 500))


def test_an_open_order_of_nothing_counts(view):
    view.apply(1, None, order("ada", 0))
    assert view.read("ada") == (1, 0)


def test_a_change_that_comes_again_is_harmless(view):
    for _ in range(2):
        view.apply(1, None, order("ada", 500))
    assert view.read("ada") == (1, 500)


def test_a_reader_is_told_that_its_own_write_is_missing(view):
    view.apply(1, None, order("ada", 500))
    with pytest.raises(LookupError, match="at 1, not yet at 2"):
        view.read("ada", written_at=2)
    view.apply(2, None, order("ada", 1))
    assert view.read("ada", written_at=2) == (2, 501)


def test_random_changes_a_rebuild_in_between_and_the_query_agree(view):
    chance, table, log = random.Random(7), {}, []
    for position in range(1, 400):
        key = chance.randrange(30)
        before = table.get(key)
        after = chance.choice(
            [None, order(chance.choice("abc"), chance.randrange(9), chance.choice(["open", "closed"]))]
        )
        table[key] = after
        log.append((position, before, after))
        if position == 200:
            rebuilt = PAGE["OpenOrders"]([row for row in table.values() if row], position)
    for change in log:
        view.apply(*change)
    for change in log[150:]:  # the log is read from before the snapshot
        rebuilt.apply(*change)
    rows = [row for row in table.values() if row]
    assert PAGE["differences"](view, rows) == PAGE["differences"](rebuilt, rows) == []
    rebuilt.groups["a"] = (99, 0)
    assert PAGE["differences"](rebuilt, rows) == ["a"]


@pytest.mark.parametrize("broken", [{"customer": "bo", "status": "open"}, order("bo", None), {"cents": 1}])
def test_a_change_that_cannot_be_read_changes_nothing_and_can_come_again(view, broken):
    view.apply(1, None, order("ada", 500))
    with pytest.raises((KeyError, TypeError)):
        view.apply(2, order("ada", 500), broken)
    assert view.groups == {"ada": (1, 500)} and view.position == 1
    view.apply(2, order("ada", 500), order("bo", 500))
    assert view.groups == {"bo": (1, 500)}


def test_the_numbers_of_the_page():
    assert 50 * 4 == 200 and 300 * 100 == 3 * 1_000_000 / 100
    assert 90 / 300 == 0.3 and 300 + 90 == 390
    assert 300 * 300 == 90_000 and 90_000 * 100 == 9 * 1_000_000 and 90 * 1_000_000 / 100 == 900_000
    assert 60_000_000 / 500_000 == 120 and round(120 * 300 / (5000 - 300)) == 8
    assert 300 * 40 / 100 * 5 == 600
