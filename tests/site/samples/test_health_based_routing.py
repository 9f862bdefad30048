"""One bad target goes out, a common fault takes out none, and never more than the limit."""

from __future__ import annotations

import random

import pytest

from tests.site.samples import defined_in

Router = defined_in("health-based-routing")["Router"]


def router(**settings):
    return Router([f"i{number}" for number in range(20)], **settings)


def load(router, rates, calls=1000, *, strict=True):
    for target, rate in zip(router.targets, rates, strict=strict):
        for number in range(calls):
            router.record(target, failed=number < rate * calls)


def names(router, now):
    return {target.name for target in router.choices(now)}


def out(router, now):
    return {target.name for target in router.targets} - names(router, now)


def test_one_bad_target_goes_out_and_comes_back():
    one = router()
    load(one, [0.2] + [0.001] * 19)
    one.review(now=10)
    assert out(one, 10) == out(one, 39) == {"i0"} and out(one, 40) == set()


def test_it_stays_out_longer_each_time_up_to_a_limit_and_is_forgiven_slowly():
    one, now, pauses = router(), 0, []
    for _ in range(12):
        load(one, [0.2] + [0.001] * 19)
        one.review(now)
        pauses.append(one.targets[0].out_until - now)
        now = one.targets[0].out_until
    assert pauses[:3] == [30, 60, 90] and pauses[-1] == 300
    load(one, [0.001] * 20)
    one.review(now)
    assert one.targets[0].times_out == 9  # ten pauses reach the limit, and more are not counted


def test_a_fault_that_all_have_in_common_takes_out_none():
    one = router()
    load(one, [0.4] * 20)
    one.review(now=10)
    load(one, [0.1] * 11 + [0.9] * 9)  # the worst nine, of which six may go
    one.review(now=20)
    assert len(out(one, 20)) == 6


@pytest.mark.parametrize(("rate", "calls"), [(0.4, 50), (0.4, 500), (0.01, 50)])
def test_chance_takes_out_hardly_anyone(rate, calls):
    rng, ejected = random.Random(1), 0
    for _ in range(50):
        one = router()
        for target in one.targets:
            target.calls, target.errors = calls, sum(rng.random() < rate for _ in range(calls))
        one.review(now=10)
        ejected += len(out(one, 10))
    assert ejected <= 2  # of a thousand judgements


def test_the_limit_is_not_lost_to_rounding():
    many = Router([f"i{number}" for number in range(50)], most_out=0.58)  # 0.58 * 50 is a little less than 29
    load(many, [0.0] * 26 + [0.9] * 24)
    many.review(now=10)
    load(many, [0.0] * 18 + [0.9] * 8 + [0.0] * 24, calls=100)
    many.review(now=11)
    assert sum(target.out_until > 11 for target in many.targets) == 29


def test_with_too_few_calls_no_one_is_forgiven_either():
    one = router()
    load(one, [0.2] + [0.001] * 19)
    one.review(now=10)
    load(one, [0.2] * 4, calls=100, strict=False)
    one.review(now=20)
    assert one.targets[0].times_out == 1


def test_a_least_number_of_zero_does_not_judge_a_target_without_calls():
    one = router(least_calls=0)
    load(one, [0] * 6, strict=False)
    one.review(now=10)
    assert out(one, 10) == set()


@pytest.mark.parametrize("calls", [0, 49])
def test_without_enough_calls_no_one_is_judged(calls):
    one = router()
    load(one, [1] + [0] * 19, calls=calls)
    one.review(now=10)
    assert out(one, 10) == set()


def test_with_few_targets_no_one_is_worse():
    few = Router(["a", "b", "c", "d"], most_out=1.0)
    for target in few.targets:
        for _ in range(100):
            few.record(target, failed=target.name == "a")
    few.review(now=10)
    assert {target.name for target in few.choices(10)} == {"a", "b", "c", "d"}


def test_when_more_than_half_are_out_all_are_used():
    one = router(most_out=1.0)
    load(one, [0.001] * 11 + [0.5] * 9)
    one.review(now=10)
    assert len(names(one, 10)) == 11
    for target in one.targets[:2]:
        target.out_until = 40
    assert len(names(one, 10)) == 20


def test_a_window_forgets_the_one_before():
    one = router()
    load(one, [0.2] + [0] * 19, calls=40)
    one.review(now=10)
    load(one, [0.2] + [0] * 19, calls=40)
    one.review(now=20)
    assert out(one, 20) == set()
