"""Code in a text: kept, without the language that highlights it."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.attributes import attributes_behind
from sphinx_excellence.takeover.markdown.inline_text import Inline

_LANGUAGE = re.compile(r"(`+)([ ]?)(?:#!|:::)[\w#.+-]+[ ]+(?=\S)")


def code_span(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take a code span; a run of backticks that nothing closes is text."""
    text = inline.text
    end = inline.code.get(start)
    if end is None:
        behind = start
        while behind < len(text) and text[behind] == "`":
            behind += 1
        return behind, text[start:behind]
    written = text[start:end]
    found = _LANGUAGE.match(written) if inline.page.options.on("pymdownx.inlinehilite") else None
    if found is not None:
        written = found[1] + found[2] + written[found.end() :]
    end, attributes = attributes_behind(inline, end, "code")
    return end, written + attributes
