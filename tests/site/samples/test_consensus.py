"""The leader of the page calls committed what no election loses, and reads nothing that is out of date.

The members that follow it are those of Raft's page.
"""

from __future__ import annotations

import random

import pytest

from tests.site.samples import defined_in

Leader = defined_in("consensus")["Leader"]
Member = defined_in("raft")["Member"]


class Group:
    def __init__(self, size):
        self.members = {number: Member() for number in range(size)}
        self.leaders = []
        self.committed = []  # the longest log that any leader called committed

    def elect(self, candidate, voters):
        """Let a candidate be leader if a majority of the group votes for it."""
        member = self.members[candidate]
        term = member.term + 1
        last = member.last()
        votes = [self.members[voter].vote(term, candidate, last) for voter in {*voters, candidate}]
        if votes.count(True) * 2 <= len(self.members):
            return None
        self.leaders.append(Leader(term, member.log, self.members))
        self.send(self.leaders[-1], candidate)
        return self.leaders[-1]

    def send(self, leader, number, length=None):
        """Send the log up to a length to a member, and its confirmation back."""
        length = len(leader.log) if length is None else length
        if self.members[number].append(leader.term, (0, 0), leader.log[:length]):
            leader.confirm(number, length)
        known = leader.log[: leader.committed]
        shorter, longer = sorted([known, self.committed], key=len)
        assert longer[: len(shorter)] == shorter, "a committed change was lost"
        self.committed = list(longer)

    def read(self, leader, reached=None):
        reached = set(self.members) if reached is None else reached
        return leader.read(lambda n: n in reached and self.members[n].append(leader.term, (0, 0), []))


def test_a_change_is_committed_when_a_majority_has_it_and_no_earlier():
    for size in (1, 2, 3, 4, 5, 7):
        leader = Leader(1, [], range(size))
        leader.log.append((1, "x"))
        for confirmed in range(1, size + 1):
            leader.confirm(confirmed - 1, 2)
            assert (leader.committed == 2) == (confirmed * 2 > size), (size, confirmed)


def test_the_majority_has_a_common_beginning_of_different_lengths():
    leader = Leader(1, [], "abcde")
    leader.log += [(1, "x"), (1, "y"), (1, "z")]
    for member, length in zip("abcd", (4, 1, 3, 2), strict=True):
        leader.confirm(member, length)
    assert leader.committed == 2


def test_a_late_answer_takes_nothing_back():
    leader = Leader(1, [], "abc")
    leader.log += [(1, "x")]
    leader.confirm("a", 2)
    leader.confirm("b", 2)
    leader.confirm("b", 1)
    assert leader.committed == 2 and leader.stored["b"] == 2


def test_the_drawing_of_the_page():
    """z=2 was on A alone: not acknowledged, and gone when A returns; y=7 survives the election."""
    group = Group(3)
    first = group.elect(0, {0, 1})
    first.log += [(first.term, "x=1"), (first.term, "y=7")]
    for number in range(3):
        group.send(first, number)
    first.log += [(first.term, "z=2")]
    group.send(first, 0)
    assert group.read(first) == ["x=1", "y=7"]
    second = group.elect(1, {1, 2})
    second.log += [(second.term, "z=9")]
    group.send(second, 1)
    group.send(second, 2)
    assert group.read(second) == ["x=1", "y=7", "z=9"]
    assert group.read(first) is None
    group.send(second, 0)
    assert [change for _, change in group.members[0].log] == [None, "x=1", "y=7", None, "z=9"]


def test_an_entry_of_an_earlier_term_does_not_count_however_many_have_it():
    """The case of figure 8, whose entry of term 2 is on a majority and is lost."""
    group = Group(5)
    log = [(1, "old"), (2, "left behind")]
    leader = Leader(4, log, group.members)
    for number in (0, 1, 2):
        leader.confirm(number, 2)
    assert leader.committed == 0
    for number in (0, 1, 2):
        leader.confirm(number, 3)
    assert leader.committed == 3  # and with it everything before
    assert leader.read(lambda member: True) == ["old", "left behind"]


def test_a_new_leader_does_not_answer_reads_before_it_knows_what_was_acknowledged():
    group = Group(3)
    first = group.elect(0, {0, 1})
    first.log += [(first.term, "x")]
    group.send(first, 0)
    group.send(first, 1)
    assert group.committed[-1] == (1, "x")
    second = group.elect(1, {1, 2})
    assert group.read(second) is None
    group.send(second, 2)
    assert group.read(second) == ["x"]


def test_a_leader_that_is_cut_off_or_replaced_does_not_answer_reads():
    group = Group(5)
    first = group.elect(0, range(5))
    for number in range(5):
        group.send(first, number)
    assert group.read(first, {0, 1}) is None
    assert group.read(first, {0, 1, 2}) == []
    assert group.elect(4, {2, 3, 4})
    assert group.read(first) is None


def test_of_an_even_number_half_is_no_majority():
    leader = Leader(1, [], "abcd")
    for member in "abc":
        leader.confirm(member, 1)
    assert leader.read(lambda member: member in "ab") is None
    assert leader.read(lambda member: member in "abc") == []


def test_the_position_of_a_read_is_taken_before_the_question():
    leader = Leader(1, [], "abc")
    leader.confirm("a", 1)
    leader.confirm("b", 1)
    leader.log += [(1, "later")]

    def follows(member):
        leader.confirm(member, 2)
        return True

    assert leader.read(follows) == []


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_no_committed_change_is_lost_and_no_read_misses_one(seed):
    rng = random.Random(seed)
    group = Group(rng.choice([3, 4, 5]))
    numbers, made = list(group.members), 0

    def read(leader, reached):
        found = group.read(leader, reached)
        assert found in (None, [change for _, change in group.committed if change is not None])
        return found

    for _ in range(400):
        some = {number for number in numbers if rng.random() < 0.6}
        leader = rng.choice(group.leaders[-3:]) if group.leaders else None
        what = rng.random()
        if leader is None or what < 0.05:
            group.elect(rng.choice(numbers), some)
        elif what < 0.2:
            made += 1
            leader.log.append((leader.term, made))
        elif what < 0.85:
            group.send(leader, rng.choice(numbers), rng.randint(1, len(leader.log)))
        else:
            read(leader, some)
    # Once all reach each other, the group goes on.
    leader = next(filter(None, (group.elect(number, numbers) for number in numbers * 40)))
    for number in numbers:
        group.send(leader, number)
    assert leader.committed == len(leader.log)
    assert read(leader, numbers) is not None
