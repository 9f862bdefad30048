"""The chain of conversions of the page takes an event back to the version that a client knows."""

from __future__ import annotations

import copy

import pytest

from tests.site.samples import defined_in

EVENT = {"type": "charge.failed", "request": {"id": "req_1", "idempotency_key": "k"}, "livemode": False}


@pytest.fixture
def page():
    return defined_in("case-studies/stripe-api")


@pytest.mark.parametrize(
    ("version", "known"),
    [
        ("2011-01-01", "req_1"),
        ("2017-05-24", "req_1"),
        ("2017-05-25", EVENT["request"]),
        ("2026-01-28.clover", EVENT["request"]),
    ],
)
def test_a_client_gets_the_field_in_the_form_of_its_version(page, version, known):
    assert page["render"](EVENT, version) == {**EVENT, "request": known}


def test_an_event_that_no_request_led_to_is_the_same_in_every_version(page):
    event = {**EVENT, "request": None}
    assert page["render"](event, "2017-04-06") == page["render"](event, "2017-05-25") == event


def test_the_stored_event_is_left_as_it_is(page):
    event = copy.deepcopy(EVENT)
    page["render"](event, "2017-04-06")
    assert event == EVENT


def test_steps_are_undone_from_the_newest_to_the_version_of_the_client(page):
    def step(name):
        return lambda event: {**event, "undone": [*event.get("undone", []), name]}

    page["CHANGES"][:] = [("2019-01-01", step("third")), ("2018-01-01", step("second")), ("2017-01-01", step("first"))]
    undone = {
        version: page["render"]({}, version).get("undone", []) for version in ("2016", "2017-06-01", "2019-01-01")
    }
    assert undone == {"2016": ["third", "second", "first"], "2017-06-01": ["third", "second"], "2019-01-01": []}
