"""Which data files there are, and their text.

Owns walking ``excellence_data`` and decoding bytes. Parsing is the reader's business. Files that tools create in a
folder are skipped: hidden folders, environments, caches, build output, other projects (with a conf.py of their own),
exported registries and schemas. A file or folder that is named is read whatever its name.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sphinx_excellence.findings import Finding, Phrase, Place, Severity, nearest
from sphinx_excellence.messages import N_
from sphinx_excellence.safe_reading import MAX_BYTES, NotARegularFile, content_of, is_generated, walk_once

SUFFIXES = frozenset({".yaml", ".yml", ".json"})
#: What a project's folder holds, and the name under which its registry is published.
CONF = "conf.py"
EXPORTED = "excellence.json"


def shown_path(path: Path, root: Path) -> str:
    """Return ``path`` as findings name it: relative to ``root`` where it is inside, with forward slashes."""
    return Path(os.path.relpath(path, root)).as_posix()


#: Where records are looked for when nothing says where they are.
DEFAULT = "data"


def find_data_files(
    root: Path, entries: Sequence[str] | None, *, setting: Place, without: Collection[Path] = ()
) -> tuple[list[Path], list[Finding]]:
    """Return the data files below ``entries`` (files or folders, relative to ``root``), sorted, each once.

    ``setting`` is where the entries are configured; an entry that leads nowhere is a finding there. Without
    ``entries``, nothing is configured, and the folder ``data`` is looked at. ``without`` are files and folders that are
    none of the project's own data, unless an entry names them: what this build writes, and other projects' registries.
    """
    left_out = {os.path.realpath(path) for path in without}
    files: dict[Path, Path] = {}
    findings: list[Finding] = []
    for entry in (DEFAULT,) if entries is None else entries:
        start = root / entry
        if start.is_dir():
            found = list(_walk(start, root, left_out))
        elif os.path.lexists(start):
            found = [start]
        else:
            findings.append(_missing(entry, root, setting, named=entries is not None))
            continue
        for path in found:
            files.setdefault(Path(os.path.realpath(path)), path)
    return sorted(files.values()), findings


def _missing(entry: str, root: Path, setting: Place, *, named: bool) -> Finding:
    # Only a resembling name helps: the rest of the folder can be anything, and changes from build to build.
    near = nearest(entry, (path.name for path in root.iterdir()), count=1)
    accepted = Phrase("a file or a folder, relative to the folder of conf.py")
    return Finding(
        "missing-data",
        setting,
        N_("`excellence_data` names '%s', which does not exist")
        if named
        else N_("the folder '%s' does not exist, and `excellence_data` is not set"),
        (entry,),
        "did you mean '%s'? accepted: %s" if near else accepted,
        (*near, accepted) if near else (),
        severity=Severity.ERROR,
    )


def _walk(folder: Path, root: Path, without: Collection[str]) -> Iterator[Path]:
    """Yield the data files below ``folder``; a folder reached twice through links is entered once."""
    own = os.path.realpath(root)
    for name, folders, files in walk_once(folder):
        parent = Path(name)
        folders[:] = sorted(
            child
            for child in folders
            if not is_generated(parent, child, root)
            and (real := os.path.realpath(parent / child)) not in without
            and (not (parent / child / CONF).exists() or real == own)
        )
        for file in sorted(files):  # of two names of one file, the same is read everywhere
            if _may_hold_records(parent / file) and os.path.realpath(parent / file) not in without:
                yield parent / file


def _may_hold_records(path: Path) -> bool:
    name = path.name.lower()
    if path.suffix.lower() not in SUFFIXES or name.startswith(".") or name.endswith(".schema.json"):
        return False
    return name != EXPORTED or not _is_export(path)


def _is_export(path: Path) -> bool:
    """Whether a file of that name is what builds publish, whose first key is its version."""
    with contextlib.suppress(OSError):
        return re.match(rb'\s*\{\s*"version"', content_of(path, 200)) is not None
    return False


def read_text(path: Path, root: Path) -> str | Finding:
    """Return a file's text, without a byte-order mark and with plain line ends, or what is wrong with it."""
    place = Place(shown_path(path, root))
    try:
        content = content_of(path, MAX_BYTES + 1)
        size = path.stat().st_size
    except OSError as error:
        return _unreadable(path, place, error)
    if len(content) > MAX_BYTES:
        return Finding(
            "oversized-file",
            place,
            "the file is %s MB",
            (f"{size / 1_000_000:.0f}",),
            "at most %s MB per file: split it",
            (str(MAX_BYTES // 1_000_000),),
            severity=Severity.ERROR,
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return Finding(
            "wrong-encoding",
            Place(place.path, line, column),
            "the byte 0x%s is not UTF-8",
            (f"{content[error.start]:02X}",),
            "save the file as UTF-8",
            severity=Severity.ERROR,
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(path: Path, place: Place, error: OSError) -> Finding:
    message, accepted = N_("cannot be read: %s"), ""
    args: tuple[str, ...] = (error.strerror or str(error),)
    if isinstance(error, NotARegularFile):
        message, args, accepted = N_("is not a regular file"), (), N_("a file with records, or a link to one")
    elif isinstance(error, FileNotFoundError) and path.is_symlink():
        message, accepted = N_("is a link to '%s', which does not exist"), N_("a link to a file")
        args = (str(path.readlink()),)
    return Finding("unreadable-file", place, message, args, accepted, severity=Severity.ERROR)
