"""The participant of the page charges and refunds at most once, whatever the order of events and their number."""

from __future__ import annotations

import itertools

import pytest

from tests.site.samples import defined_in

Payment = defined_in("choreography-saga")["Payment"]


def after(*events):
    payment = Payment()
    for event in events:
        getattr(payment, event)("order 7")
    return payment.outbox


def test_an_order_is_charged_and_a_failure_refunds_it():
    assert after("order_placed") == [("charge", "order 7"), ("PaymentTaken", "order 7")]
    assert after("order_placed", "undo")[2:] == [("refund", "order 7"), ("PaymentRefunded", "order 7")]


def test_an_order_that_arrives_after_its_failure_is_never_charged_and_the_saga_still_ends():
    assert after("undo", "order_placed") == [("PaymentRefused", "order 7")]


@pytest.mark.parametrize("events", sorted(set(itertools.permutations(["order_placed", "undo"] * 2))))
def test_repeats_change_nothing(events):
    first = dict.fromkeys(events)  # each event at the place where it came first
    assert after(*events) == after(*first)


def test_orders_do_not_know_each_other():
    payment = Payment()
    payment.undo("order 1")
    payment.order_placed("order 2")
    assert ("charge", "order 2") in payment.outbox
