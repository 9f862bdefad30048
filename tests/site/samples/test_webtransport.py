"""The receiver of the page shows no old position, and no change is lost that overtook its object."""

from __future__ import annotations

import itertools

import pytest

from tests.site.samples import defined_in

View = defined_in("webtransport")["View"]


@pytest.mark.parametrize("order", list(itertools.permutations([0, 1, 2])))
def test_the_newest_position_wins_whatever_the_order_of_datagrams(order):
    view = View()
    for number in order:
        view.datagram("ship", number, f"at {number}")
    assert view.positions == {"ship": "at 2"}


def test_positions_of_one_object_do_not_hide_those_of_another():
    view = View()
    view.datagram("ship", 9, "here")
    view.datagram("buoy", 0, "there")
    assert view.positions == {"ship": "here", "buoy": "there"}


def test_changes_that_overtake_their_object_wait_for_it_in_order():
    view = View()
    view.changed("ship", {"colour": "red"})
    view.changed("ship", {"colour": "blue"})
    view.changed("buoy", {"lit": True})
    assert view.objects == {}
    view.created("ship", {"colour": "grey", "size": 3})
    assert view.objects == {"ship": {"colour": "blue", "size": 3}}
    view.changed("ship", {"size": 4})
    assert view.objects["ship"] == {"colour": "blue", "size": 4}
    assert view.waiting == {"buoy": [{"lit": True}]}
