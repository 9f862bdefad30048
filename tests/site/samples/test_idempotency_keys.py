"""The keys of the page: one effect and one answer for all attempts, also for those that arrive together."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("idempotency-keys")
REQUEST = {"amount": 4000, "currency": "EUR"}


def charge(db, request):
    db.execute("INSERT INTO charges (account, amount) VALUES ('a', ?)", (request["amount"],))
    return f"charged {request['amount']}"


@pytest.fixture
def path(tmp_path):
    with sqlite3.connect(tmp_path / "keys.db") as db:
        db.executescript(PAGE["SCHEMA"])
    db.close()
    return tmp_path / "keys.db"


@pytest.fixture
def db(path):
    db = sqlite3.connect(path)
    yield db
    db.close()


def charges(db):
    return db.execute("SELECT count(*) FROM charges").fetchone()[0]


def test_a_repeat_gets_the_same_answer_and_does_nothing(db):
    answers = {PAGE["once"](db, "a", "k-1", REQUEST, charge) for _ in range(3)}
    assert answers == {"charged 4000"}
    assert charges(db) == 1


def test_the_order_of_the_fields_is_not_part_of_the_request(db):
    PAGE["once"](db, "a", "k-1", REQUEST, charge)
    assert PAGE["once"](db, "a", "k-1", dict(reversed(REQUEST.items())), charge) == "charged 4000"


def test_the_same_key_with_another_request_is_refused(db):
    PAGE["once"](db, "a", "k-1", REQUEST, charge)
    with pytest.raises(PAGE["KeyReused"]):
        PAGE["once"](db, "a", "k-1", REQUEST | {"amount": 1}, charge)
    assert charges(db) == 1


@pytest.mark.parametrize(("account", "key"), [("a", None), ("a", ""), (None, "k-1")])
def test_a_request_without_a_key_is_refused_and_neither_new_each_time_nor_a_repeat_of_another(db, account, key):
    for _ in range(2):
        with pytest.raises(sqlite3.IntegrityError):
            PAGE["once"](db, account, key, REQUEST, charge)
    assert charges(db) == 0


def test_a_refund_with_the_fields_of_a_charge_is_another_request(db):
    PAGE["once"](db, "a", "k-1", REQUEST | {"path": "/charges"}, charge)
    with pytest.raises(PAGE["KeyReused"]):
        PAGE["once"](db, "a", "k-1", REQUEST | {"path": "/refunds"}, charge)


def test_keys_of_two_accounts_do_not_meet(db):
    PAGE["once"](db, "a", "k-1", REQUEST, charge)
    PAGE["once"](db, "b", "k-1", REQUEST | {"amount": 1}, charge)
    assert charges(db) == 2


def test_a_crash_takes_the_claim_back_with_the_effect(db):
    def crashes(db, request):
        charge(db, request)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        PAGE["once"](db, "a", "k-1", REQUEST, crashes)
    assert charges(db) == 0
    assert PAGE["once"](db, "a", "k-1", REQUEST, charge) == "charged 4000"
    assert charges(db) == 1


def test_an_attempt_that_arrives_meanwhile_waits_and_gets_the_answer_of_the_first(path, db):
    begun, answers = threading.Event(), []

    def slow(db, request):
        begun.set()
        threading.Event().wait(0.3)
        return charge(db, request)

    def attempt(act):
        mine = sqlite3.connect(path, timeout=10)
        answers.append(PAGE["once"](mine, "a", "k-1", REQUEST, act))
        mine.close()

    first = threading.Thread(target=attempt, args=(slow,))
    first.start()
    begun.wait(5)
    second = threading.Thread(target=attempt, args=(charge,))
    second.start()
    first.join(10)
    second.join(10)
    assert answers == ["charged 4000"] * 2
    assert charges(db) == 1


def test_the_numbers_of_the_page():
    assert round(10e6 / 86_400) == 116 and round(10e6 / 86_400 * 10, -1) == 1_160 and 2 * 1_160 == 2_320
    assert 10e6 * 1_000 == 10e9 and 7 * 10e6 == 70e6 and 10e6 / 1_000 == 10_000
    assert round(70e6**2 / 2 / 2**122 / 1e-22) == 5
