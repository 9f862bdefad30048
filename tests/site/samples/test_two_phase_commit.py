"""The coordinator of the page brings all participants to one decision, wherever it fails and whatever is lost."""

from __future__ import annotations

import itertools
import random

import pytest

from tests.site.samples import defined_in

Coordinator = defined_in("two-phase-commit")["Coordinator"]


class MachineError(Exception):
    """The coordinator's machine has failed."""


class World:
    """Counts what the coordinator does; its machine fails before the step with a number."""

    def __init__(self, fails_at=None):
        self.steps, self.fails_at, self.told = 0, fails_at, []

    def step(self, *what):
        if self.steps == self.fails_at:
            raise MachineError
        self.steps += 1
        self.told.append(what)


class Disk(dict):
    """The records of decisions; writing and deleting are steps, between which the machine may fail."""

    def __init__(self, world):
        super().__init__()
        self.world = world

    def __setitem__(self, name, participants):
        self.world.step("decided", name)
        super().__setitem__(name, participants)

    def __delitem__(self, name):
        self.world.step("forgotten", name)
        super().__delitem__(name)


class Participant:
    """Keeps its transactions; `lost` says of each message whether it or its answer is lost."""

    def __init__(self, world, vote=True, lost=lambda: ""):
        self.world, self.vote, self.lost, self.states = world, vote, lost, {}

    def prepare(self, name):
        self.world.step("prepare", name)
        lost = self.lost()
        if lost != "message" and self.vote:
            self.states.setdefault(name, "in doubt")
        return self.vote and not lost

    def finish(self, name, commit):
        self.world.step("finish", name, commit)
        lost = self.lost()
        if lost == "message":
            return False
        wanted = "committed" if commit else "aborted"
        if self.states.get(name) == "in doubt":
            self.states[name] = wanted
        # What it does not know was never prepared here, or is over.
        assert self.states.get(name, "aborted") == wanted, "the opposite of what it did"
        return not lost

    def in_doubt(self):
        return [name for name, state in self.states.items() if state == "in doubt"]


def ends(participants, name):
    return {each.states.get(name, "aborted") for each in participants}


def test_all_commit_and_nothing_is_left():
    world = World()
    disk, participants = Disk(world), [Participant(world), Participant(world)]
    assert Coordinator(disk).run("t", participants) is True
    assert ends(participants, "t") == {"committed"}
    assert disk == {}
    assert [what[0] for what in world.told] == ["prepare"] * 2 + ["decided"] + ["finish"] * 2 + ["forgotten"]


@pytest.mark.parametrize("votes", [(True, False), (False, True), (False, False)])
def test_one_no_aborts_all_without_a_record(votes):
    world = World()
    participants = [Participant(world, vote) for vote in votes]
    assert Coordinator(Disk(world)).run("t", participants) is False
    assert ends(participants, "t") == {"aborted"}
    assert all(not each.in_doubt() for each in participants)
    assert "decided" not in {what[0] for what in world.told}


@pytest.mark.parametrize(("fails_at", "votes"), itertools.product(range(9), [(True,) * 3, (True, False, True)]))
def test_wherever_the_machine_fails_all_end_alike_after_the_restart(fails_at, votes):
    world = World(fails_at)
    disk, participants = Disk(world), [Participant(world, vote) for vote in votes]
    answered = None
    try:
        answered = Coordinator(disk).run("t", participants)
    except MachineError:
        decided = "t" in disk
        world.fails_at = None
        Coordinator(disk).recover(participants)
        if decided:
            assert ends(participants, "t") == {"committed"}
    assert len(ends(participants, "t")) == 1
    assert all(not each.in_doubt() for each in participants)
    assert disk == {}
    if answered is not None:
        assert ends(participants, "t") == {"committed" if answered else "aborted"}


def test_a_participant_that_has_not_heard_is_told_again_and_the_record_stays_until_it_has():
    world, lose = World(), []
    first = Participant(world)
    second = Participant(world, lost=lambda: lose.pop(0) if lose else "")
    disk = Disk(world)
    coordinator = Coordinator(disk)
    lose[:] = ["", "message", "message"]
    assert coordinator.run("t", [first, second]) is True
    assert second.in_doubt() == ["t"] and "t" in disk
    coordinator.recover([first, second])
    assert second.in_doubt() == ["t"] and "t" in disk
    coordinator.recover([first, second])
    assert ends([first, second], "t") == {"committed"} and disk == {}


def test_a_prepare_that_arrives_after_the_abort_is_settled_too():
    world = World()
    first = Participant(world)
    late = Participant(world, lost=lambda: "message")
    coordinator = Coordinator(Disk(world))
    assert coordinator.run("t", [first, late]) is False
    late.states["t"], late.lost = "in doubt", lambda: ""
    coordinator.recover([first, late])
    assert ends([first, late], "t") == {"aborted"}


@pytest.mark.parametrize("seed", range(40))
def test_with_losses_and_restarts_every_transaction_has_one_end(seed):
    rng = random.Random(seed)
    world = World()

    def lost():
        return rng.choice(["", "", "", "message", "answer"])

    disk, participants = Disk(world), [Participant(world, lost=lost) for _ in range(3)]
    answers = {}
    for number in range(60):
        some = rng.sample(participants, rng.randint(1, 3))
        for each in participants:
            each.vote = rng.random() < 0.9
        world.fails_at = world.steps + rng.randrange(60)
        coordinator = Coordinator(disk)
        try:
            if rng.random() < 0.3:
                coordinator.recover(participants)
            answers[f"t{number}"] = coordinator.run(f"t{number}", some), some
        except MachineError:
            pass
    world.fails_at = None
    for each in participants:
        each.lost = lambda: ""
    Coordinator(disk).recover(participants)
    assert disk == {} and all(not each.in_doubt() for each in participants)
    for name, (answered, some) in answers.items():
        assert ends(some, name) == {"committed" if answered else "aborted"}
    assert {answered for answered, _ in answers.values()} == {True, False}
