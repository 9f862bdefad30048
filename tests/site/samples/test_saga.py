"""The saga of the page ends done or undone, whatever is killed, repeated or late, and no effect happens twice."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("saga")
Rejected, run = PAGE["Rejected"], PAGE["run"]
NAMES = ("charge", "reserve", "ship")


class Killed(BaseException):
    """The process ends here."""


class World:
    """Participants that know keys, a durable journal, and a process that can be killed before any of its writes."""

    def __init__(self, *, refuses=None, killed_at=(), late=()):
        self.effects, self.undone, self.journal = [], [], []
        self.refuses, self.killed_at, self.late, self.count = refuses, set(killed_at), set(late), 0

    def tick(self):
        self.count += 1
        if self.count in self.killed_at:
            raise Killed

    def step(self, name):
        def act(key):
            self.tick()
            if name == self.refuses:
                raise Rejected
            if key not in self.effects:
                self.effects.append(key)
            if name in self.late:  # it happened, and the answer is lost
                self.late.discard(name)
                raise TimeoutError
            self.tick()

        def undo(key):
            self.tick()
            if key in self.effects:
                self.effects.remove(key)
            self.undone.append(key)
            self.tick()

        return name, act, undo

    def run_to_the_end(self):
        for _ in range(20):
            try:
                return run("o-17", [self.step(name) for name in NAMES], self.journal)
            except (Killed, TimeoutError):
                continue
        raise AssertionError("the saga does not end")


def test_without_failures_every_step_happens_once():
    world = World()
    assert world.run_to_the_end() == "done"
    assert world.effects == ["o-17/charge", "o-17/reserve", "o-17/ship"]


@pytest.mark.parametrize("refuses", NAMES)
def test_a_refusal_at_any_step_leaves_nothing(refuses):
    world = World(refuses=refuses)
    assert world.run_to_the_end() == "undone"
    assert world.effects == []
    # The refused step too: its answer might have been lost. The newest first.
    begun = NAMES[: NAMES.index(refuses) + 1]
    assert world.undone == [f"o-17/{name}" for name in reversed(begun)]


@pytest.mark.parametrize("refuses", [None, *NAMES])
@pytest.mark.parametrize("killed_at", range(1, 14))
def test_it_can_be_killed_anywhere_and_resumed(refuses, killed_at):
    world = World(refuses=refuses, killed_at={killed_at})
    ended = world.run_to_the_end()
    assert ended == ("done" if refuses is None else "undone")
    assert world.effects == ([f"o-17/{name}" for name in NAMES] if refuses is None else [])


def test_a_lost_answer_is_no_refusal():
    world = World(late={"charge"})
    assert world.run_to_the_end() == "done"
    assert world.effects.count("o-17/charge") == 1


def test_behind_the_pivot_nothing_is_undone():
    world = World(refuses="receipt")
    steps = [world.step("charge"), (*world.step("ship")[:2], None), (*world.step("receipt")[:2], None)]
    with pytest.raises(Rejected):
        run("o-17", steps, world.journal)
    assert world.effects == ["o-17/charge", "o-17/ship"] and world.undone == []
    world.refuses = None
    assert run("o-17", steps, world.journal) == "done"


def test_a_refused_pivot_has_nothing_to_undo_and_the_steps_before_it_are_undone():
    world = World(refuses="ship")
    steps = [world.step("charge"), (*world.step("ship")[:2], None)]
    assert run("o-17", steps, world.journal) == "undone"
    assert world.effects == [] and world.undone == ["o-17/charge"]


def test_a_deadline_undoes_the_step_that_never_answered():
    world = World(late={"reserve"})
    steps = [world.step(name) for name in NAMES]
    with pytest.raises(TimeoutError):
        run("o-17", steps, world.journal)
    world.journal.append(("saga", "undoing"))
    assert run("o-17", steps, world.journal) == "undone"
    assert world.effects == [] and world.undone == ["o-17/reserve", "o-17/charge"]


def test_once_undoing_there_is_no_way_forward():
    world = World(refuses="ship", killed_at={6, 8})
    assert world.run_to_the_end() == "undone"
    world.refuses = None
    assert run("o-17", [world.step(name) for name in NAMES], world.journal) == "undone"
    assert world.effects == []
