"""Mends what can be mended without a person, again and again until nothing more can.

Owns the order: load, check, gather remedies, change texts, and load again with what has changed. Nothing is written
to disk but by ``write``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sphinx_excellence.findings import Addition, Finding, Fix, Ordering, Renaming, Replacement
from sphinx_excellence.fixes.text_fixes import Change, mended
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.data_files import read_text
from sphinx_excellence.loader.file_formats import JSON_SUFFIX
from sphinx_excellence.loader.front_matter import NOTEBOOK_SUFFIX
from sphinx_excellence.loader.load import Loaded

#: One fix can make room for another; more rounds than this would be a circle.
_MOST_ROUNDS = 10

#: What is mended first: a misspelled name may be all that is wrong with what else is found.
_IN_TURN = ((Replacement, Renaming), (Addition, Ordering))

#: Loads and checks, with other texts in place of what stands in some files.
Check = Callable[[Mapping[Path, str]], tuple[Loaded, Sequence[Finding]]]


@dataclass(frozen=True)
class Mended:
    """The text of one file before and after, with plain line ends."""

    path: Path
    before: str
    after: str


@dataclass(frozen=True)
class Result:
    """What was mended (findings in their order), which files that changes, and what could not be mended, and why."""

    mended: tuple[Finding, ...]
    files: tuple[Mended, ...]
    left: tuple[tuple[Finding, str], ...]


def mend(root: Path, check: Check, wanted: Callable[[Finding], bool]) -> Result:
    """Mend what ``check`` finds and ``wanted`` lets through, and return what came of it."""
    texts: dict[Path, str] = {}
    before: dict[Path, str] = {}
    done: list[Finding] = []
    reasons: dict[Fix, str] = {}
    loaded, findings = check(texts)
    for _round in range(_MOST_ROUNDS):
        made = False
        for first in _IN_TURN:
            due = [finding for finding in findings if isinstance(finding.fix, first) and wanted(finding)]
            for path, group in _by_file(root, loaded, due).items():
                text = texts.get(path) or read_text(path, root)
                if not isinstance(text, str):
                    continue
                before.setdefault(path, text)
                # Several findings may have the same fix, such as a timeline with two entries out of order.
                wishes = {change.fix: change for _, change in group}
                changed, changes, unmade = mended(text, list(wishes.values()), _syntax(path))
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
    files = tuple(Mended(path, before[path], text) for path, text in sorted(texts.items()) if before[path] != text)
    left = tuple(
        (finding, reasons.get(finding.fix, "it would go on for ever"))
        for finding in findings
        if finding.fix is not None and wanted(finding)
    )
    return Result(tuple(dict.fromkeys(done)), files, left)


def _syntax(path: Path) -> str:
    """Return the ending of files in whose syntax a file is written."""
    return JSON_SUFFIX if path.suffix == NOTEBOOK_SUFFIX else path.suffix.lower()


def _by_file(root: Path, loaded: Loaded, findings: Sequence[Finding]) -> dict[Path, list[tuple[Finding, Change]]]:
    grouped: dict[Path, list[tuple[Finding, Change]]] = {}
    for finding in findings:
        fix = finding.fix
        origin = loaded.origins.get(fix.key) if fix is not None else None
        if fix is None or origin is None:
            continue
        change = Change(fix, origin.prefix, origin.names)
        grouped.setdefault(root / origin.file, []).append((finding, change))
    return grouped


def write(file: Mended) -> None:
    """Put the new text in the file's place in one step, with the line ends, mark and rights that it had.

    Raises ``OSError`` where the file cannot be written, or holds something else by now.
    """
    path = Path(os.path.realpath(file.path))
    content = path.read_bytes()
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    if content[len(mark) :].decode().replace("\r\n", "\n").replace("\r", "\n") != file.before:
        msg = f"{file.path} has changed in the meantime"
        raise OSError(msg)
    ends = "\r\n" if b"\r\n" in content else "\n"
    replace_content(path, mark + file.after.replace("\n", ends).encode())
