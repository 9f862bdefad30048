"""Which findings are on one side only. A finding is the same if rule, record and text are, wherever it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from sphinx_excellence.changes.changes import FindingChange
from sphinx_excellence.changes.snapshot import Snapshot
from sphinx_excellence.findings import Finding, RecordKey, Severity

#: A place inside a message: lines that were added above do not make another finding of it.
_PLACE = re.compile(r"(?<=\S):\d+:\d+\b")


def finding_changes(
    old: Snapshot, new: Snapshot, pairs: Mapping[RecordKey, RecordKey]
) -> tuple[tuple[FindingChange, ...], tuple[FindingChange, ...]]:
    """Return the findings that are new, and those that are gone, each in the order of reports."""
    renamed = {key: other for key, other in pairs.items() if key != other}
    before = [(_key(finding, renamed), finding) for finding in old.findings]
    after = [(_key(finding, {}), finding) for finding in new.findings]
    return _only(after, before, new), _only(before, after, old)


def _only(
    these: Sequence[tuple[tuple[object, ...], Finding]],
    those: Sequence[tuple[tuple[object, ...], Finding]],
    snapshot: Snapshot,
) -> tuple[FindingChange, ...]:
    left = Counter(key for key, _ in those)
    found = []
    for key, finding in these:
        if left[key]:
            left[key] -= 1
        elif finding.severity is not Severity.OFF:
            found.append(_change(finding, with_place=not snapshot.is_export))
    return tuple(found)


def _change(finding: Finding, *, with_place: bool) -> FindingChange:
    place = finding.place
    where = (place.path, place.line, place.column) if with_place else ("", 0, 0)
    return FindingChange(finding.rule, finding.severity, finding.text, finding.help, *where)


def _key(finding: Finding, renamed: Mapping[RecordKey, RecordKey]) -> tuple[object, ...]:
    text = _PLACE.sub("", finding.text)
    for (_, old), (_, new) in renamed.items():
        text = text.replace(f"'{old}'", f"'{new}'")
    record = renamed.get(finding.record, finding.record) if finding.record is not None else None
    # Without a record, a finding is the same only in the same file.
    return finding.rule, finding.severity, record, "" if record is not None else finding.place.path, text
