"""The inbox of the page keeps a message, handles it once and in the order of its key, and parks what always fails."""

from __future__ import annotations

import sqlite3

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("transactional-inbox")


@pytest.fixture
def database(page):
    connection = sqlite3.connect(":memory:")
    connection.executescript(page["SCHEMA"] + "CREATE TABLE effects (body TEXT);")
    yield connection
    connection.close()


@pytest.fixture
def inbox(page, database):
    return page["Inbox"](database, attempts=3, pause=1.0)


def book(database, body):
    database.execute("INSERT INTO effects VALUES (?)", (body,))


def effects(database):
    return [body for (body,) in database.execute("SELECT body FROM effects ORDER BY rowid")]


def test_a_message_that_arrives_twice_takes_effect_once_also_after_it_is_done(inbox, database):
    assert inbox.receive("m1", "k", "a", 0) and not inbox.receive("m1", "k", "a", 0)
    assert inbox.work(book, 0) and not inbox.work(book, 0)
    assert not inbox.receive("m1", "k", "a", 1) and not inbox.work(book, 1)
    assert effects(database) == ["a"]


def test_a_stored_message_outlives_the_process_that_received_it(page, tmp_path):
    path = tmp_path / "inbox.db"
    first = sqlite3.connect(path)
    first.executescript(page["SCHEMA"] + "CREATE TABLE effects (body TEXT);")
    page["Inbox"](first).receive("m1", "k", "a", 0)
    first.close()
    second = sqlite3.connect(path)
    assert page["Inbox"](second).work(book, 0) and effects(second) == ["a"]
    second.close()


def test_an_effect_that_fails_leaves_nothing_and_is_tried_again_later(inbox, database):
    failures = [OSError("bank")]

    def effect(database, body):
        book(database, body)
        if failures:
            raise failures.pop()

    inbox.receive("m1", "k", "a", 0)
    assert inbox.work(effect, 0) and effects(database) == []
    assert not inbox.work(effect, 0.5)
    assert inbox.work(effect, 1.0) and effects(database) == ["a"]


def test_a_message_waits_for_earlier_ones_of_its_key_and_for_no_others(inbox, database):
    for number, (key, body) in enumerate([("k", "bad"), ("k", "second"), ("other", "free")]):
        inbox.receive(f"m{number}", key, body, 0)

    def effect(database, body):
        if body == "bad":
            raise ValueError(body)
        book(database, body)

    assert inbox.work(effect, 0) and inbox.work(effect, 0) and not inbox.work(effect, 0)
    assert effects(database) == ["free"]
    assert inbox.work(effect, 1) and inbox.work(effect, 10) and not inbox.work(effect, 1000)
    rows = database.execute("SELECT state, attempts, reason FROM inbox ORDER BY seq").fetchall()
    assert rows == [("parked", 3, "ValueError('bad')"), ("waiting", 0, None), ("done", 0, None)]
    database.execute("UPDATE inbox SET state = 'done' WHERE state = 'parked'")
    assert inbox.work(effect, 1000) and effects(database) == ["free", "second"]


@pytest.fixture
def two_workers(page, tmp_path):
    connections = [sqlite3.connect(tmp_path / "inbox.db") for _ in range(2)]
    connections[0].executescript(page["SCHEMA"] + "CREATE TABLE effects (body TEXT);")
    yield [page["Inbox"](connection) for connection in connections]
    for connection in connections:
        connection.close()


def overtaken(inbox, other):
    """Return a database that lets another worker do the work after the row was chosen."""

    class Database:
        def __init__(self, database):
            self.database = database

        def execute(self, statement, *arguments):
            cursor = self.database.execute(statement, *arguments)
            if statement.strip().startswith("SELECT"):
                row = cursor.fetchone()
                assert other.work(book, 0)
                return type("Cursor", (), {"fetchone": lambda _self: row})()
            return cursor

        def __enter__(self):
            return self.database.__enter__()

        def __exit__(self, *error):
            return self.database.__exit__(*error)

    return Database(inbox.database)


def test_a_worker_that_is_overtaken_does_not_repeat_the_effect(two_workers):
    first, second = two_workers
    first.receive("m1", "k", "a", 0)
    first.database = overtaken(first, second)
    assert first.work(book, 0)
    assert effects(second.database) == ["a"]


def test_a_failure_does_not_wake_what_another_worker_has_done(page, two_workers):
    first, second = two_workers
    first.receive("m1", "k", "a", 0)
    second.work(book, 0)
    with first.database:
        first.database.execute(page["FAILED"], ("waiting", 0, "locked", 1))
    assert not second.work(book, 10) and effects(second.database) == ["a"]


def test_the_body_is_emptied_when_the_message_is_done(inbox, database):
    inbox.receive("m1", "k", "a", 0)
    inbox.work(book, 0)
    assert database.execute("SELECT state, body FROM inbox").fetchall() == [("done", "")]


def test_the_query_for_work_does_not_look_at_rows_that_are_done(page, database):
    plan = [row[3] for row in database.execute("EXPLAIN QUERY PLAN " + page["NEXT"], (0,))]
    assert any("this USING INDEX inbox_waiting" in step for step in plan)
    assert any("earlier USING INDEX inbox_open" in step for step in plan)


def test_the_numbers_of_the_page():
    day = 300 * 86_400
    assert round(day * 2000 / 1e9) == 52 and round(day * 2000 * 14 / 1e9) == 726 and round(day * 200 * 14 / 1e9) == 73
    assert len(range(0, 120, 30)) == 4
    assert 300 * 0.2 == 60 and 90 / 0.2 == 450
    assert 300 * 3600 == 1_080_000 and 1_080_000 / (450 - 300) == 7200
