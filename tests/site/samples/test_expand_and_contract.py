"""Old and new code work together at every step, no write is lost, and the comparison finds what forbids the next step."""

from __future__ import annotations

import sqlite3

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("expand-and-contract")
fill, differences = PAGE["fill"], PAGE["differences"]
write_euros, write_both, write_cents = PAGE["write_euros"], PAGE["write_both"], PAGE["write_cents"]


@pytest.fixture
def db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE payments (id INTEGER PRIMARY KEY, euros REAL)")
    for key in range(1, 8):
        write_euros(db, key, key + 0.1)
    return db


def fill_all(db, size=3):
    last = 0
    while last is not None:
        last = fill(db, last, size)


def column(db, name):
    return [value for (value,) in db.execute(f"SELECT {name} FROM payments ORDER BY id")]


def test_the_whole_way_with_both_versions_at_each_step(db):
    db.execute(PAGE["EXPAND"])
    write_euros(db, 8, 19.99)  # the old code on the new schema
    write_both(db, 9, 1999)
    assert column(db, "euros")[-2:] == [19.99, 19.99]
    fill_all(db)
    assert differences(db) == []
    assert column(db, "cents") == [110, 210, 310, 410, 510, 610, 710, 1999, 1999]
    db.execute(PAGE["CONTRACT"])
    write_cents(db, 10, 5)
    assert column(db, "cents")[-1] == 5


def test_filling_leaves_what_users_have_written_and_can_be_repeated(db):
    db.execute(PAGE["EXPAND"])
    last = fill(db, 0, 3)
    assert last == 3 and column(db, "cents") == [110, 210, 310, None, None, None, None]
    write_both(db, 2, 5)
    write_both(db, 5, 7)
    fill_all(db)  # from the beginning, as after a crash
    assert column(db, "cents") == [110, 5, 310, 410, 7, 610, 710]
    assert differences(db) == []


def test_an_old_writer_after_the_filling_is_found(db):
    db.execute(PAGE["EXPAND"])
    fill_all(db)
    write_euros(db, 4, 50.0)
    write_euros(db, 8, 1.0)
    assert differences(db) == [4, 8]


@pytest.mark.parametrize(("euros", "cents"), [(0.29, 29), (1.15, 115), (8.2, 820), (4.35, 435), (-0.29, -29), (0.0, 0)])
def test_fractions_do_not_lose_a_cent(euros, cents):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE payments (id INTEGER PRIMARY KEY, euros REAL)")
    write_euros(db, 1, euros)
    db.execute(PAGE["EXPAND"])
    fill_all(db)
    assert column(db, "cents") == [cents] and differences(db) == []


def test_amounts_that_cents_cannot_hold_and_those_that_an_old_writer_empties_are_found(db):
    write_euros(db, 8, 19.999)
    write_euros(db, 9, float("inf"))
    write_euros(db, 10, 0.1 + 0.2)
    db.execute(PAGE["EXPAND"])
    fill_all(db)
    assert differences(db) == [8, 9]
    write_euros(db, 4, None)
    assert differences(db) == [4, 8, 9]


@pytest.mark.parametrize("size", [0, -1])
def test_a_batch_of_no_rows_is_not_the_end(db, size):
    db.execute(PAGE["EXPAND"])
    with pytest.raises(ValueError, match="at least one row"):
        fill(db, 0, size)
