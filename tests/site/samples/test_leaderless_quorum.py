"""Quorums of the page survive one replica, never read an older value after a newer one, and admit a half-done write."""

from __future__ import annotations

from itertools import product

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def names():
    return defined_in("leaderless-quorum")


@pytest.fixture
def cart(names):
    replicas = [names["Replica"]() for _ in range(3)]
    return names["Quorum"](replicas, read=2, write=2), replicas


def test_a_write_and_a_read_survive_the_loss_of_different_replicas(cart):
    quorum, replicas = cart
    replicas[2].up = False
    quorum.write("cart", (17, "a"), "3 items")
    replicas[2].up, replicas[0].up = True, False
    assert quorum.read("cart") == "3 items"
    assert replicas[2].rows["cart"] == ((17, "a"), "3 items")  # repaired by the read


def test_too_few_replicas_are_an_error_and_not_an_old_answer(names, cart):
    quorum, replicas = cart
    quorum.write("cart", (1, "a"), "1 item")
    replicas[0].up = replicas[1].up = False
    with pytest.raises(names["Unavailable"]):
        quorum.read("cart")
    with pytest.raises(names["Unavailable"]):
        quorum.write("cart", (2, "a"), "2 items")


def test_a_write_that_failed_may_appear_later_and_then_stays(names, cart):
    quorum, replicas = cart
    quorum.write("cart", (1, "a"), "1 item")
    replicas[1].up = replicas[2].up = False
    with pytest.raises(names["Unavailable"]):
        quorum.write("cart", (2, "a"), "2 items")
    replicas[1].up = True
    assert quorum.read("cart") == "2 items"
    replicas[0].up, replicas[2].up = False, True  # the only replica that had it before the read is gone
    assert quorum.read("cart") == "2 items"


def test_a_late_write_does_not_replace_a_newer_one(cart):
    quorum, _replicas = cart
    quorum.write("cart", (18, "b"), "newer")
    quorum.write("cart", (17, "a"), "older, and late")
    assert quorum.read("cart") == "newer"


@pytest.mark.parametrize(("count", "read", "write"), [(3, 1, 2), (3, 3, 1), (4, 2, 2)])
def test_quorums_that_do_not_overlap_are_refused(names, count, read, write):
    with pytest.raises(ValueError, match="in common"):
        names["Quorum"]([names["Replica"]() for _ in range(count)], read=read, write=write)


def test_readers_never_go_back_whichever_replicas_are_up(names):
    states = [state for state in product([True, False], repeat=3) if sum(state) >= 1]
    for at_write, first, second in product(states, repeat=3):
        replicas = [names["Replica"]() for _ in range(3)]
        quorum = names["Quorum"](replicas, read=2, write=2)
        quorum.write("key", (1, "a"), 1)
        seen = []
        for state in (at_write, first, second):
            for replica, up in zip(replicas, state, strict=True):
                replica.up = up
            try:
                seen.append(quorum.read("key") if seen or state is not at_write else quorum.write("key", (2, "a"), 2))
            except names["Unavailable"]:
                continue
        read = [value for value in seen if value is not None]
        assert read == sorted(read)


@pytest.mark.parametrize(("read", "write"), [(4, 2), (2, 4), (0, 4)])
def test_more_answers_than_replicas_are_refused(names, read, write):
    with pytest.raises(ValueError, match="more answers"):
        names["Quorum"]([names["Replica"]() for _ in range(3)], read=read, write=write)


def test_a_smaller_read_quorum_makes_no_read_more_available(names):
    replicas = [names["Replica"]() for _ in range(3)]
    quorum = names["Quorum"](replicas, read=1, write=3)
    quorum.write("key", (1, "a"), 1)
    assert quorum.read("key") == 1
    replicas[0].up = False
    with pytest.raises(names["Unavailable"]):
        quorum.read("key")
