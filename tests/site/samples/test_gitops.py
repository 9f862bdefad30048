"""The agent of the page corrects drift, deletes what it made and is gone, and leaves what others own alone."""

from __future__ import annotations

import pytest
import yaml

from tests.site.samples import code_of, defined_in

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


def test_the_limit_is_a_share_of_what_is_there_and_not_of_what_has_gone_long_ago():
    managed = {str(number) for number in range(100)}
    actual = {str(number): {} for number in range(10)}  # ninety were deleted in earlier rounds
    with pytest.raises(TooMany):
        plan({}, actual, managed)
    desired = {str(number): {} for number in range(2, 10)}
    assert plan(desired, actual, managed) == ({}, {"0", "1"})


def test_of_a_few_objects_every_deletion_is_too_many():
    def without_the_last(names):
        actual = {name: {} for name in names}
        return plan({name: {} for name in names[:-1]}, actual, set(names))

    with pytest.raises(TooMany):
        without_the_last("abcd")
    assert without_the_last("abcde") == ({}, {"e"})


def test_the_application_of_the_page_reads_a_directory_corrects_its_own_cluster_and_deletes_what_has_vanished():
    (code,) = code_of("gitops", "yaml")
    application = yaml.safe_load(code)
    assert (application["apiVersion"], application["kind"]) == ("argoproj.io/v1alpha1", "Application")
    assert set(application["metadata"]) == {"name", "namespace"}
    spec = application["spec"]
    assert set(spec) == {"project", "source", "destination", "syncPolicy"}
    assert set(spec["source"]) == {"repoURL", "path", "targetRevision"}
    assert spec["destination"]["server"] == "https://kubernetes.default.svc"  # of the agent, which connects out
    assert spec["syncPolicy"] == {"automated": {"prune": True, "selfHeal": True}}
