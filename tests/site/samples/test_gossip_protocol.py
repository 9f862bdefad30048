"""Rumours of the page reach all nodes, and a node that is alive can refute that it is not."""

from __future__ import annotations

import itertools
import math

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


def test_the_numbers_of_the_page():
    for nodes, about in ((1_000, 16.9), (10_000, 22.5)):
        assert round(math.log2(nodes) + math.log(nodes), 1) == about
    first = 1 - (1 - 1 / 999) ** 999
    assert round(100 * first) == 63 and round(1 / first, 1) == 1.6
    assert 4 * math.log10(1000) == 12
    times = 4 * math.ceil(math.log10(1001))
    sent = (3 / 0.2 + 2) * 1400
    assert times == 16 and sent == 23_800
    assert round(sent / (times * 100), 1) == 14.9 and round(1000 / 60, 1) == 16.7
    interval = 30 * (math.ceil(math.log2(1000) - math.log2(32)) + 1)
    whole = 2 * 1000 * 100 / interval
    assert interval == 180 and round(whole / 1000, 1) == 1.1
    assert round((sent + whole) / 1000) == 25 and round((sent + whole) * 86_400 / 1e9, 1) == 2.2
