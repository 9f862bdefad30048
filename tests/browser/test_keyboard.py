"""A page of each kind by keyboard alone: all that can be operated is reached, shows that it is, and lets go."""

from __future__ import annotations

from tests.browser.keys import walk_by_keys
from tests.browser.repeated_items import take_out_repeated
from tests.faults import idle


def test_all_that_can_be_operated_is_reached_and_shows_it(tour):
    faults, used = {}, set()
    for name, page in tour(width=1440):
        take_out_repeated(page)
        walk = walk_by_keys(page)
        used |= walk.used
        if walk:
            faults[name] = walk
    assert faults == {}
    assert idle("keyboard", used) == []
