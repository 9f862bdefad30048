"""The edge of the page stores and uses answers as RFC 9111 and RFC 5861 say, and never those of one user."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("edge-caching")


@pytest.mark.parametrize(
    ("request_headers", "response", "stored"),
    [
        ({}, {"cache-control": "max-age=60"}, True),
        ({}, {}, False),  # no lifetime: a careful edge does not guess
        ({}, {"cache-control": "private, max-age=60"}, False),
        ({}, {"cache-control": "No-Store"}, False),
        ({}, {"cache-control": 'private="x-user", max-age=60'}, False),
        ({}, {"cache-control": "max-age=60", "set-cookie": "session=1"}, False),
        ({}, {"cache-control": "max-age=60", "vary": "*"}, False),
        ({}, {"cache-control": "max-age=60", "vary": "accept, *"}, False),
        ({}, {"cache-control": 'private ="x-user", max-age=60'}, False),
        ({"authorization": "Bearer 1"}, {"cache-control": "max-age=60"}, False),
        ({"authorization": "Bearer 1"}, {"cache-control": "public, max-age=60"}, True),
        ({"authorization": "Bearer 1"}, {"cache-control": "s-maxage=60"}, True),
        ({}, {"cache-control": "private", "cdn-cache-control": "max-age=60"}, True),  # the edge has its own field
        ({}, {"cache-control": "max-age=60", "cdn-cache-control": "no-store"}, False),
    ],
)
def test_what_may_be_stored(request_headers, response, stored):
    assert PAGE["may_store"](request_headers, response) is stored


@pytest.mark.parametrize(
    ("control", "age", "action"),
    [
        ("max-age=60", 59, "serve"),
        ("max-age=60", 60, "ask"),
        ("max-age=10, s-maxage=60", 59, "serve"),  # the shared lifetime wins
        ("max-age=60, no-cache", 0, "ask"),
        ("max-age=60, stale-while-revalidate=30", 60, "refresh"),
        ("max-age=60, stale-while-revalidate=30", 89, "refresh"),
        ("max-age=60, stale-while-revalidate=30", 90, "ask"),
        ("max-age=60, stale-while-revalidate=30, must-revalidate", 60, "ask"),
        ("s-maxage=60, stale-while-revalidate=30", 60, "ask"),
        ("max-age=nonsense", 0, "ask"),
        ("max-age=\u00b2", 0, "ask"),  # a digit to isdigit, but not to int
        ("max-age=" + "9" * 5000, 86400, "serve"),  # more digits than int accepts
        ("max-age=60, max-age=3600", 60, "ask"),  # the first one counts
        ('max-age = "60"', 59, "serve"),
        ("max-age=60, stale-while-revalidate=soon", 60, "ask"),
        ('extension="a, max-age=3600", max-age=60', 60, "ask"),  # what is in quotes is no directive
        ('max-age="60" , stale-while-revalidate=30', 60, "refresh"),
    ],
)
def test_what_is_done_with_a_stored_answer(control, age, action):
    assert PAGE["use"]({"cache-control": control}, age) == action


def test_the_same_answer_has_one_key_and_other_answers_have_others():
    key = PAGE["key_of"]
    assert key({}, "/list", [("size", "10"), ("page", "2")]) == key(
        {}, "/list", [("utm_source", "mail"), ("page", "2"), ("size", "10")]
    )
    assert key({}, "/list", [("page", "1")]) != key({}, "/list", [("page", "2")])
    assert key({}, "/list", [("q", "a"), ("q", "b")]) != key({}, "/list", [("q", "b"), ("q", "a")])
    assert key({"host": "a.example"}, "/", []) == key({"host": "A.example"}, "/", [])
    assert key({"host": "a.example"}, "/", []) != key({"host": "b.example"}, "/", [])
    german, english = {"accept-language": "de"}, {"accept-language": "en"}
    assert key(german, "/", []) == key(english, "/", [])
    assert key(german, "/", [], ["accept-language"]) != key(english, "/", [], ["accept-language"])
