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


@pytest.mark.parametrize("lag", [None, float("nan")])
def test_a_lag_that_is_not_known_is_a_bad_one(lag):
    assert not System(lambda now: lag).throttle().open()


def test_a_measurement_from_the_future_is_a_bad_one():
    assert not System(lambda now: 0.2, measured=lambda now: now + 3600).throttle().open()


def test_a_replica_that_cannot_be_asked_makes_the_job_wait_and_does_not_end_it():
    def lag(now):
        if now < 60:
            raise ConnectionRefusedError
        return 0.2

    assert 60 <= System(lag).throttle().wait() <= 65


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


def peak(threshold, interval, phase):
    """The longest time until a written row is applied, when a job writes until a measurement stops it."""
    tick, backlog, ages, longest = 0.01, 0.0, [], 0.0
    written = applied = 0.0
    running, next_measurement = True, phase
    for step in range(500):
        now = step * tick
        if now >= next_measurement:
            oldest = next((at for at, rows in ages if rows > applied), now)
            running, next_measurement = running and now - oldest < threshold, next_measurement + interval
        written += (22_000 if running else 2_000) * tick
        ages.append((now, written))
        applied = min(written, applied + 10_000 * tick)
        backlog = written - applied
        longest = max(longest, backlog / 10_000)
    return longest


@pytest.mark.parametrize(("threshold", "interval", "seconds"), [(0.5, 1.0, 2.3), (0.5, 0.2, 1.34), (1.0, 0.2, 2.44)])
def test_the_lag_peaks_where_the_page_says(threshold, interval, seconds):
    peaks = [peak(threshold, interval, phase * interval / 20) for phase in range(20)]
    assert max(peaks) == pytest.approx(seconds, abs=0.08)
