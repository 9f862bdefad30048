"""Reading the files of a tree: which are pages, which are assets, and what cannot be read.

Owns walking a folder safely: hidden and generated folders are left out, links out of the tree are reported and
not followed, a folder is entered once, and memory is limited. What pages mean is for the formats.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sphinx_excellence.findings import Phrase
from sphinx_excellence.safe_reading import MAX_BYTES, content_of, is_generated, walk_once
from sphinx_excellence.takeover.source import Note

#: The endings of Markdown pages.
MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
#: Files that no site shows, and the decisions of a takeover, which may be written next to the pages.
_NO_ASSETS = frozenset({".DS_Store", "Thumbs.db", "takeover.yaml"})


@dataclass(frozen=True)
class SourceTree:
    """What a folder holds: the bytes of pages by path, the paths of other files, and notes. Sorted by path."""

    pages: dict[str, bytes]
    assets: tuple[str, ...]
    notes: tuple[Note, ...]


def read_tree(
    root: Path, suffixes: Collection[str] = MARKDOWN, *, skip: Collection[str] = (), generated: bool = False
) -> SourceTree:
    """Read the files below ``root``; ``suffixes`` (in small letters) are those of pages.

    ``skip`` are paths below ``root`` that are left out, with all that is below them. ``generated`` is for folders that
    hold nothing but pages: there, none counts as made by a tool for its name. Never raises for a single file; raises
    ``OSError`` where the folder itself cannot be read.
    """
    pages: dict[str, bytes] = {}
    assets: list[str] = []
    notes: list[Note] = []
    os.scandir(root).close()  # walking says nothing of a folder that cannot be read
    top = os.path.realpath(root)
    for name, folders, files in walk_once(root):
        parent = Path(name)
        below = parent.relative_to(root)
        folders[:] = [
            child
            for child in sorted(folders)
            if not (child.startswith(".") if generated else is_generated(parent, child, root))
            and (below / child).as_posix() not in skip
            and not _leads_out(parent / child, top, below / child, notes)
        ]
        for file in sorted(files):
            path = (below / file).as_posix()
            if path in skip or file in _NO_ASSETS or file.startswith(".") or not _is_sound(path, notes):
                continue
            if _leads_out(parent / file, top, below / file, notes):
                continue
            _add(parent / file, path, suffixes, pages, assets, notes)
    return SourceTree(dict(sorted(pages.items())), tuple(sorted(assets)), tuple(notes))


def _add(
    file: Path, path: str, suffixes: Collection[str], pages: dict[str, bytes], assets: list[str], notes: list[Note]
) -> None:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            notes.append(Note("no-regular-file", path, 0, Phrase("is not a regular file; it is left out"), lossy=True))
        elif file.suffix.lower() not in suffixes:
            assets.append(path)
        elif status.st_size > MAX_BYTES:
            size, most = f"{status.st_size / 1_000_000:.0f}", str(MAX_BYTES // 1_000_000)
            text = Phrase("the page is %s MB; a page of more than %s MB is copied as a file", size, most)
            notes.append(Note("oversized-page", path, 0, text, lossy=True))
            assets.append(path)
        else:
            pages[path] = content_of(file)
    except OSError as error:
        text = Phrase("cannot be read: %s", error.strerror or str(error))
        notes.append(Note("unreadable-file", path, 0, text, lossy=True))


def _leads_out(path: Path, top: str, below: Path, notes: list[Note]) -> bool:
    """Whether a link leads out of the tree, or nowhere: that is reported."""
    if not path.is_symlink():
        return False
    target = os.path.realpath(path)
    if target == top or target.startswith(top.rstrip(os.sep) + os.sep):
        return False
    text = Phrase("is a link that leads out of the folder; it is not followed")
    notes.append(Note("outside-link", below.as_posix(), 0, text, lossy=True))
    return True


def _is_sound(path: str, notes: list[Note]) -> bool:
    """Whether a name can be written: one that is not a text, or has control characters, cannot be linked to."""
    try:
        path.encode()
        sound = path.isprintable()
    except UnicodeEncodeError:
        sound = False
    if not sound:
        shown = path.encode("utf-8", "backslashreplace").decode("utf-8", "replace")
        shown = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in shown)
        text = Phrase("the file's name holds characters that cannot be written; rename it")
        notes.append(Note("unusable-file-name", shown, 0, text, lossy=True))
    return sound
