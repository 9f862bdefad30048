"""The protocol of the page neither blocks nor errs when machines stop, and errs when the network divides or is slow."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations, permutations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("three-phase-commit")


def stopped_after(page, messages, votes=(True, True, True)):
    participants = [page["Participant"](vote) for vote in votes]
    for _ in zip(range(messages), page["coordinate"](participants), strict=False):
        pass
    return participants


def test_without_failures_all_commit_or_all_abort(page):
    assert {p.state for p in stopped_after(page, 99)} == {"committed"}
    assert {p.state for p in stopped_after(page, 99, (True, False, True))} == {"aborted"}


@pytest.mark.parametrize("votes", [(True, True, True), (True, False, True)])
@pytest.mark.parametrize("messages", range(1, 9))
def test_when_the_coordinator_and_any_participants_stop_the_others_agree_with_all_that_has_finished(
    page, messages, votes
):
    for left in (1, 2, 3):
        for chosen in combinations(range(3), left):
            participants = stopped_after(page, messages, votes)
            decision = page["terminate"]([participants[i] for i in chosen])
            if not all(votes):
                assert decision == "aborted"
            finished = {p.state for p in participants} & {"committed", "aborted"}
            assert finished == {decision}


def test_a_divided_network_lets_both_sides_decide_and_they_differ(page):
    participants = stopped_after(page, 4)
    assert page["terminate"](participants[:1]) == "committed"
    assert page["terminate"](participants[1:]) == "aborted"


def test_a_slow_coordinator_contradicts_those_that_gave_it_up(page):
    participants = [page["Participant"]() for _ in range(3)]
    steps = page["coordinate"](participants)
    for _ in range(3):
        next(steps)
    assert page["terminate"](participants) == "aborted"
    with pytest.raises(page["Contradiction"]):
        list(steps)


@pytest.mark.parametrize("messages", range(9))
def test_when_the_termination_stops_halfway_and_its_leader_with_it_the_others_still_agree(page, messages):
    class Stoppable(page["Participant"]):
        left = None  # how many changes of a state are still possible

        def __setattr__(self, name, value):
            if name == "state" and Stoppable.left is not None and value != self.state:
                if not Stoppable.left:
                    raise InterruptedError
                Stoppable.left -= 1
            super().__setattr__(name, value)

    for leader, *others in permutations(range(3)):
        for steps in range(6):
            participants = [Stoppable() for _ in range(3)]
            for _ in zip(range(messages), page["coordinate"](participants), strict=False):
                pass
            Stoppable.left = steps
            with suppress(InterruptedError):
                page["terminate"]([participants[i] for i in (leader, *others)])
            Stoppable.left = None
            decision = page["terminate"]([participants[i] for i in others])
            assert {p.state for p in participants} & {"committed", "aborted"} == {decision}


def test_who_has_given_up_does_not_vote_for_a_slow_coordinator_any_more(page):
    participants = [page["Participant"]() for _ in range(3)]
    steps = page["coordinate"](participants)
    next(steps)
    assert page["terminate"](participants) == "aborted"
    list(steps)
    assert {p.state for p in participants} == {"aborted"}
