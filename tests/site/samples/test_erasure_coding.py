"""Any k fragments of the page give the data back, fewer are an error, and a wrong fragment counts as missing."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("erasure-coding")
DATA = random.Random(1).randbytes(101)  # no multiple of k


def put(data, k, m):
    """Encode data, and return its fragments and a function that decodes those that it is given."""
    fragments, checks = NAMES["encode"](data, k, m)
    return fragments, lambda left: NAMES["decode"](left, checks, k, len(data))


@pytest.mark.parametrize(("k", "m"), [(3, 2), (4, 2), (1, 2)])
def test_any_k_fragments_are_enough_and_fewer_are_not(k, m):
    fragments, decode = put(DATA, k, m)
    for places in combinations(range(k + m), k):
        assert decode({place: fragments[place] for place in places}) == DATA
    with pytest.raises(OSError, match="are left"):
        decode({place: fragments[place] for place in range(k - 1)})


def test_ten_and_four_survive_any_four_losses():
    fragments, decode = put(DATA, 10, 4)
    assert sum(len(fragment) for fragment in fragments.values()) == 14 * 11
    for lost in [(0, 1, 2, 3), (10, 11, 12, 13), (0, 5, 9, 12), (3, 4, 10, 13)]:
        assert decode({place: fragment for place, fragment in fragments.items() if place not in lost}) == DATA


def test_the_first_fragments_are_the_data_itself():
    fragments, _decode = put(DATA, 4, 2)
    assert b"".join(fragments[place] for place in range(4))[: len(DATA)] == DATA


def test_a_fragment_that_has_changed_counts_as_missing():
    fragments, decode = put(DATA, 3, 1)
    fragments[1] = bytes([fragments[1][0] ^ 1]) + fragments[1][1:]
    assert decode(fragments) == DATA
    del fragments[3]
    with pytest.raises(OSError, match="2 of 3"):
        decode(fragments)


def test_fragments_of_an_older_version_count_as_missing():
    old, _decode = put(DATA[::-1], 3, 2)
    fragments, decode = put(DATA, 3, 2)
    assert decode(fragments | {0: old[0], 4: old[4]}) == DATA
    with pytest.raises(OSError, match="2 of 3"):
        decode(old | {0: fragments[0], 4: fragments[4]})


def test_fragments_that_have_changed_places_count_as_missing():
    fragments, decode = put(DATA, 3, 2)
    fragments[0], fragments[1] = fragments[1], fragments[0]
    assert decode(fragments) == DATA


def test_a_fragment_at_a_place_that_does_not_exist_counts_as_missing():
    fragments, decode = put(DATA, 2, 1)
    with pytest.raises(OSError, match="1 of 2"):
        decode({0: fragments[0], 99: fragments[1]})


def test_a_lost_fragment_is_rebuilt_from_others():
    fragments, _decode = put(DATA, 4, 3)
    for lost, content in fragments.items():
        sources = {place: fragment for place, fragment in fragments.items() if place != lost}
        chosen = dict(list(sources.items())[-4:])
        assert NAMES["at"](lost, chosen) == content


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0\0\0\0"])
def test_empty_data_and_zeros_come_back(data):
    fragments, decode = put(data, 2, 1)
    del fragments[0]
    assert decode(fragments) == data
