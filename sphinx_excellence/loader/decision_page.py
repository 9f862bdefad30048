"""The text of a decision's page: what it says of the record, its sections, and where each of these is written.

Owns putting the three together. Nothing of the page changes; what is found here is for the rules, the command and the
export, and for what other pages show of the decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sphinx_excellence.loader.decision_text import LINKS, is_status_heading, said_in_lines
from sphinx_excellence.loader.option_text import OptionsInText, Span, options_in_text
from sphinx_excellence.loader.page_fields import fields_in_page, names_of_decisions
from sphinx_excellence.loader.page_headings import Heading, headings, shown_lines
from sphinx_excellence.loader.parsed_data import Document, Positions
from sphinx_excellence.loader.template_text import placeholders
from sphinx_excellence.model.decision_sections import normalised
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.page_text import PageText, Section

#: The statuses of decisions that surely were not made; what a word of the project means is not known here.
_OPEN = frozenset({"", "proposed", "rejected"})
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RST_COMMENT = re.compile(r"\.\.(?:[ \t]+(?![\w:+.-]+::|_|\||\[)|$)")
#: The parts of a Y-statement, by the words that they begin with: https://medium.com/olzzio/y-statements-10eb07b5a177
_STATEMENT = re.compile(
    r"(?is)^[*_>\s-]*(?P<context>in the context of\b.+?)[\s,*_]+(?P<drivers>facing\b.+?)[\s,*_]+"
    r"(?P<decision>(?:and\s+)?(?:we\s+)?(?:decided|chose|opted)\b.+?)"
    r"(?:[\s,*_]+(?P<options>and\s+(?:neglected|against|rejected)\b.+?|(?:neglecting|rejecting|and\s+not)\b.+?))?"
    r"[\s,*_]+(?P<positive>to\s+achieve\b.+?)[\s,*_]+(?P<negative>accepting\b.+)$"
)  # fmt: skip
_STATEMENT_PARTS = (
    ("context", "context"), ("drivers", "drivers"), ("decision", "decision"), ("options", "options"),
    ("positive-consequences", "positive"), ("negative-consequences", "negative"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a page below its front matter, and the table of headings to read it by.

    ``kind`` is that of decisions, as the project has it. ``place`` returns line and column, as the origin of the record
    counts them, of a line of the text, from 1, and of a column in it. ``prefix`` is where the fields of the record are
    in the document.
    """

    kind: Kind
    text: str
    headings: Mapping[str, str]
    place: Callable[[int, int], tuple[int, int]]
    prefix: tuple[str, ...] = ()
    is_rst: bool = False


def with_text(
    document: Document, written: Mapping[str, Any], source: Source
) -> tuple[dict[str, Any], Document, PageText]:
    """Return what front matter and text say of a decision, the document with the places of both, and the text.

    The front matter comes first.
    """
    given = fields_in_page(source.kind, written, ()).value
    added: dict[str, Any] = {}
    places: dict[str, Any] = {}
    lines = source.text.split("\n")
    shown = shown_lines(lines, is_rst=source.is_rst)
    for said in said_in_lines(shown, is_rst=source.is_rst):
        if said.field in given:
            continue
        if said.field in LINKS:
            for name in names_of_decisions(said.value):
                added.setdefault(said.field, []).append(name)
                places.setdefault(said.field, []).append((said.line, said.column))
        else:
            added[said.field] = said.value
            places[said.field] = (said.line, said.column)
    status = str(fields_in_page(source.kind, {**written, **added}, ()).value.get("status", ""))
    found = headings(shown, is_rst=source.is_rst)
    text, options, at = _read(source, lines, shown, found, is_taken=status not in _OPEN)
    if options.options and "options" not in given:
        added["options"] = options.options
        places["options"] = [(line + 1, 1) for line in options.lines]
        text = replace(text, fields=frozenset({"options"}))
    if "status" in added:
        titles = (heading.title for heading in found)
        text = replace(text, status_heading=next(filter(is_status_heading, titles), ""))
    places["sections"] = {str(number): (line + 1, 1) for number, line in enumerate(at.sections)}
    places["placeholders"] = [(line + 1, 1) for line in at.placeholders]
    places["chosen"] = (at.decision + 1, 1)
    return {**written, **added}, replace(document, look_up=_look_up(document, places, source)), text


def _look_up(
    document: Document, places: Mapping[str, Any], source: Source
) -> Callable[[tuple[str | int, ...]], Positions]:
    """Return the look-up of a document in which the places in the text are known too."""

    def positions(found: Any) -> Positions:
        if isinstance(found, tuple):
            return [*source.place(*found)]
        if isinstance(found, list):
            inner = [positions(each) for each in found]
            return [*(inner[0][:2] if inner else (1, 1)), inner]
        below = {name: [*(place := positions(each))[:2], place] for name, each in found.items()}
        return [*(next(iter(below.values()))[:2] if below else (1, 1)), below]

    def look_up(path: tuple[str | int, ...]) -> Positions:
        known = document.look_up(path)
        added = {name: [*(place := positions(found))[:2], place] for name, found in places.items()}
        return _merged(known, source.prefix, added)

    return look_up


