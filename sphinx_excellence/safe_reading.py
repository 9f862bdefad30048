"""Safe reading of files of any kind: reading always ends, and memory is limited.

Owns which folders and files are read, and how much of them. What the bytes mean is the caller's business.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

#: A larger file is refused: it is not written by hand, and every build would read it.
MAX_BYTES = 16 * 1024 * 1024
#: Opening a pipe without a writer would never return. Windows has no such files, and no such flag.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


class NotARegularFile(OSError):  # noqa: N818 - it is named for what the file is
    """The path is not a regular file, but a pipe, a device or a folder."""


def content_of(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return what a file holds, at most ``most`` bytes of it.

    Raises ``NotARegularFile`` where it is not a regular file and ``OSError`` where it cannot be read.
    """
    # Looked at before it is opened, which may do something to a device, and again when nothing can change it any more.
    _require_regular_file(path.stat())
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE)) as file:
        _require_regular_file(os.fstat(file.fileno()))
        return file.read(most)


def _require_regular_file(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotARegularFile("no regular file")


#: Folders that never hold records or pages of an author, wherever they are.
_SKIPPED = frozenset({"_build", "node_modules", "site-packages", "__pycache__", "venv"})
#: Those that count as such only directly in the project's folder; elsewhere an author may use the names.
_SKIPPED_AT_ROOT = frozenset({"build", "dist"})
#: What marks the folder of an environment, of a cache (https://bford.info/cachedir/), and of what a build has written.
_MARKS = (
    "pyvenv.cfg",
    "conda-meta",
    "CACHEDIR.TAG",
    ".buildinfo",
    "environment.pickle",
    ".doctrees",
    "globalcontext.json",
    "doctrees/environment.pickle",
    "report.sarif",
)
#: Files that mark the output of a link check where both are there.
_LINK_CHECK = ("output.json", "output.txt")


def is_generated(parent: Path, child: str, root: Path | None = None) -> bool:
    """Whether a tool made the folder ``child`` of ``parent``, or it is hidden: its files have no author.

    ``root`` is the folder of the project.
    """
    if child.startswith(".") or child in _SKIPPED or (child in _SKIPPED_AT_ROOT and parent == root):
        return True
    folder = parent / child
    return any((folder / mark).exists() for mark in _MARKS) or all((folder / name).exists() for name in _LINK_CHECK)


def walk_once(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk a folder as ``os.walk`` does, through links too; a folder that is met again through one is passed over.

    The caller may take names out of the list of folders, so that they are not entered.
    """
    entered: set[str] = set()
    for name, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(name)
        if real in entered:
            folders.clear()
            continue
        entered.add(real)
        yield name, folders, files
