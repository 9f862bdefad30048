"""The store of the page gives stable snapshots, refuses lost updates, permits write skew, and keeps what is still seen."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("mvcc")


@pytest.fixture
def store(page):
    store = page["Store"]()
    put(store, a=100, b=100)
    return store


def put(store, **values):
    transaction = store.begin()
    for key, value in values.items():
        transaction.write(key, value)
    transaction.commit()


def read(store, key):
    transaction = store.begin()
    value = transaction.read(key)
    transaction.commit()
    return value


def test_a_report_sees_one_state_while_transfers_commit(store):
    report = store.begin()
    put(store, a=50, b=150)
    store.vacuum()
    assert (report.read("a"), report.read("b")) == (100, 100)
    assert read(store, "a") == 50


def test_a_transaction_sees_its_own_writes_and_no_one_else_does_before_the_commit(store):
    transfer = store.begin()
    transfer.write("a", 50)
    assert transfer.read("a") == 50
    assert read(store, "a") == 100


def test_of_two_that_write_one_row_the_second_to_commit_is_refused(page, store):
    first, second = store.begin(), store.begin()
    for transaction in (first, second):
        transaction.write("a", transaction.read("a") - 10)
    second.commit()
    with pytest.raises(page["Conflict"]):
        first.commit()
    assert read(store, "a") == 90
    again = store.begin()
    again.write("a", again.read("a") - 10)
    again.commit()
    assert read(store, "a") == 80


def test_write_skew_gets_past_it(store):
    put(store, ann=True, ben=True)
    ann, ben = store.begin(), store.begin()
    if ann.read("ben"):
        ann.write("ann", False)
    if ben.read("ann"):
        ben.write("ben", False)
    ann.commit()
    ben.commit()
    assert not read(store, "ann") and not read(store, "ben")


def test_a_deleted_row_stays_for_older_snapshots_and_conflicts_with_writers(page, store):
    report, writer = store.begin(), store.begin()
    writer.write("a", 1)
    put(store, a=None)
    store.vacuum()
    assert report.read("a") == 100
    with pytest.raises(page["Conflict"]):
        writer.commit()
    assert read(store, "a") is None


def test_the_vacuum_drops_what_no_snapshot_can_see(page, store):
    for value in range(5):
        put(store, a=value)
    report = store.begin()
    put(store, a=None, b=1)
    store.vacuum()
    assert [value for _, value in store.versions["a"]] == [4, None]
    report.commit()
    store.vacuum()
    assert "a" not in store.versions
    assert store.versions["b"] == [(store.now, 1)]


def test_a_refused_transaction_does_not_hold_up_the_vacuum(page, store):
    loser = store.begin()
    loser.write("a", 1)
    put(store, a=2)
    with pytest.raises(page["Conflict"]):
        loser.commit()
    assert store.active == []


def test_what_is_given_up_changes_nothing_and_does_not_hold_up_the_vacuum(store):
    transfer = store.begin()
    transfer.write("a", 1)
    transfer.rollback()
    put(store, a=2)
    store.vacuum()
    assert store.versions["a"] == [(store.now, 2)]


def test_one_old_snapshot_keeps_also_the_versions_that_it_cannot_see(store):
    report = store.begin()
    for value in range(5):
        put(store, a=value)
    store.vacuum()
    assert [value for _, value in store.versions["a"]] == [100, 0, 1, 2, 3, 4]
    report.rollback()
    store.vacuum()
    assert [value for _, value in store.versions["a"]] == [4]


def test_a_rollback_after_a_refused_commit_hides_no_conflict(page, store):
    loser = store.begin()
    loser.write("a", 1)
    put(store, a=2)
    with pytest.raises(page["Conflict"]):
        loser.commit()
    loser.rollback()
    assert store.active == [] and read(store, "a") == 2
