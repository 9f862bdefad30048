"""Items of the page's batch fail by themselves, and its client repeats those that may succeed later, and no others."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("batch-api")
run, send_all, Problem, Refused = (NAMES[name] for name in ("run", "send_all", "Problem", "Refused"))


def items(*ids):
    return [{"id": each} for each in ids]


def statuses(results):
    return [(result["id"], result["status"]) for result in results]


def test_each_item_has_its_own_result_in_order():
    def handle(item):
        if item["id"] == "b":
            raise Problem(404, "no such product")
        if item["id"] == "c":
            raise ZeroDivisionError("with a secret in it")
        return item["id"].upper()

    results = run(items("a", "b", "c", "d"), handle, clock=lambda: 0.0)
    assert statuses(results) == [("a", 200), ("b", 404), ("c", 500), ("d", 200)]
    assert results[0]["body"] == "A"
    assert "secret" not in str(results[2])


@pytest.mark.parametrize(
    "batch",
    [items(*range(101)), items("a", "b", "a"), [{"price": 1}], items(None), items(["a"]), ["a"], {"id": "a"}],
)
def test_a_batch_that_is_too_large_or_unclear_does_nothing(batch):
    done = []
    with pytest.raises(Refused):
        run(batch, done.append, clock=lambda: 0.0)
    assert done == []


def test_what_there_was_no_time_for_is_told_apart_from_what_was_done():
    done, now = [], [0.0]

    def handle(item):
        done.append(item["id"])
        now[0] += 4

    results = run(items("a", "b", "c", "d"), handle, clock=lambda: now[0], seconds=10)
    assert statuses(results) == [("a", 200), ("b", 200), ("c", 200), ("d", 503)]
    assert done == ["a", "b", "c"]


class Server:
    """Answers items by a plan: the statuses that each gets, one after the other; the last one stays."""

    def __init__(self, plan):
        self.plan, self.batches = plan, []

    def send(self, batch):
        self.batches.append([item["id"] for item in batch])
        plans = ((item["id"], self.plan.get(item["id"], [200])) for item in batch)
        return [{"id": each, "status": plan.pop(0) if len(plan) > 1 else plan[0]} for each, plan in plans]


def test_only_what_may_succeed_later_is_sent_again():
    server, pauses = Server({"b": [404], "c": [429, 503, 200]}), []
    results = send_all(items("a", "b", "c"), server.send, pauses.append)
    assert server.batches == [["a", "b", "c"], ["c"], ["c"]]
    assert {each: result["status"] for each, result in results.items()} == {"a": 200, "b": 404, "c": 200}
    assert pauses == [1, 2]


def test_what_never_succeeds_is_reported_after_all_attempts():
    server = Server({"a": [429]})
    results = send_all(items("a"), server.send, lambda _attempt: None, attempts=3)
    assert len(server.batches) == 3
    assert results["a"]["status"] == 429


def test_items_are_divided_and_results_are_matched_by_id():
    server = Server({})
    results = send_all(items(*range(250)), lambda batch: reversed(server.send(batch)), lambda _attempt: None)
    assert [len(batch) for batch in server.batches] == [100, 100, 50]
    assert sorted(results) == list(range(250))


def test_an_item_without_a_result_is_sent_again():
    answers = iter([[], [{"id": "a", "status": 200}]])
    results = send_all(items("a"), lambda _batch: next(answers), lambda _attempt: None)
    assert results["a"]["status"] == 200


def test_a_connection_that_breaks_after_execution_loses_no_results():
    server, broken = Server({}), []

    def send(batch):
        answers = server.send(batch)
        if batch[0]["id"] == 100 and not broken:
            broken.append(batch)
            raise ConnectionResetError
        return answers

    results = send_all(items(*range(250)), send, lambda _attempt: None)
    assert [len(batch) for batch in server.batches] == [100, 100, 50, 100]
    assert {result["status"] for result in results.values()} == {200} and len(results) == 250


def test_a_server_that_is_never_reached_is_reported_by_item():
    def send(batch):
        raise TimeoutError

    assert send_all(items("a"), send, lambda _attempt: None)["a"]["status"] == 503


def test_the_numbers_of_the_page():
    assert 10_000 * 52 == 520_000 and 10_000 * 50 == 500_000
    assert 10_000 / 100 * (50 + 200) == 25_000 and 10_000 / 1000 * (50 + 2000) == 20_500
    assert -(-100 // 8) == 13 and 13 * 250 == 3250
    assert round(100 * (1 - 0.999**100), 1) == 9.5 and round(100 * (1 - 0.99**100)) == 63
    assert 100 * 400_000 * 2 * 50 == 4e9
    assert (2020 - 2018) * 12 + (8 - 3) == 29
