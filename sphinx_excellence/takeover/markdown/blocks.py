"""The blocks of a page or of a container, from top to bottom, as Python-Markdown reads them.

Owns the order in which constructs are tried. Each is a function in a module of its own that looks at the lines from
one on, and gives back where it ends and the lines in MyST. Python-Markdown's rules of nesting (four columns) decide
what is inside of what; a CommonMark parser would read the source otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sphinx_excellence.takeover.markdown import (
    admonitions,
    code_blocks,
    definition_lists,
    fancy_lists,
    fences,
    footnotes,
    formulas,
    headings,
    html_blocks,
    lists,
    paragraphs,
    quotes,
    references,
    slash_blocks,
    tables,
    tabs,
)
from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.page import Page

_Construct = Callable[[list[Line], int, Page], tuple[int, list[Line]] | None]

_CONSTRUCTS: Sequence[_Construct] = (
    fences.fence,
    definition_lists.definitions_of_a_comment,
    html_blocks.html_block,
    slash_blocks.slash_block,
    admonitions.admonition,
    admonitions.collapsible,
    tabs.tabs,
    code_blocks.indented_code,
    headings.hash_heading,
    headings.underlined_heading,
    headings.rule,
    formulas.formula,
    tables.table,
    quotes.quote,
    fancy_lists.fancy_list,
    lists.bulleted_or_numbered,
    footnotes.footnote,
    references.abbreviation,
    references.definition,
    definition_lists.definition_list,
    paragraphs.paragraph,
)


def convert_blocks(lines: list[Line], page: Page) -> list[Line]:
    """Convert the lines of a container."""
    out: list[Line] = []
    position = 0
    above: _Construct = code_blocks.indented_code
    while position < len(lines):
        if lines[position].blank:
            out.append(lines[position])
            position += 1
            continue
        for construct in _CONSTRUCTS:
            taken = construct(lines, position, page)
            if taken is not None:
                break
        else:  # what nothing takes is one line of text
            taken = position + 1, [lines[position]]
        position, written = taken
        if written and out and not out[-1].blank and above in _TEXT and _goes_on_with_text(written[0]):
            out.append(Line("", written[0].number))
        above = construct
        out += written
    return out


#: Blocks that end with text, which the next line may go on with.
_TEXT = (
    fancy_lists.fancy_list,
    lists.bulleted_or_numbered,
    footnotes.footnote,
    definition_lists.definition_list,
    definition_lists.definitions_of_a_comment,
    paragraphs.paragraph,
)


def _goes_on_with_text(line: Line) -> bool:
    """Say whether CommonMark would read a line as part of the text above it."""
    text = line.text.lstrip()
    return (
        text[:1] in "{[|" or (text[:1] == "-" and headings.is_rule(line)) or text.startswith(("<a ", "$$", "\\begin"))
    )
