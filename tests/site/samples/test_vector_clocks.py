"""The comparison of the page is exact: before, after, equal, concurrent, also where entries are missing or zero."""

from __future__ import annotations

from itertools import product

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def compare():
    return defined_in("vector-clocks")["compare"]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ({"x": 2, "y": 1}, {"x": 1, "y": 1}, "after"),
        ({"x": 1, "y": 1}, {"x": 2, "y": 1}, "before"),
        ({"x": 2}, {"x": 1, "y": 1}, "concurrent"),
        ({"x": 1}, {"x": 1, "y": 1}, "before"),
        ({"x": 1, "y": 0}, {"x": 1}, "equal"),
        ({}, {}, "equal"),
        ({}, {"x": 1}, "before"),
    ],
)
def test_two_clocks_relate_as_their_events_do(compare, a, b, relation):
    assert compare(a, b) == relation


def test_exchanging_the_two_exchanges_before_and_after(compare):
    opposite = {"before": "after", "after": "before", "equal": "equal", "concurrent": "concurrent"}
    clocks = [dict(zip("xyz", counts, strict=True)) for counts in product(range(3), repeat=3)]
    for a, b in product(clocks, repeat=2):
        assert compare(a, b) == opposite[compare(b, a)]
        assert (compare(a, b) == "equal") == (a == b)


def test_the_example_of_the_page_is_ordered_and_its_third_process_was_concurrent_before(compare):
    assert compare({"x": 1}, {"x": 1, "y": 1}) == "before"
    assert compare({"x": 1, "y": 2}, {"z": 1}) == "concurrent"
    assert compare({"z": 1}, {"x": 1, "y": 2, "z": 2}) == "before"


def test_an_entry_that_is_cut_off_makes_a_descendant_look_concurrent(compare):
    """Twelve writers and a limit of ten, as the page computes it."""
    older = {f"w{n}": 1 for n in range(10)}
    newer = older | {"w10": 1, "w11": 1}
    assert compare(older, newer) == "before"
    cut = {name: newer[name] for name in list(newer)[2:]}
    assert len(cut) == 10 and compare(older, cut) == "concurrent"


def test_the_numbers_of_the_page():
    assert 10 * 16 == 160 and 50_000 * 16 == 800_000
    assert round(3600 * 2000 / 1e6) == 7
