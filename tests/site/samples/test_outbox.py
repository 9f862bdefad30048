"""The outbox of the page stores both or neither, loses no message, and a repeat changes nothing."""

from __future__ import annotations

import sqlite3

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("outbox")


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def db():
    db = sqlite3.connect(":memory:")
    db.executescript(PAGE["SCHEMA"])
    yield db
    db.close()


def count(db, table):
    return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_an_order_and_its_message_are_stored_together(db):
    PAGE["place_order"](db, "o-17", 4200)
    assert (count(db, "orders"), count(db, "outbox")) == (1, 1)


@pytest.mark.parametrize("total", [0, None])
def test_an_order_that_is_refused_announces_nothing(db, total):
    with pytest.raises(sqlite3.IntegrityError):
        PAGE["place_order"](db, "o-17", total)
    assert (count(db, "orders"), count(db, "outbox")) == (0, 0)


def test_a_message_that_is_refused_takes_the_order_with_it(db):
    db.execute("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        PAGE["place_order"](db, "o-17", 4200)
    assert (count(db, "orders"), count(db, "outbox")) == (0, 0)


def test_the_message_is_numbered_under_the_lock_of_its_order(db):
    """Numbered before it, two transactions on one order can commit in the other sequence."""
    statements = []
    db.set_trace_callback(statements.append)
    PAGE["place_order"](db, "o-17", 4200)
    assert [each.split()[2] for each in statements if each.startswith("INSERT")] == ["orders", "outbox"]


def test_a_second_order_with_the_same_id_announces_nothing(db):
    PAGE["place_order"](db, "o-17", 4200)
    with pytest.raises(sqlite3.IntegrityError):
        PAGE["place_order"](db, "o-17", 1)
    assert (count(db, "orders"), count(db, "outbox")) == (1, 1)


def test_the_relay_publishes_in_order_and_only_once(db):
    for number in range(5):
        PAGE["place_order"](db, f"o-{number}", number + 1)
    sent = []
    assert [PAGE["relay"](db, lambda *message: sent.append(message), batch=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [aggregate for _id, aggregate, _type, _payload in sent] == [f"o-{number}" for number in range(5)]
    assert sent[3][2:] == ("OrderPlaced", '{"total": 4}')


def test_a_relay_killed_before_publishing_loses_nothing(db):
    PAGE["place_order"](db, "o-17", 4200)
    with pytest.raises(Killed):
        PAGE["relay"](db, lambda *_message: (_ for _ in ()).throw(Killed))
    sent = []
    PAGE["relay"](db, lambda *message: sent.append(message))
    assert len(sent) == 1


def test_a_relay_killed_between_publishing_and_marking_repeats_and_the_effect_happens_once(db):
    PAGE["place_order"](db, "o-17", 4200)
    effects, sent = [], []

    def publish(message_id, *_rest):
        sent.append(message_id)
        PAGE["handle"](db, message_id, lambda _db: effects.append(message_id))
        if len(sent) == 1:
            raise Killed

    with pytest.raises(Killed):
        PAGE["relay"](db, publish)
    PAGE["relay"](db, publish)
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert effects == sent[:1]


def test_a_row_that_commits_late_is_not_skipped(db):
    """A lower number that becomes visible after a higher one was sent, as concurrent transactions do."""
    columns = "INSERT INTO outbox (seq, id, aggregate, type, payload) VALUES (?, ?, 'a', 'T', '{}')"
    sent = []
    with db:
        db.execute(columns, (1000, "thousand"))
    PAGE["relay"](db, lambda message_id, *_rest: sent.append(message_id))
    with db:
        db.execute(columns, (998, "late"))
    PAGE["relay"](db, lambda message_id, *_rest: sent.append(message_id))
    assert sent == ["thousand", "late"]


def test_an_effect_that_fails_leaves_the_message_unseen(db):
    with pytest.raises(TimeoutError):
        PAGE["handle"](db, "m-1", lambda _db: (_ for _ in ()).throw(TimeoutError))
    effects = []
    PAGE["handle"](db, "m-1", lambda _db: effects.append("done"))
    assert effects == ["done"]
