"""What reports call a record of a state."""

from __future__ import annotations

from sphinx_excellence.changes.changes import RecordName
from sphinx_excellence.changes.snapshot import Snapshot
from sphinx_excellence.findings import RecordKey


def record_name(snapshot: Snapshot, key: RecordKey) -> RecordName:
    """Return the name of a record that a state has."""
    kind, record_id = key
    record = snapshot.registry.of_kind(kind)[record_id]
    noun = str(snapshot.registry.kinds[kind].noun)
    tier = getattr(record, "tier", None) or ""
    return RecordName(kind, noun, record_id, record.title, str(tier), snapshot.home_of(key))
