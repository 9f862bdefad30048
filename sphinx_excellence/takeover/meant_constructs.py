"""Constructs that the old site showed as text: they are what their authors meant now, and their signs are no text.

Owns the baseline of a page with such constructs: fences and attributes. Python-Markdown knows no fence that is
indented, or that has a title, and takes the underscore of `{target="_blank"}` for the end of
an emphasis that begins before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.baseline import FAILURES, rendered_facts
from sphinx_excellence.takeover.fenced_lines import with_code_marked
from sphinx_excellence.takeover.html_facts import PageFacts
from sphinx_excellence.takeover.source import Note, SourcePage

#: The kinds of the notes that name the lines of fences: in a text, with words that are no language, and in code.
FENCE, TEXT, CODE = "fence-meant", "fence-text", "code-meant"
_OPENING = re.compile(rb"(?P<fence>^(?P<before>[^`~\r\n]*)(?:`{3,}|~{3,}))[ \t]*(?P<words>[^\r\n]*)")
#: Attributes of a link that say nothing to a reader.
_ATTRIBUTES = re.compile(rb"(?<=\))\{:?[ ]*(?:(?:target|rel)=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s{}\"']+)[ ]*)+\}")
_SHOWN = ("target", "blank"), ("target", "_blank")


def as_meant(page: SourcePage, facts: PageFacts | None, notes: Iterable[Note]) -> tuple[PageFacts | None, list[Note]]:
    """Return what readers saw of a page without the signs of such constructs, and a note for each that no one named."""
    if facts is None:
        return None, []
    rows = page.data.split(b"\n")
    before = list(rows)
    for note in notes:
        at = note.line - 1
        if note.kind == FENCE:
            rows[at : at + 1] = [_OPENING.sub(rb"\g<fence>", row) for row in rows[at : at + 1]]
        elif note.kind == TEXT:
            rows[at : at + 1] = [_OPENING.sub(_with_words_inside, row) for row in rows[at : at + 1]]
        elif note.kind == CODE:
            _dedent(rows, at)
    told = []
    for at in _with_shown_attributes(rows, facts):
        rows[at] = _ATTRIBUTES.sub(b"", rows[at])
        said = Phrase("the old site showed the attributes of a link as text; they are attributes here")
        told.append(Note("attributes-meant", page.path, at + 1, said))
    if rows == before:
        return facts, []
    try:
        return rendered_facts(replace(page, data=b"\n".join(rows))), told
    except FAILURES:
        return facts, []


def _with_words_inside(fence: re.Match[bytes]) -> bytes:
    """Return the opening of a fence with what is behind it as its first line."""
    before = re.sub(rb"[^\s>]", b" ", fence["before"])
    return fence["fence"] + b"\n" + before + fence["words"]


def _dedent(rows: list[bytes], at: int) -> None:
    """Take four columns off a block of code."""
    while at < len(rows) and (not rows[at].strip() or rows[at].startswith(b"    ")):
        rows[at] = rows[at].removeprefix(b"    ")
        at += 1


def _with_shown_attributes(rows: list[bytes], facts: PageFacts) -> list[int]:
    """Return the lines with emphasis around attributes that readers saw."""
    words = facts.words
    if not any(pair in _SHOWN for pair in pairwise(words)):
        return []
    lines = [row.decode("utf-8", "replace") for row in rows]
    return [
        at
        for at, line, is_code in with_code_marked(lines)
        if not is_code
        and "_" in _ATTRIBUTES.sub(b"", rows[at]).decode("utf-8", "replace")
        and _ATTRIBUTES.search(rows[at])
    ]
