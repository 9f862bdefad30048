"""Windows follow the time of events, wait for the slowest partition, and a crash changes no result."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest

from tests.site.samples import defined_in

Windows = defined_in("stream-processing")["Windows"]


def results(windows, events, sink):
    for partition, time, key in events:
        sink.update(windows.process(partition, time, key))
    return sink


def test_the_drawing_of_the_page():
    windows = Windows(["a"], size=60, slack=120)
    assert windows.process("a", 20, "k") == []
    assert windows.process("a", 100, "k") == []
    assert windows.process("a", 50, "k") == [], "it happened at 50 and arrives after 100"
    assert windows.process("a", 179, "k") == []
    assert windows.process("a", 180, "k") == [((0, "k"), 2)]
    assert windows.process("a", 55, "k") == [] and windows.late == 1


def test_the_order_of_arrival_does_not_matter_within_the_slack():
    events = [("a", time, "k") for time in range(0, 600, 7)]
    truth = Counter((time // 60 * 60, key) for _, time, key in events)
    chance = random.Random(1)
    shuffled = sorted(events, key=lambda event: event[1] + chance.uniform(0, 120))
    assert shuffled != events
    windows = Windows(["a"], 60, 120)
    found = results(windows, shuffled, {})
    assert windows.late == 0 and len(found) >= 6
    assert found == {window: truth[window] for window in found}
    hasty = Windows(["a"], 60, 0)
    found = results(hasty, shuffled, {})
    assert hasty.late > 0 and found != {window: truth[window] for window in found}


def test_the_slowest_partition_decides_and_a_silent_one_does_not_once_it_is_idle():
    windows = Windows(["a", "b"], size=60, slack=0)
    assert windows.process("a", 500, "k") == []
    assert windows.process("b", 10, "k") == []
    assert windows.process("b", 70, "k") == [((0, "k"), 1)]
    assert windows.idle("b") == [((60, "k"), 1)]
    assert windows.process("b", 130, "k") == [] and windows.late == 1, "the watermark does not go back"
    assert windows.process("b", 490, "k") == [] and windows.late == 1
    assert windows.watermark == 500


def test_a_watermark_needs_every_partition():
    windows = Windows(["a", "b"], size=60, slack=0)
    for time in range(0, 1000, 10):
        assert windows.process("a", time, "k") == []


@pytest.mark.parametrize("crash_at", [1, 13, 40, 79])
def test_a_crash_changes_no_result(crash_at):
    log = [("a", time, "kl"[time % 2]) for time in range(0, 800, 10)]
    expected = results(Windows(["a"], 60, 30), log, {})
    windows, sink, saved = Windows(["a"], 60, 30), {}, None
    saved = windows.checkpoint()
    for number, (partition, time, key) in enumerate(log[:crash_at]):
        sink.update(windows.process(partition, time, key))
        if number % 10 == 4:
            saved = windows.checkpoint()
    windows = Windows.restore(saved)
    results(windows, log[windows.offsets["a"] :], sink)
    assert sink == expected
    assert windows.offsets["a"] == len(log)


def replayed(order):
    """Two partitions, read in some order from a checkpoint at the beginning, and what goes out."""
    logs = {
        "a": [("a", 10, "k"), ("a", 75, "k"), ("a", 12, "k"), ("a", 500, "k")],
        "b": [("b", 20, "k"), ("b", 500, "k")],
    }
    windows = Windows(["a", "b"], size=60, slack=10)
    sink = results(windows, [logs[partition].pop(0) for partition in order], {})
    return sink[0, "k"], windows.late


def test_only_an_event_later_than_the_slack_depends_on_the_order_of_partitions():
    assert replayed("aaabba") == (3, 0), "the partition b holds the watermark back, and the event of 12 s counts"
    assert replayed("bbaaaa") == (2, 1)


def test_a_clock_in_the_future_takes_the_slack_from_its_own_partition_and_then_from_all():
    windows = Windows(["a", "b"], size=60, slack=100)
    windows.process("a", 70, "k"), windows.process("b", 70, "k")
    windows.process("a", 2_000_000, "k")
    assert windows.watermark == -30
    windows.process("a", 10, "k"), windows.process("b", 10, "k")
    assert windows.late == 0
    windows.process("b", 2_000_000, "k")
    windows.process("a", 100, "k"), windows.process("b", 100, "k")
    assert windows.late == 2


@pytest.mark.parametrize("time", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_time_is_refused_and_changes_no_result(time):
    windows = Windows(["a"], size=60, slack=0)
    windows.process("a", 10, "k")
    with pytest.raises(ValueError, match="not a time"):
        windows.process("a", time, "k")
    assert windows.offsets["a"] == 2, "it can be put aside, and the next event read"
    assert windows.process("a", 70, "k") == [((0, "k"), 1)]


def test_keys_that_cannot_be_compared_do_not_stop_the_job():
    windows = Windows(["a"], size=60, slack=0)
    for key in ("k", None, 7):
        windows.process("a", 10, key)
    assert windows.process("a", 200, "k") == [((0, "k"), 1), ((0, None), 1), ((0, 7), 1)]


def test_a_checkpoint_is_of_one_moment():
    windows = Windows(["a"], 60, 30)
    windows.process("a", 1, "k")
    saved = windows.checkpoint()
    windows.process("a", 2, "k")
    assert saved["counts"] == {(0, "k"): 1} and saved["offsets"] == {"a": 1}
    Windows.restore(saved).process("a", 3, "k")
    assert saved["counts"] == {(0, "k"): 1}


def test_the_numbers_of_the_page():
    assert 2e6 * 3 * 100 == 600e6 and 600 / 30 == 20 == 100_000 * 200 / 1e6
    assert 100_000 * 60 // 1000 == 6000
    assert (300 + 30) * 100_000 / 50_000 == 660 and (300 + 30) * 100_000 / 10_000 / 60 == 55
    assert round(100_000 * 200 * 604_800 / 1e12) == 12
