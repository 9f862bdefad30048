"""Faults in the front matter of pages without a record.

If front matter cannot be read, the page loses all its metadata, and readers do not see the text between the fences
either. Owns which faults are reported; ``load`` reads the front matter of records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_excellence.findings import Finding, Place, Severity
from sphinx_excellence.loader.parsed_data import Document, Problem
from sphinx_excellence.loader.value_findings import type_word
from sphinx_excellence.messages import N_

#: A line of a mapping: a key in small letters with its value, an item, or what is indented below one.
_LINE_OF_MAPPING = re.compile(r"[a-z_][\w-]*[ \t]*:(?:[ \t].*)?|-[ \t].*|[ \t]+\S.*|#.*")
_KEY = re.compile(r"[a-z_][\w-]*[ \t]*:(?:[ \t]|$)")
_OPENED = re.compile(r"---[ \t]*\n")


def front_matter_faults(document: Document, file: str, line_offset: int) -> tuple[Finding, ...]:
    """Return the faults of the front matter in ``document``, read from ``file``, which describes no record."""
    findings = [_finding(problem, file, line_offset) for problem in _told(document)]
    if document.readable and not isinstance(document.value, dict | None) and () not in document.refused:
        line, column = document.locate(())
        findings.append(
            Finding(
                "wrong-type",
                Place(file, line + line_offset, column),
                N_("the front matter is %s; expected a mapping"),
                (type_word(document.value),),
                N_("keys and values; if this is not front matter, a blank line above the first '---'"),
                severity=Severity.ERROR,
            )
        )
    return tuple(findings)


def _told(document: Document) -> Iterator[Problem]:
    """Yield what costs the page its metadata, or a part of it: how else its author writes YAML is not ours to judge."""
    for problem in document.problems:
        is_foreign_tag = problem.rule == "unsafe-yaml" and not str(problem.args[:1]).startswith("('!!")
        if not document.readable or problem.rule == "duplicate-key" or is_foreign_tag:
            yield problem


def _finding(problem: Problem, file: str, line_offset: int) -> Finding:
    args = tuple(str(arg + line_offset) if isinstance(arg, int) else arg for arg in problem.args)
    place = Place(file, problem.line + line_offset, problem.column)
    return Finding(problem.rule, place, problem.message, args, problem.accepted, severity=Severity.ERROR)


def unclosed_front_matter(text: str, place: Place) -> Finding | None:
    """Return what is wrong with front matter that never ends; nothing for a page that merely begins with a line.

    It is front matter where a key follows at once, and every line down to the first blank one is of a mapping.
    """
    opened = _OPENED.match(text)
    if opened is None:
        return None
    lines = text[opened.end() :].partition("\n\n")[0].rstrip("\n").split("\n")
    if _KEY.match(lines[0]) is None or not all(_LINE_OF_MAPPING.fullmatch(line) for line in lines):
        return None
    return Finding(
        "malformed-yaml",
        place,
        N_("the front matter that starts here is not closed"),
        (),
        N_("a line with '---' below the last key"),
        severity=Severity.ERROR,
    )
