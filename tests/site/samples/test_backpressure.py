"""The copying of the page holds no more than its room, loses nothing, and ends when either side fails."""

from __future__ import annotations

import asyncio

import pytest

from tests.site.samples import defined_in

copy = defined_in("backpressure")["copy"]


def copied(items, write, *, room=4):
    """Copy, with a limit on time so that a deadlock fails, and return how far the source was ahead of the writes."""
    ahead, taken, written = [], [0], [0]

    async def source():
        for item in items:
            taken[0] += 1
            ahead.append(taken[0] - written[0])
            yield item

    async def counted(item):
        await write(item)
        written[0] += 1

    asyncio.run(asyncio.wait_for(copy(source(), counted, room=room), timeout=5))
    return max(ahead, default=0)


async def slow(_item):
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def test_everything_arrives_in_order_and_the_source_waits_for_room():
    out = []

    async def write(item):
        await slow(item)
        out.append(item)

    # Room for four, one that is being written, and one that the source has in its hand.
    assert copied(range(200), write) <= 4 + 2
    assert out == list(range(200))


def test_a_source_may_yield_none():
    out = []

    async def write(item):
        await slow(item)
        out.append(item)

    copied([1, None, 2, *range(20)], write)
    assert out == [1, None, 2, *range(20)]


def test_nothing_is_copied_from_an_empty_source():
    assert copied([], slow) == 0


def test_a_write_that_fails_ends_the_copy_although_the_source_waits_for_room():
    async def write(item):
        await slow(item)
        if item == 3:
            raise OSError("full")

    with pytest.raises(ExceptionGroup) as raised:
        copied(range(1000), write)
    assert raised.group_contains(OSError)


def test_a_source_that_fails_ends_the_copy():
    async def broken():
        yield 1
        raise ConnectionError

    with pytest.raises(ExceptionGroup) as raised:
        asyncio.run(asyncio.wait_for(copy(broken(), slow), timeout=5))
    assert raised.group_contains(ConnectionError)
