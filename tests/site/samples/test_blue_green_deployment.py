"""The switch refuses a side that cannot take the load, keeps requests where they began, and goes back."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("blue-green-deployment")
Environment, NotReady, Switch = PAGE["Environment"], PAGE["NotReady"], PAGE["Switch"]


def blue(**changes):
    return Environment(**{"name": "blue", "healthy": 40, "reads_schemas": range(6, 8), "hit_rate": 0.95} | changes)


def green(**changes):
    return Environment(**{"name": "green", "healthy": 40, "reads_schemas": range(7, 9), "hit_rate": 0.8} | changes)


def test_new_requests_go_to_the_new_side_and_running_ones_stay():
    switch = Switch(blue(), green(), schema=7)
    running = switch.begin()
    switch.change_sides(now=100)
    assert running.name == "blue" and switch.begin().name == "green"
    assert switch.in_flight == {"blue": 1, "green": 1}
    switch.end(running)
    assert switch.in_flight == {"blue": 0, "green": 1}


@pytest.mark.parametrize(
    ("side", "schema", "problem"),
    [
        (green(healthy=39), 7, "39 of 40"),
        (green(), 6, "does not work with schema 6"),
        (green(hit_rate=0.74), 7, "74% hits"),
    ],
)
def test_a_side_that_cannot_take_the_load_does_not_become_live(side, schema, problem):
    switch = Switch(blue(), side, schema=schema)
    with pytest.raises(NotReady, match=problem):
        switch.change_sides(now=100)
    assert switch.live.name == "blue" and switch.switched_at is None


def test_going_back_is_refused_once_the_old_side_is_gone_or_the_schema_has_moved_on():
    switch = Switch(blue(), green(), schema=7)
    switch.change_sides(now=100)
    switch.idle.healthy = 0
    with pytest.raises(NotReady, match="blue has 0 of 40"):
        switch.change_sides(now=200)
    switch.idle.healthy = 40
    switch.schema = 8
    with pytest.raises(NotReady, match="blue does not work with schema 8"):
        switch.change_sides(now=200)
    switch.schema = 7
    switch.change_sides(now=200)
    assert switch.live.name == "blue"


def test_the_old_side_is_kept_until_it_is_drained_and_the_time_is_over():
    switch = Switch(blue(), green(), schema=7, keep=1800)
    assert not switch.may_take_down_idle(now=10_000)
    running = switch.begin()
    switch.change_sides(now=100)
    assert not switch.may_take_down_idle(now=5000)
    switch.end(running)
    assert not switch.may_take_down_idle(now=1899)
    assert not switch.may_take_down_idle(now=50)  # the clock went back
    assert switch.may_take_down_idle(now=1900)
