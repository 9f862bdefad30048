"""The consumer of the page takes effect once, also after a crash, and does not take one message for another."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("idempotent-consumer")


@pytest.fixture
def database():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE points (total INTEGER)")
    connection.execute("INSERT INTO points VALUES (0)")
    connection.commit()
    yield connection
    connection.close()


def credit(database, body):
    database.execute("UPDATE points SET total = total + ?", (int(body),))


def total(database):
    return database.execute("SELECT total FROM points").fetchone()[0]


def test_a_message_that_arrives_twice_takes_effect_once(page, database):
    consumer = page["Consumer"]("points", database, credit)
    assert consumer.handle("m1", "5", 0) and not consumer.handle("m1", "5", 1)
    assert total(database) == 5


def test_an_effect_that_fails_takes_its_id_with_it(page, database):
    failures = [True]

    def effect(database, body):
        credit(database, body)
        if failures:
            failures.pop()
            raise OSError

    consumer = page["Consumer"]("points", database, effect)
    with pytest.raises(OSError):
        consumer.handle("m1", "5", 0)
    assert total(database) == 0
    assert consumer.handle("m1", "5", 1) and total(database) == 5


def test_two_consumers_in_one_database_both_get_the_message(page, database):
    assert page["Consumer"]("points", database, credit).handle("m1", "5", 0)
    assert page["Consumer"]("badges", database, credit).handle("m1", "5", 0)


def test_the_same_id_with_other_content_is_no_duplicate(page, database):
    consumer = page["Consumer"]("points", database, credit)
    consumer.handle("m1", "5", 0)
    with pytest.raises(page["Conflict"]):
        consumer.handle("m1", "6", 1)
    assert total(database) == 5


def test_the_same_content_with_another_id_is_another_message(page, database):
    consumer = page["Consumer"]("points", database, credit)
    consumer.handle("m1", "5", 0)
    consumer.handle("m2", "5", 0)
    assert total(database) == 10


def test_an_id_that_was_forgotten_too_early_takes_effect_again(page, database):
    consumer = page["Consumer"]("points", database, credit)
    consumer.handle("m1", "5", 0)
    assert consumer.forget(before=0) == 0 and not consumer.handle("m1", "5", 1)
    assert consumer.forget(before=10) == 1
    assert consumer.handle("m1", "5", 11) and total(database) == 10


def test_a_message_without_an_id_is_an_error_and_not_new_each_time(page, database):
    consumer = page["Consumer"]("points", database, credit)
    for _ in range(2):
        with pytest.raises(sqlite3.IntegrityError):
            consumer.handle(None, "5", 0)
    assert total(database) == 0


def test_an_id_that_is_forgotten_while_its_duplicate_is_handled_does_no_harm(page, tmp_path):
    """The duplicate is compared in the transaction that found it, so no other process can drop its row in between."""

    class Slow(sqlite3.Connection):
        def execute(self, sql, *parameters):
            if sql.startswith("SELECT digest"):
                other = sqlite3.connect(path, timeout=0)
                with contextlib.closing(other), contextlib.suppress(sqlite3.OperationalError):  # it is locked
                    page["Consumer"]("points", other, credit).forget(before=10)
            return super().execute(sql, *parameters)

    path = tmp_path / "seen.db"
    with contextlib.closing(sqlite3.connect(path, factory=Slow)) as database:
        consumer = page["Consumer"]("points", database, lambda database, body: None)
        assert consumer.handle("m1", "5", 0) and not consumer.handle("m1", "5", 1)


def test_the_numbers_of_the_page():
    assert 365 * 2 * 10 == 7_300
    assert round(300 * 86_400 * 21 / 1e6) == 544 and round(300 * 86_400 * 21 * 200 / 1e9) == 109
    assert round(300 * 86_400 / 1e6) == 26
