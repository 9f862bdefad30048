"""The failover of the page: a majority of all observers, a limit on loss, and never a promotion without a fence."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("failover")
GONE = ["gone", "gone", "alive"]


@pytest.mark.parametrize(
    ("votes", "agreed"),
    [
        (["gone"] * 3, True),
        (GONE, True),
        (["gone", "alive", "alive"], False),
        (["gone", None, None], False),  # one that is cut off from the others hears only itself
        (["gone", "gone", None, None], False),
        (["gone", "gone", "gone", None, None], True),
        ([], False),
    ],
)
def test_a_majority_of_all_observers_has_to_agree(votes, agreed):
    assert PAGE["may_promote"](votes, lag=0.1, since_last=86_400) is agreed


@pytest.mark.parametrize(
    ("lag", "since_last", "may"),
    [
        (10.0, 3600, True),
        (10.1, 86_400, False),
        (float("inf"), 86_400, False),
        (float("nan"), 86_400, False),
        (0.1, 3599, False),
        (0.1, float("inf"), True),
    ],
)
def test_automation_has_limits(lag, since_last, may):
    assert PAGE["may_promote"](GONE, lag, since_last) is may


def failed_over(*, votes=GONE, lag=0.1, fences=True, promotes=True):
    steps = []

    def step(name, answer=None):
        return lambda: steps.append(name) or answer

    ended = PAGE["fail_over"](votes, lag, 86_400, step("fence", fences), step("promote", promotes), step("redirect"))
    return ended.partition(":")[0], steps


def test_the_steps_are_in_order():
    assert failed_over() == ("done", ["fence", "promote", "redirect"])


def test_without_a_fence_nothing_is_promoted():
    assert failed_over(fences=False) == ("ask", ["fence"])


def test_no_one_is_sent_to_a_standby_that_was_not_promoted():
    assert failed_over(promotes=False) == ("ask", ["fence", "promote"])


@pytest.mark.parametrize("options", [{"votes": ["gone", None, None]}, {"lag": 60.0}])
def test_what_automation_may_not_decide_touches_nothing(options):
    assert failed_over(**options) == ("ask", [])
