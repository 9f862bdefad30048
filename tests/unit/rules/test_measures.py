"""What results in words measure."""

from __future__ import annotations

import pytest

from sphinx_excellence.rules.quantities import Measured


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("450 ms", {"time"}), ("4.5 seconds", {"time"}), ("2 weeks", {"time"}), ("40 %", {"share"}), ("12 GB", {"size"}),
        ("$1.2M", {"money"}), ("1.2 million dollars", {"money"}), ("EUR 300", {"money"}), ("900 rps", {"rate"}),
        ("10 a day", {"rate"}), ("1000 requests/s", {"rate"}), ("3 deployments per week", {"rate"}),
        ("every 5 minutes", {"rate"}), ("each 2 h", {"rate"}), ("Every 5 minutes", {"rate"}),
        ("12 large VMs", set()), ("3", set()), ("5 million", set()), ("2 thousand per day", {"rate"}), ("", set()), ("  ", set()),
        ("5 s at 40 %", {"time", "share"}), ("p99 of 5", set()), ("5 pages a book", set()),
        ("450  ms", {"time"}), ("450 p99 ms", {"time"}), ("5 k million", set()), ("5 k million dollars", set()), ("5 calls / s", {"rate"}),
    ],
)  # fmt: skip
def test_a_quantity_is_told_where_the_words_leave_no_doubt(text, quantities):
    assert Measured.of(text).quantities == quantities


@pytest.mark.parametrize(
    ("text", "percentiles", "main"),
    [
        ("450 ms p99", {"99"}, {"99"}),
        ("P99.9", {"99.9"}, {"99.9"}),
        ("450 ms (p99)", {"99"}, {"99"}),
        ("5 s, 99th percentile", {"99"}, {"99"}),
        ("median 5 s", {"50"}, {"50"}),
        # A remark with a measure of its own says nothing of the result.
        ("450 ms p50 (900 ms p99)", {"50", "99"}, {"50"}),
        ("450 ms; 900 ms at p99", {"99"}, set()),
        ("; 450 ms p99", {"99"}, {"99"}),
        (" ; 450 ms p99", {"99"}, {"99"}),
        ("(p95); 450 ms p99", {"95", "99"}, {"95"}),
        ("", set(), set()),
        ("  ", set(), set()),
        ("p1000 of a car", set(), set()),
    ],
)  # fmt: skip
def test_percentiles_of_a_result_are_told_apart_from_those_of_remarks(text, percentiles, main):
    read = Measured.of(text)
    assert (read.percentiles, read.main) == (percentiles, main)


@pytest.mark.parametrize(
    ("text", "average"),
    [("average 20 min", True), ("avg. 3 s", True), ("mean: 3", True), ("meaning 3", False), ("", False)],
)
def test_an_average_says_that_it_is_one(text, average):
    assert Measured.of(text).average is average


@pytest.mark.parametrize(
    ("before", "after", "other"),
    [
        ("40 hours", "12 GB", True), ("$5", "3 %", True), ("40 hours", "3 s", False), ("2 weeks", "10 a day", False),
        ("10 a day", "2 weeks", False), ("40 hours", "12 VMs", False), ("3", "12 GB", False), ("5 s at 40 %", "30 %", False),
        ("10 a day", "5 GB", True), ("5 GB", "2 weeks", True),
    ],
)  # fmt: skip
def test_results_of_different_quantities_cannot_be_compared(before, after, other):
    assert Measured.of(before).is_of_another_quantity(Measured.of(after)) is other
