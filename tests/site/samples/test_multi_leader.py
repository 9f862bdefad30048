"""Two sites of the page end with the same values in every order of delivery, and report each conflict."""

from __future__ import annotations

import random
from math import exp

import pytest

from tests.site.samples import PATTERNS, defined_in


@pytest.fixture
def sites():
    site = defined_in("multi-leader")["Site"]
    return site("F"), site("S")


def values(site):
    return {field: value for field, (value, _stamp) in site.fields.items()}


def test_writes_that_have_seen_each_other_are_no_conflict(sites):
    one, other = sites
    other.receive(one.write("dose", 20))
    one.receive(other.write("dose", 10))
    assert values(one) == values(other) == {"dose": 10}
    assert not one.conflicts and not other.conflicts


def test_concurrent_writes_end_alike_at_both_and_are_reported_at_both(sites):
    one, other = sites
    first, second = one.write("dose", 20), other.write("dose", 10)
    one.receive(second)
    other.receive(first)
    assert values(one) == values(other) == {"dose": 10}
    assert one.conflicts == other.conflicts == [("dose", 20, 10)]


def test_a_repeat_is_neither_applied_nor_a_conflict(sites):
    one, other = sites
    old, new = one.write("dose", 20), one.write("dose", 30)
    for change in (old, new, old, new):
        other.receive(change)
    assert values(other) == {"dose": 30} and not other.conflicts


def test_different_fields_do_not_conflict(sites):
    one, other = sites
    first, second = one.write("dose", 20), other.write("phone", "1")
    one.receive(second)
    other.receive(first)
    assert values(one) == values(other) == {"dose": 20, "phone": "1"}
    assert not one.conflicts


def test_a_write_after_a_conflict_replaces_both(sites):
    one, other = sites
    first, second = one.write("dose", 20), other.write("dose", 10)
    one.receive(second)
    other.receive(first)
    other.receive(one.write("dose", 15))
    assert values(one) == values(other) == {"dose": 15}


@pytest.mark.parametrize("seed", range(20))
def test_sites_converge_whatever_the_delays(sites, seed):
    chance = random.Random(seed)
    on_the_way = {site.name: [] for site in sites}
    for _ in range(200):
        site, peer = chance.sample(sites, 2)
        if chance.random() < 0.5:
            on_the_way[peer.name].append(site.write(chance.choice("ab"), chance.random()))
        elif on_the_way[site.name]:
            site.receive(on_the_way[site.name].pop(0))
    for site in sites:
        for change in on_the_way[site.name]:
            site.receive(change)
    assert values(sites[0]) == values(sites[1])
    assert sites[0].conflicts and sites[1].conflicts


def test_an_hour_without_the_link_meets_in_as_many_records_as_the_page_says():
    page = (PATTERNS / "multi-leader.md").read_text(encoding="utf-8")
    favourite, other = 36_000 / 10_000, 36_000 / 990_000
    assert f"{72_000**2 / 1_000_000:,.0f} pairs" in page
    assert f"{round(10_000 * favourite**2 + 990_000 * other**2, -3):,.0f} pairs with favourites" in page
    assert f"= {1_000_000 * (1 - exp(-0.072)) ** 2:,.0f} records" in page
    both = 10_000 * (1 - exp(-favourite)) ** 2 + 990_000 * (1 - exp(-other)) ** 2
    assert f"in {round(both, -2):,.0f} with favourites" in page
