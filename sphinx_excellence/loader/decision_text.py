"""What the text of a decision's page says of its record: in lines such as ``* Status: accepted``, and under ``Status``.

That is how adr-tools, Nygard's template, MADR 2 and log4brains write it. Nothing of the page changes; what is read here
is shown at its head as well. Owns finding these lines and their places. What they mean is left to ``page_fields``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from sphinx_excellence.loader.page_headings import shown_lines
from sphinx_excellence.loader.status_translations import usual_status
from sphinx_excellence.model.decision_sections import normalised

#: The fields of a decision that name other decisions.
LINKS = ("supersedes", "superseded_by", "amends", "amended_by", "relates_to")
#: The status of a decision that names its successor.
SUPERSEDED = "superseded"
#: What such a line may be about, in any case, by the field of the record.
_LABELS = {
    "status": "status",
    "statut": "status",
    "estado": "status",
    "stato": "status",
    "状态": "status",
    "ステータス": "status",
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
_STATUS = frozenset(label for label, field in _LABELS.items() if field == "status")
_LABEL = r"(?:\*\*|__|:)?(?P<label>[^\W\d_](?:[^\W\d_]|[ -]){1,20}?)\s*(?:\*\*|__)?\s*[:\uff1a]"
_LABELLED = re.compile(rf"\s*(?:[-*+>][ \t]+)*{_LABEL}\s*(?:\*\*|__)?\s*(?P<value>\S.*?)\s*$")
#: What parts several such texts on one line, and the label of the next one.
_BETWEEN = re.compile(rf"(?:[ \t]+[\u00b7\u2022|][ \t]+|[ \t]{{3,}})(?={_LABEL})")
#: A word that may be a status, below the line that has it.
_FURTHER = "further-status"
#: No such line is longer, in characters.
_LONGEST = 500
_HEADING = re.compile(r"(#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"([=\-~^\"'`*+#.:_])\1*\s*$")
_MARKDOWN_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
#: What a line of the section says of other decisions, as adr-tools writes it.
_VERBS = {
    "superseded_by": (
        r"(?:superseded|superceded|replaced)\s+(?:by|with)|(?:reemplazad|sustituid|substituíd)[oa]\s+por"
        r"|remplacée?\s+par|sostituit[oa]\s+da|(?:ersetzt|abgelöst)\s+durch"
    ),
    "supersedes": (
        r"supersedes|supercedes|replaces|(?:reemplaza|sustituye)(?:\s+a)?|substitui|remplace|sostituisce|ersetzt"
    ),
    "amended_by": r"amended\s+by",
    "amends": r"amends",
}
_RELATIONS = tuple((re.compile(rf"(?i)(?:{verbs})\b:?\s*(\S.*)"), field) for field, verbs in _VERBS.items())
#: What takes a relation back, in front of it: a decision that is replaced in part, or not, is still what it was.
_NO_RELATION = re.compile(r"(?i)(?:\b(?:not|never|no longer|partially|partly|in part|to be|will be|may be)|n't)\s*$")
#: Links, and what may be between two that a relation names.
_LINKS_NAMED = re.compile(r"\[[^\]]*\]\([^)]*\)(?:\s*(?:,|;|&|,?\s+and\b)\s*\[[^\]]*\]\([^)]*\))*")
#: The status itself, and what may follow it.
_WORD = re.compile(
    r"(?P<word>[^\W\d_]+(?:[ -][^\W\d_]+){0,2}?)"
    r"(?P<rest>(?:\s*[.,;:(].*|\s+(?:[-\u2013\u2014\u00b7](?!>)|on\b|since\b|at\b|\d).*)?\s*)$"
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


def is_status_heading(title: str) -> bool:
    """Whether a heading begins the section in which the status is; it may have a number."""
    return normalised(title) in _STATUS


def labelled(line: str) -> Said | None:
    """Return what a line such as ``Date: 2026-03-02`` says, its value as it is written; nothing for any other."""
    found = _LABELLED.match(line)
    name = _name_in(found)
    if found is None or name is None:
        return None
    return Said(name, found["value"].removesuffix("**").rstrip(), 1, found.start("value") + 1)


def _name_in(found: re.Match[str] | None) -> str | None:
    """Return the field that a line with a label is about; nothing where it is about none."""
    return _LABELS.get(found["label"].casefold().strip()) if found is not None else None


def said_in_text(text: str, *, is_rst: bool = False) -> list[Said]:
    """Return what the text of a decision's page says of its record, as `said_in_lines` does."""
    return said_in_lines(shown_lines(text.split("\n"), is_rst=is_rst), is_rst=is_rst)


def said_in_lines(shown: Sequence[str], *, is_rst: bool) -> list[Said]:
    """Return what the shown lines of a decision's page say of its record; the first that gives a field counts.

    ``is_rst`` says that they are reStructuredText, not Markdown.
    """
    found: dict[str, Said] = {}
    lists: list[Said] = []
    for said in _said(shown, is_rst=is_rst):
        if said.field == _FURTHER:
            continue
        if said.field in LINKS:
            lists.append(said)
        else:
            found.setdefault(said.field, said)
    return _with_successor([*found.values(), *lists])


