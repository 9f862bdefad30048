"""The budget of the page retries all of a few failures and a tenth of many, and starts with nothing."""

from __future__ import annotations

import contextlib
import threading

import pytest

from tests.site.samples import defined_in


class Callee:
    """Fails when the test says so, and counts what reaches it."""

    def __init__(self, fails):
        self.fails, self.attempts = fails, 0

    def __call__(self):
        self.attempts += 1
        if self.fails(self.attempts):
            raise ConnectionError
        return "answer"


@pytest.fixture
def page():
    return defined_in("retry-budget")


def send(page, callee, seconds, budget=None, now=None):
    """Send 200 requests a second and return how many succeeded."""
    now = now or [0.0]
    budget = budget or page["RetryBudget"](lambda: now[0])
    succeeded = 0
    for number in range(200 * seconds):
        now[0] = number / 200
        with contextlib.suppress(ConnectionError):
            succeeded += page["call"](callee, budget, lambda pause: None) == "answer"
    return succeeded


def test_when_everything_fails_the_load_grows_by_a_tenth(page):
    callee = Callee(lambda attempt: True)
    assert send(page, callee, 60) == 0
    assert 200 * 60 * 1.1 < callee.attempts <= 221 * 60


def test_when_little_fails_every_failure_is_retried(page):
    callee = Callee(lambda attempt: attempt % 20 == 19)  # 5%
    budget = page["RetryBudget"](lambda: 0.0)
    budget.filled = budget.capacity
    assert send(page, callee, 60, budget) == 200 * 60


def test_a_new_client_has_no_retries_to_spend(page):
    callee = Callee(lambda attempt: True)
    with pytest.raises(ConnectionError):
        page["call"](callee, page["RetryBudget"](lambda: 0.0), lambda pause: None)
    assert callee.attempts == 1


def test_ten_requests_are_one_retry_exactly(page):
    budget = page["RetryBudget"](lambda: 0.0)
    for _ in range(9):
        budget.request()
    assert not budget.may_retry()
    budget.request()
    assert budget.may_retry() and not budget.may_retry()


def test_a_quiet_client_gets_its_minimum_and_no_more_than_the_bucket_holds(page):
    now = [0.0]
    budget = page["RetryBudget"](lambda: now[0])
    now[0] = 1.0
    assert budget.may_retry() and not budget.may_retry()
    now[0] = 86_400.0
    assert [budget.may_retry() for _ in range(30)].count(True) == 20
    now[0] = 0.0  # a clock that is set back adds nothing
    assert not budget.may_retry()


def test_threads_do_not_earn_the_same_second_twice(page):
    meet = threading.Barrier(2)

    class Now(float):
        def __sub__(self, other):  # both threads have read the time of the last filling
            with contextlib.suppress(threading.BrokenBarrierError):
                meet.wait(0.2)
            return float(self) - other

    now, allowed = [0.0], []
    budget = page["RetryBudget"](lambda: now[0])
    now[0] = Now(1.0)
    threads = [threading.Thread(target=lambda: allowed.append(budget.may_retry())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False, True]


@pytest.mark.parametrize("attempts", [1, 0, -1])
def test_there_is_always_a_first_attempt(page, attempts):
    budget = page["RetryBudget"](lambda: 0.0)
    budget.filled = budget.capacity
    callee = Callee(lambda attempt: True)
    with pytest.raises(ConnectionError):
        page["call"](callee, budget, lambda pause: None, attempts)
    assert callee.attempts == 1


def test_attempts_are_still_capped(page):
    budget = page["RetryBudget"](lambda: 0.0)
    budget.filled = budget.capacity
    callee = Callee(lambda attempt: True)
    pauses = []
    with pytest.raises(ConnectionError):
        page["call"](callee, budget, pauses.append)
    assert callee.attempts == 3
    assert len(pauses) == 2 and all(0 <= pause <= 0.2 for pause in pauses)
