"""Fences whose words the source shows as text: none of them is lost, and none becomes a directive."""

from __future__ import annotations

import re

import lxml.html
import markdown
import pytest
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

from sphinx_excellence.takeover.markdown import MarkdownOptions, convert_markdown

SUPERFENCES = ("attr_list", "pymdownx.superfences")
PLAIN = ("attr_list", "fenced_code")
INFOS = (
    "{include} /x/secret.txt",
    "{literalinclude} secret.txt more",
    "{ include } /x/secret.txt",
    "{a} b {c}",
    "python {x} y",
    "python some words",
    "{eval-rst} words ",
    "python:{include}",
)
CONTAINERS = {
    "alone": "{0}{1}\nbody **bold**\n{0}\n",
    "with a blank line": "{0}{1}\n\nbody [link](https://a.example/)\n\n{0}\n",
    "in a list": "- item\n\n    {0}{1}\n    body\n    {0}\n\n- next\n",
    "in a quote": "> {0}{1}\n> body\n> {0}\n",
    "below a text": "text\n{0}{1}\nbody\n{0}\n",
    "not closed": "{0}{1}\nbody\n",
}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
@pytest.mark.parametrize("extensions", [SUPERFENCES, PLAIN], ids=["superfences", "plain"])
def test_words_behind_a_fence_are_kept_and_nothing_is_executed(extensions, fence, container):
    for info in INFOS:
        text = CONTAINERS[container].format(fence, info)
        shown = lxml.html.fromstring(f"<div>{markdown.markdown(text, extensions=list(extensions))}</div>")
        made = convert_markdown(text, MarkdownOptions(extensions={name: {} for name in extensions})).text
        assert re.search(r"^[ >]*(`{3,}|~{3,})\{", made, re.MULTILINE) is None, made
        tree = publish_doctree(
            made, parser=Parser(), settings_overrides={"report_level": 5, "file_insertion_enabled": False}
        )
        assert words(shown.text_content()) <= words(tree.astext()), made
        assert "system_message" not in tree.pformat(), made


@pytest.mark.parametrize(
    ("info", "extensions", "expected"),
    [
        ("{.python}", PLAIN, "```python\nx\n```"),
        ('{.python title="a {b}"}', PLAIN, "```{code-block} python\n:caption: a \\{b\\}\n\nx\n```"),
        ('{.python} title="a"', SUPERFENCES, "```{code-block} python\n:caption: a\n\nx\n```"),
        ('python title="foo.py"', PLAIN, "```{code-block} python\n:caption: foo.py\n\nx\n```"),
        ('python hl_lines="1"', PLAIN, "```{code-block} python\n:emphasize-lines: 1\n\nx\n```"),
    ],
)
def test_what_is_meant_as_code_is_code(info, extensions, expected):
    options = MarkdownOptions(extensions={name: {} for name in extensions})
    assert convert_markdown(f"```{info}\nx\n```\n", options).text.strip() == expected


def test_relaxed_headers_show_no_words():
    options = MarkdownOptions(extensions={"pymdownx.superfences": {"relaxed_headers": True}})
    made = convert_markdown("```python some:words 3\nx\n```\n", options)
    assert made.text == "```python\nx\n```\n" and "fence-text" not in {note.kind for note in made.notes}


def test_a_fence_that_is_kept_as_code_is_told():
    made = convert_markdown("```{include} /x\nx\n```\n", MarkdownOptions(extensions={"pymdownx.superfences": {}}))
    assert [(note.kind, note.line, note.lossy) for note in made.notes] == [("fence-text", 1, False)]


@pytest.mark.parametrize(
    ("text", "extensions", "told"),
    [
        ('``` python title="a"\nx\n```\n', PLAIN, [1]),
        ("- item\n\n    ```yaml\n    x\n    ```\n", PLAIN, [3]),
        ("  ```yaml\n  x\n  ```\n", PLAIN, [1]),
        ("  ```\n  x\n  ```\n", PLAIN, []),
        ("```yaml\nx\n```\n\n    ```yaml\n    x\n    ```\n", PLAIN, []),
        ('- item\n\n    ``` python title="a"\n    x\n    ```\n', SUPERFENCES, []),
    ],
)
def test_code_that_the_source_showed_as_text_is_told(text, extensions, told):
    notes = convert_markdown(text, MarkdownOptions(extensions={name: {} for name in extensions})).notes
    assert [note.line for note in notes if note.kind == "fence-meant"] == told