def _merged(known: Positions, prefix: Sequence[str], added: Mapping[str, Any]) -> Positions:
    """Return positions with others added to the mapping at ``prefix``."""
    inside = known[2] if len(known) > 2 and isinstance(known[2], dict) else {}
    if not prefix:
        return [known[0], known[1], {**inside, **added}]
    line, column, below = inside.get(prefix[0], [known[0], known[1], [known[0], known[1], {}]])
    return [known[0], known[1], {**inside, prefix[0]: [line, column, _merged(below, prefix[1:], added)]}]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where things are in the text, by line from 0."""

    sections: tuple[int, ...]
    placeholders: tuple[int, ...]
    decision: int


def _read(
    source: Source, lines: Sequence[str], shown: Sequence[str], found: Sequence[Heading], *, is_taken: bool
) -> tuple[PageText, OptionsInText, _Lines]:
    ids = _ids(found, source.headings)
    sections: list[Section] = []
    spans: dict[str, Span] = {}
    starts = []
    for number, heading in enumerate(found):
        section = ids[number]
        if not section:
            continue
        after = found[number + 1 :]
        end = next((other.line for other in after if other.depth <= heading.depth), len(lines))
        inner = [index for index in range(number + 1, len(found)) if found[index].line < end]
        text, is_empty = _text_of(lines, heading, end, [found[index] for index in inner if ids[index]], source)
        starts.append(heading.line)
        # What a heading of the same depth begins that is no section of its own belongs to this one, as it is meant.
        is_last = not after or after[0].depth < heading.depth or bool(ids[number + 1])
        sections.append(Section(section, heading.title, text, len(sections), is_empty and not inner and is_last))
        depth = min((found[index].depth for index in inner), default=0)
        direct = tuple(found[index] for index in inner if found[index].depth == depth)
        spans.setdefault(section, Span(heading.below, end, direct))
    if not sections:
        for name, text, line in _statement(shown):
            sections.append(Section(name, "", text, len(sections)))
            starts.append(line)
    options = options_in_text(shown, spans, is_taken=is_taken, is_rst=source.is_rst) if spans else OptionsInText()
    left = list(placeholders(shown))
    decision = spans.get("decision")
    return (
        PageText(
            tuple(sections),
            has_headings=len(found) > 1,
            placeholders=tuple(words for _line, words in left),
            unconsidered=options.unconsidered,
            considered=options.names,
        ),
        options,
        _Lines(tuple(starts), tuple(line for line, _words in left), decision.start - 1 if decision else 0),
    )


def _ids(found: Sequence[Heading], table: Mapping[str, str]) -> list[str]:
    """Return the section of each heading; empty for the title of the page, for others, and for names of options."""
    ids: list[str] = []
    within = 0  # the depth of the section whose sub-headings are options
    for number, heading in enumerate(found):
        if within and heading.depth <= within:
            within = 0
        # The first heading is the page's title, unless the page begins with a section right away.
        is_title = number == 0 and heading.depth == 1
        section = "" if is_title or within else table.get(normalised(heading.title), "")
        if section in {"options", "pros-and-cons"}:
            within = heading.depth
        ids.append(section)
    return ids


def _text_of(
    lines: Sequence[str], heading: Heading, end: int, inner: Sequence[Heading], source: Source
) -> tuple[str, bool]:
    """Return the source of a section without the sections in it, and whether a reader sees nothing of it."""
    kept: list[str] = []
    number = heading.below
    for other in inner:
        if other.line < number:
            continue
        kept += lines[number : other.line]
        number = next((each.line for each in inner if each.line > other.line and each.depth <= other.depth), end)
    kept += lines[number:end]
    text = "\n".join(kept).strip("\n")
    return text.rstrip(), not _seen(text, is_rst=source.is_rst).strip(" \n\t-*_")


def _seen(text: str, *, is_rst: bool) -> str:
    """Return a text without its comments."""
    if not is_rst:
        return _COMMENT.sub("", text) if "<!--" in text else text
    kept, inside = [], False
    for line in text.split("\n"):
        inside = inside and (not line.strip() or line[0].isspace())
        inside = inside or _RST_COMMENT.match(line) is not None
        if not inside:
            kept.append(line)
    return "\n".join(kept)


def _statement(shown: Sequence[str]) -> list[tuple[str, str, int]]:
    """Return the parts of a Y-statement as sections, with the line of each; nothing where the page holds none."""
    number = next((at for at, line in enumerate(shown) if "in the context of" in line[:40].casefold()), None)
    if number is None:
        return []
    end = next((at for at in range(number, len(shown)) if not shown[at].strip()), len(shown))
    paragraph = "\n".join(shown[number:end])
    found = _STATEMENT.match(paragraph)
    if found is None:
        return []
    return [
        (section, found[name].strip(), number + paragraph.count("\n", 0, found.start(name)))
        for section, name in _STATEMENT_PARTS
        if found[name]
    ]
