"""A read of the page repairs by column, copies deletions, and answers only what a quorum holds."""

from __future__ import annotations

import math

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("read-repair")


class Replica:
    """A replica that keeps what is newer, and can be down for reads or for writes."""

    def __init__(self, columns=None):
        self.columns, self.up, self.writable, self.puts = dict(columns or {}), True, True, 0

    def get(self, _key):
        if not self.up:
            raise ConnectionError
        return dict(self.columns)

    def put(self, _key, columns):
        if not (self.up and self.writable):
            raise ConnectionError
        self.puts += 1
        self.columns = NAMES["merge"]([self.columns, columns])


def read(*replicas, quorum=2):
    return NAMES["read"](replicas, "profile", quorum)


def test_replicas_that_agree_are_not_written():
    one, other = Replica({"name": (1, "old")}), Replica({"name": (1, "old")})
    assert read(one, other) == {"name": "old"}
    assert one.puts == other.puts == 0


def test_each_column_is_repaired_with_its_own_newest_value():
    one, other = Replica({"name": (17, "new"), "mail": (3, "x")}), Replica({"name": (12, "old"), "mail": (9, "y")})
    assert read(one, other) == {"name": "new", "mail": "y"}
    assert one.columns == other.columns == {"name": (17, "new"), "mail": (9, "y")}


def test_a_deletion_is_copied_and_an_absent_column_does_not_delete():
    deleted, stale, empty = Replica({"name": (20, NAMES["DELETED"])}), Replica({"name": (12, "old")}), Replica()
    assert read(deleted, stale) == {}
    assert stale.columns["name"] == (20, NAMES["DELETED"])
    assert read(empty, Replica({"name": (12, "old")})) == {"name": "old"}


def test_nothing_is_returned_that_a_later_reader_might_not_find():
    new, full_disk, other = Replica({"name": (17, "new")}), Replica({"name": (12, "old")}), Replica()
    full_disk.writable, other.up = False, False
    with pytest.raises(TimeoutError):
        read(new, full_disk, other)
    full_disk.writable = True
    assert read(new, full_disk, other) == {"name": "new"}
    new.up, other.up = False, True
    assert read(new, full_disk, other) == {"name": "new"}


def test_too_few_replicas_are_an_error():
    gone = Replica()
    gone.up = False
    with pytest.raises(TimeoutError):
        read(Replica({"name": (1, "old")}), gone)


@pytest.mark.parametrize("values", [("a", "b"), ("a", NAMES["DELETED"]), (1, "1"), (None, 0)])
def test_equal_stamps_have_the_same_winner_whoever_answers_first(values):
    answers = []
    for first, second in (values, values[::-1]):
        one, other = Replica({"name": (5, first)}), Replica({"name": (5, second)})
        answers.append(read(one, other))
        assert one.columns == other.columns
    assert answers[0] == answers[1]


def test_a_deletion_wins_with_an_equal_stamp():
    assert read(Replica({"name": (5, "x")}), Replica({"name": (5, NAMES["DELETED"])})) == {}


def test_the_numbers_of_the_page():
    assert round(500 * 2 / 3) == 333 and 20 * 40 == 800
    assert 2_000_000 / (3000 * 2 / 3) == 1000
    assert round(100 * (1 - math.exp(-1))) == 63 and round(100 * (1 - math.exp(-3))) == 95
    each_second = 20 * 0.005 * 3000 / 2_000_000
    assert each_second == pytest.approx(0.00015) and round(1 / each_second / 3600) == 2