def statuses_in_text(text: str, *, is_rst: bool = False) -> list[Said]:
    """Return each status that the text of a page names, in the order of its lines; `said_in_text` has the first."""
    said = _said(shown_lines(text.split("\n"), is_rst=is_rst), is_rst=is_rst)
    return [Said("status", each.value, each.line, each.column) for each in said if each.field in ("status", _FURTHER)]


def status_line(text: str, *, is_rst: bool = False) -> Said | None:
    """Return the first line of the section about the status, as it is written; nothing where there is none."""
    underline = _UNDERLINE if is_rst else _MARKDOWN_UNDERLINE
    lines = shown_lines(text.split("\n"), is_rst=is_rst)
    in_status = False
    for number, line in enumerate(lines, start=1):
        heading = _heading(line, lines[number] if number < len(lines) else "", underline)
        if heading is not None:
            in_status = is_status_heading(heading[0])
        elif in_status and line.strip() and underline.match(line) is None:
            return Said("status", line.strip(), number, 1)
    return None


def said_of_status(text: str) -> list[Said]:
    """Return what the text of a status says, as ``accepted; supersedes ADR-3``; nothing where it is no status."""
    return _with_successor(list(_of_status(text, 1, has_status=False))) if len(text) <= _LONGEST else []


def _with_successor(found: list[Said]) -> list[Said]:
    """Return what was found; with the status ``superseded`` where a successor is named.

    adr-tools leaves `Accepted` above the line that names the successor.
    """
    successor = next((said for said in found if said.field == "superseded_by"), None)
    status = next((said for said in found if said.field == "status"), None)
    if successor is None or (status is not None and not _is_accepted(status.value)):
        return found
    others = [said for said in found if said is not status]
    return [Said("status", SUPERSEDED, successor.line, successor.column), *others]


def _is_accepted(status: str) -> bool:
    return "accepted" in (status.casefold(), usual_status(status))


def _said(lines: Sequence[str], *, is_rst: bool) -> Iterator[Said]:
    """Yield what each line says: those above the first section, and those in the section that is about the status.

    A status below the first one in that section is `_FURTHER`.
    """
    underline = _UNDERLINE if is_rst else _MARKDOWN_UNDERLINE
    headings, in_section, in_status, taken, has_status = 0, False, False, False, False
    for number, line in enumerate(lines, start=1):
        if len(line) > _LONGEST:
            continue
        heading = _heading(line, lines[number] if number < len(lines) else "", underline)
        if heading is not None:
            if in_status and taken:
                return
            title, depth = heading
            if (field := _name_in(found := _LABELLED.match(title))) == "status" and found is not None and not taken:
                # `## Status: Accepted`
                yield from _of_value(field, found["value"], number, max(line.find(found["value"]), 0) + 1)
                taken = True
            in_section = in_section or depth > 1 or headings > 0
            headings += 1
            in_status = is_status_heading(title)
            continue
        if underline.match(line) or not line.strip():
            continue
        labelled_here = list(_labelled_in(line, number)) if in_status or not in_section else []
        if labelled_here:
            yield from labelled_here
            taken = True
        elif in_status:
            said = list(_of_status(line, number, has_status=has_status))
            taken = taken or any(each.field != _FURTHER for each in said)
            has_status = has_status or any(each.field == "status" for each in said)
            yield from said


def _labelled_in(line: str, number: int) -> Iterator[Said]:
    """Yield what a line with labels says: ``Date: 2026-03-02 · Status: accepted`` has two."""
    starts = [0, *(found.end() for found in _BETWEEN.finditer(line))]
    ends = [*(found.start() for found in _BETWEEN.finditer(line)), len(line)]
    for start, end in zip(starts, ends, strict=True):
        found = _LABELLED.match(line[start:end])
        name = _name_in(found)
        if found is not None and name is not None:
            value = _COMMENT.sub("", found["value"]).strip().removesuffix("**").strip()
            yield from _of_value(name, value, number, start + found.start("value") + 1)


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
            yield _related(name, relation[1], text, line, column)
            return
    word = _WORD.match(plain)
    if word is not None and has_status:
        yield Said(_FURTHER, word["word"], line, column + max(text.find(word["word"]), 0))
    if has_status or word is None:
        return
    yield Said("status", word["word"], line, column + max(text.find(word["word"]), 0))
    day = _DAY.search(word["rest"])
    if day is not None:
        yield Said("date", day[0], line, column + text.find(day[0]))
    for pattern, name in _RELATIONS:
        relation = pattern.search(word["rest"])
        if relation is not None and _NO_RELATION.search(word["rest"][: relation.start()]) is None:
            yield _related(name, relation[1], text, line, column)


def _related(name: str, written: str, text: str, line: int, column: int) -> Said:
    """Return what names other decisions: of what begins with links, the links alone."""
    links = _LINKS_NAMED.match(written)
    named = links[0] if links is not None else _without_end(written)
    return Said(name, named, line, column + max(text.find(written[:8]), 0))


def _without_end(written: str) -> str:
    """Return what a status in brackets names, without the bracket and the full stop that end it."""
    written = written.strip(" .")
    return written[:-1].rstrip(" .") if written.endswith(")") and written.count("(") < written.count(")") else written


def text_of_link(text: str, target: str) -> str:
    """Return what a link to no decision is called: its text, and its target where that says more."""
    return text if not target or target in text or PurePosixPath(unquote(target)).stem == text else f"{text} ({target})"
