"""The spans of a record's prose."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.prose import Code, Emphasis, Link, Strong, Text, parse_prose, without_unsafe_links


@pytest.mark.parametrize(
    ("source", "spans"),
    [
        ("", ()),
        ("plain", (Text("plain"),)),
        ("a `b` c", (Text("a "), Code("b"), Text(" c"))),
        ("`*b*`", (Code("*b*"),)),
        ("*a*", (Emphasis((Text("a"),)),)),
        ("**a**", (Strong((Text("a"),)),)),
        ("*a **b***", (Emphasis((Text("a "), Strong((Text("b"),)))),)),
        ("[a *b*](saga) c", (Link((Text("a "), Emphasis((Text("b"),))), "saga"), Text(" c"))),
        ("<https://x.org>", (Link((Text("https://x.org"),), "https://x.org"),)),
        ("![alt](x.png) b", (Text("alt b"),)),
        ("a <b> *c*", (Text("a <b> "), Emphasis((Text("c"),)))),
        ("one\n*two*", (Text("one "), Emphasis((Text("two"),)))),
        ("one  \n*two*", (Text("one "), Emphasis((Text("two"),)))),
        (r"\*a\* `b`", (Text("*a* "), Code("b"))),
        ("[a]()", (Link((Text("a"),), ""),)),
    ],
)
def test_prose_is_read_into_spans_and_neighbouring_text_is_one(source, spans):
    assert parse_prose(source) == spans


@pytest.mark.parametrize(("target", "external"), [("https://x.org", True), ("mailto:a@b.org", True), ("saga", False)])
def test_a_link_leads_out_where_its_target_is_an_address(target, external):
    assert Link((), target).external is external


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("see <https://x.org> and [a](javascript:b)", "see <https://x.org> and a"),
        ("see <javascript:b> and <mailto:a@b.org>", "see  and <mailto:a@b.org>"),
        ("[a](https://x.org) <data:x>", "[a](https://x.org) "),
        ("[a](<javascript:b> 'title') [saga](saga)", "a [saga](saga)"),
    ],
)
def test_only_what_is_unsafe_is_taken_out_of_a_text(source, left):
    assert without_unsafe_links(source) == left
