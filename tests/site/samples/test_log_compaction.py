"""The log of the page keeps the last value of each key and its offsets, and a reader that is too late misses a deletion."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("log-compaction")


def filled(page, changes, **settings):
    log = page["Log"](**{"keep": 10, **settings})
    for at, (key, value) in enumerate(changes):
        log.append(key, value, at)
    return log


CHANGES = [("A", 1), ("B", 1), ("A", 2), ("C", 1), ("B", None), ("A", 3)]


def test_a_new_reader_gets_the_same_table_from_less(page):
    log = filled(page, CHANGES)
    before, after = {}, {}
    position = page["follow"](log, before)
    log.compact(now=6)
    assert page["follow"](log, after) == position == 6
    assert before == after == {"A": 3, "C": 1}
    assert list(log.read(0)) == [(3, "C", 1), (4, "B", None), (5, "A", 3)]


def test_offsets_stay_and_reading_goes_on_across_a_gap(page):
    log = filled(page, CHANGES)
    table = {}
    position = page["follow"](filled(page, CHANGES[:3]), table)
    log.compact(now=6)
    assert page["follow"](log, table, position) == 6 and table == {"A": 3, "C": 1}
    log.append("D", 1, 7)
    assert list(log.read(6)) == [(6, "D", 1)]


def test_a_deletion_is_shown_for_a_time_and_a_reader_that_is_later_keeps_the_row(page):
    in_time, too_late = {"A": 2, "B": 1, "C": 1}, {"A": 2, "B": 1, "C": 1}
    log = filled(page, CHANGES)
    log.compact(now=4 + 9)
    page["follow"](log, in_time, start=4)
    log.compact(now=4 + 10)
    page["follow"](log, too_late, start=4)
    assert in_time == {"A": 3, "C": 1} and too_late == {"A": 3, "B": 1, "C": 1}


def test_a_lag_keeps_the_last_good_value_for_a_while(page):
    log = filled(page, [("A", "good"), ("A", "bad"), ("B", 1)], lag=100)
    log.compact(now=50)
    assert [value for _offset, key, value in log.read(0) if key == "A"] == ["good", "bad"]
    log.compact(now=101)
    assert [value for _offset, key, value in log.read(0) if key == "A"] == ["bad"]


def test_a_new_value_does_not_overtake_an_old_one_before_the_lag_is_over(page):
    log = filled(page, [("A", "good")], lag=100)
    log.append("A", "bad", 1000)
    log.append("B", 1, 1000)
    log.compact(now=1099)
    assert [value for _offset, key, value in log.read(0) if key == "A"] == ["good", "bad"]
    log.compact(now=1100)
    assert [value for _offset, key, value in log.read(0) if key == "A"] == ["bad"]


def test_a_deletion_does_not_go_before_what_it_deletes_when_clocks_differ(page):
    log = page["Log"](keep=5, lag=5)
    log.append("A", 1, 10)
    log.append("A", None, 0)
    log.append("B", 1, 12)
    log.compact(now=12)
    table = {}
    page["follow"](log, table)
    assert table == {"B": 1}


def test_the_newest_message_stays_even_if_it_is_an_old_deletion(page):
    log = filled(page, [("A", 1), ("A", None)])
    log.compact(now=1000)
    assert list(log.read(0)) == [(1, "A", None)]
    log.append("B", 1, 1000)
    log.compact(now=1001)
    assert list(log.read(0)) == [(2, "B", 1)]


def test_a_message_without_a_key_is_refused(page):
    with pytest.raises(ValueError, match="needs keys"):
        page["Log"](keep=1).append(None, 1, 0)


def test_the_numbers_of_the_page():
    assert 5e6 * 1e3 == 5e9 and 5e6 * 20 * 1e3 == 100e9
    assert 10e9 / 50e6 == 200 and round(1.1e12 / 50e6 / 3600, 1) == 6.1
    assert round(134_217_728 * 0.9 / 24 / 1e6, 2) == 5.03
    half, segment = 5e9 / 3000 / 86_400, 2**30 / 3000 / 86_400
    assert (round(half, 1), round(segment, 1), round(half + segment)) == (19.3, 4.1, 23)
