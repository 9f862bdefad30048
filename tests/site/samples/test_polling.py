"""The client of the page follows a cursor, waits as asked and never less, and survives what fails."""

from __future__ import annotations

import socket

import pytest

from tests.site.samples import defined_in
from tests.site.samples.in_turn import Enough, InTurn

follow = defined_in("polling")["follow"]


def followed(answers, *, random=lambda: 0.0, store=None):
    """Follow until the answers are used up; return the cursors that were sent, what was stored, and the pauses."""
    fetch, stored, slept = InTurn(answers), [], []
    with pytest.raises(Enough):
        follow(fetch, store or (lambda *both: stored.append(both)), slept.append, random)
    return fetch.asked, stored, slept


def test_the_cursor_moves_with_what_was_stored():
    asked, stored, _slept = followed([(["a"], 17, None), ([], 17, None), (["b"], 18, None)])
    assert asked == [None, 17, 17]
    assert stored == [(["a"], 17), ([], 17), (["b"], 18)]


@pytest.mark.parametrize(("wanted", "pause"), [(None, 60.0), (10, 60.0), (600, 600)])
def test_the_server_may_ask_for_a_longer_pause_and_not_for_a_shorter_one(wanted, pause):
    assert followed([([], 1, wanted)])[2] == [pause]


@pytest.mark.parametrize("failure", [ConnectionError(), TimeoutError(), OSError("no route to host"), socket.gaierror()])
def test_after_failures_it_waits_longer_up_to_an_hour_and_then_asks_for_the_same(failure):
    asked, stored, slept = followed([(["a"], 17, None), *[failure] * 8, (["b"], 18, None)])
    assert asked == [None, *[17] * 9]
    assert slept == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 60]
    assert stored == [(["a"], 17), (["b"], 18)]


def test_a_failure_does_not_shorten_a_pause_that_the_server_asked_for():
    assert followed([([], 1, 7200), ConnectionError(), ConnectionError()])[2] == [7200, 7200, 7200]


def test_what_could_not_be_stored_is_asked_for_again_after_a_restart():
    def full(_changes, _cursor):
        raise Enough

    asked, stored, _slept = followed([(["a"], 17, None)], store=full)
    assert (asked, stored) == ([None], [])


def test_pauses_are_never_shorter_than_asked_and_half_as_long_again_at_most():
    assert followed([([], 1, None)], random=lambda: 0.999)[2] == [pytest.approx(90, abs=0.1)]
    assert followed([([], 1, None)], random=lambda: 0.0)[2] == [60]
