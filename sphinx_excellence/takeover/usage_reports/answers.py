"""Takes the body of a report apart: which field each answer is for, and the line that it begins in.

Owns the two forms that a body has: headings with answers below them, as GitHub makes of a form, and labels in bold in
front of their answers. What an answer means is for ``report``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: The field that each heading and label is for, in small letters without punctuation.
_FIELDS: Mapping[str, str] = MappingProxyType({
    "title": "title",
    "pattern": "pattern", "pattern name": "pattern",
    "company": "company", "your company": "company", "organisation": "company", "organization": "company",
    "anonymous": "anonymous",
    "scale": "scale",
    "duration": "duration", "how long in production": "duration", "in production": "duration",
    "implementation details": "details", "details": "details", "implementation": "details",
    "outcomes": "outcomes", "measured outcomes": "outcomes",
    "lessons learned": "lessons", "lessons": "lessons",
    "would you recommend why why not": "recommend", "would you recommend": "recommend",
    "would you recommend it": "recommend", "would you recommend it why why not": "recommend",
    "recommend": "recommend", "recommendation": "recommend",
    "why": "why", "why why not": "why", "why or why not": "why",
    "date": "date",
    "source": "source",
    "verified by": "verified_by",
})  # fmt: skip
#: The headings of the template itself.
_OWN_HEADINGS = frozenset({"pattern usage report", "usage report", "report from use"})
#: The level of what is below no heading of a field, and the fields whose answers are a line.
_LOWEST = 7
_OF_A_LINE = frozenset(
    {"title", "pattern", "company", "anonymous", "scale", "duration", "date", "source", "verified_by"}
)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_LABEL = re.compile(r" {0,3}(?:\*\*([^*\n]{1,80})\*\*[ \t]*:|\*\*([^*\n]{1,80}):\*\*)[ \t]*(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
#: What a form has where nothing was answered, and what the template has in its place.
_NO_ANSWER = re.compile(r"_No response_|\[[A-Z][^\]\n]*\]|n/?a|-+|", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the ``field`` that it is for, empty where there is none; its heading, its text and its first line."""

    field: str
    heading: str
    text: str
    line: int


def answers(body: str) -> list[Answer]:
    """Return the answers in a body, in order; those of several headings for one field one after the other."""
    found = []
    for heading, lines, first in _parts(_without_comments(body)):
        blank = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
        text = "\n".join(lines[blank:]).rstrip()
        if _NO_ANSWER.fullmatch(text.strip()) is None:
            found.append(Answer(_field(heading), heading, text, first + blank))
    return found


def _without_comments(body: str) -> str:
    """Return the body without comments, with all of its lines."""
    plain = body.replace("\r\n", "\n").replace("\r", "\n")
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), plain)


def _parts(body: str) -> Iterator[tuple[str, list[str], int]]:
    """Yield each heading or label with the lines of its answer and the number of the first of these.

    A heading below another one is part of its answer, unless a field has that name. A label has its answer in its own
    paragraph, and is one only before the first heading of a field.
    """
    heading, lines, first, level, fence = "", list[str](), 1, _LOWEST, ""
    for number, line in enumerate(body.split("\n"), start=1):
        mark = _FENCE.match(line)
        if fence:
            if mark is not None and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            lines.append(line)
            continue
        if mark is not None:
            fence = mark[1]
        title, label = _HEADING.fullmatch(line), _LABEL.fullmatch(line)
        name = (label[1] or label[2]) if label is not None else ""
        if title is not None and (_field(title[2]) or len(title[1]) <= level):
            yield heading, lines, first
            is_own = _normalised(title[2]) in _OWN_HEADINGS
            heading, lines, first = "" if is_own else title[2], [], number + 1
            level = _LOWEST if is_own else len(title[1])
        elif label is not None and level == _LOWEST and _field(name):
            yield heading, lines, first
            heading, lines, first = name, [label[3]], number
        elif level == _LOWEST and heading and not line.strip() and _field(heading) in _OF_A_LINE:
            yield heading, lines, first
            heading, lines, first = "", [], number + 1
        else:
            lines.append(line)
    yield heading, lines, first


def _field(heading: str) -> str:
    return _FIELDS.get(_normalised(heading), "")


def _normalised(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())
