"""The holder of the page never believes longer than the grantor counts: slow clocks, late answers, restarts."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


class World:
    """Two clocks that run at different rates, and the two sides of the page."""

    def __init__(self, rate=1.0, grantor_rate=1.0):
        self.now = 100.0
        self.page = defined_in("lease")
        self.grantor = self.page["Grantor"](lambda: self.now * grantor_rate)
        self.holder = self.page["Holder"](lambda: self.now * rate)

    def ask(self, who="a", takes=0.0):
        def request():
            self.now += takes
            answer = self.grantor.acquire("tenant", who)
            self.now += takes
            return answer

        return request


@pytest.mark.parametrize(("rate", "grantor_rate"), [(0.99, 1.0), (1.0, 1.0), (1.01, 1.0), (0.995, 1.004)])
@pytest.mark.parametrize("takes", [0.0, 1.0, 4.0])
def test_when_another_gets_the_lease_the_holder_has_stopped(rate, grantor_rate, takes):
    world = World(rate, grantor_rate)
    world.holder.renew(world.ask(takes=takes))
    while world.grantor.acquire("tenant", "b") is None:
        world.now += 0.01
    assert not world.holder.valid()


def test_a_renewal_keeps_the_number_and_a_new_grant_does_not():
    world = World()
    world.holder.renew(world.ask())
    world.now += 3
    world.holder.renew(world.ask())
    assert world.holder.number == 1
    world.now += 10
    assert not world.holder.valid()
    world.holder.renew(world.ask())
    assert world.holder.number == 2 and world.holder.valid()


def test_another_waits_for_the_end_and_the_old_holder_is_refused():
    world = World()
    world.holder.renew(world.ask())
    world.now += 9.99
    assert world.grantor.acquire("tenant", "b") is None
    world.now += 0.01
    assert world.grantor.acquire("tenant", "b") == (2, 10.0)
    world.holder.renew(world.ask())
    assert world.holder.number == 1 and not world.holder.valid()


def test_the_late_answer_to_an_old_question_neither_shortens_nor_brings_back():
    world = World()
    answers = []
    world.holder.renew(world.ask())
    world.now += 3

    def slow():
        answers.append(world.ask()())
        world.now += 1
        world.holder.renew(world.ask())  # a second renewal overtakes
        return answers[0]

    world.holder.renew(slow)
    assert world.holder.until == pytest.approx(104 + 9.9)
    world.now += 20
    world.holder.renew(world.ask())
    until = world.holder.until
    world.holder.renew(lambda: answers[0])
    assert (world.holder.number, world.holder.until) == (2, until)


def test_after_a_restart_the_grantor_waits_for_what_it_forgot():
    world = World()
    world.holder.renew(world.ask())
    world.grantor = world.page["Grantor"](lambda: world.now, last_number=1)
    assert world.grantor.acquire("tenant", "b") is None
    world.now += 10
    assert not world.holder.valid()
    assert world.grantor.acquire("tenant", "b") == (2, 10.0)


def test_a_grantor_with_a_shorter_term_waits_for_what_it_granted_with_the_longer_one():
    world = World()
    world.holder.renew(world.ask())
    world.grantor = world.page["Grantor"](lambda: world.now, term=2.0, last_number=1, last_term=10.0)
    world.now += 9.8
    assert world.holder.valid()
    assert world.grantor.acquire("tenant", "b") is None
    world.now += 0.2
    assert not world.holder.valid()
    assert world.grantor.acquire("tenant", "b") == (2, 2.0)


def test_a_thread_that_looks_in_the_middle_of_a_renewal_sees_no_old_number_as_valid():
    world = World()
    seen = []

    class Watched(world.page["Holder"]):
        def __setattr__(self, name, value):
            super().__setattr__(name, value)
            if {"clock", "number", "until"} <= vars(self).keys() and self.valid():
                seen.append(self.number)

    world.holder = Watched(lambda: world.now)
    world.holder.renew(world.ask())
    world.now += 20
    seen.clear()
    assert not world.holder.valid()
    world.holder.renew(world.ask())
    assert set(seen) == {2}
