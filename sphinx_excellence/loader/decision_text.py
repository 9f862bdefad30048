"""What the text of a decision's page says of its record: in lines such as ``* Status: accepted``, and under ``Status``.

That is how adr-tools, Nygard's template, MADR 2 and log4brains write it. Nothing of the page changes; what is read here
is shown at its head as well. Owns finding these lines and their places. What they mean is left to ``page_fields``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sphinx_excellence.loader.page_headings import shown_lines

#: The fields of a decision that name other decisions.
LINKS = ("supersedes", "superseded_by", "amends", "amended_by", "relates_to")
#: The status of a decision that names its successor.
SUPERSEDED = "superseded"
#: What such a line may be about, in any case, by the field of the record.
_LABELS = {
    "status": "status",
    "date": "date",
    "deciders": "deciders",
    "decision makers": "deciders",
    "decision-makers": "deciders",
    "consulted": "consulted",
    "informed": "informed",
    "tags": "tags",
    "supersedes": "supersedes",
    "superseded by": "superseded_by",
    "amends": "amends",
    "amended by": "amended_by",
}
#: The heading of the section in which the status is, in some languages.
_STATUS = frozenset({"status", "statut", "estado", "stato", "状态", "ステータス"})
_LABELLED = re.compile(
    r"\s*(?:[-*+][ \t]+)?(?:\*\*|__|:)?(?P<label>[A-Za-z][A-Za-z -]{2,20}?)\s*(?:\*\*|__)?\s*:"
    r"\s*(?:\*\*|__)?\s*(?P<value>\S.*?)\s*$"
)
#: No such line is longer, in characters.
_LONGEST = 500
_HEADING = re.compile(r"(#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"([=\-~^\"'`*+#.:_])\1*\s*$")
_MARKDOWN_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
#: What a line of the section says of other decisions, as adr-tools writes it.
_RELATIONS = (
    (re.compile(r"(?i)(?:superseded|superceded|replaced)\s+(?:by|with)\b:?\s*(\S.*)"), "superseded_by"),
    (re.compile(r"(?i)(?:supersedes|supercedes|replaces)\b:?\s*(\S.*)"), "supersedes"),
    (re.compile(r"(?i)amended\s+by\b:?\s*(\S.*)"), "amended_by"),
    (re.compile(r"(?i)amends\b:?\s*(\S.*)"), "amends"),
)
#: The status itself, and what may follow it.
_WORD = re.compile(
    r"(?P<word>[^\W\d_]+(?:[ -][^\W\d_]+){0,2}?)(?P<rest>(?:\s*[.,;:(].*|\s+(?:[-\u2013]|on\b|since\b|at\b|\d).*)?\s*)$"
)
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_MARKUP = re.compile(r"\*\*|__|[*`]")
_LIST = re.compile(r"^\s*(?:[-*+]|>)\s+")
_COMMENT = re.compile(r"<!--.*?-->")


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: a field of the record, its value, and the line and column of the value, from 1."""

    field: str
    value: str
    line: int
    column: int


def said_in_text(text: str, *, is_rst: bool = False) -> list[Said]:
    """Return what the text of a decision's page says of its record, as `said_in_lines` does."""
    return said_in_lines(shown_lines(text.split("\n"), is_rst=is_rst), is_rst=is_rst)


def said_in_lines(shown: Sequence[str], *, is_rst: bool) -> list[Said]:
    """Return what the shown lines of a decision's page say of its record; the first that gives a field counts.

    ``is_rst`` says that they are reStructuredText, not Markdown.
    """
    found: dict[str, Said] = {}
    lists: list[Said] = []
    underline = _UNDERLINE if is_rst else _MARKDOWN_UNDERLINE
    for said in _said(shown, underline):
        if said.field in LINKS:
            lists.append(said)
        else:
            found.setdefault(said.field, said)
    return _with_successor([*found.values(), *lists])


