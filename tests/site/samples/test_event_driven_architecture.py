"""The consumer of the page is harmless to repeats, to disorder and to a crash in between."""

from __future__ import annotations

import itertools
import sqlite3

import pytest

from tests.site.samples import defined_in

PRICES = [
    {"product": 1, "price": 900, "version": 1},
    {"product": 1, "price": 950, "version": 2},
    {"product": 1, "price": None, "version": 3},  # removed
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


def test_a_consumer_that_starts_again_still_knows_what_it_has_handled(tmp_path):
    consumer = defined_in("event-driven-architecture")["Consumer"]
    for _ in range(2):
        running = consumer(tmp_path / "copy.db")
        running.order_placed({"id": "a", "customer": 7, "amount": 10})
        assert rows(running, "points") == [(7, 10)]
        running.db.close()


@pytest.mark.parametrize("lacks", ["product", "price", "version"])
def test_a_field_that_a_producer_dropped_is_an_error_and_not_a_removal(consumer, lacks):
    consumer.price_changed(PRICES[0])
    with pytest.raises(sqlite3.Error):
        consumer.price_changed({name: value for name, value in PRICES[1].items() if name != lacks})
    assert rows(consumer, "prices") == [(1, 900, 1)]


@pytest.mark.parametrize("lacks", ["id", "customer", "amount"])
def test_an_order_without_a_value_that_it_needs_is_refused_each_time(consumer, lacks):
    for _ in range(2):
        with pytest.raises(sqlite3.Error):
            consumer.order_placed({"id": "a", "customer": 7, "amount": 10} | {lacks: None})
    assert rows(consumer, "points") == rows(consumer, "handled") == []


def test_the_tenth_version_is_newer_than_the_ninth_also_as_text(consumer):
    for version in ("9", "10", "9"):
        consumer.price_changed({"product": 1, "price": int(version), "version": version})
    assert rows(consumer, "prices") == [(1, 10, 10)]
