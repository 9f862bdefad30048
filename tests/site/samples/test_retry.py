"""The retries of the page: what is repeated, how often, how long it waits, and what a budget refuses."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def retries():
    """The page's function with a budget of its own, and what it slept."""
    names = defined_in("retry")
    slept = []

    def call(outcomes, *, idempotent=True, budget=None, attempts=3):
        """Return the result and the number of attempts; ``outcomes`` are raised or returned in turn."""
        made = []

        def function():
            outcome = outcomes[len(made)]
            made.append(outcome)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        budget = names["Budget"]() if budget is None else budget
        try:
            return names["call_with_retries"](
                function, budget, slept.append, lambda low, high: high, idempotent=idempotent, attempts=attempts
            ), len(made)
        except OSError as failure:
            return failure, len(made)

    return call, names["Budget"], slept


@pytest.mark.parametrize("failure", [TimeoutError(), ConnectionResetError(), BrokenPipeError()])
def test_what_may_have_been_done_is_repeated_only_if_it_is_idempotent(retries, failure):
    call, _budget, _slept = retries
    assert call([failure, "done"], idempotent=True) == ("done", 2)
    assert call([failure, "done"], idempotent=False) == (failure, 1)


@pytest.mark.parametrize("failure", [ConnectionRefusedError(), socket.gaierror()])
def test_what_was_not_done_is_repeated_in_any_case(retries, failure):
    call, _budget, _slept = retries
    assert call([failure, "done"], idempotent=False) == ("done", 2)


@pytest.mark.parametrize("attempts", [0, -1])
def test_without_a_number_of_attempts_there_is_one(retries, attempts):
    call, _budget, _slept = retries
    failure = TimeoutError()
    assert call(["done"], attempts=attempts) == ("done", 1)
    assert call([failure], attempts=attempts) == (failure, 1)


def test_work_in_the_background_may_be_repeated_for_days(retries):
    call, budget_of, slept = retries
    assert call([TimeoutError()] * 2000 + ["done"], attempts=2001, budget=budget_of(most=2000)) == ("done", 2001)
    assert max(slept) == 2.0


def test_a_refusal_before_an_unknown_outcome_does_not_make_it_repeatable(retries):
    call, _budget, _slept = retries
    lost = ConnectionResetError()
    assert call([ConnectionRefusedError(), lost, "done"], idempotent=False) == (lost, 2)


def test_the_last_failure_is_passed_on_and_nothing_is_slept_after_it(retries):
    call, _budget, slept = retries
    last = TimeoutError()
    assert call([TimeoutError(), TimeoutError(), last]) == (last, 3)
    assert slept == [pytest.approx(0.2), pytest.approx(0.4)]


def test_waits_have_an_upper_limit(retries):
    call, budget_of, slept = retries
    call([TimeoutError()] * 12, attempts=12, budget=budget_of(most=20))
    assert max(slept) == 2.0
    assert slept[:5] == [pytest.approx(0.2 * 2**n) if n < 4 else 2.0 for n in range(5)]


def test_when_everything_fails_the_tokens_are_spent_once_and_each_caller_makes_one_attempt(retries):
    call, budget_of, _slept = retries
    budget = budget_of(most=10)
    made = [call([TimeoutError()] * 3, budget=budget)[1] for _ in range(20)]
    assert made == [3] * 5 + [1] * 15


def test_what_may_not_be_repeated_spends_no_token(retries):
    call, budget_of, _slept = retries
    budget = budget_of(most=10)
    call([TimeoutError()], idempotent=False, budget=budget)
    assert budget.filled == 1000


def test_successes_pay_for_a_tenth_and_never_for_more_than_the_most(retries):
    call, budget_of, _slept = retries
    budget = budget_of(most=10)
    while budget.spend():
        pass
    for _ in range(10):
        call(["done"], budget=budget)
    assert budget.spend() and not budget.spend()
    for _ in range(500):
        call(["done"], budget=budget)
    assert sum(budget.spend() for _ in range(20)) == 10


def test_of_two_threads_one_gets_the_last_token(retries):
    _call, budget_of, _slept = retries

    class Slow(int):
        def __lt__(self, other):
            time.sleep(0.05)
            return super().__lt__(other)

    budget, got = budget_of(most=1), []
    budget.filled = Slow(budget.filled)
    threads = [threading.Thread(target=lambda: got.append(budget.spend())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert sorted(got) == [False, True]


def test_the_budget_pays_for_every_retry_up_to_9_2_per_cent_of_failures():
    def surplus(p):
        return 0.1 * (1 - p**3) - (p + p**2)

    assert surplus(0.0915) > 0 > surplus(0.0916)
