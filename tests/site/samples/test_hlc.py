"""The clock of the page never runs against cause and effect: clocks behind, ahead, standing still and going back."""

from __future__ import annotations

import math
import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def make():
    return defined_in("hlc")["HybridClock"]


def test_an_answer_is_later_than_its_question_although_the_clock_is_behind(make):
    b = make(wall=lambda: 60)
    assert b.observe((250, 0)) == (250, 1)
    assert b.now() == (250, 2)


def test_the_physical_part_follows_the_wall_clock_when_it_is_ahead(make):
    a = make(wall=lambda: 270)
    assert a.observe((250, 7)) == (270, 0)
    assert a.now() == (270, 1)


def test_a_clock_that_goes_back_does_not_take_the_timestamps_with_it(make):
    times = iter([100, 40, 99, 100, 101])
    clock = make(wall=lambda: next(times))
    assert [clock.now() for _ in range(5)] == [(100, 0), (100, 1), (100, 2), (100, 3), (101, 0)]


def test_a_late_or_repeated_message_changes_nothing_but_the_counter(make):
    clock = make(wall=lambda: 10)
    assert clock.observe((50, 3)) == (50, 4)
    assert clock.observe((50, 3)) == (50, 5)
    assert clock.observe((20, 9)) == (50, 6)


def test_timestamps_agree_with_every_order_of_cause_and_effect_and_stay_near_the_fastest_clock(make):
    chance = random.Random(3)
    now = [0]
    offsets = [0, -200, 150]
    clocks = [make(wall=lambda offset=offset: now[0] + offset) for offset in offsets]
    last = [(-1, -1)] * 3
    for _ in range(2000):
        now[0] += chance.choice([0, 0, 1, 5])
        sender, receiver = chance.sample(range(3), 2)
        sent = clocks[sender].now()
        assert sent > last[sender]
        received = clocks[receiver].observe(sent)
        assert received > max(sent, last[receiver])
        last[sender], last[receiver] = sent, received
        assert received[0] <= now[0] + max(offsets) or received[0] <= 0


def test_a_timestamp_that_is_too_far_ahead_is_refused_before_it_is_taken_over(make):
    clock = make(wall=lambda: 1000)
    assert clock.observe((1500, 0)) == (1500, 1)
    clock = make(wall=lambda: 1000)
    with pytest.raises(ValueError, match="501 ms ahead"):
        clock.observe((1501, 0))
    assert clock.now() == (1000, 0)


def test_two_threads_of_a_node_never_get_the_same_timestamp(make):
    def wall():
        time.sleep(0.01)  # lets the others in
        return 10

    clock = make(wall=wall)
    with ThreadPoolExecutor(4) as pool:
        stamps = list(pool.map(lambda _: clock.now(), range(8)))
    assert len(set(stamps)) == 8


def test_the_numbers_of_the_page():
    assert 8900 <= 2**48 / 1000 / 86_400 / 365.25 < 8950
    assert round(36_000_000 / 2**16) == 549
    for together, changes, share in ((0.5, 1, 39), (0.5, 60, 0.8), (0.01, 1, 1), (0.01, 60, 0.02)):
        assert 100 * (1 - math.exp(-together / changes)) == pytest.approx(share, rel=0.2)
