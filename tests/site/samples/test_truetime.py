"""The intervals of the page contain the true time, and commits that wait agree with its order, whatever clocks do."""

from __future__ import annotations

import math
import random

import pytest

from tests.site.samples import defined_in


class World:
    """The true time, and machines whose counters start anywhere and run up to the assumed drift too fast or slow."""

    def __init__(self):
        self.now = 1000.0
        self.page = defined_in("truetime")

    def clock(self, start=0.0, rate=0.0):
        return self.page["BoundedClock"](lambda: start + self.now * (1 + rate))

    def synchronise(self, clock, there=0.001, back=0.001):
        asked = clock.counter()
        self.now += there
        reference = self.now
        self.now += back
        clock.synchronised(asked, reference)

    def sleep(self, seconds):
        self.now += seconds

    def leader(self, **settings):
        clock = self.clock(**settings)
        self.synchronise(clock)
        return self.page["Leader"](clock, self.sleep)


@pytest.mark.parametrize("rate", [-150e-6, 0.0, 150e-6])
@pytest.mark.parametrize(("there", "back"), [(0.001, 0.001), (0.002, 0.0), (0.0, 0.002)])
def test_the_interval_contains_the_true_time_and_grows(rate, there, back):
    world = World()
    clock = world.clock(start=-50.0, rate=rate)
    world.synchronise(clock, there, back)
    widths = []
    for _ in range(4):
        earliest, latest = clock.interval()
        assert earliest <= world.now <= latest
        widths.append(latest - earliest)
        world.now += 30
    assert widths == sorted(widths)
    assert widths[1] - widths[0] == pytest.approx(2 * 30 * 200e-6, rel=0.01)


def test_before_the_first_answer_nothing_is_known():
    world = World()
    assert world.clock().interval() == (-math.inf, math.inf)


def test_a_late_answer_does_not_widen_the_interval():
    world = World()
    clock = world.clock()
    asked = clock.counter()
    reference = world.now + 0.1
    world.now += 0.2
    world.synchronise(clock)
    before = clock.interval()
    clock.synchronised(asked, reference)
    assert clock.interval() == before


def test_whatever_begins_after_an_acknowledgment_has_a_later_timestamp():
    chance = random.Random(7)
    world = World()
    leaders = [world.leader(start=chance.uniform(-9, 9), rate=chance.uniform(-1, 1) * 150e-6) for _ in range(4)]
    last = -math.inf
    for _ in range(200):
        stamp = chance.choice(leaders).commit(lambda _: world.sleep(chance.choice([0.0, 0.002])))
        assert last < stamp < world.now
        last = stamp


def test_without_the_wait_the_order_is_lost():
    world = World()
    leaders = [world.leader(), world.leader()]
    world.now += 30
    world.synchronise(leaders[1].clock)
    stamps = [leader.clock.interval()[1] for leader in leaders]  # the second begins after the first
    assert stamps[0] > stamps[1]
    assert leaders[0].commit(lambda _: None) < leaders[1].commit(lambda _: None)


def test_replication_that_takes_longer_hides_the_wait_and_two_commits_at_once_differ():
    world = World()
    leader = world.leader()
    slept = []
    leader.sleep = lambda seconds: (slept.append(seconds), world.sleep(seconds))
    leader.commit(lambda _: world.sleep(0.1))
    assert slept == []
    leader.last = leader.clock.interval()[1] + 1
    assert leader.commit(lambda _: None) > leader.clock.interval()[1] - 1
    assert slept


def test_a_leader_that_knows_no_time_refuses_and_stamps_nothing():
    world = World()
    clock = world.clock()
    leader = world.page["Leader"](clock, world.sleep)
    stamps = []
    with pytest.raises(RuntimeError, match="limit"):
        leader.commit(stamps.append)
    assert stamps == [] and leader.last == -math.inf
    world.synchronise(clock)
    assert leader.commit(stamps.append) < world.now
    world.now += 1300  # 260 ms of possible drift
    with pytest.raises(RuntimeError, match="limit"):
        leader.commit(stamps.append)


def test_after_a_suspension_the_first_answer_ends_the_knowledge_and_the_second_begins_it():
    world = World()
    asleep = [0.0]
    clock = world.page["BoundedClock"](lambda: world.now - asleep[0])
    world.synchronise(clock)
    world.now += 60
    asleep[0] = 60.0  # the counter stood still
    assert not clock.interval()[0] <= world.now <= clock.interval()[1]
    world.synchronise(clock, 0.002, 0.002)
    assert clock.interval() == (-math.inf, math.inf)
    world.synchronise(clock, 0.002, 0.002)
    assert clock.interval()[0] <= world.now <= clock.interval()[1]


def test_answers_of_honest_masters_never_contradict_each_other():
    chance = random.Random(3)
    world = World()
    for rate in (-190e-6, 190e-6):
        clock = world.clock(rate=rate)
        for _ in range(300):
            world.synchronise(clock, chance.choice([0.0, 0.05]), chance.choice([0.0, 0.05]))
            earliest, latest = clock.interval()
            assert world.now - 0.2 < earliest <= world.now + 1e-9 and world.now - 1e-9 <= latest < world.now + 0.2
            world.now += chance.uniform(0, 30)


def test_a_commit_waits_on_when_its_clock_loses_the_time_and_ends_when_it_knows_again():
    world = World()
    leader = world.leader()
    clock = leader.clock
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        world.sleep(seconds)
        if len(slept) == 3:
            world.synchronise(clock)

    def replicate(stamp):
        clock.synchronised(clock.counter(), world.now + 5)  # a master errs
        assert clock.interval()[0] == -math.inf

    leader.sleep = sleep
    assert leader.commit(replicate) < world.now
    assert len(slept) == 3 and max(slept) <= leader.limit


def test_the_successor_of_a_leader_that_died_in_its_wait_stays_above_the_log():
    world = World()
    first, better = world.leader(), world.clock()
    world.now += 300  # the first one's error is 60 ms by now
    world.synchronise(better)
    log = []

    def die(_seconds):
        raise InterruptedError

    first.sleep = die
    with pytest.raises(InterruptedError):
        first.commit(log.append)
    assert better.interval()[1] < log[-1]
    successor = world.page["Leader"](better, world.sleep, last=log[-1])
    assert log[-1] < successor.commit(log.append) < world.now
