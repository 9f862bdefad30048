"""The rules of the page admit those they name, and count what strictness would refuse."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

ORDERS = "spiffe://cluster.local/ns/shop/sa/orders"
CHARGE = "POST", "/charges"


@pytest.fixture
def admission():
    allowed = {("shop/orders", *CHARGE)}
    page = defined_in("service-mesh")
    return lambda **options: page["Admission"](allowed, **options)


STRANGERS = [
    None,
    "",
    "spiffe://other.local/ns/shop/sa/orders",
    "spiffe://cluster.local.evil/ns/shop/sa/orders",
    "spiffe://cluster.local/ns/shop/sa/orders-admin",
    "spiffe://cluster.local/ns/shop/sa/orders/extra",
    "spiffe://cluster.local/sa/shop/ns/orders",
    "https://cluster.local/ns/shop/sa/orders",
    "spiffe://[cluster.local/ns/shop/sa/orders",
    "spiffe://cluster.local/ns/shop/sa/orders?as=orders",
    "spiffe://cluster.local/ns/shop/sa/orders#1",
    "spiffe://cluster.local/ns/shop/sa/ord\ners",
    "spiffe://cluster.local/ns/shop/sa/orders\n",
    " spiffe://cluster.local/ns/shop/sa/orders",
    "spiffe://cluster.local/ns//sa/",
]


def test_the_named_caller_may_do_what_is_named_and_nothing_else(admission):
    strict = admission(strict=True)
    assert strict.admits(ORDERS, *CHARGE)
    assert not strict.admits(ORDERS, "DELETE", "/charges")
    assert not strict.admits(ORDERS, "POST", "/refunds")


@pytest.mark.parametrize("certificate", STRANGERS)
def test_strangers_are_refused_when_it_is_strict(admission, certificate):
    assert not admission(strict=True).admits(certificate, *CHARGE)


def test_permissive_admits_everyone_and_counts_what_it_would_refuse(admission):
    permissive = admission()
    assert all(permissive.admits(each, *CHARGE) for each in [*STRANGERS, ORDERS, STRANGERS[4]])
    assert permissive.would_refuse == {("unknown", *CHARGE): 14, ("shop/orders-admin", *CHARGE): 2}
