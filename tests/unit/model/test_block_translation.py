"""Texts that are blocks, in another language: a message for each paragraph, heading, item and cell."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.block_translation import offset_of, segments, translated_blocks

TEXT = """\
A first paragraph,
wrapped, with [a link](saga).

## A *heading*

- one
  goes on
- two

  its second paragraph

> quoted
> here

| a | b \\| c |
|---|---|
| x | x |

Term
: Definition

:::{admonition} A title
:class: tip
Inside.

```{note}
Deep.
```
:::

```{figure} x.png
:alt: In words

Caption
```

```python
code
```

```{math}
a
```
"""


def test_every_passage_is_a_message():
    assert [each.message for each in segments(TEXT)] == [
        "A first paragraph,\nwrapped, with [a link](saga).", "A *heading*", "one\ngoes on", "two", "its second paragraph",
        "quoted\nhere", "a", "b | c", "x", "x", "Term", "Definition", "A title", "Inside.", "Deep.", "In words", "Caption",
    ]  # fmt: skip


def test_each_begins_where_it_is_written():
    for each in segments(TEXT):
        start = each.message.split("\n", 1)[0].replace("|", "\\|")
        assert TEXT.startswith(start, offset_of(each, TEXT)), each


def test_translations_take_their_places():
    assert (
        translated_blocks(TEXT, lambda text: " ".join(text.split()).upper().replace("(SAGA)", "(saga)"))
        == """\
A FIRST PARAGRAPH, WRAPPED, WITH [A LINK](saga).

## A *HEADING*

- ONE GOES ON
- TWO

  ITS SECOND PARAGRAPH

> QUOTED HERE

| A | B \\| C |
|---|---|
| X | X |

TERM
: DEFINITION

:::{admonition} A TITLE
:class: tip
INSIDE.

```{note}
DEEP.
```
:::

```{figure} x.png
:alt: IN WORDS

CAPTION
```

```python
code
```

```{math}
a
```
"""
    )


def test_two_equal_cells_are_translated_each():
    text = "Two.\n\n| x | x x |\n|---|---|\n| x | y |\n"
    got = translated_blocks(text, lambda message: {"x": "uno", "x x": "dos", "y": "a|b"}.get(message, message))
    assert got == "Two.\n\n| uno | dos |\n|---|---|\n| uno | a\\|b |\n"


@pytest.mark.parametrize(
    "text",
    ["One.", "One\ntwo.", "```\nopen", "> " * 40 + "x", "- a\n\n      code\n", "Head\n====\n\n:::\nx\n:::\n", "```{note} said\n```\n",
     "- ```{note}\n  in a list\n  ```\n", "    code\n", "<div>\n\nx\n</div>\n", "[a]: http://x\n\n[a]\n"],
)  # fmt: skip
def test_what_is_not_translated_stays_as_it_is(text):
    assert translated_blocks(text, lambda message: message) == text
    said = []
    translated_blocks(text, lambda message: said.append(message) or message)
    assert sorted(said) == sorted(each.message for each in segments(text))
