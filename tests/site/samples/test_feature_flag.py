"""A stopped or unknown flag is off, a share only grows, and a request sees one version of the rules."""

from __future__ import annotations

from datetime import date

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("feature-flag")
Flag, Flags, overdue = PAGE["Flag"], PAGE["Flags"], PAGE["overdue"]
USERS = [f"user-{number}" for number in range(5000)]


def flag(name="checkout-2", **rules):
    return Flag(name, "shop", date(2026, 12, 31), **rules)


def test_off_is_the_answer_for_a_flag_that_is_unknown_or_has_no_rule():
    assert not Flags().for_request("ann")("checkout-2")
    assert not Flags([flag()]).for_request("ann")("checkout-2")


def test_stopping_beats_every_other_rule():
    assert flag(share=1.0, users=frozenset({"ann"})).is_on("ann")
    assert not flag(share=1.0, users=frozenset({"ann"}), stopped=True).is_on("ann")


def test_a_growing_share_adds_users_and_takes_none_away():
    groups = [{user for user in USERS if flag(share=share).is_on(user)} for share in (0, 0.05, 0.1, 1)]
    assert groups[0] == set() and groups[3] == set(USERS)
    assert groups[1] < groups[2]
    assert 200 <= len(groups[1]) <= 300


def test_two_flags_divide_users_differently():
    one, other = ({user for user in USERS if flag(name, share=0.1).is_on(user)} for name in ("one", "other"))
    assert len(one & other) < 100  # about a tenth of a tenth


def test_a_request_sees_one_version_of_the_rules():
    flags = Flags([flag(share=1.0)])
    is_on = flags.for_request("ann")
    flags.replace([flag(stopped=True)])
    assert is_on("checkout-2")
    assert not flags.for_request("ann")("checkout-2")


def test_a_build_names_flags_whose_time_is_over():
    flags = [flag(), flag("banner")]
    assert overdue(flags, date(2026, 12, 31)) == []
    assert overdue(flags, date(2027, 1, 1)) == ["checkout-2 (shop)", "banner (shop)"]


@pytest.mark.parametrize("share", [5, 1.01, -0.1, float("nan")])
def test_a_share_in_per_cent_is_refused(share):
    with pytest.raises(ValueError, match="checkout-2: a share is from 0 to 1"):
        flag(share=share)


def test_two_flags_of_one_name_are_refused_and_the_rules_stay():
    flags = Flags([flag(share=1.0)])
    with pytest.raises(ValueError, match="banner: two flags of one name"):
        flags.replace([flag("banner"), flag("banner", share=1.0)])
    assert flags.for_request("ann")("checkout-2")


def test_a_switch_for_operation_has_no_date_of_removal():
    assert overdue([Flag("recommendations", "shop", None)], date(2030, 1, 1)) == []
