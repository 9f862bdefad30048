"""Fixes what can be fixed automatically, round after round until no fix is left.

Owns the order: load, check, collect fixes, change texts, and load again with what has changed. Nothing is written
to disk but by ``write``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sphinx_excellence.findings import Addition, Finding, Fix, Ordering, Renaming, Replacement
from sphinx_excellence.fixes.text_fixes import LocatedFix, apply_fixes
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.data_files import read_text
from sphinx_excellence.loader.file_formats import JSON_SUFFIX
from sphinx_excellence.loader.front_matter import NOTEBOOK_SUFFIX
from sphinx_excellence.loader.load import Loaded

#: One fix can make room for another; more rounds than this would be a circle.
_MAX_ROUNDS = 10

#: What is fixed first: a misspelled name may be the only cause of other findings.
_ORDER = ((Replacement, Renaming), (Addition, Ordering))

#: Loads and checks, with other texts in place of the content of some files.
Check = Callable[[Mapping[Path, str]], tuple[Loaded, Sequence[Finding]]]


@dataclass(frozen=True)
class FixedFile:
    """The text of one file before and after, with plain line ends."""

    path: Path
    before: str
    after: str


@dataclass(frozen=True)
class Result:
    """What was fixed (findings in their order), the files that this changes, and what could not be fixed, and why."""

    fixed: tuple[Finding, ...]
    files: tuple[FixedFile, ...]
    unfixed: tuple[tuple[Finding, str], ...]


def fix_all(root: Path, check: Check, wanted: Callable[[Finding], bool]) -> Result:
    """Fix the findings of ``check`` that ``wanted`` accepts, and return the result."""
    texts: dict[Path, str] = {}
    before: dict[Path, str] = {}
    done: list[Finding] = []
    reasons: dict[Fix, str] = {}
    loaded, findings = check(texts)
    for _round in range(_MAX_ROUNDS):
        made = False
        for first in _ORDER:
            due = [finding for finding in findings if isinstance(finding.fix, first) and wanted(finding)]
            for path, group in _by_file(root, loaded, due).items():
                text = texts.get(path) or read_text(path, root)
                if not isinstance(text, str):
                    continue
                before.setdefault(path, text)
                # Several findings may have the same fix, such as a timeline with two entries out of order.
                wishes = {change.fix: change for _, change in group}
                changed, changes, unmade = apply_fixes(text, list(wishes.values()), _syntax(path))
                reasons |= unmade
                if changes:
                    made = True
                    texts[path] = changed
                    made_of = {change.fix for change in changes}
                    done += [finding for finding, change in group if change.fix in made_of]
            if made:
                break
        if not made:
            break
        loaded, findings = check(texts)
    files = tuple(FixedFile(path, before[path], text) for path, text in sorted(texts.items()) if before[path] != text)
    unfixed = tuple(
        (finding, reasons.get(finding.fix, "each fix makes another one necessary"))
        for finding in findings
        if finding.fix is not None and wanted(finding)
    )
    return Result(tuple(dict.fromkeys(done)), files, unfixed)


def _syntax(path: Path) -> str:
    """Return the ending of files in whose syntax a file is written."""
    return JSON_SUFFIX if path.suffix == NOTEBOOK_SUFFIX else path.suffix.lower()


def _by_file(root: Path, loaded: Loaded, findings: Sequence[Finding]) -> dict[Path, list[tuple[Finding, LocatedFix]]]:
    grouped: dict[Path, list[tuple[Finding, LocatedFix]]] = {}
    for finding in findings:
        fix = finding.fix
        origin = loaded.origins.get(fix.key) if fix is not None else None
        if fix is None or origin is None:
            continue
        written = origin.document.value if origin.docname is not None else None
        change = LocatedFix(
            fix,
            origin.prefix,
            origin.names,
            frozenset(written or {}),
            finding.place if origin.docname is not None else None,
        )
        grouped.setdefault(root / origin.file, []).append((finding, change))
    return grouped


def write(file: FixedFile) -> None:
    """Put the new text in the file's place in one step, with the line ends, mark and rights that it had.

    Where there is no file yet, and nothing was read, it is made.
    Raises ``OSError`` where the file cannot be written, or holds something else by now.
    """
    path = Path(os.path.realpath(file.path))
    is_new = not file.before and not path.exists()
    if is_new:
        path.parent.mkdir(parents=True, exist_ok=True)
    content = b"" if is_new else path.read_bytes()
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    if content[len(mark) :].decode().replace("\r\n", "\n").replace("\r", "\n") != file.before:
        msg = f"{file.path} has changed in the meantime"
        raise OSError(msg)
    ends = "\r\n" if b"\r\n" in content else "\n"
    replace_content(path, mark + file.after.replace("\n", ends).encode())
