"""What the last run found, kept for a run that has nothing to do.

Where no page and nothing that findings are computed from has changed, they are what they were: the records need not
be loaded to say so again. Everything that counts as an input is listed in ``signature``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_excellence import __version__
from sphinx_excellence.extension.settings import SETTINGS, day_of, external_of, paths_of
from sphinx_excellence.findings import Finding, Place, Severity
from sphinx_excellence.loader.data_files import find_data_files

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings of a run, and the signature of what they were computed from."""

    signature: str
    findings: tuple[Finding, ...]


def signature(config: Config, confdir: Path, env: BuildEnvironment) -> str:
    """Return a digest of what findings are computed from.

    That is the toolkit's version, the settings, the day, the data files and conf.py (by time and size, as Sphinx
    does with pages), and the moment each page was read.
    """
    files, _missing = find_data_files(confdir, paths_of(config), setting=Place("conf.py"))
    parts: list[object] = [__version__, day_of(config).isoformat()]
    parts += [repr(config[setting.name]) for setting in SETTINGS]
    external = (confdir / source.path for source in external_of(config, confdir).values())
    for path in (confdir / "conf.py", *files, *external):
        with contextlib.suppress(OSError):
            status = path.stat()
            parts.append((str(path), status.st_mtime_ns, status.st_ctime_ns, status.st_size))
    parts += sorted(env.all_docs.items())
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _path(doctreedir: Path) -> Path:
    return doctreedir / "excellence-findings.json"


def recall(doctreedir: Path) -> Outcome | None:
    """Return the outcome of the last run, if one is kept."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        stored = json.loads(_path(doctreedir).read_text(encoding="utf-8"))
        return Outcome(stored["signature"], tuple(_finding(row) for row in stored["findings"]))
    return None


def keep(doctreedir: Path, outcome: Outcome) -> None:
    """Keep the outcome of this run for the next."""
    stored = {"signature": outcome.signature, "findings": [_row(finding) for finding in outcome.findings]}
    _path(doctreedir).write_text(json.dumps(stored, separators=(",", ":")), encoding="utf-8")


def _row(finding: Finding) -> tuple[object, ...]:
    # What would mend it is left out: a build mends nothing.
    place = finding.place
    return (
        finding.rule, place.path, place.line, place.column, finding.message, finding.args, finding.accepted,
        finding.accepted_args, finding.record, finding.severity.value, finding.path,
    )  # fmt: skip


def _finding(row: list[Any]) -> Finding:
    rule, path, line, column, message, args, accepted, accepted_args, record, severity, inside = row
    return Finding(
        rule,
        Place(path, line, column),
        message,
        tuple(args),
        accepted,
        tuple(accepted_args),
        (record[0], record[1]) if record is not None else None,
        severity=Severity(severity),
        path=tuple(inside),
    )
