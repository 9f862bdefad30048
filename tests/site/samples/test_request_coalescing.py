"""Callers of the page's coalescer share one call, its error too, and no one waits for ever or gets what is too old."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def coalescer():
    return defined_in("request-coalescing")["Coalescer"](patience=5.0)


class Gate:
    """A function that waits until the test lets it go."""

    def __init__(self, answer):
        self.answer, self.calls, self.begun, self.go = answer, 0, threading.Event(), threading.Event()

    def __call__(self):
        self.calls += 1
        self.begun.set()
        assert self.go.wait(10)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def joined(coalescer, pool, gate, callers):
    """Start a leader, then others that join it, and return what each will get."""
    leader = pool.submit(coalescer.do, "page", gate)
    assert gate.begun.wait(10)
    others = [pool.submit(coalescer.do, "page", gate) for _ in range(callers)]
    time.sleep(0.05)  # until they wait
    return [leader, *others]


def all_fail(results, error, said):
    for result in results:
        with pytest.raises(error, match=said):
            result.result()


def test_a_hundred_callers_share_one_call_and_the_next_one_calls_again(coalescer):
    gate = Gate("rows")
    with ThreadPoolExecutor(101) as pool:
        results = joined(coalescer, pool, gate, 100)
        assert coalescer.do("other", lambda: "own") == "own"
        gate.go.set()
        assert {result.result() for result in results} == {"rows"}
    assert gate.calls == 1
    assert coalescer.do("page", lambda: "newer") == "newer"


def test_an_error_goes_to_all_who_waited_and_is_not_kept(coalescer):
    gate = Gate(ValueError("no rows"))
    with ThreadPoolExecutor(4) as pool:
        results = joined(coalescer, pool, gate, 3)
        gate.go.set()
        all_fail(results, ValueError, "no rows")
    assert gate.calls == 1
    assert coalescer.do("page", lambda: "rows") == "rows"


def test_after_forget_a_caller_does_not_join_what_began_before(coalescer):
    gate = Gate("old")
    with ThreadPoolExecutor(1) as pool:
        (leader,) = joined(coalescer, pool, gate, 0)
        coalescer.forget("page")
        assert coalescer.do("page", lambda: "new") == "new"
        gate.go.set()
        assert leader.result() == "old"


def test_a_leader_that_hangs_holds_no_one_for_ever_and_its_late_end_frees_no_later_call(coalescer):
    coalescer.patience = 0.05
    hangs, second = Gate("late"), Gate("rows")
    with ThreadPoolExecutor(3) as pool:
        (leader,) = joined(coalescer, pool, hangs, 0)
        with pytest.raises(TimeoutError):
            coalescer.do("page", hangs)
        coalescer.patience = 5.0
        later = pool.submit(coalescer.do, "page", second)
        assert second.begun.wait(10)
        hangs.go.set()
        assert leader.result() == "late"
        joins = pool.submit(coalescer.do, "page", lambda: "a third call")
        time.sleep(0.05)
        second.go.set()
        assert (later.result(), joins.result()) == ("rows", "rows")


def test_a_timeout_of_the_function_itself_is_an_error_like_others_and_frees_no_later_call(coalescer):
    fails, second = Gate(TimeoutError("database")), Gate("rows")
    with ThreadPoolExecutor(4) as pool:
        results = joined(coalescer, pool, fails, 2)
        fails.go.set()
        all_fail(results, TimeoutError, "database")
        later = joined(coalescer, pool, second, 2)
        second.go.set()
        assert {result.result() for result in later} == {"rows"}
    assert (fails.calls, second.calls) == (1, 1)


def test_the_key_is_free_only_after_the_function_filled_the_cache(coalescer):
    cache, calls = {}, []

    def load():
        calls.append(1)
        time.sleep(0.002)
        cache["page"] = "rows"
        return "rows"

    def read():
        return cache.get("page") or coalescer.do("page", lambda: cache.get("page") or load())

    with ThreadPoolExecutor(20) as pool:
        assert {future.result() for future in [pool.submit(read) for _ in range(200)]} == {"rows"}
    assert len(calls) == 1
