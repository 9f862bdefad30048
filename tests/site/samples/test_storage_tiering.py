"""Objects of the page's tiers are never lost or old, whatever a mover, writers, readers and a sweep do at a time."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def tiers():
    tiers = defined_in("storage-tiering")["Tiers"]()
    tiers.write("photo", b"first")
    return tiers


def copies(tiers):
    return {place: sorted(version for _, version in store) for place, store in tiers.stores.items()}


def test_a_moved_object_is_read_from_the_cold_store_and_its_hot_copy_goes_later(tiers):
    assert tiers.move("photo")
    assert tiers.index["photo"] == ("cold", 1)
    assert tiers.read("photo") == b"first"
    tiers.sweep()
    assert copies(tiers) == {"hot": [1], "cold": [1]}, "a reader on its way to the old place finds nothing"
    tiers.sweep()
    assert copies(tiers) == {"hot": [], "cold": [1]}
    assert tiers.read("photo") == b"first"
    assert not tiers.move("photo")


def test_a_writer_that_is_faster_than_the_mover_wins(tiers):
    checksum = tiers._checksum
    tiers._checksum = lambda *which: (
        tiers.index["photo"][1] == 1 and tiers.write("photo", b"second"),
        checksum(*which),
    )[1]
    assert not tiers.move("photo")
    assert tiers.read("photo") == b"second"
    tiers.sweep()
    tiers.sweep()
    assert copies(tiers) == {"hot": [2], "cold": []}
    assert tiers.read("photo") == b"second"


def test_after_a_crash_before_the_index_changed_the_move_can_be_repeated(tiers):
    def crash(*_, **__):
        raise SystemExit

    swap, tiers._swap = tiers._swap, crash
    with pytest.raises(SystemExit):
        tiers.move("photo")
    tiers.sweep()
    assert tiers.read("photo") == b"first"
    tiers._swap = swap
    assert tiers.move("photo")
    tiers.sweep()
    tiers.sweep()
    assert tiers.read("photo") == b"first"


def test_a_move_that_is_repeated_after_a_crash_survives_a_sweep_in_between(tiers):
    def crash(*_, **__):
        raise SystemExit

    swap, tiers._swap = tiers._swap, crash
    with pytest.raises(SystemExit):
        tiers.move("photo")
    tiers.sweep()  # sees the copy that the crash left
    tiers._swap = lambda *which, **places: (tiers.sweep(), swap(*which, **places))[1]
    assert tiers.move("photo")
    assert tiers.read("photo") == b"first"


def test_two_writers_at_a_time_write_two_copies(tiers):
    class Hot(dict):
        def __setitem__(self, name, data):
            if data == b"slow":
                tiers.write("photo", b"quick")  # begins and ends in between
            super().__setitem__(name, data)

    tiers.stores["hot"] = Hot(tiers.stores["hot"])
    tiers.write("photo", b"slow")
    assert copies(tiers)["hot"] == [1, 2, 3], "a mover could take the copy of one for that of the other"
    assert tiers.read("photo") == b"slow"


def test_no_version_is_used_again_after_a_deletion(tiers):
    tiers.move("photo")
    del tiers.index["photo"]
    tiers.write("photo", b"second")
    assert tiers.index["photo"] == ("hot", 2)
    assert copies(tiers) == {"hot": [1, 2], "cold": [1]}


def test_a_copy_that_differs_is_not_named(tiers):
    class Broken(dict):
        def __setitem__(self, key, value):
            super().__setitem__(key, value[:-1])

    tiers.stores["cold"] = Broken()
    with pytest.raises(OSError, match="differs"):
        tiers.move("photo")
    assert tiers.read("photo") == b"first"


def test_a_copy_that_a_move_is_making_survives_a_sweep_in_between(tiers):
    checksum = tiers._checksum
    tiers._checksum = lambda *which: (tiers.sweep() if not tiers.unnamed else None, checksum(*which))[1]
    assert tiers.move("photo")
    assert tiers.read("photo") == b"first"


def test_a_deleted_object_leaves_every_store(tiers):
    tiers.move("photo")
    del tiers.index["photo"]
    tiers.sweep()
    tiers.sweep()
    assert copies(tiers) == {"hot": [], "cold": []}


def test_an_update_of_a_cold_object_goes_to_the_hot_store(tiers):
    tiers.move("photo")
    tiers.write("photo", b"second")
    assert tiers.index["photo"] == ("hot", 2)
    assert tiers.read("photo") == b"second"
