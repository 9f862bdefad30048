"""The context is passed on as W3C says, the decision is made once, and the wait is charged to what was waited for."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("distributed-tracing")
Context, Span, waited_for = PAGE["Context"], PAGE["Span"], PAGE["waited_for"]
TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.mark.parametrize(
    ("header", "sampled"),
    [
        (f"00-{TRACE}-{PARENT}-01", True),
        (f"00-{TRACE}-{PARENT}-00", False),
        (f"00-{TRACE}-{PARENT}-03", True),  # other flags are none of our business
        (f"01-{TRACE}-{PARENT}-01-what-comes-later", True),
    ],
)
def test_a_valid_header_is_taken_over(header, sampled):
    assert Context.received(header) == Context(TRACE, PARENT, sampled)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-01-more",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}",
        f"00-{TRACE}-{PARENT}-01\n",
        "garbage",
    ],
)
def test_an_invalid_header_begins_a_new_trace(header):
    assert Context.received(header) is None


def test_the_decision_is_passed_on_and_ids_of_spans_are_new():
    first = Context.begin(share=1.0)
    second = Context.received(first.header()).child()
    assert (second.trace, second.sampled) == (first.trace, True) and second.span != first.span
    assert not Context.begin(share=0.0).child().sampled
    assert 350 <= sum(Context.begin(share=0.1).sampled for _ in range(5000)) <= 650


def test_calls_one_after_the_other_are_all_waited_for():
    spans = [
        Span("a", None, "basket", 0, 1000),
        *(Span(str(n), "a", "prices", n * 300, n * 300 + 290) for n in range(3)),
    ]
    assert waited_for(spans) == {"basket": 130, "prices": 870}


def test_what_ran_next_to_something_longer_does_not_count():
    spans = [Span("a", None, "page", 0, 100), Span("b", "a", "slow", 10, 90), Span("c", "a", "fast", 10, 40)]
    assert waited_for(spans) == {"page": 20, "slow": 80}


def test_a_span_that_arrives_twice_counts_once():
    spans = [Span("a", None, "page", 0, 100), Span("b", "a", "prices", 10, 90)]
    assert waited_for(spans * 2) == {"page": 20, "prices": 80}


def test_a_clock_that_is_wrong_and_work_that_outlives_its_parent_do_not_change_the_sum():
    spans = [
        Span("a", None, "page", 0, 100),
        Span("b", "a", "early", -50, 30),
        Span("c", "a", "late", 60, 500),
        Span("d", "c", "below", 70, 400),
    ]
    assert waited_for(spans) == {"page": 30, "early": 30, "late": 10, "below": 30}
