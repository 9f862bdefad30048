"""Fences with the option ``tab``, as superfences had them before version 8."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.markdown import MarkdownOptions, convert_markdown
from sphinx_excellence.takeover.markdown.legacy_tabs import with_legacy_tabs

TWO = '```yaml tab="A b"\nx: 1\n```\n\n```toml tab=\'C\' linenums="1"\n\ny = 1\n```\nText.\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('```yaml tab="A"\nx\n```', '=== "A"\n\n    ```yaml\n    x\n    ```'),
        ('a\n``` tab="A"\nx\n```\nb', 'a\n\n=== "A"\n\n    ```\n    x\n    ```\n\nb'),
        ('  ~~~c tab="A"\n  x\n  ~~~', '  === "A"\n\n      ~~~c\n      x\n      ~~~'),
        ('````md\n```yaml tab="A"\n```\n````', '````md\n```yaml tab="A"\n```\n````'),
        ('```yaml tab="A"\nopen', '```yaml tab="A"\nopen'),
        ("```yaml\nx\n```", "```yaml\nx\n```"),
    ],
)
def test_they_are_written_as_content_tabs(text, expected):
    assert "\n".join(row for _number, row in with_legacy_tabs(text.split("\n"))) == expected


def test_they_become_tabs_with_all_their_code():
    options = MarkdownOptions(extensions={"pymdownx.superfences": {}, "pymdownx.tabbed": {}})
    made = convert_markdown(TWO, options)
    assert made.text.count("{tab-set}") == 1
    assert all(part in made.text for part in ("{tab-item} A b", "{tab-item} C", "x: 1", "y = 1", "\nText."))
    assert made.notes == ()


def test_lines_keep_their_numbers():
    assert [number for number, row in with_legacy_tabs(TWO.split("\n")) if row.strip() in {"y = 1", "Text."}] == [7, 9]


def test_they_may_be_in_a_snippet():
    options = MarkdownOptions(
        extensions={"pymdownx.superfences": {}, "pymdownx.tabbed": {}, "pymdownx.snippets": {}},
        snippet=lambda _name: TWO,
    )
    assert convert_markdown('A\n\n--8<-- "x.md"\n', options).text.count("{tab-item}") == 2


def test_without_tabs_of_the_site_they_are_fences():
    made = convert_markdown(TWO, MarkdownOptions(extensions={"pymdownx.superfences": {}}))
    assert "tab-set" not in made.text and "x: 1" in made.text
