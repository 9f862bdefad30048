"""Which records of two states are the same: by id, by alias, or where neither helps by title.

Owns the pairs. What is different between the two of a pair is found elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_excellence.changes.snapshot import Snapshot
from sphinx_excellence.findings import RecordKey


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs`` are the records of the new side by those of the old one; ``added`` and ``gone`` have no partner.

    ``gone`` gives the id of the record that the old id leads to, or an empty one.
    """

    pairs: Mapping[RecordKey, RecordKey]
    added: tuple[RecordKey, ...]
    gone: Mapping[RecordKey, str]


def match_records(old: Snapshot, new: Snapshot) -> Matching:
    """Return which records are the same. A record that an alias leads to counts as the same only where it is new."""
    present = set(new.record_keys())
    before = set(old.record_keys())
    pairs = {key: key for key in old.record_keys() if key in present}
    missing = [key for key in old.record_keys() if key not in present]
    free = [key for key in new.record_keys() if key not in before]
    leads: dict[RecordKey, str] = {}
    for kind, name in missing:
        found = new.registry.resolve_exactly(kind, name) if kind in new.registry.kinds else None
        if found is not None and (kind, found) in present:
            leads[kind, name] = found
            if (kind, found) in free:
                pairs[kind, name] = (kind, found)
                free.remove((kind, found))
    for key in missing:
        same = [other for other in free if key not in leads and _face(old, key) == _face(new, other)]
        rivals = [other for other in missing if other not in pairs and _face(old, other) == _face(old, key)]
        if len(same) == len(rivals) == 1:
            pairs[key] = same[0]
            free.remove(same[0])
    gone = {key: leads.get(key, "") for key in missing if key not in pairs}
    return Matching(pairs, tuple(free), gone)


def _face(snapshot: Snapshot, key: RecordKey) -> tuple[str, str]:
    """Return what a record is recognised by if its id does not tell: its kind and its title."""
    record = snapshot.record(key)
    return key[0], record.title.casefold() if record is not None else ""
