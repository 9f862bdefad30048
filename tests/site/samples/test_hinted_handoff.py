"""Hints of the page are delivered in order, survive a second failure, and never claim to be complete when they are not."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def hints():
    now = [0.0]
    return defined_in("hinted-handoff")["Hints"](lambda: now[0], window=100, room=5), now


def test_missed_writes_are_delivered_in_order_and_once(hints):
    hints, _now = hints
    for write in "abc":
        assert hints.missed("C", write)
    got = []
    assert hints.back("C", got.append, most=2) == 1
    assert hints.back("C", got.append, most=2) == 0
    assert hints.back("C", got.append, most=2) == 0
    assert got == ["a", "b", "c"]


def test_a_replica_that_fails_again_loses_no_hint(hints):
    hints, _now = hints
    for write in "abc":
        hints.missed("C", write)
    got = []

    def send(write):
        if write == "b" and got == ["a"]:
            got.append("failed")
            raise ConnectionError
        got.append(write)

    with pytest.raises(ConnectionError):
        hints.back("C", send, most=9)
    assert hints.back("C", send, most=9) == 0
    assert got == ["a", "failed", "b", "c"]


def test_after_the_window_nothing_is_kept_and_the_replica_needs_a_repair(hints):
    hints, now = hints
    assert hints.missed("C", "a")
    now[0] = 101.0
    assert not hints.missed("C", "b")
    assert set(hints.incomplete) == {"C"}
    hints.back("C", lambda write: None, most=9)
    assert set(hints.incomplete) == {"C"}  # delivering what is there does not make it complete
    hints.repaired("C", began=102.0)
    assert not hints.incomplete


def test_a_write_refused_during_a_repair_needs_another_one(hints):
    hints, now = hints
    hints.missed("C", "a")
    now[0] = 101.0
    assert not hints.missed("C", "b")
    began = now[0] = 110.0
    now[0] = 120.0
    assert not hints.missed("C", "c")  # the repair may have passed its row already
    hints.repaired("C", began)
    assert set(hints.incomplete) == {"C"}
    hints.repaired("C", began=130.0)
    hints.repaired("C", began=140.0)
    assert not hints.incomplete


def test_the_window_begins_anew_after_a_replica_has_been_back(hints):
    hints, now = hints
    hints.missed("C", "a")
    hints.back("C", lambda write: None, most=9)
    now[0] = 150.0
    assert hints.missed("C", "b")


def test_no_room_is_no_hint_but_a_repair(hints):
    hints, _now = hints
    for write in "abcde":
        assert hints.missed("C", write)
    assert not hints.missed("D", "x")
    assert set(hints.incomplete) == {"D"}


def test_a_write_missed_during_the_delivery_is_kept_and_delivered_last(hints):
    hints, _now = hints
    hints.missed("C", "a")
    got = []

    def send(write):
        if write == "a":
            hints.missed("C", "b")
        got.append(write)

    assert hints.back("C", send, most=9) == 1
    assert hints.back("C", send, most=9) == 0
    assert got == ["a", "b"]


def test_delivered_hints_make_room_for_others(hints):
    hints, _now = hints
    for write in "abcde":
        hints.missed("C", write)
    hints.back("C", lambda write: None, most=1)
    assert hints.missed("D", "x")
    assert not hints.missed("D", "y")
