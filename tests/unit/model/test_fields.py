"""What a text, an id and an address must look like, and where block markup begins."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from sphinx_excellence.model.addresses import is_page_address, is_web_address
from sphinx_excellence.model.block_markup import block_markup
from sphinx_excellence.model.dates import DATE_FORMS, DAY_FORM, PERIOD_FORMS
from sphinx_excellence.model.fields import (  # fmt: skip
    ID_FORM,
    Date,
    Day,
    Identifier,
    PatternRefs,
    Period,
    Prose,
    ProseList,
    Text,
    Url,
    id_like,
    is_id,
)


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("https://x.org", True), ("http://x.org/a?b=c#d", True), ("HTTPS://X.ORG", True), ("https://x.org:80/", True), ("https://[::1]/", True),
        ("ftp://x.org", False), ("x.org", False), ("//x.org", False), ("https://", False), ("https:x.org", False), ("", False),
        ("https://x.org/a b", False), ("https://x.org/\n", False), ("https://x.org/\u202e", False), ("https://[x", False),
        ("https://x.org:port", False), ("https://x.org:99999", False), ("mailto:a@x.org", False),
    ],
)  # fmt: skip
def test_a_web_address_has_a_host_and_no_blanks(text, is_address):
    assert is_web_address(text) is is_address


@pytest.mark.parametrize(
    ("text", "is_below"),
    [
        ("a.html", True), ("a/b.html#c", True), ("", True), ("a/..b.html", True), ("a.html?x=..", True),
        ("https://x.org/a", False), ("mailto:a", False), ("//x.org/a", False), ("///a", False), ("../a.html", False), ("a/../b", False),
        ("a/%2e%2e/b", False), ("a b", False), ("a\\b", False), ("a\n", False), ("a\u202eb", False), ("//[x", False),
    ],
)  # fmt: skip
def test_the_address_of_a_page_stays_below_that_of_its_site(text, is_below):
    assert is_page_address(text) is is_below


@pytest.mark.parametrize(
    ("text", "valid", "like"),
    [
        ("saga", True, "saga"), ("A.b_c-9", True, "a.b_c-9"), ("9", True, "9"), ("", False, ""), ("-a", False, "a"), ("a b", False, "a-b"),
        ("A Gateway!", False, "a-gateway"), ("_a_", False, "a"), ("\N{LATIN SMALL LETTER O WITH DIAERESIS}", False, ""), ("a\n", False, "a"),
        ("a / b", False, "a-b"), (".hidden.", False, "hidden"),
    ],
)  # fmt: skip
def test_an_id_has_letters_and_digits_and_begins_with_one(text, valid, like):
    assert is_id(text) is valid
    assert id_like(text) == like


class Fields(BaseModel):
    text: Text = ""
    prose: Prose = ""
    texts: ProseList = ()
    name: Identifier = ""
    names: PatternRefs = ()
    url: Url = ""
    date: Date = ""
    day: Day = ""
    period: Period = ""


@pytest.mark.parametrize(
    ("key", "value", "taken"),
    [
        ("text", " a ", "a"), ("text", 3, "3"), ("text", 1.5, "1.5"), ("texts", "a", ("a",)), ("texts", ["a", 2], ("a", "2")),
        ("names", "a", ("a",)), ("names", 2, ("2",)), ("names", 1.5, ("1.5",)), ("date", 1987, "1987"), ("period", "1987-", "1987-"), ("day", "2026-01-02", "2026-01-02"),
        ("url", "https://x.org", "https://x.org"), ("prose", "[a](b)", "[a](b)"),
    ],
)  # fmt: skip
def test_a_value_is_taken_as_a_text_or_as_a_list_of_them(key, value, taken):
    assert getattr(Fields.model_validate({key: value}), key) == taken


@pytest.mark.parametrize(
    ("key", "value", "sort", "context"),
    [
        ("name", "a b", "wrong-id", {"value": "a b", "accepted": ID_FORM}),
        ("url", "x.org", "unsafe-url", {"value": "x.org"}),
        ("prose", "[a](javascript:1) [b](data:2) [c](javascript:1) [d](saga)", "unsafe-url",
         {"value": "javascript:1", "targets": ("javascript:1", "data:2")}),
        ("date", "soon", "wrong-value", {"reason": "'soon' is not a date", "accepted": DATE_FORMS}),
        ("day", "2026", "wrong-value", {"accepted": DAY_FORM}),
        ("period", "2010-1990", "wrong-value", {"accepted": PERIOD_FORMS}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_value_comes_with_what_is_accepted(key, value, sort, context):
    with pytest.raises(ValidationError) as raised:
        Fields.model_validate({key: value})
    (error,) = raised.value.errors()
    assert error["type"] == sort
    told: dict[str, Any] = error["ctx"]
    context = {name: each for name, each in context.items() if name != "reason"}
    assert {name: told[name] for name in context} == context
    assert str(told.get("value", told.get("reason", ""))) in error["msg"]
    assert told["accepted"]


@pytest.mark.parametrize("value", [True, {"a": 1}, None])
def test_what_is_no_text_is_not_made_a_list(value):
    with pytest.raises(ValidationError):
        Fields.model_validate({"names": value})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []), ("one", []), ("one\ntwo", []), ("-", []), ("---", []), ("a - b", []), ("\\- a", []),
        ("- a", [("list", 0)]), ("1. a", []), ("1. a\n2. b", [("list", 0)]), ("  - a", [("list", 2)]), ("a\n\n- b", [("list", 3)]),
        ("- 3 ms", []), ("> 5 s", []), ("# 1 of 3", []), ("1. ", []), ("- 3 ms\n- 4 ms", [("list", 0)]), ("- ~3", []),
        ("```\na\n```", [("code", 0)]), ("a\n\n    b", [("code", 7)]), ("| a |\n|---|\n| b |", [("table", 0)]),
        ("# a", [("heading", 0)]), ("a\n===", [("heading", 0)]), ("> a", [("quote", 0)]), ("a\n\n***", [("rule", 3)]),
        ("<div>\na\n</div>", [("html", 0)]), ("<div>a</div>", []), ("a\n\nb\n\nc", [("paragraph", 3)]),
        ("a\n\n- b\n- c\n\nd\n\n1. e", [("list", 3), ("paragraph", 12)]),
        (":::{note}\na\n:::", [("directive", 0)]), ("$$a$$", [("formula", 0)]), ("a\n\n$$b$$", [("formula", 3)]),
        ("[a]: https://x.org", []), ("a\n\n  [b]: https://x.org", [("definition", 5)]),
        ("a ![b](c.png)", [("image", 2)]), ("a  \nb", [("break", 1)]), ("a\\\nb", [("break", 1)]), ("a\n\nb  \nc", [("paragraph", 3), ("break", 4)]),
        ("- ![a](b) ", [("list", 0), ("image", 2)]),
        ("> a\n\nb", [("quote", 0)]), ("- > a\n- b", [("list", 0)]),
        ("a `![b` c", []), ("a\n\n:::{note}\nb\n:::", [("directive", 3)]), ("- 3 ![a](b)", [("list", 0), ("image", 4)]),
    ],
)  # fmt: skip
def test_block_markup_is_found_where_it_begins_each_sort_once(text, found):
    assert [(each.kind, each.offset) for each in block_markup(text)] == found
