"""The limit of the page refuses by class, in one order, and the arithmetic of refusals is right."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("load-shedding")


@pytest.mark.parametrize(("kind", "most"), [("purchase", 100), ("browse", 80), ("prefetch", 50)])
def test_a_class_is_admitted_up_to_its_share_and_no_further(kind, most):
    assert PAGE["admit"](most - 1, kind)
    assert not PAGE["admit"](most, kind)


def test_whoever_is_refused_is_refused_before_a_better_class():
    for under_way in range(120):
        admitted = [kind for kind in ("prefetch", "browse", "purchase") if PAGE["admit"](under_way, kind)]
        assert admitted == ["prefetch", "browse", "purchase"][3 - len(admitted) :]


def test_a_class_without_a_share_is_an_error_and_not_the_best_one():
    with pytest.raises(KeyError):
        PAGE["admit"](0, "new")


def answered(offered, cost, capacity=100):
    """Answers a second of a server whose refusals cost a share of an answer."""
    return max(0.0, (capacity - offered * cost) / (1 - cost))


def test_refusals_take_what_the_page_says():
    assert [round(answered(*case)) for case in ((500, 0.1), (1000, 0.1), (1000, 0.01))] == [56, 0, 91]


def test_four_services_that_refuse_half_by_chance_let_six_per_cent_pass():
    assert round(0.5**4, 4) == 0.0625


def test_the_limit_and_the_recovery_follow_from_workers_and_time():
    workers, takes, patience = 16, 0.16, 1.0
    rate = workers / takes
    limit = rate * patience / 2
    waiting = limit - workers
    assert (rate, limit, waiting, waiting / rate) == (100, 50, 34, 0.34)
    in_time = (patience - takes) * rate
    left_behind = (120 - rate) * 60
    assert (round(in_time), left_behind) == (84, 1200)
    assert round((left_behind - in_time) / (rate - 80)) == 56
    assert round(waiting / (rate - 80), 1) == 1.7
