"""Windows follow the time of events, wait for the slowest partition, and a crash changes no result."""

from __future__ import annotations

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
