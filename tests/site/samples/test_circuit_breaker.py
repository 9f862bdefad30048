"""The breaker of the page opens, pauses and closes as the page says, also by calls that end late."""

from __future__ import annotations

import threading
import time

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def breaker():
    """A breaker that has opened at 0 seconds and pauses for 5, and its clock."""
    now = [0.0]
    breaker = defined_in("circuit-breaker")["CircuitBreaker"](lambda: now[0], window=4, pause=5.0)
    return breaker, now


def answer(breaker, *, fails=False, meanwhile=lambda: None):
    """Return whether a call came through to a dependency that fails or not, after something else has happened."""
    reached = []

    def dependency():
        reached.append(True)
        meanwhile()
        if fails:
            raise TimeoutError

    breaker.call(dependency, lambda: None)
    return bool(reached)


def break_it(breaker):
    for _ in range(4):
        answer(breaker, fails=True)


def test_the_breaker_opens_pauses_and_closes_by_a_trial_call(breaker):
    breaker, now = breaker
    break_it(breaker)
    assert not answer(breaker)
    now[0] = 5.0
    assert answer(breaker, fails=True)
    now[0] = 9.0
    assert not answer(breaker)
    now[0] = 10.0
    assert answer(breaker) and answer(breaker)


@pytest.mark.parametrize("late_fails", [False, True])
def test_a_call_from_before_the_breaker_opened_changes_nothing(breaker, late_fails):
    breaker, now = breaker

    def opens_meanwhile():
        break_it(breaker)
        now[0] = 4.0

    answer(breaker, fails=late_fails, meanwhile=opens_meanwhile)
    assert not answer(breaker)
    now[0] = 5.0  # the pause began when it opened, not when the late call ended
    assert answer(breaker)


def test_of_two_trial_calls_the_first_to_end_decides(breaker):
    breaker, now = breaker
    break_it(breaker)
    now[0] = 5.0
    answer(breaker, meanwhile=lambda: answer(breaker, fails=True))
    assert not answer(breaker)


def test_a_call_from_before_the_outage_does_not_count_after_it(breaker):
    breaker, now = breaker

    def fails_and_recovers():
        break_it(breaker)
        now[0] = 5.0
        assert answer(breaker)
        for _ in range(2):
            answer(breaker)
        answer(breaker, fails=True)

    answer(breaker, fails=True, meanwhile=fails_and_recovers)
    assert answer(breaker)


def test_an_answer_that_is_no_success_reaches_the_caller_and_does_not_open_the_breaker(breaker):
    breaker, _now = breaker

    def not_found():
        raise LookupError

    for _ in range(5):
        with pytest.raises(LookupError):
            breaker.call(not_found, lambda: None)
    assert answer(breaker)


def test_of_two_threads_that_fail_at_once_both_are_counted(breaker):
    breaker, _now = breaker

    class Slow(list):
        def __iter__(self):
            time.sleep(0.05)
            return super().__iter__()

    breaker.outcomes = Slow([False, False])
    threads = [threading.Thread(target=answer, args=(breaker,), kwargs={"fails": True}) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert not answer(breaker)


@pytest.mark.parametrize(("rate", "calls"), [(0.4, 161), (0.1, 111_110)])
def test_five_errors_in_a_row_come_as_often_as_the_page_says(rate, calls):
    expected = (1 - rate**5) / (rate**5 * (1 - rate))
    assert round(expected) == calls
    assert rate > 0.1 or 9 < expected / 200 / 60 < 10
