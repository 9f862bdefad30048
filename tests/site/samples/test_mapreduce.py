"""Tasks may fail and be repeated without a change of the result, and a combiner saves what is sent, where it may."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from tests.site.samples import code_of, defined_in

PAGE = defined_in("mapreduce")
Job, partition_of = PAGE["Job"], PAGE["partition_of"]
SPLITS = [["200", "200", "500", "200"], ["200", "404", "200"], []]


def ones(split):
    return [(status, 1) for status in split]


def add(key, values):
    return sum(values)


def test_the_drawing_of_the_page():
    job = Job(ones, add, partitions=2)
    results = job.run(SPLITS)
    assert dict(pair for part in results for pair in part) == {"200": 5, "404": 1, "500": 1}
    assert len(results) == 2 and job.shuffled == 7
    assert all(part == sorted(part) for part in results)


def test_a_key_has_one_reducer():
    results = Job(ones, add, partitions=5).run([[str(n) for n in range(100)]] * 3)
    keys = [key for part in results for key, _ in part]
    assert len(keys) == len(set(keys)) == 100 and sum(bool(part) for part in results) == 5


@pytest.mark.parametrize("task", [("map", 0), ("map", 2), ("reduce", 0), ("reduce", 1)])
def test_failed_tasks_are_repeated_and_not_counted_twice(task):
    expected = Job(ones, add, partitions=2).run(SPLITS)
    assert Job(ones, add, partitions=2).run(SPLITS, lambda failed, attempt: failed == task and attempt < 3) == expected
    with pytest.raises(RuntimeError, match="failed 4 times"):
        Job(ones, add, partitions=2).run(SPLITS, lambda failed, attempt: failed == task)


def test_a_task_with_an_effect_repeats_it():
    written = []

    def writes(key, values):
        written.append(key)
        return sum(values)

    Job(ones, writes, partitions=1).run(SPLITS, lambda task, attempt: task[0] == "reduce" and attempt == 0)
    assert sorted(written) == ["200", "200", "404", "404", "500", "500"]


def test_a_combiner_saves_what_is_sent():
    job = Job(ones, add, partitions=2, combiner=add)
    results = job.run(SPLITS)
    assert results == Job(ones, add, partitions=2).run(SPLITS) and job.shuffled == 4


def test_the_average_of_averages_is_not_the_average():
    def mean(key, values):
        return sum(values) / len(values)

    def times(split):
        return [("time", value) for value in split]

    splits = [[1, 1, 1, 1], [6]]
    assert Job(times, mean, partitions=1).run(splits) == [[("time", 2.0)]]
    assert Job(times, mean, partitions=1, combiner=mean).run(splits) == [[("time", 3.5)]]


def test_a_split_that_can_be_read_only_once_is_refused_since_a_second_attempt_would_find_it_empty(tmp_path):
    (tmp_path / "log").write_text("200\n500\n", encoding="utf-8")
    for split in (iter(["200"]), (status for status in ["200"])):
        with pytest.raises(TypeError, match="split 1 can be read only once"):
            Job(ones, add, partitions=2).run([["200"], split])
    with (tmp_path / "log").open(encoding="utf-8") as lines, pytest.raises(TypeError, match="only once"):
        Job(ones, add, partitions=2).run([lines])
    for split in (["200", "500"], ("200", "500"), {"200": 0, "500": 0}):
        results = Job(ones, add, partitions=1).run([split], lambda task, attempt: attempt == 0)
        assert results == [[("200", 1), ("500", 1)]]


def test_splits_may_come_one_by_one():
    assert Job(ones, add, partitions=1).run(iter(SPLITS)) == Job(ones, add, partitions=1).run(SPLITS)


@pytest.mark.parametrize("key", [1, 1.0, True, None, frozenset("ab"), b"200"])
def test_a_key_that_is_not_a_text_is_refused_and_not_sent_to_two_reducers(key):
    with pytest.raises(AttributeError, match="encode"):
        Job(lambda split: [(key, 1)], add, partitions=7).run([["x"]])


def test_every_process_sends_a_key_to_the_same_reducer():
    program = "\n".join(code_of("mapreduce")) + "\nprint([partition_of(str(n), 7) for n in range(50)])"
    found = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], check=True, capture_output=True, text=True
    ).stdout
    assert found.strip() == str([partition_of(str(n), 7) for n in range(50)])


def test_the_numbers_of_the_page():
    assert 20e12 / 200e6 == 100_000 and round(100_000 / 3600) == 28 and 20e12 / (1000 * 200e6) == 100
    assert 5e9 / 125e6 == 40 and 5e7 / 125e6 == 0.4 and 3e9 / 200e6 == 15 and 2e9 / 125e6 == 16
    assert (4 * 5 * 3 + 20) * 1e12 / 200e9 == 400
    assert 3 * 365 * 24 == 26_280 and round(5000 * 3 / 26_280, 2) == 0.57
    assert round(50 * (10 / 60) / 26_280, 4) == 0.0003 and round(1 - math.exp(-0.57), 2) == 0.43
