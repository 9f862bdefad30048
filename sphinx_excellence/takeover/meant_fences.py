"""Fences that the old site showed as text: they are blocks of code now, and what is behind their signs is not text.

Owns the baseline of a page with such fences. Python-Markdown knows no fence that is indented, or that has a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sphinx_excellence.takeover.baseline import FAILURES, rendered_facts
from sphinx_excellence.takeover.html_facts import PageFacts
from sphinx_excellence.takeover.source import Note, SourcePage

#: The kind of the notes that name the lines of such fences.
NOTE = "fence-meant"
_OPENING = re.compile(rb"(?P<fence>^[^`~\r\n]*(?:`{3,}|~{3,}))[^\r\n]*")


def as_meant(page: SourcePage, facts: PageFacts | None, notes: Iterable[Note]) -> PageFacts | None:
    """Return what readers saw of a page without what is behind the fences that notes name."""
    lines = [note.line for note in notes if note.kind == NOTE]
    if facts is None or not lines:
        return facts
    rows = page.data.split(b"\n")
    for line in lines:
        rows[line - 1 : line] = [_OPENING.sub(rb"\g<fence>", row) for row in rows[line - 1 : line]]
    try:
        return rendered_facts(replace(page, data=b"\n".join(rows)))
    except FAILURES:
        return facts
