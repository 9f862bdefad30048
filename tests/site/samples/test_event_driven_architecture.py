"""The consumer of the page is harmless to repeats, to disorder and to a crash in between."""

from __future__ import annotations

import itertools
import sqlite3

import pytest

from tests.site.samples import defined_in

PRICES = [
    {"product": 1, "price": 900, "version": 1},
    {"product": 1, "price": 950, "version": 2},
    {"product": 1, "version": 3},  # removed
    {"product": 2, "price": 5, "version": 1},
]


@pytest.fixture
def consumer():
    return defined_in("event-driven-architecture")["Consumer"]()


def rows(consumer, table):
    return sorted(consumer.db.execute(f"SELECT * FROM {table}"))


@pytest.mark.parametrize("order", itertools.permutations(PRICES))
def test_any_order_of_events_gives_the_same_copy(consumer, order):
    for event in [*order, *order[:2]]:
        consumer.price_changed(event)
    assert rows(consumer, "prices") == [(1, None, 3), (2, 5, 1)]


def test_a_repeated_order_credits_points_once(consumer):
    for event in ("a", "b", "a"):
        consumer.order_placed({"id": event, "customer": 7, "amount": 10})
    assert rows(consumer, "points") == [(7, 20)]


def test_an_effect_that_fails_leaves_the_event_unhandled(consumer):
    with pytest.raises(sqlite3.Error):
        consumer.order_placed({"id": "a", "customer": 7, "amount": None})  # breaks NOT NULL
    consumer.order_placed({"id": "a", "customer": 7, "amount": 10})
    assert rows(consumer, "points") == [(7, 10)]
