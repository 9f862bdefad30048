"""The agent of the page corrects drift, deletes what it made and is gone, and leaves what others own alone."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

names = defined_in("gitops")
plan, TooMany = names["plan"], names["TooMany"]

SHOP = {"image": "shop@sha256:1", "memory": "512Mi", "replicas": 2}


def test_what_matches_is_left_alone_also_with_fields_that_the_repository_does_not_name():
    assert plan({"shop": SHOP}, {"shop": {**SHOP, "node": "a"}}, {"shop"}) == ({}, set())


def test_drift_is_corrected_field_by_field():
    actual = {"shop": {**SHOP, "memory": "1Gi"}}
    assert plan({"shop": SHOP}, actual, {"shop"}) == ({"shop": {"memory": "512Mi"}}, set())


def test_a_field_that_another_controller_owns_is_set_once_and_never_again():
    ignored = {("shop", "replicas")}
    assert plan({"shop": SHOP}, {}, set(), ignored=ignored)[0] == {"shop": SHOP}
    actual = {"shop": {**SHOP, "replicas": 5}}
    assert plan({"shop": SHOP}, actual, {"shop"}, ignored=ignored) == ({}, set())
    assert plan({"shop": SHOP}, actual, {"shop"})[0] == {"shop": {"replicas": 2}}


def test_only_what_the_agent_made_is_deleted_and_nothing_that_is_protected():
    managed = {"old", "volume", *"abcdefgh"}
    actual = {name: {} for name in [*managed, "by hand"]}
    desired = {name: {} for name in "abcdefgh"}
    assert plan(desired, actual, managed, protected={"volume"}) == ({}, {"old"})


def test_a_renamed_directory_deletes_nothing():
    managed = set("abcdefghij")
    actual = {name: {} for name in managed}
    with pytest.raises(TooMany):
        plan({name: {} for name in "abcdefg"}, actual, managed)
    assert plan({name: {} for name in "abcdefgh"}, actual, managed)[1] == {"i", "j"}


def test_an_empty_repository_deletes_nothing():
    with pytest.raises(TooMany):
        plan({}, {"shop": SHOP}, {"shop"})
