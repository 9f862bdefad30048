"""The claim check of the page stores before it sends, notices what is missing or changed, and deletes by age only."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("claim-check")


@pytest.fixture
def check(page):
    return page["ClaimCheck"]({}, [], limit=10)


def test_a_small_payload_travels_in_the_message_and_needs_no_store(check):
    check.send(b"0123456789", now=0, owner="a")
    (message,) = check.broker
    assert (message["owner"], message["body"], check.store) == ("a", b"0123456789", {})
    assert check.open(message) == b"0123456789"


def test_a_large_payload_travels_by_the_store_and_every_reader_gets_it(check):
    check.send(b"x" * 11, now=0, owner="a")
    (message,) = check.broker
    assert "body" not in message and message["owner"] == "a" and message["size"] == 11
    assert check.open(message) == check.open(message) == b"x" * 11


@pytest.mark.parametrize("name", ["body", "key", "size", "digest"])
@pytest.mark.parametrize("length", [1, 11])
def test_no_header_takes_the_place_of_what_the_envelope_holds(check, name, length):
    with pytest.raises(ValueError, match="header"):
        check.send(b"x" * length, now=0, **{name: "mine"})
    assert (check.broker, check.store) == ([], {})


def test_the_object_is_there_before_the_message_is(page):
    class Broker(list):
        def append(self, message):
            assert message["key"] in store
            super().append(message)

    store: dict = {}
    broker = Broker()
    page["ClaimCheck"](store, broker, limit=1).send(b"large", now=0)
    assert len(broker) == 1


def test_equal_payloads_have_keys_of_their_own(check):
    for _ in range(2):
        check.send(b"x" * 11, now=0)
    first, second = check.broker
    assert first["key"] != second["key"] and first["digest"] == second["digest"]


def test_what_is_missing_and_what_was_changed_are_told_apart(page, check):
    for _ in range(2):
        check.send(b"x" * 11, now=0)
    gone, damaged = check.broker
    del check.store[gone["key"]]
    check.store[damaged["key"]] = (0, b"y" * 11)
    with pytest.raises(page["Gone"]):
        check.open(gone)
    with pytest.raises(page["Damaged"]):
        check.open(damaged)


def test_objects_are_deleted_by_age_and_not_by_the_first_reader(page, check):
    check.send(b"x" * 11, now=0)
    check.send(b"x" * 11, now=100)
    old, new = check.broker
    check.open(old)
    assert check.sweep(before=0) == 0 and check.open(old)
    assert check.sweep(before=100) == 1
    assert check.open(new)
    with pytest.raises(page["Gone"]):
        check.open(old)


def test_the_numbers_of_the_page():
    day = 2 * 86_400
    assert day == 172_800 and round(day * 4e6 / 1e9) == 691
    assert round(day * 21 / 1e6, 1) == 3.6 and round(day * 21 * 4e6 / 1e12, 1) == 14.5
    assert 2 * 4 * 3 == 24 and 2 * 400 == 800
