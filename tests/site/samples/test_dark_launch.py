"""The user gets the old answer, whatever the new path does, and a full or closed pool skips the copy."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from tests.site.samples import defined_in

Shadow = defined_in("dark-launch")["Shadow"]


def now(function, *arguments):
    function(*arguments)


def shadow(new, old=lambda request: [request["q"]], run=now, **limits):
    reported = []
    return Shadow(old, new, run, lambda what, request: reported.append(what), **limits), reported


@pytest.mark.parametrize(
    ("new", "what"),
    [
        (lambda request: [request["q"]], "same"),
        (lambda request: ["other"], "different"),
        (lambda request: 1 / 0, "failed: ZeroDivisionError"),
    ],
)
def test_the_old_answer_is_given_whatever_the_new_path_does(new, what):
    search, reported = shadow(new)
    assert search.call({"q": "bolt"}) == ["bolt"]
    assert reported == [what]


def test_neither_path_sees_what_the_other_one_changes():
    def vandal(request):
        request["q"] = "changed"
        return [request["q"]]

    given = {"q": "bolt"}
    search, _ = shadow(vandal)
    assert search.call(given) == ["bolt"] and given == {"q": "bolt"}
    search, reported = shadow(lambda request: ["changed"], old=vandal)
    assert search.call({"q": "bolt"}) == ["changed"] and reported == ["same"]


def test_a_row_that_changed_between_the_two_reads_is_no_difference():
    stock = [5]
    search, reported = shadow(
        lambda request: stock[0], old=lambda request: stock[0], run=lambda *job: later.append(job)
    )
    later = []
    assert search.call({}) == 5
    stock[0] = 4
    function, *arguments = later.pop()
    function(*arguments)
    assert reported == ["changed meanwhile"]


def test_copies_are_skipped_and_not_queued_when_the_new_path_is_slow():
    waiting = []
    search, reported = shadow(lambda request: None, run=lambda *job: waiting.append(job), most=2)
    assert [search.call({"q": n}) for n in range(5)] == [[n] for n in range(5)]
    assert len(waiting) == 2 and reported == ["skipped"] * 3
    for function, *arguments in waiting:
        function(*arguments)
    search.call({"q": 5})
    assert Counter(reported) == {"skipped": 3, "different": 2}  # there was room again for the sixth


def test_a_closed_pool_costs_the_user_nothing_and_no_room():
    def closed(*job):
        raise RuntimeError("cannot schedule new futures after shutdown")

    search, reported = shadow(lambda request: None, run=closed, most=1)
    assert search.call({"q": 1}) == [1] and search.call({"q": 2}) == [2]
    assert reported == ["skipped"] * 2
    assert search.room.acquire(blocking=False)


def test_an_error_of_the_old_path_is_the_users_and_is_not_copied():
    search, reported = shadow(lambda request: None, old=lambda request: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        search.call({})
    assert reported == []


def test_a_request_that_cannot_be_copied_is_answered_and_skipped():
    search, reported = shadow(lambda request: ["other"])
    assert search.call({"q": "bolt", "lock": threading.Lock()}) == ["bolt"]
    assert reported == ["skipped"]


def test_an_answer_that_cannot_be_copied_is_given_and_takes_no_room():
    search, reported = shadow(lambda request: None, old=lambda request: threading.Lock(), most=1)
    assert search.call({}) and search.call({})
    assert reported == ["skipped"] * 2


@pytest.mark.parametrize("most", [0, 1])
def test_a_report_that_fails_costs_the_user_nothing_and_gives_no_room_twice(most):
    def broken(what, request):
        raise OSError("the log is full")

    search = Shadow(lambda request: 1, lambda request: 1, now, broken, most=most)
    assert search.call({}) == 1
    assert [search.room.acquire(blocking=False) for _ in range(most + 1)] == [True] * most + [False]


def test_a_fault_of_the_report_is_not_taken_for_one_of_the_new_path():
    reported = []

    def broken(what, request):
        reported.append(what)
        raise OSError("the log is full")

    Shadow(lambda request: 1, lambda request: 1, now, broken).call({})
    assert reported == ["same"]


@pytest.mark.parametrize("new", [lambda request: 4, lambda request: 1 / 0])
def test_when_the_old_path_fails_at_the_second_question_the_new_one_is_not_blamed(new):
    answers = iter([5])
    search, reported = shadow(new, old=lambda request: next(answers))  # the second call raises StopIteration
    assert search.call({}) == 5
    assert reported == ["changed meanwhile"]


def test_answers_that_cannot_be_compared_are_a_failure_and_take_no_room():
    class Odd:
        __hash__ = None

        def __eq__(self, other):
            raise TypeError("not comparable")

    search, reported = shadow(lambda request: Odd(), old=lambda request: Odd(), most=1)
    search.call({})
    search.call({})
    assert reported == ["failed: TypeError"] * 2


def test_only_the_share_is_copied():
    search, reported = shadow(lambda request: ["bolt"], share=0.0)
    assert search.call({"q": "bolt"}) == ["bolt"] and reported == []
    search.share = 0.3
    for _ in range(2000):
        search.call({"q": "bolt"})
    assert 450 < len(reported) < 750  # 600, within seven standard deviations
