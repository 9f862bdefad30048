"""The buffer of the page merges, stores in time, and never replaces a newer value with an older one."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


class Store:
    """Rows, the batches that wrote them, and what happens while a batch is being written."""

    def __init__(self):
        self.rows, self.batches, self.during, self.fails = {}, [], lambda: None, False

    def read(self, key):
        return self.rows.get(key)

    def write_many(self, rows):
        self.during()
        if self.fails:
            raise TimeoutError
        self.batches.append(dict(rows))
        self.rows.update(rows)


@pytest.fixture
def buffered():
    now, store = [0.0], Store()
    buffer = defined_in("write-behind")["WriteBehind"](store, lambda: now[0], delay=60.0, batch=2, limit=3)
    return buffer, store, now


def test_six_reports_become_one_row_sixty_seconds_after_the_first(buffered):
    buffer, store, now = buffered
    for second in range(0, 60, 10):
        now[0] = float(second)
        buffer.write("ada", second)
        assert buffer.flush() == 0
    assert buffer.read("ada") == 50 and store.rows == {}
    now[0] = 60.0
    assert buffer.flush() == 1
    assert store.batches == [{"ada": 50}]
    assert buffer.flush() == 0


def test_what_is_due_is_stored_in_batches_oldest_first(buffered):
    buffer, store, now = buffered
    for key in "abc":
        buffer.write(key, 1)
        now[0] += 1.0
    buffer.write("a", 2)
    now[0] = 100.0
    assert [buffer.flush(), buffer.flush(), buffer.flush()] == [2, 1, 0]
    assert store.batches == [{"a": 2, "b": 1}, {"c": 1}]


def test_a_reader_finds_what_is_on_its_way_and_a_change_meanwhile_is_kept(buffered):
    buffer, store, now = buffered
    buffer.write("ada", 1)
    now[0] = 60.0

    def meanwhile():
        assert buffer.read("ada") == 1
        buffer.write("ada", 2)
        assert buffer.read("ada") == 2
        assert buffer.flush(everything=True) == 0, "a second batch overtook the first"

    store.during = meanwhile
    buffer.flush()
    assert (store.rows["ada"], buffer.read("ada")) == (1, 2)
    store.during = lambda: None
    now[0] = 119.0
    assert buffer.flush() == 0
    now[0] = 120.0
    buffer.flush()
    assert store.rows["ada"] == 2


def test_a_failed_batch_returns_without_replacing_what_is_newer(buffered):
    buffer, store, now = buffered
    buffer.write("ada", 1)
    buffer.write("bo", 1)
    now[0] = 60.0
    store.fails, store.during = True, lambda: buffer.write("ada", 2)
    with pytest.raises(TimeoutError):
        buffer.flush()
    assert (buffer.read("ada"), buffer.read("bo")) == (2, 1)
    store.fails, store.during = False, lambda: None
    assert buffer.flush() == 2, "the delay began again"
    assert store.rows == {"ada": 2, "bo": 1}


def test_an_interrupt_while_a_batch_is_stored_does_not_lose_it(buffered):
    buffer, store, _ = buffered
    buffer.write("ada", 1)

    def interrupt():
        raise KeyboardInterrupt

    store.during = interrupt
    with pytest.raises(KeyboardInterrupt):
        buffer.flush(everything=True)
    store.during = lambda: None
    assert buffer.read("ada") == 1
    assert buffer.flush(everything=True) == 1 and store.rows == {"ada": 1}


def test_when_it_is_full_new_keys_are_refused_and_old_ones_still_change(buffered):
    buffer, store, _ = buffered
    for key in "abc":
        buffer.write(key, 1)
    with pytest.raises(BufferError):
        buffer.write("d", 1)
    buffer.write("a", 2)
    while buffer.flush(everything=True):
        pass
    assert store.rows == {"a": 2, "b": 1, "c": 1}
    buffer.write("d", 1)


def test_when_it_is_full_a_key_that_is_on_its_way_still_changes(buffered):
    buffer, store, now = buffered
    for key in "abc":
        buffer.write(key, 1)
    now[0] = 60.0

    def meanwhile():
        buffer.write("a", 2)
        with pytest.raises(BufferError):
            buffer.write("d", 1)

    store.fails, store.during = True, meanwhile
    with pytest.raises(TimeoutError):
        buffer.flush()
    assert len(buffer.dirty) == 3
    store.fails, store.during = False, lambda: None
    while buffer.flush(everything=True):
        pass
    assert store.rows == {"a": 2, "b": 1, "c": 1}
