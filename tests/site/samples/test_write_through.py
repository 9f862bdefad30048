"""The cache of the page and its store agree after writers that overlap and after writes that fail."""

from __future__ import annotations

import threading
import time

import pytest

from tests.site.samples import defined_in


class Store:
    """Rows that take a moment to write, and can time out before or after the change."""

    def __init__(self, **rows):
        self.rows, self.reads, self.fails, self.default = rows, 0, None, lambda value: value

    def read(self, key):
        self.reads += 1
        return self.rows.get(key)

    def write(self, key, value):
        time.sleep(0.001)
        if self.fails == "before":
            raise TimeoutError
        self.rows[key] = self.default(value)
        if self.fails == "after":
            raise TimeoutError
        return self.rows[key]


@pytest.fixture
def cached():
    store = Store(a=1)
    return defined_in("write-through")["WriteThrough"](store), store


def test_what_was_written_is_read_without_a_query(cached):
    cache, store = cached
    cache.write("a", 2)
    assert (cache.read("a"), store.rows["a"], store.reads) == (2, 2, 0)


@pytest.mark.parametrize(("fails", "then"), [("before", 1), ("after", 2)])
def test_after_a_write_with_unknown_outcome_the_store_is_asked(cached, fails, then):
    cache, store = cached
    cache.read("a")
    store.fails = fails
    with pytest.raises(TimeoutError):
        cache.write("a", 2)
    assert cache.read("a") == then == store.rows["a"]


def test_what_the_store_made_of_a_value_is_kept(cached):
    cache, store = cached
    store.default = lambda value: round(value, 2)
    cache.write("a", 1.239)
    assert cache.read("a") == store.rows["a"] == 1.24
    assert cache.change("a", lambda value: value / 3) == cache.read("a") == store.rows["a"] == 0.41


def test_writers_that_overlap_leave_the_same_value_in_both(cached):
    cache, store = cached
    writers = [threading.Thread(target=cache.write, args=("a", number)) for number in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert cache.read("a") == store.rows["a"]


def test_no_change_is_lost(cached):
    cache, store = cached
    workers = [threading.Thread(target=cache.change, args=("a", lambda value: value + 1)) for _ in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert cache.read("a") == store.rows["a"] == 21
    store.fails = "before"
    with pytest.raises(TimeoutError):
        cache.change("a", lambda value: value + 1)
    assert cache.read("a") == 21


def test_what_a_function_leaves_that_fails_halfway_is_not_kept(cached):
    cache, store = cached
    cache.write("a", ["stored"])
    store.rows["a"] = ["stored"]  # a store returns copies

    def fails(value):
        value.append("half")
        raise ValueError("half done")

    with pytest.raises(ValueError, match="half done"):
        cache.change("a", fails)
    assert cache.read("a") == ["stored"]


def test_many_readers_of_a_missing_key_cause_one_query(cached):
    cache, store = cached
    readers = [threading.Thread(target=cache.read, args=("a",)) for _ in range(20)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert store.reads == 1
