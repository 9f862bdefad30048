"""The probe of the page needs several answers in a row, and the fleet fails open when too many are down."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("health-check")


def answered(**options):
    """A probe of an instance that is up."""
    probe = PAGE["Probe"](**options)
    while not probe.up:
        probe.seen(True)
    return probe


def states(answers, **options):
    """What a probe says after each answer of an instance that was up; ``+`` is a success."""
    probe = answered(**options)
    return "".join("u" if probe.seen(answer == "+") else "d" for answer in answers)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("---", "uud"),
        ("--+--+--", "u" * 8),  # never three in a row
        ("---++++", "uuddddd"),  # four successes are not enough to return
        ("---+++++", "uuddddd" + "u"),
        ("---++++-+++++", "uudddddddddd" + "u"),  # a failure in between starts the count again
        ("+++---", "uuuuud"),
    ],
)
def test_an_instance_leaves_after_three_failures_and_returns_after_five_successes(answers, expected):
    assert states(answers) == expected


def test_a_new_instance_gets_nothing_before_it_has_answered():
    probe = PAGE["Probe"]()
    up = {"old": answered(), "new": probe}
    assert PAGE["in_rotation"](up) == {"old"}
    assert [probe.seen(answer == "+") for answer in "-+++++"] == [False] * 5 + [True]


def test_no_answer_is_a_failure_and_any_answer_that_is_true_a_success():
    probe = answered(fall=1, rise=2)
    assert [probe.seen(answer) for answer in (None, None, None, 200, 200, 200)] == [False] * 4 + [True] * 2


def test_fewer_failures_are_enough_as_soon_as_it_is_set_so():
    probe = answered(fall=5)
    for _ in range(3):
        probe.seen(False)
    probe.fall = 2
    assert not probe.seen(False)


def test_one_of_each_is_enough_if_asked_for():
    assert states("-+-+", fall=1, rise=1) == "dudu"


def fleet(up, down):
    probes = {}
    for number in range(up + down):
        probes[number] = answered(fall=1)
        if number >= up:
            probes[number].seen(False)
    return probes


@pytest.mark.parametrize(
    ("up", "down", "served_by"), [(40, 0, 40), (39, 1, 39), (20, 20, 20), (19, 21, 40), (0, 40, 40)]
)
def test_below_the_threshold_all_instances_get_requests(up, down, served_by):
    assert len(PAGE["in_rotation"](fleet(up, down))) == served_by


@pytest.mark.parametrize(("up", "down", "panic"), [(11, 9, 0.55), (7, 93, 0.07), (26, 14, 0.65)])
def test_exactly_the_threshold_is_enough(up, down, panic):
    assert len(PAGE["in_rotation"](fleet(up, down), panic)) == up


def test_an_empty_fleet_is_empty():
    assert PAGE["in_rotation"]({}) == set()


def test_false_alarms_are_as_rare_as_the_page_says():
    probes_a_day = 40 * 86_400 / 10
    assert probes_a_day == 345_600
    assert round(1 / (probes_a_day * 0.01**3)) == 3
    assert round(probes_a_day * 0.01**2) == 35
