"""The account of the page: its balance is explained by its events, and no two writers both win."""

from __future__ import annotations

import threading

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("event-sourcing")


@pytest.fixture
def store():
    store = PAGE["EventStore"]()
    store.append("a", 0, [("deposited", 500)])
    return store


def test_the_disputed_balance_is_explained():
    events = [("deposited", 500), ("fee charged", 80), ("fee reversed", 80), ("fee charged", 160)]
    assert PAGE["balance"](events) == 340


def test_an_event_of_an_unknown_kind_is_no_withdrawal():
    with pytest.raises(KeyError):
        PAGE["balance"]([("deposited", 500), ("address changed", 1)])


def test_a_command_is_checked_against_the_state(store):
    PAGE["withdraw"](store, "a", 400)
    with pytest.raises(ValueError, match="not enough"):
        PAGE["withdraw"](store, "a", 200)
    assert store.read("a") == (2, (("deposited", 500), ("withdrawn", 400)))


@pytest.mark.parametrize("amount", [0, -100])
def test_a_withdrawal_of_nothing_or_less_is_no_deposit(store, amount):
    with pytest.raises(ValueError, match="not an amount"):
        PAGE["withdraw"](store, "a", amount)
    assert store.read("a")[0] == 1


def test_events_that_fail_halfway_are_not_appended_in_part(store):
    def events():
        yield "withdrawn", 1
        raise TimeoutError

    with pytest.raises(TimeoutError):
        store.append("a", 1, events())
    assert store.read("a")[0] == 1


def test_who_read_before_another_wrote_has_a_conflict_and_nothing_is_written(store):
    version, _events = store.read("a")
    PAGE["withdraw"](store, "a", 400)
    with pytest.raises(PAGE["Conflict"]):
        store.append("a", version, [("withdrawn", 400)])
    assert PAGE["balance"](store.read("a")[1]) == 100


def test_a_stream_that_does_not_exist_is_empty_and_expected_to_be(store):
    assert store.read("new") == (0, ())
    with pytest.raises(PAGE["Conflict"]):
        store.append("new", 1, [("deposited", 1)])
    store.append("new", 0, [("deposited", 1)])
    assert store.read("new")[0] == 1


def test_what_was_read_does_not_grow_behind_the_reader(store):
    _version, events = store.read("a")
    store.append("a", 1, [("deposited", 1)])
    assert events == (("deposited", 500),)


def test_of_many_writers_at_once_the_account_never_goes_below_zero(store):
    def customer():
        for _ in range(50):
            try:
                PAGE["withdraw"](store, "a", 7)
            except PAGE["Conflict"]:
                continue
            except ValueError:
                return

    writers = [threading.Thread(target=customer) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(10)
    count, events = store.read("a")
    assert PAGE["balance"](events) >= 0
    assert PAGE["balance"](events) == 500 - 7 * (count - 1)
