"""No text breaks the conversion, and none takes it more than time in proportion to its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_excellence.takeover.markdown import MarkdownOptions, convert_markdown
from tests.unit.takeover.markdown.test_constructs import BLOCKS, MATERIAL, TEXTS, pair

PIECES = [
    '!!! note "x"', "???+ tip", '=== "A"', "    ", "  ", "\t", "- ", "1. ", "100. ", "> ", "```", "~~~", '``` py title="a"',
    "{ .x #y a=b }", "{:", "}", "[a]", "(b c)", "[a]: x", "[^1]", "[^1]: note", "*[HTML]: x", "HTML", "$", "$$", "\\(",
    "\\[", "\\]", "==", "^^", "~", "++a++", "{++", "++}", "{~~", "~~}", "{>>", "<<}", ":smile:", "<div markdown>",
    '<div class="grid cards" markdown>', "</div>", "<pre>", "</pre>", "<!--", "-->", "<span>", "|", "|---|---|", "`", "\\",
    "#", "## H {#i}", "---", "***", "===", "///", "/// note | T", "/// html | pre", '--8<-- "f"', "[TOC]", "{{ x }}",
    "{name}`x`", "% c", "+++", "(l)=", "::: a.b", ": def", ":   def", "https://a.example/c_d", "**", "*", "![i](j.png)",
    "[[W]]", "text", "\n", "\n\n", "\n    ", "\n        ", "&nbsp;", "ü", "\x00", "\u2028", "\x0c", "<", '"',
]  # fmt: skip
WHOLE = [*(pair(case)[0] for case in BLOCKS.values()), *TEXTS]
OPTIONS = MarkdownOptions(extensions={name: {} for name in MATERIAL}, snippet={"f": 'x\n--8<-- "f"\n'}.get)


@given(st.lists(st.sampled_from([*PIECES, *WHOLE]), max_size=40), st.sampled_from(["", " ", "\n", "\n\n", "\n    "]))
@settings(max_examples=300, deadline=None)
def test_any_mixture_is_converted(pieces, between):
    made = convert_markdown(between.join(pieces), OPTIONS)
    assert not [note.text for note in made.notes if note.kind == "not-converted"]


@pytest.mark.parametrize("piece", [*PIECES, "- \n    ", "> " * 50, "    " * 50 + "- "])
@pytest.mark.parametrize("between", ["", "\n"])
def test_a_long_repetition_takes_no_long_time(piece, between):
    text = (piece + between) * (40_000 // len(piece + between))
    start = time.process_time()
    convert_markdown(text, OPTIONS)
    assert time.process_time() - start < 5


def test_deep_nesting_stays_as_it_is():
    text = "\n".join("    " * depth + "!!! note" for depth in range(200)) + "\n" + "    " * 200 + "deepest\n"
    made = convert_markdown(text, OPTIONS)
    assert "deepest" in made.text
    assert "deepest" in convert_markdown("> " * 500 + "deepest", OPTIONS).text
