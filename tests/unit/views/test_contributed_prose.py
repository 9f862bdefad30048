"""What people outside of the project write is shown: as blocks, or as they typed it where it holds what it must not."""

from __future__ import annotations

import pytest

from sphinx_excellence.loader.load import load
from sphinx_excellence.views.blocks import Items, RichBlocks
from sphinx_excellence.views.contributed_prose import contributed_block, contributed_blocks, contributed_items

KEY = ("usage-report", "r")
PATH = ("details", 0)


@pytest.fixture
def registry(tmp_path):
    return load(tmp_path, []).registry


def shown(text, registry):
    made = contributed_block(text, KEY, PATH, registry)
    assert (made.record, made.path, made.contributed) == (KEY, PATH, True)
    return made.source


@pytest.mark.parametrize(
    "text",
    [
        "One line with *words*.",
        "- a list\n- of two",
        "```python\nprint(1)\n```",
        "```{note}\nA remark.\n```\n\n{pattern}`saga`, {tier}`gold` and {kbd}`x`",
        "# A heading\n\nA line.",
    ],
)
def test_what_it_may_hold_is_blocks(text, registry):
    assert shown(text, registry) == text


@pytest.mark.parametrize(
    ("text", "fence"),
    [
        ("```{include} /etc/passwd\n```", "````"),
        ("````{raw} html\n```\n````", "`````"),
        ("A line.\n\n{download}`/etc/passwd`", "```"),
        ("A line.\n\n![x](https://example.org/x.png)", "```"),
        ("One line with {download}`/etc/passwd`", "```"),
        ("<div>\nx\n</div>\n\nA line.", "```"),
        ("```python\nnever closed", "````"),
    ],
)
def test_what_it_must_not_hold_is_shown_as_it_is_typed(text, fence, registry):
    assert shown(text, registry) == f"{fence}text\n{text}\n{fence}"


def test_each_text_of_a_list_has_its_place(registry):
    texts = ["one", "(two)=\n\nx"]
    first, second = contributed_blocks(texts, KEY, ("details",), registry)
    assert (first.path, second.path) == (("details", 0), ("details", 1))
    assert first == RichBlocks("one", KEY, ("details", 0), contributed=True)
    assert second.source.startswith("```text\n(two)=")
    assert contributed_items(texts, KEY, ("details",), registry) == Items(((first,), (second,)))
