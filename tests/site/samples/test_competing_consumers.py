"""The queue of the page lends each message to one consumer, takes it back in time, and refuses a late receipt."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("competing-consumers")


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def queue(page, now):
    return page["Queue"](lambda: now[0], lease=30)


def test_two_consumers_never_hold_the_same_message(queue):
    queue.send("A")
    queue.send("B")
    first, second = queue.receive(), queue.receive()
    assert {first[1], second[1]} == {"A", "B"} and queue.receive() is None


def test_a_late_acknowledgement_is_refused_and_does_not_take_another_consumers_message(queue, now):
    queue.send("A")
    paused, _ = queue.receive()
    now[0] = 30
    other, body = queue.receive()
    assert body == "A"
    assert not queue.acknowledge(paused) and not queue.extend(paused)
    now[0] = 60
    assert queue.receive()[1] == "A", "the other one crashed as well, and the message is still there"
    assert not queue.acknowledge(other)


def test_a_renewed_loan_lasts_from_the_renewal(queue, now):
    queue.send("A")
    receipt, _ = queue.receive()
    now[0] = 29
    assert queue.extend(receipt)
    now[0] = 58
    assert queue.receive() is None
    assert queue.acknowledge(receipt)
    now[0] = 100
    assert queue.receive() is None


def test_messages_that_come_back_stand_in_front_in_their_order(queue, now):
    for body in "ABC":
        queue.send(body)
    queue.receive(), queue.receive()
    now[0] = 30
    assert [queue.receive()[1] for _ in range(3)] == ["A", "B", "C"]


def test_a_worker_that_fails_leaves_the_message(page, queue, now):
    def crash(body, extend):
        raise OSError(body)

    queue.send("A")
    with pytest.raises(OSError):
        page["work"](queue, crash)
    assert page["work"](queue, lambda body, extend: None) is None
    now[0] = 30
    done = []
    assert page["work"](queue, lambda body, extend: done.append(body))
    assert done == ["A"]


def test_a_worker_learns_that_it_was_too_slow(page, queue, now):
    def slow(body, extend):
        now[0] += 31

    queue.send("A")
    assert page["work"](queue, slow) is False


def test_the_numbers_of_the_page():
    assert 40 * 0.8 == 32 and round(32 / 0.7) == 46
    assert (40 - 30 / 0.8) * 7200 == 18_000 and 18_000 / 37.5 == 480
    assert round(18_000 / (37.5 - 10) / 60) == 11
    assert 250 * 0.8 == 200 and 120_000 / 400 == 300
    assert 9000 / 75 / 60 == 2
