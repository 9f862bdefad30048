"""A table that is copied chunk by chunk while it changes ends up equal to its source."""

from __future__ import annotations

import json
import random

import pytest

from tests.site.samples import code_of, defined_in


class Database:
    """Rows, a log of their changes, and something that happens before and after each selection."""

    def __init__(self, rows, meanwhile=lambda database: None):
        self.rows, self.log, self.meanwhile = dict(rows), [], meanwhile

    def write_mark(self):
        return len(self.log)

    def log_between(self, low, high):
        return self.log[low:high]

    def change(self, key, row=None):
        if row is None:
            self.rows.pop(key, None)
        else:
            self.rows[key] = row
        self.log.append({"op": "d" if row is None else "u", "id": key, "after": row})

    def select(self, after, size):
        self.meanwhile(self)
        selected = sorted(each for each in self.rows.items() if after is None or each[0] > after)[:size]
        self.meanwhile(self)
        return selected


def copied(database, size, between=lambda database: None):
    """Return what a consumer has after all chunks, and all events that it got."""
    copy_chunk = defined_in("cdc")["copy_chunk"]
    copy, since, after, events = {}, database.write_mark(), None, []
    while True:
        chunk, since, after = copy_chunk(database, since, after, size)
        between(database)
        events += chunk
        for event in chunk:
            if event["op"] == "d":
                copy.pop(event["id"], None)
            else:
                copy[event["id"]] = event["after"]
        if after is None:
            return copy, events


class IgnoresCase(Database):
    """Sorts its keys as most collations do, and Python does not."""

    def select(self, after, size):
        rows = sorted(self.rows.items(), key=lambda each: each[0].casefold())
        return [each for each in rows if after is None or each[0].casefold() > after.casefold()][:size]


def test_a_quiet_table_is_read_once():
    rows = {key: key * 10 for key in range(25)}
    copy, events = copied(Database(rows), 10)
    assert copy == rows and [event["op"] for event in events] == ["r"] * 25


@pytest.mark.parametrize("seed", range(20))
def test_a_table_that_changes_meanwhile_is_copied_whole(seed):
    rng = random.Random(seed)

    def meanwhile(database):
        for _ in range(rng.randrange(4)):
            database.change(rng.randrange(30), rng.choice([None, rng.randrange(1000, 2000)]))

    database = Database({key: key for key in range(25)}, meanwhile)
    copy, _events = copied(database, 5)
    assert copy == database.rows


def test_a_row_that_was_deleted_after_it_was_read_does_not_come_back():
    rows, done = {1: "one", 2: "two"}, []

    def delete_after_the_selection(database):
        done.append(True)
        if len(done) == 2:
            database.change(2)

    copy, events = copied(Database(rows, delete_after_the_selection), 10)
    assert copy == {1: "one"}
    assert [(event["op"], event["id"]) for event in events] == [("d", 2), ("r", 1)]


def test_a_chunk_of_which_every_row_changed_does_not_end_the_copy():
    def change_the_first_two(database):
        if len(database.log) < 4:
            database.change(1, "new")
            database.change(2, "new")

    database = Database(dict.fromkeys(range(1, 6), "old"), change_the_first_two)
    copy, _events = copied(database, 2)
    assert copy == database.rows and copy[5] == "old"


def test_a_row_that_changes_between_two_chunks_is_not_left_behind():
    def change_the_first(database):
        if not database.log:
            database.change(1, "new")
            database.change(2)

    database = Database(dict.fromkeys(range(1, 6), "old"))
    copy, _events = copied(database, 2, between=change_the_first)
    assert copy == database.rows == {1: "new", 3: "old", 4: "old", 5: "old"}


def test_the_next_chunk_begins_where_the_database_stopped_whatever_its_order():
    database = IgnoresCase({"a": 1, "B": 2, "c": 3, "D": 4})
    copy, events = copied(database, 2)
    assert copy == database.rows and [event["id"] for event in events] == ["a", "B", "c", "D"]


def test_the_changes_of_a_table_without_rows_are_published():
    def insert_and_delete(database):
        if not database.log:
            database.change(1, "new")
            database.change(1)

    copy, events = copied(Database({}, insert_and_delete), 2)
    assert copy == {} and [event["op"] for event in events] == ["u", "d"]


def test_the_event_of_the_page_is_an_update_of_one_row_at_a_position_of_the_log():
    (code,) = code_of("cdc", "json")
    event = json.loads(code)
    before, after = event["before"], event["after"]
    assert event["op"] == "u" and before["id"] == after["id"]  # the key of the message is in both
    assert {field for field in after if after[field] != before[field]} == {"price"}
    assert event["source"]["table"] == "products"
    assert all(isinstance(event["source"][number], int) for number in ("txId", "lsn"))
