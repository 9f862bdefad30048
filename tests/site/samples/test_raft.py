"""A member of the page votes once in a term, keeps a log that late messages cannot shorten, and a leader counts its own."""

from __future__ import annotations

import random

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("raft")


@pytest.fixture
def member(page):
    member = page["Member"]()
    assert member.append(1, (0, 0), [(1, "x"), (1, "y")])
    return member


def test_a_member_votes_once_a_term_and_again_for_the_same_candidate(member):
    assert member.vote(2, "b", (1, 2))
    assert member.vote(2, "b", (1, 2))
    assert not member.vote(2, "c", (1, 5))
    assert member.vote(3, "c", (1, 5))


def test_a_candidate_with_a_less_complete_log_gets_no_vote_but_raises_the_term(member):
    assert not member.vote(2, "b", (1, 1))
    assert member.term == 2 and member.voted_for is None
    assert not member.vote(1, "b", (1, 2))
    assert member.vote(2, "c", (2, 1))  # a later last term counts more than length


def test_a_late_shorter_message_does_not_shorten_the_log(member):
    assert member.append(1, (0, 0), [(1, "x")])
    assert member.append(1, (0, 0), [])
    assert member.log == [(1, "x"), (1, "y")]
    assert member.append(1, (0, 0), [(1, "x"), (1, "y")])
    assert member.log == [(1, "x"), (1, "y")]


def test_entries_that_contradict_the_leader_are_replaced(member):
    assert member.append(2, (1, 1), [(2, "z")])
    assert member.log == [(1, "x"), (2, "z")]


def test_a_gap_another_predecessor_or_an_old_leader_are_refused(member):
    assert not member.append(2, (1, 3), [(2, "z")])
    assert not member.append(2, (2, 2), [(2, "z")])
    assert not member.append(1, (1, 2), [(1, "late")])
    assert member.log == [(1, "x"), (1, "y")]


@pytest.mark.parametrize(
    ("log", "term", "stored", "committed"),
    [
        ([(1, "x")], 1, [1, 1, 0], 1),
        ([(1, "x")], 1, [1, 0, 0], 0),
        ([(1, "x")], 3, [1, 1, 1], 0),  # of an earlier term: not by counting
        ([(1, "x"), (3, "y")], 3, [2, 2, 0], 2),
        ([(1, "x"), (1, "y")], 1, [2, 2, 1, 1], 1),  # of four, three are a majority
        ([], 1, [0, 0, 0], 0),
    ],
)
def test_a_leader_counts_a_majority_only_for_its_own_term(page, log, term, stored, committed):
    assert page["newly_committed"](log, term, stored) == committed


@pytest.mark.parametrize("seed", range(30))
def test_what_is_committed_is_in_the_log_of_every_later_leader_whatever_gets_lost(page, seed):
    chance = random.Random(seed)
    size = chance.choice([3, 5])
    members = [page["Member"]() for _ in range(size)]
    committed = []
    for _ in range(60):
        one = chance.randrange(size)
        leader, term = members[one], members[one].term + 1
        votes = [m.vote(term, one, leader.last()) for m in members if m is leader or chance.random() < 0.7]
        if votes.count(True) <= size // 2:
            continue
        assert leader.log[: len(committed)] == committed
        leader.log += [(term, chance.random()) for _ in range(chance.randrange(4))]
        stored = [len(leader.log) if m is leader else 0 for m in members]
        for i, member in enumerate(members):
            start = len(leader.log)
            while member is not leader and chance.random() < 0.8 and member.term <= term:
                end = chance.randint(start, len(leader.log))
                if member.append(term, (leader.log[start - 1][0] if start else 0, start), leader.log[start:end]):
                    stored[i] = end
                    break
                start -= 1
        length = page["newly_committed"](leader.log, term, stored)
        committed = max(committed, leader.log[:length], key=len)
