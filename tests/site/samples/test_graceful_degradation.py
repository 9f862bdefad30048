"""The page of the page: without an optional part it is smaller and says so, without a required one it fails."""

from __future__ import annotations

import asyncio
import errno
import socket
import time

import pytest

from tests.site.samples import defined_in

page = defined_in("graceful-degradation")["page"]


def gives(value, *, after=0.0):
    async def call():
        await asyncio.sleep(after)
        if isinstance(value, Exception):
            raise value
        return value

    return call


BOOK, PRICE, REVIEWS = gives("book"), gives(12), gives([5, 4])


def shown(product=BOOK, prices=PRICE, reviews=REVIEWS):
    return asyncio.run(page(product, prices, reviews))


def test_a_whole_page_misses_nothing():
    assert shown() == {"product": "book", "price": 12, "reviews": [5, 4], "missing": []}


NO_NAME, NO_ROUTE = socket.gaierror(socket.EAI_NONAME, "unknown"), OSError(errno.EHOSTUNREACH, "no route")


@pytest.mark.parametrize(
    "reviews",
    [gives(ConnectionError()), gives(TimeoutError()), gives(NO_NAME), gives(NO_ROUTE), gives([5], after=30)],
)
def test_without_reviews_the_page_says_what_is_missing(reviews):
    began = time.monotonic()
    assert shown(reviews=reviews) == {"product": "book", "price": 12, "missing": ["reviews"]}
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("nothing", [None, [], 0])
def test_an_empty_answer_is_no_missing_one(nothing):
    assert shown(reviews=gives(nothing)) == {"product": "book", "price": 12, "reviews": nothing, "missing": []}


@pytest.mark.parametrize("part", ["product", "prices"])
def test_without_a_required_part_there_is_no_page_and_no_call_goes_on(part):
    ended = []

    async def slow():
        try:
            await asyncio.sleep(30)
        finally:
            ended.append(True)

    began = time.monotonic()
    with pytest.raises(ExceptionGroup) as raised:
        shown(**{part: gives(ConnectionError(), after=0.01), "reviews": slow})
    assert raised.group_contains(ConnectionError)
    assert ended == [True]
    assert time.monotonic() - began < 5


def test_a_required_part_that_hangs_ends_the_page():
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(page(gives("book", after=30), PRICE, REVIEWS, within=0.05))
    assert time.monotonic() - began < 5


def test_a_mistake_in_the_code_of_an_optional_part_is_not_hidden():
    with pytest.raises(ExceptionGroup) as raised:
        shown(reviews=gives(TypeError()))
    assert raised.group_contains(TypeError)


def test_the_hours_are_those_of_the_page():
    assert [round(720 * (1 - 0.999**parts), 1) for parts in (12, 2)] == [8.6, 1.4]
