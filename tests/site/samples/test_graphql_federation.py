"""The router of the page joins with one request, keeps what it has when a subgraph fails, and counts what a query costs."""

from __future__ import annotations

import re

import pytest

from tests.site.samples import code_of, defined_in

names = defined_in("graphql-federation")
join, cost = names["join"], names["cost"]

REVIEWS = {"p1": [5], "p2": [3, 4]}


def test_a_list_is_joined_by_one_request_in_which_no_key_is_twice():
    asked, errors = [], []

    def fetch(keys):
        asked.append(keys)
        return REVIEWS

    products = [{"id": key, "name": key.upper()} for key in ("p1", "p2", "p1")]
    joined = join(products, "reviews", fetch, errors)
    assert asked == [["p1", "p2"]]
    assert [each["reviews"] for each in joined] == [[5], [3, 4], [5]]
    assert [each["name"] for each in joined] == ["P1", "P2", "P1"]
    assert errors == []


def test_an_object_that_the_other_side_does_not_know_gets_null():
    assert join([{"id": "p9"}], "reviews", lambda keys: REVIEWS, []) == [{"id": "p9", "reviews": None}]


def test_an_object_that_is_null_stays_null_and_its_neighbours_get_their_field():
    asked = []
    joined = join([None, {"id": "p1"}], "reviews", lambda keys: asked.append(keys) or REVIEWS, [])
    assert joined == [None, {"id": "p1", "reviews": [5]}] and asked == [["p1"]]


@pytest.mark.parametrize(
    "failure", [ConnectionError("10.0.3.7 refused"), TimeoutError("250 ms"), ValueError("no JSON at line 1")]
)
def test_a_subgraph_that_fails_takes_its_field_and_nothing_else(failure, caplog):
    errors = []

    def fetch(keys):
        raise failure

    assert join([{"id": "p1", "name": "Lamp"}], "reviews", fetch, errors) == [
        {"id": "p1", "name": "Lamp", "reviews": None}
    ]
    assert errors == [{"path": "reviews", "message": "not available"}]
    assert str(failure) in caplog.text  # for those who run the router, and for no one else


def test_nothing_is_asked_for_an_empty_list():
    def fetch(keys):
        raise AssertionError

    assert join([], "reviews", fetch, []) == []


def test_the_price_of_a_query_is_what_its_lists_multiply_to():
    latest = {"latest": (100, {})}
    assert cost(latest) == 100
    assert cost({"products": (100, {"reviews": (100, {})})}) == 100 + 10_000
    assert cost({"products": (100, {"reviews": (100, {"author": (1, latest)})})}) == 1_020_100
    assert cost({"a": (10, {}), "b": (10, {})}) == 20
    assert cost({"a": (-1_000_000, latest), "b": (1_000_000, {})}) == 1_000_000  # a minus buys nothing


def subgraphs():
    """Return the types of each subgraph on the page: by type its fields, with the type of each."""
    schema = code_of("graphql-federation", "text")[0]
    found = []
    for part in schema.split("# Subgraph of the ")[1:]:
        assert part.count("{") == part.count("}")
        types = re.findall(r"^type (\w+)([^{]*)\{(.*?)\}", part, re.MULTILINE | re.DOTALL)
        found.append({name: (key, dict(re.findall(r"(\w+): ([\w!\[\]]+)", body))) for name, key, body in types})
    return found


def selected(query):
    """Read a query of names and braces alone, as a tree."""
    root: dict = {}
    stack, last = [root], ""
    for token in re.findall(r"\w+|\S", query):
        if token == "{":
            stack.append(stack[-1].setdefault(last, {}))
        elif token == "}":
            stack.pop()
        else:
            assert token.isidentifier(), token
            stack[-1][token] = {}
            last = token
    assert len(stack) == 1
    return root[""]


def test_the_query_of_the_page_asks_for_what_the_subgraphs_have_and_for_a_name_that_is_elsewhere():
    products, reviews = subgraphs()
    (query,) = code_of("graphql-federation", "graphql")
    missing = []

    def walk(selection, kind):
        fields = {**products.get(kind, ("", {}))[1], **reviews.get(kind, ("", {}))[1]}
        for name, inner in selection.items():
            if name not in fields:
                missing.append((kind, name))
            else:
                walk(inner, fields[name].strip("[]!"))

    tree = selected(query)
    walk(tree, "Query")
    assert list(tree) == ["bestsellers"]
    assert missing == [("User", "name")], "the user team has the rest"


def test_both_subgraphs_declare_the_key_of_what_they_share_and_what_crosses_a_service_may_be_null():
    products, reviews = subgraphs()
    for key, fields in (products["Product"], reviews["Product"]):
        assert '@key(fields: "id")' in key and fields["id"] == "ID!"
    assert "resolvable: false" in reviews["User"][0] and list(reviews["User"][1]) == ["id"]
    assert reviews["Product"][1]["reviews"] == "[Review!]"
    assert reviews["Review"][1]["author"] == "User"
