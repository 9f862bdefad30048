"""The catalogue of the page refuses what breaks its rules, and says whose promise is broken first."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("data-mesh")


@pytest.fixture
def catalogue(page):
    catalogue = page["Catalogue"]()
    catalogue.publish("orders", "orders team", ["id", "total"], promise=1)
    catalogue.publish("returns", "returns team", ["id", "reason"], promise=2)
    catalogue.publish("margins", "finance", ["month", "margin"], promise=4, inputs=("orders", "returns"))
    return catalogue


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"owner": ""}, "no owner"),
        ({"inputs": ("clicks",)}, "clicks is not published"),
        ({"columns": ["id", "email"]}, "email is personal"),
        ({"inputs": ("returns",), "promise": 2}, "returns may be older"),
        ({"promise": 0}, "no promise"),
        ({"promise": float("nan")}, "no promise"),
    ],
)
def test_a_product_against_a_rule_is_refused(page, catalogue, change, reason):
    good = {"owner": "sales", "columns": ["id"], "promise": 24}
    with pytest.raises(page["Refused"], match=reason):
        catalogue.publish("customers", **{**good, **change})
    assert "customers" not in catalogue.products
    catalogue.publish("customers", **good)


@pytest.mark.parametrize("inputs", [("margins",), ("report",)], ids=["of itself", "by way of another"])
def test_a_product_is_not_made_of_itself(page, catalogue, inputs):
    catalogue.publish("report", "board", ["margin"], promise=24, inputs=("margins",))
    with pytest.raises(page["Refused"], match="may be older"):
        catalogue.publish("margins", "finance", ["month", "margin"], promise=100, inputs=inputs)
    assert catalogue.readers("margins") == ["report"]


def test_a_promise_is_not_loosened_under_a_reader(page, catalogue):
    with pytest.raises(page["Refused"], match="orders may be older than margins promises"):
        catalogue.publish("orders", "orders team", ["id", "total"], promise=4)
    catalogue.publish("orders", "orders team", ["id", "total"], promise=3)


def test_a_product_that_was_never_made_is_late_and_so_is_what_is_made_of_it(catalogue):
    catalogue.load("orders", 10)
    catalogue.load("margins", 10)
    assert catalogue.broken(10) == {"returns": "returns team"}
    catalogue.load("returns", 10)
    assert catalogue.broken(10) == {"margins": "finance"}


def test_personal_data_may_be_published_when_it_is_protected(catalogue):
    catalogue.publish("customers", "sales", ["id", "email"], promise=24, protected=["email"])


def test_a_column_that_others_read_cannot_be_dropped_and_one_without_readers_can(page, catalogue):
    catalogue.publish("report", "board", ["margin"], promise=24, inputs=("margins",))
    with pytest.raises(page["Refused"], match="total is read by margins, report"):
        catalogue.publish("orders", "orders team", ["id"], promise=1)
    catalogue.publish("orders", "orders team", ["id", "total", "currency"], promise=1)
    catalogue.publish("report", "board", [], promise=24, inputs=("margins",))


def test_a_published_product_does_not_change_with_the_lists_that_were_given(page, catalogue):
    columns = ["id", "total"]
    catalogue.publish("orders", "orders team", columns, promise=1)
    columns.remove("total")
    with pytest.raises(page["Refused"], match="total is read by margins"):
        catalogue.publish("orders", "orders team", columns, promise=1)
    with pytest.raises(page["Refused"], match="returns may be older"):
        catalogue.publish("report", "board", ["id"], promise=2, inputs=(name for name in ["returns"]))
    catalogue.publish("report", "board", iter(["id"]), promise=3, inputs=(name for name in ["returns"]))
    assert catalogue.readers("returns") == ["margins", "report"]


def test_a_product_is_as_old_as_its_oldest_input(catalogue):
    catalogue.load("orders", 10)
    catalogue.load("returns", 7)
    catalogue.load("margins", 11)
    assert catalogue.loaded["margins"] == 7


def test_the_first_late_product_of_a_chain_is_called_and_not_those_behind_it(catalogue):
    for name in ("orders", "returns", "margins"):
        catalogue.load(name, 10)
    assert catalogue.broken(11) == {}
    catalogue.load("returns", 15)
    catalogue.load("margins", 15)
    assert catalogue.broken(15) == {"orders": "orders team"}
    catalogue.load("orders", 15)
    assert catalogue.broken(15) == {"margins": "finance"}
    catalogue.load("margins", 15)
    assert catalogue.broken(15) == {}


def test_the_numbers_of_the_page():
    done = 8 * 220 / 3
    assert round(done) == 587 and 900 - 587 == 313 and round(313 / done * 365) == 195
    assert 25 * 0.5 + 6 == 18.5 and round(0.99**3, 2) == 0.97 and round(0.99 ** (3**5), 2) == 0.09
