"""The page's screen asks for all parts at once, needs the required ones, and goes without the others in time."""

from __future__ import annotations

import asyncio

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("backend-for-frontend")


class Jumping(asyncio.SelectorEventLoop):
    """A loop in whose time nothing is waited for: where all is idle, its clock goes to the next event."""

    def __init__(self):
        super().__init__()
        self.now, select = 0.0, self._selector.select

        def jump(timeout=None):
            self.now += timeout or 0
            return select(0)

        self._selector.select = jump

    def time(self):
        return self.now


def part(answer, after=0.0, log=None):
    """Return a call that answers, or raises, after a while."""

    async def call():
        try:
            await asyncio.sleep(after)
        except asyncio.CancelledError:
            if log is not None:
                log.append("cancelled")
            raise
        if isinstance(answer, Exception):
            raise answer
        return answer

    return call


def screen(required, optional, seconds=0.5):
    """Return the screen, or what was raised, and how long it took."""
    loop = Jumping()
    try:
        return loop.run_until_complete(NAMES["screen"](required, optional, seconds)), loop.now
    except NAMES["Unavailable"] as error:
        return error, loop.now
    finally:
        loop.close()


def test_all_parts_are_asked_at_once():
    shown, took = screen({"product": part("shoe", 0.2), "price": part(50, 0.3)}, {"similar": part([], 0.4)})
    assert shown == {"product": "shoe", "price": 50, "similar": []}
    assert took == pytest.approx(0.4)


def test_an_optional_part_that_fails_or_is_late_is_left_out():
    log = []
    optional = {"similar": part(OSError()), "reviews": part("good", 5, log)}
    shown, took = screen({"product": part("shoe")}, optional)
    assert shown == {"product": "shoe", "similar": None, "reviews": None}
    assert log == ["cancelled"]
    assert took == pytest.approx(0.5)


def test_a_required_part_that_fails_ends_the_screen_at_once():
    log = []
    required = {"price": part(50, 5, log), "product": part(OSError("gone"), 0.1)}
    error, took = screen(required, {"similar": part([], 5, log)})
    assert str(error.__cause__) == "gone"
    assert log == ["cancelled", "cancelled"]
    assert took == pytest.approx(0.1)


def test_a_required_part_that_is_late_ends_the_screen():
    error, took = screen({"product": part("shoe", 5)}, {})
    assert isinstance(error, NAMES["Unavailable"])
    assert took == pytest.approx(0.5)


def test_an_optional_part_gets_the_time_that_is_left_and_no_more():
    shown, took = screen({"product": part("shoe", 0.4)}, {"similar": part([], 0.45), "reviews": part([], 5)})
    assert shown == {"product": "shoe", "similar": [], "reviews": None}
    assert took == pytest.approx(0.5)


def given_up():
    """Return a call that ends because something below it was cancelled."""

    async def call():
        raise asyncio.CancelledError

    return call


def refuses():
    raise ValueError("no such product")


@pytest.mark.parametrize(("call", "cause"), [(given_up(), ConnectionError), (refuses, ValueError)])
def test_however_a_part_fails_it_is_only_that_part(call, cause):
    log = []
    shown, _ = screen({"product": part("shoe")}, {"similar": call, "reviews": part("good", 0.2)})
    assert shown == {"product": "shoe", "similar": None, "reviews": "good"}
    error, took = screen({"product": call, "price": part(50, 5, log)}, {"similar": part([], 5, log)})
    assert isinstance(error.__cause__, cause)
    assert (log, took) == (["cancelled", "cancelled"], 0.0)


def test_a_screen_that_no_one_waits_for_gives_up_its_parts():
    log = []

    async def abandoned():
        call = NAMES["screen"]({"product": part("shoe", 5, log)}, {"similar": part([], 5, log)}, 0.5)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(call, 0.1)

    loop = Jumping()
    try:
        loop.run_until_complete(abandoned())
    finally:
        loop.close()
    assert log == ["cancelled", "cancelled"]


def test_nothing_is_required_on_some_screens():
    assert screen({}, {"similar": part([], 0.1), "reviews": part("good", 5)})[0] == {"similar": [], "reviews": None}
    assert screen({}, {}) == ({}, 0.0)


def test_a_part_that_is_required_and_optional_is_required():
    error, _ = screen({"product": part(OSError("gone"))}, {"product": part("shoe")})
    assert str(error.__cause__) == "gone"


def test_nothing_is_optional_on_some_screens():
    assert screen({"product": part("shoe")}, {}) == ({"product": "shoe"}, 0.0)
