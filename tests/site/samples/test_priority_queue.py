"""The queue of the page lets urgent work overtake, starves nothing without being told to, and keeps order among equals."""

from __future__ import annotations

import weakref

import pytest

from tests.site.samples import defined_in

PATIENCE = {"receipt": 60, "thumbnail": 3600, "stop": 0}


@pytest.fixture
def queue():
    return defined_in("priority-queue")["PriorityQueue"](PATIENCE)


def taken(queue, now=0):
    bodies = []
    while item := queue.get(now):
        bodies.append(item[1])
    return bodies


def test_urgent_work_overtakes_and_equals_keep_their_order(queue):
    for body in ("t1", "t2"):
        queue.put("thumbnail", body, 0)
    for body in ("r1", "r2"):
        queue.put("receipt", body, 10)
    assert taken(queue) == ["r1", "r2", "t1", "t2"]


def test_what_has_waited_for_its_patience_goes_first_as_in_the_drawing(queue):
    queue.put("thumbnail", "11:00", 11 * 3600)
    queue.put("thumbnail", "11:30", 11 * 3600 + 1800)
    queue.put("receipt", "12:00", 12 * 3600)
    assert taken(queue) == ["11:00", "12:00", "11:30"]


def first_thumbnail(queue, seconds=8000):
    """One worker, one task a second, and an urgent message each second: when is the thumbnail taken?"""
    queue.put("thumbnail", "t", 0)
    for now in range(seconds):
        queue.put("receipt", now, now)
        if queue.get(now)[0] == "thumbnail":
            return now
    return None


def test_a_class_that_is_not_strict_starves_no_one():
    kind = defined_in("priority-queue")["PriorityQueue"]
    assert first_thumbnail(kind(PATIENCE)) == pytest.approx(3600 - 60, abs=2)
    assert first_thumbnail(kind(PATIENCE, strict=("receipt",))) is None


def test_a_strict_class_comes_before_what_is_late():
    queue = defined_in("priority-queue")["PriorityQueue"](PATIENCE, strict=("stop",))
    queue.put("receipt", "late", 0)
    queue.put("stop", "now", 10_000)
    assert taken(queue, 10_000) == ["now", "late"]


def test_it_says_how_late_a_message_is(queue):
    queue.put("receipt", "a", 0)
    queue.put("receipt", "b", 0)
    assert queue.get(20)[2] == -40
    assert queue.get(100)[2] == 40
    assert queue.get(100) is None


def test_a_cancelled_message_is_not_handed_out(queue):
    first = queue.put("receipt", "a", 0)
    queue.put("receipt", "b", 0)
    assert queue.cancel(first) and not queue.cancel(first)
    assert taken(queue) == ["b"]


def test_a_cancelled_message_is_not_kept_until_it_is_due(queue):
    class Body:
        pass

    body = Body()
    gone = weakref.ref(body)
    queue.cancel(queue.put("thumbnail", body, 0))
    del body
    assert gone() is None


def test_what_is_handed_out_cannot_be_taken_back_and_leaves_nothing_behind(queue):
    ticket = queue.put("receipt", "a", 0)
    assert queue.get(0)[1] == "a"
    assert not queue.cancel(ticket) and not queue.cancel(99)
    assert not queue.heap and not queue.waiting


def test_after_its_patience_a_backlog_holds_up_urgent_work_until_it_is_done(queue):
    """One worker, a second for each task, and a backlog of five hours with a patience of one."""
    for number in range(5 * 3600):
        queue.put("thumbnail", number, 0)
    for now in range(3601):
        queue.get(now)
    queue.put("receipt", "r", 3601)
    waited = next(number for number in range(5 * 3600) if queue.get(3601 + number)[1] == "r")
    assert round(waited / 3600) == 4


def test_the_numbers_of_the_page():
    waits = 0.9 * 100
    assert round(waits / 0.1) == 900
    assert (round(waits / 0.7), round(waits / (0.7 * 0.1))) == (129, 1286)
    assert (round(waits / 0.2), round(waits / (0.2 * 0.1))) == (450, 4500)
    assert round((450 * 8 + 4500) / 9) == 900
    assert round((waits / 0.7 + 2 * waits / 0.07) / 3) == 900
    assert 400_000 * 0.9 / 20 / 3600 == 5 and 0.5 / (1 - 0.5) == 1
