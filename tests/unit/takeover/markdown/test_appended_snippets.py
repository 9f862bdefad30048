"""What a site appends to every page is read with the page: definitions of links, for example."""

from __future__ import annotations

import pytest

from sphinx_excellence.takeover.markdown import MarkdownOptions, convert_markdown


@pytest.mark.parametrize("given", [["all.md"], "all.md"])
def test_definitions_of_links_are_those_of_every_page(given: object) -> None:
    options = MarkdownOptions(
        extensions={"pymdownx.snippets": {"auto_append": given}},
        snippet=lambda name: "[a]: https://a.example/\n" if name == "all.md" else None,
    )
    assert "https://a.example/" in convert_markdown("See [a].\n", options).text
