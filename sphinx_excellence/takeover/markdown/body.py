"""The conversion of a body: from the dialect of Python-Markdown and Material to MyST.

Owns the order of the work: lines, snippets, definitions, blocks, and the text again.
"""

from __future__ import annotations

import re

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.blocks import convert_blocks
from sphinx_excellence.takeover.markdown.legacy_tabs import with_legacy_tabs
from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.options import Converted, MarkdownOptions
from sphinx_excellence.takeover.markdown.page import Page
from sphinx_excellence.takeover.markdown.snippets import with_snippets

#: An item of a list of tasks.
_TASK = re.compile(r"[\s>]*(?:[*+-]|\d+\.)\s+\[[ xX]\]\s")


def convert_markdown(text: str, options: MarkdownOptions) -> Converted:
    """Convert the body of a page, without its front matter; its line ends are plain.

    Whatever goes wrong becomes a note, and the text stays as it is.
    """
    page = Page(options, convert_blocks)
    lines = [Line(row, number) for number, row in enumerate(text.split("\n"), 1)]
    try:
        lines = with_snippets(lines, page)
        if options.on("pymdownx.superfences") and options.on("pymdownx.tabbed"):
            rows = [line.text for line in lines]
            lines = [Line(row, lines[number - 1].number) for number, row in with_legacy_tabs(rows)]
        page.collect(lines)
        made = convert_blocks(lines, page)
    except (RecursionError, ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        page.tell(
            "not-converted", 0, Phrase("the page is not converted (%s); it stays as it is", repr(error)), lossy=True
        )
        return Converted(text, tuple(page.notes), frozenset(page.needs))
    _need_what_is_used(made, page)
    return Converted("\n".join(line.text for line in made), tuple(page.notes), frozenset(page.needs))


def _need_what_is_used(lines: list[Line], page: Page) -> None:
    if page.options.on("pymdownx.tasklist") and any(_TASK.match(line.text) for line in lines):
        page.needs.add("tasklist")
