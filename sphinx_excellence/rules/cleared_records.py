"""The records in which a rule has found nothing, from one run to the next.

Owns which records a rule that looks at each one by itself need not look at again, and where that is stored. Such a rule
says what else its findings depend on (`Reads`); the rest of what they depend on is in the digest of the record. The
file is signed, as everything that decides what a check sees.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.cached_findings import signed
from sphinx_excellence.loader.signing import verified, with_signature

FILE = "excellence-cleared.json"
#: What a rule read besides the records, and the digests of the records in which it found nothing.
Clearances = tuple[str, Collection[str]]


class ClearedRecords:
    """What is stored in ``path``, and what this run adds; without a path, every record is looked at.

    ``version`` is that of the toolkit: what another one found counts for nothing.
    """

    def __init__(self, path: Path | None = None, version: str = "") -> None:
        self._path = path
        self._stored: Mapping[str, Clearances] = _read(path) if path is not None else {}
        self._now: dict[str, tuple[str, list[str]]] = {}
        self._toolkit = signed((), version) if path is not None else ""

    @property
    def is_kept(self) -> bool:
        """Whether anything is stored."""
        return self._path is not None

    def begin(self, rule: str, read: str) -> Collection[str]:
        """Begin with a rule that depends on ``read``; return the digests of the records that it need not look at."""
        basis = f"{self._toolkit} {read}"
        self._now[rule] = basis, []
        stored_basis, digests = self._stored.get(rule, ("", ()))
        return digests if stored_basis == basis else ()

    def clear(self, rule: str, digest: str) -> None:
        """Note that a rule, which has begun, finds nothing in a record."""
        self._now[rule][1].append(digest)

    def store(self) -> None:
        """Store what this run found, where that is something else."""
        stored = {rule: (basis, [*digests]) for rule, (basis, digests) in self._stored.items()}
        if self._path is None or self._now == stored:
            return
        content = with_signature(self._path.name, json.dumps(self._now, separators=(",", ":")).encode())
        with contextlib.suppress(OSError):
            if content is not None:
                replace_content(self._path, content, durable=False)


def _read(path: Path) -> dict[str, Clearances]:
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        rows = json.loads(verified(path.name, path.read_bytes()) or b"")
        return {rule: (str(basis), dict.fromkeys(map(str, digests)).keys()) for rule, (basis, digests) in rows.items()}
    return {}
