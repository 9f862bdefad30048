"""The state that a tree had when it was read: its Git revision, and a checksum of its files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sphinx_excellence.git_command import GitError, run_git
from sphinx_excellence.takeover.source import Source

#: How long Git may take to name the revision, in seconds.
_LONGEST = 30


@dataclass(frozen=True)
class Revision:
    """``revision`` is Git's, or nothing outside a working copy; ``sha256`` is of all files that were read."""

    revision: str | None
    files: int
    sha256: str


def revision_of(source: Source) -> Revision:
    """Return the state of a source: of its pages, its assets, and the files with its records."""
    digest = hashlib.sha256()
    contents = {page.path: hashlib.sha256(page.data).hexdigest() for page in source.pages}
    for path in {*source.assets, *(record.path for record in source.records)} - contents.keys():
        contents[path] = sha256_of(source.root / path)
    for path, content in sorted(contents.items()):
        digest.update(f"{path}\0{content}\0".encode())
    return Revision(git_revision(source.root), len(contents), digest.hexdigest())


def sha256_of(path: Path) -> str:
    """Return the checksum of a file; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def git_revision(root: Path) -> str | None:
    """Return the revision of the working copy that ``root`` is in; nothing where there is none, or no Git."""
    try:
        return run_git(root, "rev-parse", "--verify", "--quiet", "HEAD", longest=_LONGEST).decode().strip() or None
    except GitError:
        return None
