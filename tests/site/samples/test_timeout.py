"""The deadline of the page: one budget for all calls, counted by the hop's own clock, and no call without time."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def deadline():
    """A deadline two seconds after 100, and its clock."""
    now = [100.0]
    return defined_in("timeout")["Deadline"](lambda: now[0], 2.0), now


def test_calls_share_what_is_left(deadline):
    deadline, now = deadline
    assert deadline.left() == 2.0
    now[0] = 101.5
    assert deadline.left() == 0.5
    assert deadline.left(reserve=0.2) == pytest.approx(0.3)


@pytest.mark.parametrize("late", [2.0, 2.5, 60.0])
def test_no_call_begins_without_time(deadline, late):
    deadline, now = deadline
    now[0] = 100.0 + late
    with pytest.raises(TimeoutError):
        deadline.left()


def test_a_caller_that_sends_no_number_gets_no_time():
    with pytest.raises(TimeoutError):
        defined_in("timeout")["Deadline"](lambda: 100.0, float("nan")).left()


def test_the_reserve_is_kept_for_the_answer(deadline):
    deadline, now = deadline
    now[0] = 101.9
    assert deadline.left() == pytest.approx(0.1)
    with pytest.raises(TimeoutError):
        deadline.left(reserve=0.1)


def test_the_next_hop_counts_down_by_its_own_clock(deadline):
    deadline, now = deadline
    now[0] = 100.5
    here = [7_000.0]
    passed_on = defined_in("timeout")["Deadline"](lambda: here[0], deadline.left())
    here[0] += 1.0
    assert passed_on.left() == pytest.approx(0.5)


def test_a_page_of_a_hundred_calls_hits_a_false_timeout_as_often_as_the_page_says():
    assert round(1 - 0.999**100, 3) == 0.095
    assert 1 - 0.9999**100 < 0.01
