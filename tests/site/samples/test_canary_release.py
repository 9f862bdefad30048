"""The judgement waits without data, stops what is worse by more than chance, and lets the rest go on."""

from __future__ import annotations

import random
from math import isclose

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("canary-release")
chance, judge, gets_canary = PAGE["chance"], PAGE["judge"], PAGE["gets_canary"]


def test_chance_is_the_tail_of_the_hypergeometric_distribution():
    assert isclose(chance((1, 1), (0, 1)), 0.5)
    assert isclose(chance((2, 2), (0, 2)), 1 / 6)
    assert isclose(chance((0, 500), (7, 500)), 1, rel_tol=1e-9)
    assert isclose(chance((9, 10), (10, 10)), 1, rel_tol=1e-9)  # nearly everything fails


@pytest.mark.parametrize(
    ("canary", "baseline", "answer"),
    [
        ((0, 0), (0, 0), "wait"),
        ((0, 0), (57, 57_000), "wait"),  # a canary without traffic has no errors
        ((999, 999), (0, 57_000), "go back"),  # a disaster is not waited for
        ((12, 5700), (6, 5700), "wait"),  # doubled, and too little to see it
        ((1, 10), (0, 10), "wait"),
        ((0, 57_000), (0, 57_000), "go on"),
        ((57, 57_000), (57, 57_000), "go on"),
        ((70, 57_000), (57, 57_000), "go on"),  # within what chance does
        ((114, 57_000), (57, 57_000), "go back"),
        ((20, 57_000), (57, 57_000), "go on"),  # better is not a reason to stop
        ((12, 1000), (1, 1000), "wait"),
        ((15, 1000), (1, 1000), "wait"),
        ((40, 1000), (1, 1000), "go back"),
        ((57, 57_000), (5700, 5_700_000), "go on"),
    ],
)
def test_what_to_do(canary, baseline, answer):
    assert judge(canary, baseline) == answer


def test_equal_versions_are_stopped_about_as_rarely_as_the_level_says():
    numbers = random.Random(20)
    calls, stopped = 2000, 0
    for _ in range(2000):
        canary, baseline = (sum(numbers.random() < 0.005 for _ in range(calls // 10)) for _ in range(2))
        stopped += judge((canary, calls), (baseline, calls), enough=2000, level=0.05) == "go back"
    assert stopped / 2000 <= 0.05


def test_users_keep_the_canary_while_its_share_grows():
    users = [f"user-{number}" for number in range(5000)]
    with_canary = [{user for user in users if gets_canary(user, share, "42")} for share in (0, 0.01, 0.05, 1)]
    assert with_canary[0] == set() and with_canary[-1] == set(users)
    assert with_canary[1] < with_canary[2]
    assert 200 <= len(with_canary[2]) <= 300
    assert with_canary[2] != {user for user in users if gets_canary(user, 0.05, "43")}


@pytest.mark.parametrize(
    ("canary", "baseline"), [((8, 7), (0, 9)), ((0, 9), (8, 7)), ((-1, 9), (0, 9)), ((0, 9), (0, -1))]
)
def test_counts_that_cannot_be_are_refused(canary, baseline):
    with pytest.raises(ValueError, match="not errors of calls"):
        judge(canary, baseline)
