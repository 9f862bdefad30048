"""The user gets the old answer, whatever the new path does, and a full or closed pool skips the copy."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.site.samples import defined_in

Shadow = defined_in("dark-launch")["Shadow"]


def now(function, *arguments):
    function(*arguments)


def shadow(new, old=lambda request: [request["q"]], run=now, most=20):
    reported = []
    return Shadow(old, new, run, lambda what, request: reported.append(what), most), reported


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
