"""The filter of the page never denies a key, and affirms others as often as the page says, planned and overfilled."""

from __future__ import annotations

import math

import pytest

from tests.site.samples import defined_in

BloomFilter = defined_in("bloom-filter")["BloomFilter"]


def keys(first, count):
    return (str(number).encode() for number in range(first, first + count))


def wrong_share(bloom, asked=4000):
    """The share of keys that were never added and are affirmed."""
    return len([key for key in keys(10_000_000, asked) if bloom.might_contain(key)]) / asked


@pytest.mark.parametrize(("expected", "wrong"), [(1, 0.01), (10, 0.5), (2000, 0.1), (2000, 0.001)])
def test_a_key_that_was_added_is_never_denied(expected, wrong):
    bloom = BloomFilter(expected, wrong)
    for key in keys(0, expected):
        bloom.add(key)
    assert all(bloom.might_contain(key) for key in keys(0, expected))


def test_an_empty_filter_affirms_nothing():
    assert wrong_share(BloomFilter(1000)) == 0


def test_at_the_planned_number_it_is_wrong_about_as_often_as_planned():
    bloom = BloomFilter(5000, 0.01)
    for key in keys(0, 5000):
        bloom.add(key)
    assert 0.004 < wrong_share(bloom) < 0.02


@pytest.mark.parametrize(("times", "wrong"), [(2, 0.16), (3, 0.44), (10, 0.995)])
def test_overfilled_it_degrades_as_the_page_says(times, wrong):
    bloom = BloomFilter(1000, 0.01)
    for key in keys(0, 1000 * times):
        bloom.add(key)
    assert wrong_share(bloom) == pytest.approx(wrong, abs=0.03)


@pytest.mark.parametrize(("wrong", "bits", "hashes"), [(0.1, 4.8, 3), (0.01, 9.6, 7), (0.001, 14.4, 10)])
def test_the_table_of_sizes_is_that_of_the_code(wrong, bits, hashes):
    bloom = BloomFilter(100_000, wrong)
    assert bloom.size / 100_000 == pytest.approx(bits, abs=0.05)
    assert bloom.hashes == hashes
    assert math.isclose(bloom.size / 100_000 * 1e9 / 8 / 1e9, bits / 8, abs_tol=0.01)


@pytest.mark.parametrize(("expected", "wrong", "most"), [(10, 0.01, 0.018), (10, 0.001, 0.005), (1, 0.01, 0.05)])
def test_a_small_filter_is_wrong_about_as_often_as_planned(expected, wrong, most):
    affirmed, asked = 0, 100
    for round_ in range(200):
        bloom = BloomFilter(expected, wrong)
        for key in keys(1000 * round_, expected):
            bloom.add(key)
        affirmed += wrong_share(bloom, asked) * asked
    assert affirmed / 200 / asked < most


@pytest.mark.parametrize("wrong", [0.75, 0.9])
def test_a_filter_that_may_often_be_wrong_still_says_no(wrong):
    bloom = BloomFilter(1000, wrong)
    assert not bloom.might_contain(b"a")
    bloom.add(b"a")
    assert bloom.might_contain(b"a")


def test_a_filter_for_no_keys_affirms_nothing():
    assert wrong_share(BloomFilter(0)) == 0


def test_two_filters_of_one_size_are_merged_by_or():
    one, other = BloomFilter(100), BloomFilter(100)
    one.add(b"a")
    other.add(b"b")
    one.bits = bytearray(mine | theirs for mine, theirs in zip(one.bits, other.bits, strict=True))
    assert one.might_contain(b"a") and one.might_contain(b"b")
