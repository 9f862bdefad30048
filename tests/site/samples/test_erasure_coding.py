"""Any k fragments of the page give the data back, fewer are an error, and a wrong fragment counts as missing."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("erasure-coding")
DATA = bytes(random.Random(1).randrange(256) for _ in range(101))  # no multiple of k, and zeros at unknown places


@pytest.mark.parametrize(("k", "m"), [(3, 2), (4, 2), (1, 2)])
def test_any_k_fragments_are_enough_and_fewer_are_not(k, m):
    fragments = NAMES["encode"](DATA, k, m)
    for places in combinations(range(k + m), k):
        assert NAMES["decode"]({place: fragments[place] for place in places}, k, len(DATA)) == DATA
    with pytest.raises(OSError, match="are left"):
        NAMES["decode"]({place: fragments[place] for place in range(k - 1)}, k, len(DATA))


def test_ten_and_four_survive_any_four_losses():
    fragments = NAMES["encode"](DATA, 10, 4)
    assert sum(len(fragment) for _check, fragment in fragments.values()) == 14 * 11
    for lost in [(0, 1, 2, 3), (10, 11, 12, 13), (0, 5, 9, 12), (3, 4, 10, 13)]:
        left = {place: fragment for place, fragment in fragments.items() if place not in lost}
        assert NAMES["decode"](left, 10, len(DATA)) == DATA


def test_the_first_fragments_are_the_data_itself():
    fragments = NAMES["encode"](DATA, 4, 2)
    assert b"".join(fragments[place][1] for place in range(4))[: len(DATA)] == DATA


def test_a_fragment_that_has_changed_counts_as_missing():
    fragments = NAMES["encode"](DATA, 3, 1)
    check, fragment = fragments[1]
    fragments[1] = (check, bytes([fragment[0] ^ 1]) + fragment[1:])
    assert NAMES["decode"](fragments, 3, len(DATA)) == DATA
    del fragments[3]
    with pytest.raises(OSError, match="2 of 3"):
        NAMES["decode"](fragments, 3, len(DATA))


def test_a_lost_fragment_is_rebuilt_from_others():
    fragments = {place: fragment for place, (_check, fragment) in NAMES["encode"](DATA, 4, 3).items()}
    for lost, content in fragments.items():
        sources = {place: fragment for place, fragment in fragments.items() if place != lost}
        chosen = dict(list(sources.items())[-4:])
        assert NAMES["at"](lost, chosen) == content


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0\0\0\0"])
def test_empty_data_and_zeros_come_back(data):
    fragments = NAMES["encode"](data, 2, 1)
    del fragments[0]
    assert NAMES["decode"](fragments, 2, len(data)) == data
