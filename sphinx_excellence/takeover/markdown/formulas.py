r"""Formulas that are blocks: ``$$``, ``\[…\]`` and environments of LaTeX."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.page import Page

_BEGIN = re.compile(r" {0,3}\\begin\{(?P<name>[a-z]+\*?)\}")


def formula(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a formula that is a block of its own."""
    if not page.options.on("pymdownx.arithmatex"):
        return None
    first = lines[start].text.strip()
    found = _BEGIN.match(lines[start].text)
    if found is None and not first.startswith(("$$", "\\[")):
        return None
    end = start
    while end < len(lines) and not lines[end].blank:
        end += 1
    last = lines[end - 1].text.strip()
    whole = end - start > 1 or len(first) > 4
    if first.startswith("$$") and last.endswith("$$") and whole:
        page.needs.add("dollarmath")
        return end, lines[start:end]
    if first.startswith("\\[") and last.endswith("\\]") and whole:
        page.needs.add("dollarmath")
        body = lines[start:end]
        body[0] = body[0].put(body[0].text.replace("\\[", "$$", 1))
        text = body[-1].text.rstrip()
        body[-1] = body[-1].put(text[:-2] + "$$")
        return end, body
    if found is not None and last.endswith(f"\\end{{{found['name']}}}"):
        page.needs.add("amsmath")
        return end, lines[start:end]
    return None
