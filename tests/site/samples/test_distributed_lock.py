"""The lock of the page is released by its holder only, and its work stops when the lease has ended."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


class Store:
    """What Redis does; an answer may take its time."""

    def __init__(self):
        self.now, self.delay, self.keys = 0.0, 0.0, {}

    def _value(self, name):
        value, until = self.keys.get(name, (None, 0))
        answer, self.now = value if self.now < until else None, self.now + self.delay
        return answer

    def set_if_absent(self, name, value, seconds):
        until = self.now + seconds
        if self._value(name) is not None:
            return False
        self.keys[name] = value, until
        return True

    def extend(self, name, value, seconds):
        until = self.now + seconds
        if self._value(name) != value:
            return False
        self.keys[name] = value, until
        return True

    def delete(self, name, value):
        return self._value(name) == value and bool(self.keys.pop(name))


@pytest.fixture
def two():
    """Two processes that share a store, and the page's names."""
    store, page = Store(), defined_in("distributed-lock")
    first, second = (page["Lock"](store, "job", lambda: store.now) for _ in range(2))
    return store, first, second, page


def test_one_of_two_gets_it_and_the_next_after_the_release(two):
    _store, first, second, _page = two
    assert first.acquire() and not second.acquire()
    first.release()
    assert second.acquire() and not first.acquire()


def test_a_holder_that_is_late_does_not_release_its_successors_lock(two):
    store, first, second, _page = two
    assert first.acquire()
    store.now = 31.0
    assert second.acquire()
    first.release()
    second.renew()
    assert not first.acquire()


def test_work_stops_between_two_steps_when_the_lock_was_lost(two):
    store, first, second, page = two
    done = []

    def slow_step():
        done.append("slow")
        store.now += 31.0
        assert second.acquire()

    first.acquire()
    with pytest.raises(page["LockLost"]):
        page["work"](first, [lambda: done.append("quick"), slow_step, lambda: done.append("too late")])
    assert done == ["quick", "slow"]


def test_the_lease_runs_from_the_moment_when_it_was_asked_for(two):
    store, first, second, page = two
    store.delay = 20.0  # each answer arrives twenty seconds late
    assert first.acquire() and store.now == 20.0 and first.until == 30.0
    store.delay, store.now = 0.0, 30.0
    with pytest.raises(page["LockLost"]):
        first.renew()
    assert second.acquire()


def test_an_answer_that_takes_longer_than_the_lease_is_no_lock(two):
    store, first, second, page = two
    store.delay = 31.0
    assert not first.acquire()
    store.delay = 0.0
    assert second.acquire()
    done, store.delay = [], 31.0
    with pytest.raises(page["LockLost"]):
        page["work"](second, [lambda: done.append("too late")])
    assert done == []


def test_a_release_says_whether_the_lock_was_still_held(two):
    store, first, second, _page = two
    first.acquire()
    assert first.release() and not first.release()
    first.acquire()
    store.now += 31.0
    second.acquire()
    assert not first.release() and second.release()


def test_renewals_keep_it_beyond_the_first_lease(two):
    store, first, second, _page = two
    first.acquire()
    for _ in range(6):
        store.now += 10.0
        first.renew()
        assert not second.acquire()
