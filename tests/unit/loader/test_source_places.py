"""Where a character of a text stands in the file, however the text is written there."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_excellence.loader.cache import ParseCache

WORDS = ["one", "two", "@here", "four"]
STYLES = {
    "literal": "a:\n  - x\n  - |\n    one\n    two\n\n    @here\n    four\n",
    "literal with a header": "a:\n  - x\n  - |2-  # why\n      one\n    two\n    @here four\n",
    "folded": "a:\n  - x\n  - >-\n    one\n    two\n\n\n    @here\n    four\n",
    "plain": "a:\n  - x\n  - one\n    two\n    #\n".replace("    #\n", "\n    @here four\n"),
    "single quotes": "a:\n  - x\n  - 'one\n\n    two @here\n    four'\n",
    "double quotes": 'a:\n  - x\n  - "one\\n\n    t\\\n    w\\x6f\\n\\n@here\\tf\\u006fur"\n',
    "flow": "a: [x, 'one two\n  @here four']\n",
    "anchor": "a:\n  - x\n  - &n !!str\n    one two @here four\n",
    "alias": "b: &n |\n  one\n  two\n  @here\n  four\na: [x, *n]\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_place_inside_a_text_is_found_in_every_style(style):
    text = STYLES[style]
    document = ParseCache().read(text)
    value = document.value["a"][1]
    assert value.split() == WORDS, document.problems
    line, column = document.locate_after(("a", 1), value[: value.index("@")])
    assert text.split("\n")[line - 1][column - 1 :].startswith("@here")


@given(st.text(st.sampled_from("ab \n\"'\\/\N{GRINNING FACE}é\t:#-")), st.booleans())
def test_a_place_inside_a_text_is_found_in_json(before, is_ascii):
    value = f"{before}@\n"
    text = json.dumps({"k": 1, "a": value}, ensure_ascii=is_ascii)
    for suffix in (".json", ".yaml") if not is_ascii else (".json",):
        document = ParseCache().read(text, suffix)
        line, column = document.locate_after(("a",), before)
        assert text.split("\n")[line - 1][column - 1] == "@"


def test_a_text_that_is_not_what_is_written_has_the_place_of_the_whole():
    document = ParseCache().read("a: [x, one two]\n")
    assert document.locate_after(("a", 1), "other") == (1, 8)
