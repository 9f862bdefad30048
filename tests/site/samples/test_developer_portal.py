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
    assert health([], DIRECTORY, set()) == (1.0, set())
