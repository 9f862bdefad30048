"""The protocol of the page chooses one value, whatever is lost between the two phases."""

from __future__ import annotations

from itertools import product

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("paxos")


class Link:
    """An acceptor behind a network that loses requests or answers of one phase."""

    def __init__(self, acceptor, lost):
        self.acceptor, self.lost = acceptor, lost

    def prepare(self, ballot):
        if "prepare" in self.lost:
            return None
        answer = self.acceptor.prepare(ballot)
        return None if "promise" in self.lost else answer

    def accept(self, ballot, value):
        if "accept" in self.lost:
            return False
        answer = self.acceptor.accept(ballot, value)
        return answer and "accepted" not in self.lost


def test_a_proposer_without_interference_gets_its_value(page):
    acceptors = [page["Acceptor"]() for _ in range(3)]
    assert page["propose"](acceptors, (1, "a"), "anna") == "anna"


def test_what_was_chosen_with_lost_answers_is_found_and_repeated(page):
    acceptors = [page["Acceptor"]() for _ in range(5)]
    links = [Link(a, {"accept"} if i > 2 else {"accepted"} if i == 2 else set()) for i, a in enumerate(acceptors)]
    assert page["propose"](links, (1, "frankfurt"), 17) is None
    assert page["propose"](acceptors[::-1], (2, "dublin"), 18) == 17


def test_a_late_accept_of_a_lower_ballot_is_refused(page):
    acceptors = [page["Acceptor"]() for _ in range(3)]
    assert all(a.prepare((1, "a")) for a in acceptors)
    assert page["propose"](acceptors, (1, "b"), "second") == "second"
    assert not any(a.accept((1, "a"), "first") for a in acceptors)
    assert page["propose"](acceptors, (3, "a"), "first") == "second"


def test_a_repeated_prepare_gives_no_second_promise(page):
    acceptor = page["Acceptor"]()
    assert acceptor.prepare((1, "a")) is not None
    assert acceptor.prepare((1, "a")) is None
    assert acceptor.accept((1, "a"), "x") and acceptor.accept((1, "a"), "x")


def test_no_two_proposers_learn_different_values_whatever_each_phase_loses(page):
    faults = [set(), {"prepare"}, {"promise"}, {"accept"}, {"accepted"}]
    for first, second in product(product(faults, repeat=3), repeat=2):
        acceptors = [page["Acceptor"]() for _ in range(3)]
        learned = {
            page["propose"]([Link(a, f) for a, f in zip(acceptors, first, strict=True)], (1, "a"), "A"),
            page["propose"]([Link(a, f) for a, f in zip(acceptors, second, strict=True)], (2, "b"), "B"),
            page["propose"](acceptors, (3, "c"), "C"),
        }
        assert len(learned - {None}) == 1


def test_a_value_that_looks_like_none_accepted_is_refused_before_any_promise(page):
    acceptors = [page["Acceptor"]() for _ in range(3)]
    with pytest.raises(ValueError, match="None"):
        page["propose"](acceptors, (5, "a"), None)
    assert page["propose"](acceptors, (1, "b"), 0) == 0
    assert page["propose"](acceptors, (2, "c"), "other") == 0
