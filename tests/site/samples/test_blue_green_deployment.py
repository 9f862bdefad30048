"""The switch refuses a side that cannot take the load, keeps requests where they began, and goes back."""

from __future__ import annotations

import math
import threading

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("blue-green-deployment")
Environment, NotReady, Switch = PAGE["Environment"], PAGE["NotReady"], PAGE["Switch"]


def blue(**changes):
    return Environment(**{"name": "blue", "healthy": 40, "reads_schemas": range(6, 8), "hit_rate": 0.95} | changes)


def green(**changes):
    return Environment(**{"name": "green", "healthy": 40, "reads_schemas": range(7, 9), "hit_rate": 0.8} | changes)


def switch_between(live, idle, schema=7, needed=40, **settings):
    return Switch(live, idle, schema, needed, **settings)


def test_new_requests_go_to_the_new_side_and_running_ones_stay():
    switch = switch_between(blue(), green())
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
        (green(hit_rate=math.nan), 7, "is cold"),  # no reads yet, so no rate
        (green(healthy=0), 7, "0 of 40"),
    ],
)
def test_a_side_that_cannot_take_the_load_does_not_become_live(side, schema, problem):
    switch = switch_between(blue(), side, schema)
    with pytest.raises(NotReady, match=problem):
        switch.change_sides(now=100)
    assert switch.live.name == "blue" and switch.switched_at is None


def test_going_back_is_refused_once_the_old_side_is_gone_or_the_schema_has_moved_on():
    switch = switch_between(blue(), green())
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
    switch = switch_between(blue(), green(), keep=1800)
    assert not switch.may_take_down_idle(now=10_000)
    running = switch.begin()
    switch.change_sides(now=100)
    assert not switch.may_take_down_idle(now=5000)
    switch.end(running)
    assert not switch.may_take_down_idle(now=1899)
    assert not switch.may_take_down_idle(now=50)  # the clock went back
    assert switch.may_take_down_idle(now=1900)


@pytest.mark.parametrize("left", [0, 10])
def test_a_side_that_was_scaled_down_is_refused_also_when_the_live_one_has_as_few_instances(left):
    switch = switch_between(blue(), green())
    switch.change_sides(now=100)
    switch.live.healthy = switch.idle.healthy = left  # the new version crashes, and the old one has been scaled down
    with pytest.raises(NotReady, match=f"blue has {left} of 40"):
        switch.change_sides(now=200)
    switch.idle.healthy = 40
    switch.change_sides(now=200)  # that the live side is ill is no reason to refuse
    assert switch.live.name == "blue"


def test_only_the_check_of_the_caches_can_be_overridden():
    switch = switch_between(blue(), green(hit_rate=0.1, healthy=39))
    with pytest.raises(NotReady, match=r"^green has 39 of 40 instances$"):
        switch.change_sides(now=100, cold=True)
    switch.idle.healthy = 40
    switch.change_sides(now=100, cold=True)
    assert switch.live.name == "green"


def test_a_request_is_counted_on_the_side_that_it_is_sent_to_also_while_the_sides_change():
    class Slow(Environment):
        @property
        def name(self):
            if switch and threading.current_thread() is threading.main_thread():
                other = threading.Thread(target=switch.change_sides, args=(100,))
                others.append(other)
                other.start()
                other.join(0.05)
            return "blue"

        @name.setter
        def name(self, given):
            pass

    others, switch = [], None
    switch = switch_between(Slow("blue", 40, range(6, 8), 0.95), green())
    live = switch.begin()
    others[0].join()
    counted = [name for name, requests in switch.in_flight.items() if requests]
    assert counted == ["green" if live is switch.live else "blue"]