def said_of_status(text: str) -> list[Said]:
    """Return what the text of a status says, as ``accepted; supersedes ADR-3``; nothing where it is no status."""
    return _with_successor(list(_of_status(text, 1, has_status=False))) if len(text) <= _LONGEST else []


def _with_successor(found: list[Said]) -> list[Said]:
    """Return what was found; with the status ``superseded`` where a successor is named.

    adr-tools leaves `Accepted` above the line that names the successor.
    """
    successor = next((said for said in found if said.field == "superseded_by"), None)
    status = next((said for said in found if said.field == "status"), None)
    if successor is None or (status is not None and status.value.casefold() != "accepted"):
        return found
    others = [said for said in found if said is not status]
    return [Said("status", SUPERSEDED, successor.line, successor.column), *others]


def _said(lines: Sequence[str], underline: re.Pattern[str]) -> Iterator[Said]:
    """Yield what each line says: those above the first section, and those in the section that is about the status."""
    headings, in_section, in_status, taken, has_status = 0, False, False, False, False
    for number, line in enumerate(lines, start=1):
        if len(line) > _LONGEST:
            continue
        heading = _heading(line, lines[number] if number < len(lines) else "", underline)
        if heading is not None:
            if in_status and taken:
                return
            title, depth = heading
            in_section = in_section or depth > 1 or headings > 0
            headings += 1
            in_status = title.strip(" *_:").casefold() in _STATUS
            continue
        if underline.match(line) or not line.strip():
            continue
        labelled = _LABELLED.match(line)
        name = _LABELS.get(labelled["label"].casefold().strip()) if labelled is not None else None
        if labelled is not None and name is not None and (in_status or not in_section):
            value = _COMMENT.sub("", labelled["value"]).strip().removesuffix("**").strip()
            yield from _of_value(name, value, number, labelled.start("value") + 1)
            taken = True
        elif in_status:
            said = list(_of_status(line, number, has_status=has_status))
            taken = taken or bool(said)
            has_status = has_status or any(each.field == "status" for each in said)
            yield from said


def _heading(line: str, below: str, underline: re.Pattern[str]) -> tuple[str, int] | None:
    """Return the title of the heading on a line, and its number of ``#``: 0 where it is underlined."""
    found = _HEADING.match(line)
    if found is not None:
        return found["title"], len(found[1])
    is_underlined = underline.match(below) is not None and len(below.strip()) >= min(len(line.strip()), 4)
    return (line, 0) if is_underlined and line.strip() and underline.match(line) is None else None


def _of_value(name: str, value: str, line: int, column: int) -> Iterator[Said]:
    if name == "status":
        yield from _of_status(value, line, has_status=False, column=column)
    else:
        yield Said(name, value, line, column)


def _of_status(text: str, line: int, *, has_status: bool, column: int = 1) -> Iterator[Said]:
    """Yield what a line about the status says: the status, a day, a relation to another decision."""
    plain = _MARKUP.sub("", _LIST.sub("", _COMMENT.sub("", text))).strip()
    for pattern, name in _RELATIONS:
        relation = pattern.match(plain)
        if relation is not None:
            yield Said(name, relation[1].strip(" ."), line, column + max(text.find(relation[1][:8]), 0))
            return
    word = _WORD.match(plain)
    if has_status or word is None:
        return
    yield Said("status", word["word"], line, column + max(text.find(word["word"]), 0))
    day = _DAY.search(word["rest"])
    if day is not None:
        yield Said("date", day[0], line, column + text.find(day[0]))
    for pattern, name in _RELATIONS:
        relation = pattern.search(word["rest"])
        if relation is not None:
            yield Said(name, _without_end(relation[1]), line, column + max(text.find(relation[1][:8]), 0))


def _without_end(written: str) -> str:
    """Return what a status in brackets names, without the bracket and the full stop that end it."""
    written = written.strip(" .")
    return written[:-1].rstrip(" .") if written.endswith(")") and written.count("(") < written.count(")") else written
