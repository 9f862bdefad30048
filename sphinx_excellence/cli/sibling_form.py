"""The form in which the decisions of a folder are written, for the next one there: adr-tools', MADR's, a team's own.

Owns reading it from the newest decisions that are pages of the folder: the keys of their front matter, how their titles
begin, which lines say date and status, and the sections that most of them have. The text of no decision is taken over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sphinx_excellence.cli.headings import myst_heading, rst_heading
from sphinx_excellence.cli.record_template import flow_yaml
from sphinx_excellence.loader.decision_text import is_status_heading, labelled
from sphinx_excellence.loader.file_formats import YAML_SUFFIX, read_document
from sphinx_excellence.loader.front_matter import FENCE
from sphinx_excellence.loader.page_fields import field_of_key
from sphinx_excellence.loader.page_headings import Heading, headings, shown_lines
from sphinx_excellence.model.decision_sections import normalised

#: How many of the newest decisions are looked at.
MOST_SIBLINGS = 5
_NUMBERED_TITLE = re.compile(
    r"(?P<before>(?:[A-Za-z]{1,9}[-_#]|[A-Z]{2,9} ?)?)(?P<number>\d+)(?P<after>\s*[.:)\u2013-]\s+)(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the next decision: its title, its number as digits (or none), its status, and the day."""

    title: str
    number: str
    status: str
    day: str


@dataclass(frozen=True, slots=True)
class _Sibling:
    """What one decision looks like."""

    matter: Mapping[str, Any] | None
    lines: Sequence[str]
    found: Sequence[Heading]

    @property
    def sections(self) -> list[Heading]:
        """The headings below the title that are of the uppermost depth there."""
        below = self.found[1:]
        depth = min((heading.depth for heading in below), default=0)
        return [heading for heading in below if heading.depth == depth]


def next_in_form(texts: Sequence[str], known: Known, table: Mapping[str, str], *, in_rst: bool) -> str | None:
    """Return the page of the next decision in the form of others; nothing where they have none in common.

    ``texts`` are those of the folder's decisions, the newest first; ``table`` has the section that each heading begins.
    In reStructuredText, field lists are not followed.
    """
    siblings = [_read(text, in_rst=in_rst) for text in texts[:MOST_SIBLINGS]]
    if not siblings:
        return None
    newest = siblings[0]
    sections = _sections(siblings, table)
    says_status = any(is_status_heading(title) for title in sections)
    lines = _labelled_lines(newest, known)
    if newest.matter is None and not says_status and not lines:
        return None
    written = [] if newest.matter is None else ["---", *_front_matter(siblings, known), "---", ""]
    written.append(_heading(_title(newest, known), 1, in_rst=in_rst))
    if lines:
        written += [*lines, ""]
    for title in sections:
        written.append(_heading(title, 2, in_rst=in_rst, is_source=True))
        if is_status_heading(title):
            written += [_status_like(newest, known.status), ""]
    return "\n".join(written).rstrip("\n") + "\n"


def _read(text: str, *, in_rst: bool) -> _Sibling:
    fence = FENCE.match(text) if not in_rst else None
    matter = None
    if fence is not None:
        value = read_document(fence[1], YAML_SUFFIX).value
        matter = value if isinstance(value, dict) else {}
    lines = (text[fence.end() :] if fence is not None else text).split("\n")
    return _Sibling(matter, lines, headings(shown_lines(lines, is_rst=in_rst), is_rst=in_rst))


def _front_matter(siblings: Sequence[_Sibling], known: Known) -> list[str]:
    """Return the lines of front matter: the keys that at least half have, those of others where all agree."""
    matters = [each.matter for each in siblings if each.matter is not None]
    counts = Counter(key for matter in matters for key in matter)
    lines = []
    for key, value in matters[0].items():
        field = field_of_key("decision", key)
        if field == "status":
            lines.append(f"{key}: {_cased(known.status, value)}")
        elif field == "date":
            lines.append(f"{key}: {known.day}")
        elif field == "title":
            lines.append(f"{key}: {flow_yaml(known.title)}")
        elif all(matter.get(key) == value for matter in matters) and len(matters) > 1:
            lines.append(f"{key}:" if value is None else f"{key}: {flow_yaml(value)}")
        elif field is not None and 2 * counts[key] >= len(matters) and field not in _LATER:
            lines.append(f"{key}:{_NOTHING.get(type(value), '')}")
    return lines


#: What stands for no value yet, by the type of what the newest has there.
_NOTHING: Mapping[type, str] = MappingProxyType({list: " []"})
#: Fields that come later in the life of a decision.
_LATER = frozenset({"superseded_by", "amended_by", "supersedes", "amends", "aliases", "waivers", "history"})


def _title(newest: _Sibling, known: Known) -> str:
    """Return the title with what the newest one has before it: ``7. Use a queue``, ``ADR-0007: Use a queue``."""
    first = newest.found[0].title if newest.found else ""
    numbered = _NUMBERED_TITLE.match(first)
    if numbered is None or not known.number:
        return known.title
    digits = known.number.lstrip("0") or "0"
    return f"{numbered['before']}{digits.zfill(len(numbered['number']))}{numbered['after']}{known.title}"


def _labelled_lines(newest: _Sibling, known: Known) -> list[str]:
    """Return the lines below the title that say the date and the status, with those of the next decision."""
    start = newest.found[0].below if newest.found else 0
    end = newest.found[1].line if len(newest.found) > 1 else len(newest.lines)
    made: list[str] = []
    last = None
    for number in range(start, end):
        line = newest.lines[number]
        said = labelled(line)
        if said is None or said.field not in {"status", "date"}:
            continue
        value = known.day if said.field == "date" else _cased(known.status, said.value)
        made += [""] if last is not None and not all(newest.lines[last:number]) else []
        made.append(line[: said.column - 1] + value + line[said.column - 1 + len(said.value) :])
        last = number
    return made


def _sections(siblings: Sequence[_Sibling], table: Mapping[str, str]) -> list[str]:
    """Return the headings of the sections that most decisions have, as most write them, in the order of the newest."""
    titles: dict[str, Counter[str]] = {}
    for each in siblings:
        of_one: dict[str, str] = {}
        for heading in each.sections:
            of_one.setdefault(_section(heading.title, table), heading.title)
        for name, title in of_one.items():
            titles.setdefault(name, Counter())[title] += 1
    names = dict.fromkeys(_section(heading.title, table) for heading in siblings[0].sections)
    return [titles[name].most_common(1)[0][0] for name in names if name and 2 * titles[name].total() > len(siblings)]


def _section(title: str, table: Mapping[str, str]) -> str:
    return "status" if is_status_heading(title) else table.get(normalised(title), "")


def _status_like(newest: _Sibling, status: str) -> str:
    """Return the status, with a capital where that of the newest has one."""
    start = next(each.below for each in newest.found if is_status_heading(each.title))
    return _cased(status, next((line.strip() for line in newest.lines[start:] if line.strip()), "").lstrip("*_>- "))


def _cased(status: str, like: Any) -> str:
    return status[:1].upper() + status[1:] if str(like)[:1].isupper() else status


def _heading(title: str, depth: int, *, in_rst: bool, is_source: bool = False) -> str:
    """Return a heading and the blank line below it; ``is_source`` says that the title is written as markup already."""
    if in_rst:
        shown = title if is_source else rst_heading(title).split("\n")[1]
        return f"{shown}\n{('=' if depth == 1 else '-') * max(len(shown), 3)}\n"
    return f"{'#' * depth} {title}\n" if is_source else myst_heading(title)
