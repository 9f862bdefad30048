"""The changes as sections of entries: what the text for terminals and the Markdown have in common.

Owns the order of sections, their titles, and the wording of each entry. How the parts of an entry look is the format's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sphinx_excellence.changes.changes import (
    BrokenPromise,
    Changes,
    DefinitionChange,
    FieldsChanged,
    FindingChange,
    Gone,
    Moved,
    PageTouched,
    RecordName,
    Renamed,
    StatusChanged,
)
from sphinx_excellence.findings import Severity


class Look(Enum):
    """What a part of an entry is: words of ours, a text of the data, or an id, a value or a place."""

    WORDS = "words"
    TEXT = "text"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an entry."""

    text: str
    look: Look = Look.WORDS


Cell = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: cells that stand one below the other in each entry, and lines below it, such as fields."""

    cells: tuple[Cell, ...]
    below: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Changes of one sort. ``weight`` says which sections give way first in a report of limited length: high ones."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    weight: int
    is_bad: bool = False


def _code(text: str) -> Part:
    return Part(text, Look.CODE)


def _text(text: str) -> Part:
    return Part(text, Look.TEXT)


def sections(changes: Changes) -> tuple[Section, ...]:
    """Return the sections that have entries, in the order of reports."""
    made = (
        Section("broken", "Promises broken", tuple(map(_broken, changes.broken)), 0, is_bad=True),
        Section("moved", "Moved between tiers", tuple(map(_moved, changes.moved)), 1),
        Section("gone", "Gone", tuple(map(_gone, changes.gone)), 2, is_bad=True),
        Section("renamed", "Renamed", tuple(map(_renamed, changes.renamed)), 3),
        Section("status", "Status changed", tuple(map(_status, changes.status)), 4),
        Section("added", "Added", tuple(_entry(each.record) for each in changes.added), 5),
        Section("fields", "Fields changed", tuple(map(_fields, changes.fields)), 8),
        Section("definitions", "Definitions changed", tuple(map(_definition, changes.definitions)), 7),
        Section("findings_new", "New findings", tuple(map(_finding, changes.findings_new)), 6, is_bad=True),
        Section("findings_gone", "Findings gone", tuple(map(_finding, changes.findings_gone)), 9),
        Section("pages", "Pages touched", tuple(map(_page, changes.pages)), 10),
    )
    return tuple(section for section in made if section.entries)


_NOUNS = {
    "broken": ("promise broken", "promises broken"),
    "moved": ("record moved between tiers", "records moved between tiers"),
    "gone": ("gone", "gone"),
    "renamed": ("renamed", "renamed"),
    "status": ("status changed", "statuses changed"),
    "added": ("added", "added"),
    "fields": ("record with other fields", "records with other fields"),
    "definitions": ("definition changed", "definitions changed"),
    "findings_new": ("new finding", "new findings"),
    "findings_gone": ("finding gone", "findings gone"),
    "pages": ("page touched", "pages touched"),
}


def summary(changes: Changes) -> str:
    """Return one sentence that counts the changes."""
    found = sections(changes)
    if not found:
        return "Nothing is different."
    counts = (f"{len(each.entries)} {_NOUNS[each.name][len(each.entries) != 1]}" for each in found)
    return f"{', '.join(counts)}."


def _record(record: RecordName) -> tuple[Cell, ...]:
    return (Part(record.noun),), (_code(record.id),), (_text(record.title),)


def _entry(record: RecordName, *more: Part) -> Entry:
    tier = (Part(", "), _code(record.tier)) if record.tier else ()
    kind, record_id, title = _record(record)
    rest = (Part("; "), *more) if more else ()
    return Entry((kind, record_id, (*title, *tier, *_on_page(record), *rest)))


def _on_page(record: RecordName) -> Cell:
    return (Part(", page "), _code(record.page)) if record.page else ()


def _broken(broken: BrokenPromise) -> Entry:
    where: tuple[Cell, ...]
    if broken.record is not None:
        where = ((Part(broken.record.noun),), (_code(broken.record.id),))
    else:
        where = ((Part("page"),), (_code(broken.page),))
    on_page = (
        (Part(" (page "), _code(broken.page), Part(")"))
        if broken.record is not None and broken.page and f"'{broken.page}'" not in broken.message
        else ()
    )
    return Entry((*where, (_code(broken.promise),), (_text(broken.message), *on_page)))


def _moved(moved: Moved) -> Entry:
    kind, record_id, title = _record(moved.record)
    step = (_code(moved.old or "unrated"), Part(" \N{RIGHTWARDS ARROW} "), _code(moved.new or "unrated"))
    direction = (Part(f" ({moved.direction})"),) if moved.direction else ()
    below: list[Part] = [_text(moved.reason.rstrip("."))] if moved.reason else []
    for word, value in (("decision", moved.decision), ("date", moved.date)):
        if value:
            below += [*([Part("; ")] if below else []), Part(f"{word} "), _code(value)]
    lines = (
        ((Part("reason: " if moved.reason else ""), *below),) if below else ((Part("its history gives no reason"),),)
    )
    return Entry((kind, record_id, (*step, *direction), (*title, *_on_page(moved.record))), lines)


def _gone(gone: Gone) -> Entry:
    if gone.leads_to:
        return _entry(gone.record, Part("its id leads to "), _code(gone.leads_to))
    return _entry(gone.record, Part("its id leads nowhere"))


def _renamed(renamed: Renamed) -> Entry:
    record = renamed.record
    parts: list[Part] = []
    if renamed.old_id != record.id:
        parts += [Part("id was "), _code(renamed.old_id)]
        parts.append(Part(", which still leads to it" if renamed.resolves else ", which leads nowhere"))
    if renamed.old_title != record.title:
        parts += [Part("; " if parts else ""), Part("title was "), _text(renamed.old_title)]
    return _entry(record, *parts)


def _status(changed: StatusChanged) -> Entry:
    kind, record_id, title = _record(changed.record)
    step = (_code(changed.old or "none"), Part(" \N{RIGHTWARDS ARROW} "), _code(changed.new or "none"))
    return Entry((kind, record_id, step, (*title, *_on_page(changed.record))))


def _fields(changed: FieldsChanged) -> Entry:
    below = []
    for field in changed.fields:
        line: list[Part] = [_code(field.name), Part(": ")]
        if field.old:
            line += [Part("- "), _code(field.old)]
        if field.new:
            line += [Part(" " if field.old else ""), Part("+ "), _code(field.new)]
        if not field.old and not field.new:
            line.append(Part("another order, or empty"))
        below.append(tuple(line))
    entry = _entry(changed.record)
    return Entry(entry.cells, tuple(below))


def _definition(changed: DefinitionChange) -> Entry:
    named = (_code(changed.id),) if changed.id else (Part("the order"),)
    keys = (Part(f"{changed.change}: "), _code(", ".join(changed.keys))) if changed.keys else (Part(changed.change),)
    return Entry(((_code(changed.key),), named, keys))


def _finding(finding: FindingChange) -> Entry:
    place = (_code(f"{finding.path}:{finding.line}:{finding.column}"),) if finding.path else ()
    word = "note" if finding.severity is Severity.INFO else finding.severity.value
    below = ((Part("help: "), _text(finding.help)),) if finding.help else ()
    cells: tuple[Cell, ...] = (
        (Part(word),),
        (_code(finding.rule),),
        (*place, Part(": " if place else ""), _text(finding.message)),
    )
    return Entry(cells, below)


def _page(page: PageTouched) -> Entry:
    parts: list[Part] = []
    if page.change:
        parts.append(Part({"added": "added", "gone": "gone", "changed": "the page itself changed"}[page.change]))
    for words, names in (
        ("home of", page.home_of),
        ("shows", page.shows),
        ("shows through another record", page.through),
        ("lists every", page.lists),
    ):
        if names:
            parts += [Part("; " if parts else ""), Part(f"{words} "), *_row(names)]
    return Entry(((_code(page.page),), tuple(parts)))


def _row(names: tuple[str, ...], most: int = 6) -> Iterator[Part]:
    for number, name in enumerate(names[:most]):
        yield Part(", " if number else "")
        yield _code(name)
    if len(names) > most:
        yield Part(f" and {len(names) - most} more")
