"""The router of the page keeps the last table that it believed, and customers are placed where there is room."""

from __future__ import annotations

import json

import pytest

from tests.site.samples import defined_in

TABLE = {f"customer-{number}": f"cell-{number % 10}" for number in range(100)}


@pytest.fixture
def routed():
    """A router with a table, and what the control plane answers next."""
    answer = [(5, TABLE)]

    def fetch():
        if answer[0] is None:
            raise ConnectionError
        if isinstance(answer[0], Exception):
            raise answer[0]
        return answer[0]

    router = defined_in("cell-based-architecture")["Router"](fetch)
    assert router.refresh()
    return router, answer


def test_it_works_while_the_control_plane_does_not(routed):
    router, answer = routed
    answer[0] = None
    assert not router.refresh()
    assert router.cell_of("customer-17") == "cell-7" and router.cell_of("stranger") is None


def test_a_customer_is_moved_by_a_newer_table(routed):
    router, answer = routed
    answer[0] = 6, {**TABLE, "customer-17": "cell-0", "new": "cell-1"}
    assert router.refresh()
    assert router.cell_of("customer-17") == "cell-0" and router.cell_of("new") == "cell-1"


@pytest.mark.parametrize(
    "answer",
    [
        (4, {**TABLE, "customer-17": "cell-0"}),
        (5, {**TABLE, "customer-17": "cell-0"}),
        (6, {}),
        (6, dict.fromkeys(TABLE, "cell-0")),
        (6, dict(list(TABLE.items())[:80])),
    ],
    ids=["older", "the same version", "empty", "all in one cell", "a fifth is missing"],
)
def test_a_table_that_looks_wrong_is_not_taken(routed, answer):
    router, next_answer = routed
    next_answer[0] = answer
    assert not router.refresh()
    assert all(router.cell_of(customer) == cell for customer, cell in TABLE.items())


def test_a_table_is_a_copy(routed):
    router, answer = routed
    table = dict(TABLE)
    answer[0] = 6, table
    router.refresh()
    table.clear()
    assert router.cell_of("customer-17") == "cell-7"


@pytest.mark.parametrize(
    ("load", "cell"),
    [(10, "b"), (40, "b"), (41, None), (51, None)],
    ids=["fits", "fits exactly", "no room: open a cell", "more than half: its own"],
)
def test_customers_are_placed_where_there_is_room(load, cell):
    assert defined_in("cell-based-architecture")["place"](load, {"a": 60, "b": 30}, 100) == cell
    assert defined_in("cell-based-architecture")["place"](51, {"empty": 0}, 100) is None


def test_the_first_cell_has_to_be_opened():
    assert defined_in("cell-based-architecture")["place"](10, {}, 100) is None


def test_a_router_that_restarts_without_the_control_plane_goes_on_with_its_file(routed):
    router, _ = routed

    def fetch():
        raise ConnectionError

    restarted = defined_in("cell-based-architecture")["Router"](fetch, last=(router.version, router.table))
    assert not restarted.refresh() and restarted.cell_of("customer-17") == "cell-7"


def test_an_answer_that_cannot_be_read_changes_nothing(routed):
    router, answer = routed
    for unreadable in ((), (6,), json.JSONDecodeError("cut off", "{", 1)):
        answer[0] = unreadable
        assert not router.refresh()
    assert router.cell_of("customer-17") == "cell-7"


def test_a_router_that_was_away_too_long_needs_a_person(routed):
    router, answer = routed
    answer[0] = 9, dict.fromkeys(TABLE, "cell-10")
    assert not router.refresh()
    started = defined_in("cell-based-architecture")["Router"](lambda: answer[0])
    assert started.refresh() and started.cell_of("customer-17") == "cell-10"
