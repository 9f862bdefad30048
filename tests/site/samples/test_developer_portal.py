"""The check of the page finds owners that are gone and entities without a source."""

from __future__ import annotations

import pytest
import yaml

from tests.site.samples import code_of, defined_in

DIRECTORY = {"checkout": {"ann", "bob"}, "dissolved": set()}


@pytest.fixture
def entity():
    """The page's own description, with the repository that it was read from."""
    (description,) = code_of("developer-portal", "yaml")
    return {**yaml.safe_load(description), "repository": "shop/pricing-proxy"}


def problems(entity):
    return defined_in("developer-portal")["problems_of"](entity, DIRECTORY, {"shop/pricing-proxy"})


def test_the_description_on_the_page_is_right(entity):
    assert problems(entity) == []


@pytest.mark.parametrize(
    ("owner", "problem"),
    [
        ("group:merged-away", "which does not exist"),
        ("dissolved", "which has no members"),
        ("user:ann", "owned by a user"),
        ("", "has no owner"),
        ("group:", "has no owner"),
    ],
)
def test_an_owner_that_nobody_can_wake_is_found(entity, owner, problem):
    entity["spec"]["owner"] = owner
    (found,) = problems(entity)
    assert problem in found


def test_a_service_without_owner_repository_and_pager_has_three_problems(entity):
    del entity["spec"]["owner"], entity["metadata"]["annotations"]
    entity["repository"] = "shop/deleted"
    assert len(problems(entity)) == 3
    entity["spec"]["lifecycle"] = "experimental"
    assert len(problems(entity)) == 2


def test_the_share_that_is_right_counts_production_only(entity):
    wrong = {**entity, "spec": {**entity["spec"], "owner": "dissolved"}}
    experiment = {**wrong, "spec": {**wrong["spec"], "lifecycle": "experimental"}, "repository": "shop/new"}
    health = defined_in("developer-portal")["health"]
    repositories = {"shop/pricing-proxy", "shop/new", "shop/undescribed"}
    assert health([entity, entity, wrong, entity, experiment], DIRECTORY, repositories) == (0.75, {"shop/undescribed"})
    assert health([], DIRECTORY, {"shop/new"}) == (0.0, {"shop/new"})  # an empty catalogue is not a perfect one


@pytest.mark.parametrize("owner", ["checkout", "Group:Checkout", "group:default/checkout", "default/checkout"])
def test_every_form_of_a_reference_to_the_group_is_understood(entity, owner):
    entity["spec"]["owner"] = owner
    assert problems(entity) == []


@pytest.mark.parametrize("owner", [None, 42, ["group:checkout"]])
def test_an_owner_that_is_no_text_is_a_problem_and_no_crash(entity, owner):
    entity["spec"]["owner"] = owner
    assert len(problems(entity)) == 1


def test_what_is_left_empty_in_the_description_is_a_problem_and_no_crash(entity):
    entity["metadata"]["annotations"] = None
    assert problems(entity) == ["is in production and pages no team"]
    entity["metadata"]["annotations"] = {"pagerduty.com/service-id": ""}
    assert problems(entity) == ["is in production and pages no team"]
    assert len(problems({"metadata": None, "spec": None})) == 3
    assert defined_in("developer-portal")["health"]([{"spec": None}], DIRECTORY, []) == (0.0, set())


def test_a_typing_error_in_the_life_cycle_does_not_hide_a_service(entity):
    entity["spec"]["lifecycle"] = "prodution"
    assert problems(entity) == ["has no life cycle that we know"]
    health = defined_in("developer-portal")["health"]
    assert health([entity], DIRECTORY, {"shop/pricing-proxy"}) == (0.0, set())
