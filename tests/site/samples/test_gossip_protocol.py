"""Rumours of the page reach all nodes, and a node that is alive can refute that it is not."""

from __future__ import annotations

import itertools

import pytest

from tests.site.samples import defined_in

names = defined_in("gossip-protocol")
Member, rounds_until_all_know = names["Member"], names["rounds_until_all_know"]


def rounds(nodes, partners):
    counted = [rounds_until_all_know(nodes, partners, seed) for seed in range(12)]
    return sum(counted) / len(counted)


def test_more_partners_need_fewer_rounds_and_ten_times_the_nodes_only_a_few_more():
    assert rounds(100, 3) < rounds(100, 1) - 2
    assert 3 <= rounds(500, 1) - rounds(50, 1) <= 9
    assert rounds(1, 1) == 0


def test_the_rounds_are_those_that_are_known_for_one_partner():
    """About log2 n + ln n: 13.9 for 300 nodes."""
    assert 12 <= rounds(300, 1) <= 16


NEWS = [{"b": (1, "suspect")}, {"b": (2, "alive")}, {"b": (1, "alive")}, {"b": (1, "dead")}]


@pytest.mark.parametrize("order", list(itertools.permutations(NEWS)))
def test_the_order_of_news_and_their_repetition_change_nothing(order):
    member = Member("a")
    for news in (*order, *order):
        member.hear(news)
    assert member.known == {"a": (1, "alive"), "b": (2, "alive")}


def test_a_node_that_is_suspected_objects_with_a_higher_number():
    a, b = Member("a"), Member("b")
    a.hear(b.known)
    a.suspect("b")
    assert a.known["b"] == (1, "suspect")
    b.hear(a.known)
    a.hear(b.known)
    assert a.known["b"] == b.known["b"] == (2, "alive")


def test_others_do_not_raise_a_number():
    a = Member("a")
    a.hear({"b": (3, "alive")})
    a.hear({"b": (3, "dead")})
    assert a.known["b"] == (3, "dead")
    a.hear({"b": (3, "alive")})
    assert a.known["b"] == (3, "dead")


def test_a_node_that_forgot_its_number_takes_a_higher_one_than_its_old_self():
    a, restarted = Member("a"), Member("b")
    a.hear({"b": (7, "alive")})
    restarted.hear(a.known)
    a.hear(restarted.known)
    assert a.known["b"] == (8, "alive")
