"""A read of the page repairs by column, copies deletions, and answers only what a quorum holds."""

from __future__ import annotations

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
