"""Compares two states of a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_excellence.changes.changes import (
    Added,
    Changes,
    DefinitionChange,
    FieldChange,
    FieldsChanged,
    Gone,
    Moved,
    Renamed,
    StatusChanged,
)
from sphinx_excellence.changes.definitions import definition_changes
from sphinx_excellence.changes.field_changes import field_changes
from sphinx_excellence.changes.finding_changes import finding_changes
from sphinx_excellence.changes.matching import match_records
from sphinx_excellence.changes.pages_touched import pages_touched
from sphinx_excellence.changes.promises import broken_promises
from sphinx_excellence.changes.record_names import record_name
from sphinx_excellence.changes.snapshot import Snapshot
from sphinx_excellence.export import is_exported
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.registry import Registry

#: The fields that have a list of their own.
_TOLD = frozenset({"title", "tier", "status"})


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """Return what is different. Everything is in a fixed order: kinds as listed, records by id, pages by name."""
    matching = match_records(old, new)
    place = {kind.name: number for number, kind in enumerate((*new.registry.kinds, *old.registry.kinds))}
    pairs = sorted(matching.pairs.items(), key=lambda pair: (place[pair[1][0]], pair[1]))
    findings_new, findings_gone = finding_changes(old, new, matching.pairs)
    moved, renamed = tuple(_moved(old, new, pairs)), tuple(_renamed(old, new, pairs))
    status, fields = tuple(_status(old, new, pairs)), tuple(_fields(old, new, pairs))
    lists: tuple[Sequence[Moved | Renamed | StatusChanged | FieldsChanged], ...] = (moved, renamed, status, fields)
    different = ((each.record.kind, each.record.id) for found in lists for each in found)
    changed = frozenset({*different, *matching.added, *matching.gone})
    return Changes(
        old.name,
        new.name,
        not old.is_export and not new.is_export,
        broken=broken_promises(old, new, matching),
        moved=moved,
        gone=tuple(Gone(record_name(old, key), leads_to) for key, leads_to in matching.gone.items()),
        renamed=renamed,
        status=status,
        added=tuple(Added(record_name(new, key)) for key in matching.added),
        fields=fields,
        definitions=tuple(_definitions(old, new)),
        findings_new=findings_new,
        findings_gone=findings_gone,
        pages=pages_touched(old, new, matching, changed),
    )


def _definitions(old: Snapshot, new: Snapshot) -> Iterator[DefinitionChange]:
    if old.is_export or new.is_export:
        return definition_changes(old.public_definitions, new.public_definitions)
    return definition_changes(old.definitions, new.definitions)


Pairs = list[tuple[RecordKey, RecordKey]]


def _renamed(old: Snapshot, new: Snapshot, pairs: Pairs) -> Iterator[Renamed]:
    for key, partner in pairs:
        before, after = old.record(key), new.record(partner)
        if before is not None and after is not None and (key != partner or before.title != after.title):
            resolves = new.registry.resolve(*key) == partner[1]
            yield Renamed(record_name(new, partner), key[1], before.title, resolves)


def _moved(old: Snapshot, new: Snapshot, pairs: Pairs) -> Iterator[Moved]:
    for key, partner in pairs:
        before, after = old.record(key), new.record(partner)
        was, now = getattr(before, "tier", None), getattr(after, "tier", None)
        if was == now:
            continue
        direction = _direction(was, now, new.registry, old.registry)
        reason, decision, day = _reason(after, now, new.registry) if isinstance(after, Pattern) else ("", "", "")
        yield Moved(record_name(new, partner), was or "", now or "", direction, reason, decision, day)


def _direction(was: str | None, now: str | None, *registries: Registry) -> str:
    for registry in registries:
        before, after = registry.tiers.get(was or ""), registry.tiers.get(now or "")
        if before is not None and after is not None:
            return "up" if after.position < before.position else "down"
    return ""


def _reason(pattern: Pattern, tier: str | None, registry: Registry) -> tuple[str, str, str]:
    """Return the reason, the decision and the date that the history gives for the tier of today; empty without them."""
    steps = registry.history_of(pattern)
    if not steps or steps[-1].tier != tier:
        return "", "", ""
    last = steps[-1]
    return plain_text(last.entry.reason or ""), last.entry.decision or "", last.written_date


def _status(old: Snapshot, new: Snapshot, pairs: Pairs) -> Iterator[StatusChanged]:
    for key, partner in pairs:
        was, now = (getattr(each, "status", None) or "" for each in (old.record(key), new.record(partner)))
        if was != now:
            yield StatusChanged(record_name(new, partner), str(was), str(now))


def _fields(old: Snapshot, new: Snapshot, pairs: Pairs) -> Iterator[FieldsChanged]:
    by_export = old.is_export or new.is_export
    for key, partner in pairs:
        hidden = {*_hidden(old, key[0]), *_hidden(new, partner[0])} if by_export else set()
        changed = [
            *field_changes(old.data_of(key), new.data_of(partner), without=_TOLD | hidden),
            *_sections(old, new, key, partner),
        ]
        if changed:
            yield FieldsChanged(record_name(new, partner), tuple(changed))


def _sections(old: Snapshot, new: Snapshot, key: RecordKey, partner: RecordKey) -> Iterator[FieldChange]:
    """Yield what differs in the text of a decision's page, section by section."""
    for change in field_changes(old.sections.get(key, {}), new.sections.get(partner, {}), without=frozenset()):
        yield FieldChange(f"section {change.name}", change.old, change.new)


def _hidden(snapshot: Snapshot, kind: str) -> frozenset[str]:
    """Return the keys of fields that no export holds."""
    own = snapshot.registry.kinds[kind].own_fields
    return frozenset(field.key for field in own if not is_exported(field, internal=False))
