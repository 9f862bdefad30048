"""Lists of pymdownx.fancylists: the same lists, numbered in the same style from the same number on."""

from __future__ import annotations

import re

import lxml.html
import markdown
import pytest
from docutils.core import publish_parts
from docutils.writers.html5_polyglot import Writer
from myst_parser.parsers.docutils_ import Parser

from sphinx_excellence.takeover.markdown import MarkdownOptions, convert_markdown

STYLES = {"1": "arabic", "a": "loweralpha", "A": "upperalpha", "i": "lowerroman", "I": "upperroman"}
CASES = [
    "a. one\nb. two\n\n    more\n\nc. three\n",
    "i. one\nii. two\n\nText\n\niv. four\nv. five\n",
    "a. one\n\ni. goes on\nii. other\n",
    "A) one\n    - nested\nB) two\nlazy\n",
    "C.  one\nD.  two\n\nB. Name\n",
    "3) three\n4) four\na) other\n",
    "1. one\na. other\n\n- bullet\n\n    c. in it\n    d. two\n        ``` python\n        x\n        ```\n",
    "text\na. goes on\n\nxc. ninety\n\nword. Is text\n",
    "XIV) one\n#) two\n\n#) three\n",
]


def shape(html: str) -> list[tuple[str, str, int]]:
    """Return the style, the start and the number of items of each list, and the words."""
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    lists = []
    for each in tree.iter("ol", "ul"):
        style = STYLES.get(each.get("type", ""), "") or next(iter((each.get("class") or "").split()), "")
        lists.append((style if each.tag == "ol" else "", each.get("start", "1"), len(each.findall("li"))))
    return [*lists, ("words", " ".join(re.findall(r"\w+", tree.text_content())), 0)]


@pytest.mark.parametrize("text", CASES)
def test_lists_are_what_they_were(text: str) -> None:
    extensions = ["pymdownx.fancylists", "pymdownx.saneheaders", "pymdownx.superfences"]
    made = convert_markdown(text, MarkdownOptions(extensions={name: {} for name in extensions}))
    settings = {"myst_enable_extensions": sorted(made.needs), "report_level": 5}
    shown = publish_parts(made.text, parser=Parser(), writer=Writer(), settings_overrides=settings)["body"]
    assert shape(shown) == shape(markdown.markdown(text, extensions=extensions))


def test_letters_are_text_without_the_extension_and_where_it_takes_none() -> None:
    for extensions in ({}, {"pymdownx.fancylists": {"additional_ordered_styles": []}}):
        assert convert_markdown("a. one\n", MarkdownOptions(extensions=extensions)).text == "a. one\n"
