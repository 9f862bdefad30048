"""Homes of the page move without loss when it is planned, and lose what was on the way when it is not."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def homes():
    return defined_in("multi-region-active-active")["Homes"](["eu", "us", "ap"])


def test_a_write_goes_to_the_home_of_its_key(homes):
    assert homes.write("eu", "ann", 1) == "eu"
    assert homes.write("us", "ann", 2) == "eu"
    assert homes.data["us"] == {}  # a reader there is a moment behind
    homes.replicate()
    assert all(copy == {"ann": 2} for copy in homes.data.values())


def test_copies_arrive_in_the_order_of_the_writes(homes):
    for value in (1, 2, 3):
        homes.write("eu", "ann", value)
    homes.replicate(2)
    assert homes.data["us"] == homes.data["ap"] == {"ann": 1}
    homes.replicate()
    assert homes.data["us"] == homes.data["ap"] == {"ann": 3}


def test_a_planned_move_loses_nothing(homes):
    homes.write("eu", "ann", 1)
    homes.move("ann", "us")
    assert homes.write("eu", "ann", 2) == "us"
    assert homes.data["us"] == {"ann": 2} and homes.fail("eu", "ap") == []


def test_a_failure_loses_what_was_on_the_way_and_nothing_else(homes):
    homes.write("eu", "ann", 1)
    homes.write("us", "bob", 1)
    homes.replicate()
    homes.write("eu", "ann", 2)
    homes.write("us", "bob", 2)
    assert homes.fail("eu", "us") == [("ann", 2)]
    homes.replicate()
    assert homes.data == {"us": {"ann": 1, "bob": 2}, "ap": {"ann": 1, "bob": 2}}
    assert homes.write("ap", "ann", 3) == "us"


def test_a_region_that_failed_gets_no_more_copies(homes):
    homes.write("us", "bob", 1)
    homes.fail("eu", "us")
    homes.replicate()
    assert set(homes.data) == {"us", "ap"} and homes.data["ap"] == {"bob": 1}


def test_what_one_region_has_received_is_not_lost_and_all_that_are_left_get_it(homes):
    homes.write("eu", "ann", 1)
    homes.replicate()
    for value in (2, 3):
        homes.write("eu", "ann", value)
    homes.replicate(1)
    assert homes.data["us"] == {"ann": 2} and homes.data["ap"] == {"ann": 1}
    assert homes.fail("eu", "ap") == [("ann", 3)]
    homes.replicate()
    assert homes.data == {"us": {"ann": 2}, "ap": {"ann": 2}}


def test_a_key_gets_no_home_in_a_region_that_is_gone(homes):
    homes.fail("eu", "us")
    with pytest.raises(ValueError, match="eu"):
        homes.write("eu", "new", 1)
    assert homes.write("us", "new", 1) == "us"
    with pytest.raises(ValueError, match="eu"):
        homes.move("new", "eu")
    assert homes.write("ap", "new", 2) == "us"


@pytest.mark.parametrize("target", ["eu", "nowhere"])
def test_only_a_region_that_is_there_takes_over(homes, target):
    homes.write("eu", "ann", 1)
    homes.replicate()
    with pytest.raises(ValueError, match=target):
        homes.fail("eu", target)
    assert homes.write("us", "ann", 2) == "eu"
