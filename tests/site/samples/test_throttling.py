"""The throttle of the page stops for a bad measure and for an old one, and does not wait for ever."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


class System:
    """A clock that sleeping moves, and a measure that the test sets by time."""

    def __init__(self, lag, measured=lambda now: now):
        self.now, self.lag, self.measured = 0.0, lag, measured
        self.pauses = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.pauses.append(seconds)
        self.now += seconds

    def measure(self):
        return self.lag(self.now), self.measured(self.now)

    def throttle(self, **options):
        return defined_in("throttling")["Throttle"](self.measure, self.clock, self.sleep, **options)


def test_a_healthy_system_is_not_waited_for():
    system = System(lambda now: 0.2)
    assert system.throttle().wait() == 0 and system.pauses == []


def test_it_waits_until_the_lag_is_small_and_not_in_a_busy_loop():
    system = System(lambda now: 1.4 if now < 60 else 0.3)
    waited = system.throttle().wait()
    assert 60 <= waited <= 65
    assert system.pauses[:4] == [0.1, 0.2, 0.4, 0.8] and max(system.pauses) == 5.0
    assert len(system.pauses) < 20


def test_an_old_measurement_is_a_bad_one():
    system = System(lambda now: 0.2, measured=lambda now: min(now, 10.0))
    throttle = system.throttle(longest_wait=60.0)
    system.now = 14.0
    assert throttle.open()
    system.now = 15.0
    assert not throttle.open()
    with pytest.raises(TimeoutError):
        throttle.wait()


def test_a_job_that_cannot_go_on_says_so():
    with pytest.raises(TimeoutError):
        System(lambda now: 9.0).throttle(longest_wait=3600.0).wait()


def test_each_chunk_is_written_once_and_the_wait_is_counted():
    system = System(lambda now: 1.4 if 1.0 <= now < 3.0 else 0.0)
    written = []

    def write(chunk):
        written.append(chunk)
        system.now += 0.5

    waited = defined_in("throttling")["run"](range(6), write, system.throttle())
    assert written == list(range(6))
    assert 2.0 <= waited < 4.0
