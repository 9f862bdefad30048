"""The server of the page waits, misses nothing between two requests, and its client is in no hot loop."""

from __future__ import annotations

import asyncio

import pytest

from tests.site.samples import defined_in
from tests.site.samples.in_turn import Enough, InTurn

names = defined_in("long-polling")
Log, follow = names["Log"], names["follow"]


def test_a_waiting_request_is_answered_when_something_arrives():
    async def scene():
        log = Log()
        asked = asyncio.create_task(log.after(0))
        await asyncio.sleep(0)
        assert not asked.done()
        await log.append("a")
        return await asyncio.wait_for(asked, 1)

    assert asyncio.run(scene()) == (["a"], 1)


def test_what_arrives_between_two_requests_is_in_the_next_answer():
    async def scene():
        log = Log()
        await log.append("a")
        _items, position = await log.after(0)
        await log.append("b")
        await log.append("c")
        return await log.after(position)

    assert asyncio.run(scene()) == (["b", "c"], 3)


def test_an_empty_wait_ends_with_an_empty_answer_and_the_lock_is_free_again():
    async def scene():
        log = Log()
        assert await log.after(0, wait=0.001) == ([], 0)
        await asyncio.wait_for(log.append("a"), 1)
        return await log.after(0)

    assert asyncio.run(scene()) == (["a"], 1)


@pytest.mark.parametrize("position", [42, -1, -2])
def test_a_position_from_another_log_does_not_wait_for_ever_and_gets_everything(position):
    async def scene():
        log = Log()
        await log.append("a")
        await log.append("b")
        return await asyncio.wait_for(log.after(position), 1)

    assert asyncio.run(scene()) == (["a", "b"], 2)


def followed(answers):
    """Follow until the answers are used up; return the positions that were sent, what was stored, and the pauses."""
    answered, stored, slept = InTurn(answers), [], []

    async def ask(position):
        return answered(position)

    async def sleep(seconds):
        slept.append(seconds)

    with pytest.raises(Enough):
        asyncio.run(follow(ask, lambda *both: stored.append(both), sleep, lambda: 1.0))
    return answered.asked, stored, slept


def test_the_client_asks_at_once_after_an_answer_also_after_an_empty_one():
    answers = [(["a", "b"], 2), ([], 2), (["c"], 3)]
    assert followed(answers) == ([0, 2, 2], answers, [])


@pytest.mark.parametrize("failure", [PermissionError(), ConnectionError(), TimeoutError()])
def test_the_client_waits_longer_and_longer_after_errors_and_asks_for_the_same(failure):
    asked, stored, slept = followed([(["a"], 1), *[failure] * 7, (["b"], 2), failure])
    assert asked == [0, *[1] * 8, 2]
    assert slept == [2, 4, 8, 16, 32, 60, 60, 2]
    assert stored == [(["a"], 1), (["b"], 2)]


def test_the_client_outlives_an_outage_of_a_day():
    asked, stored, slept = followed([*[ConnectionError()] * 1440, (["a"], 1)])
    assert slept[5:] == [60] * 1435
    assert (asked, stored) == ([0] * 1441, [(["a"], 1)])


def test_what_could_not_be_stored_is_not_confirmed():
    asked = []

    async def ask(position):
        asked.append(position)
        return ["a"], 1

    def full(_items, _position):
        raise Enough

    with pytest.raises(Enough):
        asyncio.run(follow(ask, full, None, None))
    assert asked == [0]
