"""The leader of the page has stopped before another begins: late answers, clocks apart, long steps, new terms."""

from __future__ import annotations

import random

import pytest

from tests.site.samples import defined_in

LEASE = 15.0


class World:
    """The row of the page, and leaders whose clocks run at rates of their own."""

    def __init__(self):
        self.now, self.holder, self.term, self.expires = 100.0, "", 0, 0.0
        self.page = defined_in("leader-election")

    def grant(self, candidate):
        """Do what the statement of the page does, at this moment."""
        if self.holder != candidate and self.expires >= self.now:
            return None
        if self.holder != candidate or self.expires <= self.now:
            self.term += 1
        self.holder, self.expires = candidate, self.now + LEASE
        return self.term

    def leader(self, name, rate=1.0, delays=lambda: (0.0, 0.0)):
        def ask():
            before, after = delays()
            self.now += before
            term = self.grant(name)
            self.now += after
            return term

        return self.page["Leader"](ask, lambda: 7 + self.now * rate)


@pytest.fixture
def world():
    return World()


def test_nobody_leads_before_it_has_asked(world):
    leader = world.leader("a")
    assert leader.term_for(0) is None
    assert leader.work([pytest.fail], 1) is False


def test_a_leader_uses_ten_seconds_of_its_lease_and_each_renewal_gives_it_ten_again(world):
    leader = world.leader("a")
    leader.renew()
    world.now += 9
    assert leader.term_for(0.5) == 1
    leader.renew()
    world.now += 9
    assert leader.term_for(0.5) == 1
    assert leader.term_for(1.5) is None
    world.now += 1.5
    assert leader.term_for(0) is None


def test_time_counts_from_before_the_question(world):
    leader = world.leader("a", delays=lambda: (0.0, 8.0))
    leader.renew()
    assert leader.term_for(1) == 1
    assert leader.term_for(3) is None
    late = world.leader("b", delays=lambda: (0.0, 12.0))
    world.now += 20
    late.renew()
    assert world.holder == "b" and late.term_for(0) is None


def test_who_is_told_that_another_leads_stops_at_once(world):
    leader = world.leader("a")
    leader.renew()
    world.holder, world.term = "b", 2  # the database's clock jumped, and another was quicker
    leader.renew()
    assert leader.term_for(0) is None


def test_an_error_neither_ends_the_lease_nor_makes_it_longer(world):
    leader = world.leader("a")
    leader.renew()
    asking = leader.ask

    def fail():
        raise ConnectionError

    leader.ask = fail
    world.now += 6
    with pytest.raises(ConnectionError):
        leader.renew()
    assert leader.term_for(3) == 1
    assert leader.term_for(5) is None
    leader.ask = asking
    leader.renew()
    assert leader.term_for(9) == 1


def test_a_plan_stops_with_the_lease_and_each_step_carries_its_term(world):
    leader = world.leader("a")
    leader.renew()
    done = []

    def step(term):
        done.append(term)
        world.now += 3

    assert leader.work([step] * 2, 3) is True
    leader.renew()
    assert leader.work([step] * 9, 3) is False
    assert done == [1] * 2 + [1] * 3


def test_a_plan_is_not_continued_under_the_next_term(world):
    leader = world.leader("a")
    leader.renew()
    done = []

    def pause(term):
        done.append(term)
        world.now += 20
        world.grant("b")  # leads meanwhile, and changes what the plan was made from
        world.now += 20
        leader.renew()

    assert leader.work([pause, done.append], 3) is False
    assert done == [1] and leader.term_for(3) == 3


@pytest.mark.parametrize("seed", range(30))
def test_two_never_act_at_once(world, seed):
    """Clocks differ by up to a tenth each, answers are late, and each step ends within the lease it was begun in."""
    rng = random.Random(seed)

    def delays():
        return rng.choice([0, 0, 0.5, 6]), rng.choice([0, 0, 0.5, 6, 16])

    leaders = [world.leader(name, rng.uniform(0.9, 1.1), delays) for name in "abc"]
    acted = set()

    def step(term):
        world.now += rng.uniform(0, 1.5)
        assert world.term == term and world.now < world.expires
        acted.add(term)

    for _ in range(400):
        leader = rng.choice(leaders)
        if rng.random() < 0.5:
            leader.renew()
        else:
            leader.work([step] * rng.randrange(1, 12), 2)
        world.now += rng.choice([0, 0.3, 2, 2, 9])
    assert len(acted) > 3
