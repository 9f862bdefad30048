"""The consumer of the page parks bad messages, repeats others, stops when all fail, and does not send back in circles."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("dead-letter-queue")


def run(consumer, steps=10_000):
    for _ in range(steps):
        if not consumer.queue:
            return
        consumer.step()


def fill(consumer, *bodies):
    consumer.queue.extend({"body": body} for body in bodies)


def test_a_bad_message_is_parked_at_once_and_the_rest_goes_on(page):
    done = []

    def handle(body):
        if body == "2 ":
            raise page["Rejected"]("quantity")
        done.append(body)

    consumer = page["Consumer"](handle)
    fill(consumer, "1", "2 ", "3")
    run(consumer)
    assert done == ["1", "3"]
    assert [(each["body"], each["attempts"]) for each in consumer.parked] == [("2 ", 1)]
    assert "quantity" in consumer.parked[0]["reason"]


def test_other_failures_are_repeated_behind_the_others(page):
    seen, failures = [], {"b": 2, "c": 99}

    def handle(body):
        seen.append(body)
        if failures.get(body, 0):
            failures[body] -= 1
            raise OSError(body)

    consumer = page["Consumer"](handle)
    fill(consumer, "a", "b", "c", "d")
    run(consumer)
    assert seen[:4] == ["a", "b", "c", "d"] and seen.count("b") == 3 and seen.count("c") == 5
    assert [each["body"] for each in consumer.parked] == ["c"]


def test_when_everything_fails_it_stops_and_keeps_the_messages(page):
    def handle(body):
        raise OSError("the database is down")

    consumer = page["Consumer"](handle)
    fill(consumer, *range(300))
    with pytest.raises(page["Stopped"]):
        run(consumer)
    assert consumer.parked == [] and len(consumer.queue) == 300
    consumer.handle, consumer.failures_in_a_row = (lambda body: None), 0
    run(consumer)
    assert not consumer.queue and consumer.parked == []


def test_one_success_shows_that_not_everything_fails(page):
    def handle(body):
        if body % 2:
            raise page["Rejected"]

    consumer = page["Consumer"](handle)
    fill(consumer, *range(200))
    run(consumer)
    assert len(consumer.parked) == 100


def test_what_is_sent_back_returns_once(page):
    broken = [True]

    def handle(body):
        if broken[0] or body == "really bad":
            raise page["Rejected"](body)

    consumer = page["Consumer"](handle)
    fill(consumer, "good", "really bad")
    run(consumer)
    broken[0] = False
    consumer.send_back()
    run(consumer)
    assert [each["body"] for each in consumer.parked] == ["really bad"]
    consumer.send_back()
    assert not consumer.queue and len(consumer.parked) == 1


def test_only_what_fits_is_sent_back(page):
    consumer = page["Consumer"](lambda body: None)
    consumer.parked = [{"body": "a", "reason": "OSError()"}, {"body": "b", "reason": "Rejected()"}]
    consumer.send_back(lambda message: "OSError" in message["reason"])
    assert [each["body"] for each in consumer.queue] == ["a"] and [each["body"] for each in consumer.parked] == ["b"]


@pytest.mark.parametrize("waiting", [1, 3, 4, 5])
def test_a_few_good_messages_are_not_parked_when_the_dependency_is_down(page, waiting):
    def handle(body):
        raise OSError("the database is down")

    consumer = page["Consumer"](handle)
    fill(consumer, *range(waiting))
    with pytest.raises(page["Stopped"]):
        run(consumer)
    assert consumer.parked == [] and len(consumer.queue) == waiting


def test_a_message_is_not_lost_when_the_process_is_ended_at_it(page):
    def handle(body):
        raise KeyboardInterrupt

    consumer = page["Consumer"](handle)
    fill(consumer, "a")
    with pytest.raises(KeyboardInterrupt):
        consumer.step()
    assert [each["body"] for each in consumer.queue] == ["a"]


def test_an_empty_queue_is_not_an_error(page):
    page["Consumer"](print).step()


def test_nothing_moves_when_the_choice_fails_midway(page):
    consumer = page["Consumer"](print)
    consumer.parked = [{"body": "a", "reason": "OSError()"}, {"body": "b"}]
    with pytest.raises(KeyError):
        consumer.send_back(lambda message: message["reason"])
    assert len(consumer.parked) == 2 and not consumer.queue
