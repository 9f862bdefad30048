"""Findings stored between runs, with the signature of their inputs.

If no input has changed, the stored findings are still right, and the records need not be loaded. The caller signs the
inputs. Only files stored by this user's own runs are trusted.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Continuation, Finding, Phrase, Place, Severity, in_order
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.signing import verified, with_signature


@dataclass(frozen=True, slots=True)
class CachedResult:
    """The findings of a run, the signature of what they were computed from, and the days on which they hold.

    They hold from ``since`` on, until the day ``until`` begins; ``None`` for a result that does not depend on the day.
    """

    signature: str
    findings: tuple[Finding, ...]
    since: date | None = None
    until: date | None = None

    def holds(self, signature: str, day: date) -> bool:
        """Whether the result is that of a run on ``day``, whose inputs have this signature."""
        begun = self.since is None or self.since <= day
        return self.signature == signature and begun and (self.until is None or day < self.until)


def signed(files: Iterable[Path], *parts: object) -> str:
    """Return a digest of ``parts``, of the packages that are installed, and of files.

    Files count by time and size, as Sphinx does with pages; packages, since they may offer kinds of record.
    """
    states: list[object] = [*parts, _installed_packages()]
    for path in files:
        with contextlib.suppress(OSError):
            status = path.stat()
            states.append((str(path), status.st_mtime_ns, status.st_ctime_ns, status.st_size))
    return hashlib.blake2b(repr(states).encode(), digest_size=16).hexdigest()


def _installed_packages() -> list[str]:
    """Return the folders that describe the packages on the path, which have their names and versions."""
    found: list[str] = []
    for folder in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError):
            found += (name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208 - the names alone, in every run
    return sorted(found)


def load_result(path: Path, *, notes: bool = True) -> CachedResult | None:
    """Return the result that is kept in a file; nothing where there is none, or it is not what this user's run kept.

    Without ``notes``, what is only information is left out: there may be much of it, and most runs do not tell it.
    """
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = verified(path.name, path.read_bytes()) or b""
        signed_as, serious, rest = kept.decode().split("\n")
        signature, *days = json.loads(signed_as)
        since, until = (date.fromisoformat(day) if day else None for day in days)
        rows = json.loads(serious) + (json.loads(rest) if notes else [])
        return CachedResult(signature, tuple(in_order(_finding(row) for row in rows)), since, until)
    return None


def store_result(path: Path, result: CachedResult) -> None:
    """Keep a result in a file."""
    serious = [_row(finding) for finding in result.findings if finding.severity is not Severity.INFO]
    notes = [_row(finding) for finding in result.findings if finding.severity is Severity.INFO]
    signed_as = [result.signature, *(day and day.isoformat() for day in (result.since, result.until))]
    lines = (json.dumps(part, separators=(",", ":")) for part in (signed_as, serious, notes))
    content = with_signature(path.name, "\n".join(lines).encode())
    if content is not None:
        replace_content(path, content)


def _row(finding: Finding) -> tuple[object, ...]:
    # The fix is left out: applying fixes loads the records anyway.
    place = finding.place
    return (
        finding.rule, place.path, place.line, place.column, _encoded(finding.message), [*map(_encoded, finding.args)],
        _encoded(finding.accepted), [*map(_encoded, finding.accepted_args)], finding.record, finding.severity.value,
        finding.path, finding.registry,
    )  # fmt: skip


def _encoded(text: str) -> object:
    """Return a text as JSON takes it; a phrase as a list, in which its arguments follow its message."""
    if isinstance(text, Continuation):
        return {"sentence": text.message}
    return [text.message, *map(_encoded, text.args)] if isinstance(text, Phrase) else text


def _decoded(kept: Any) -> str:
    if isinstance(kept, dict):
        return Continuation(kept["sentence"])
    return Phrase(kept[0], *map(_decoded, kept[1:])) if isinstance(kept, list) else str(kept)


def _finding(row: list[Any]) -> Finding:
    rule, path, line, column, message, args, accepted, accepted_args, record, severity, inside, registry = row
    return Finding(
        rule,
        Place(path, line, column),
        _decoded(message),
        tuple(map(_decoded, args)),
        _decoded(accepted),
        tuple(map(_decoded, accepted_args)),
        (record[0], record[1]) if record is not None else None,
        severity=Severity(severity),
        path=tuple(inside),
        registry=registry,
    )
