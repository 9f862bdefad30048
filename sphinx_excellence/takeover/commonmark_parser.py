"""The parser by which changes of a body know its blocks: CommonMark with tables."""

from __future__ import annotations

from markdown_it import MarkdownIt


def block_parser(*, indented_code: bool = True) -> MarkdownIt:
    """Return a parser; MDX, for one, knows no code by indentation."""
    parser = MarkdownIt("commonmark").enable("table")
    return parser if indented_code else parser.disable("code")
