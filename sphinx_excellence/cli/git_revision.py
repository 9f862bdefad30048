"""A revision of the project's working copy as files in a folder, read by git.

Owns asking git about it. Nothing in the working copy is touched, and nothing that the repository or its configuration
names is run: files are written out as they are stored, without the filters of a checkout.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sphinx_excellence.findings import suggestion
from sphinx_excellence.git_command import GitError, NoGitError, run_git

__all__ = [
    "GitError", "Revision", "WorkingCopy", "check_out", "find_revision", "ignored_paths", "is_shallow", "working_copy",
]  # fmt: skip

_SUBMODULE, _LINK = "160000", "120000"
#: How many files, and how many bytes of them, are asked for at once.
_AT_ONCE, _BYTES_AT_ONCE = 500, 50_000_000


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A working copy: its root, and the way from there to the folder of the project."""

    top: Path
    prefix: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: the name that it was asked for by, its full hash, and the day of the commit."""

    name: str
    commit: str
    day: date


class _Entry(NamedTuple):
    """A file, a link or a submodule of a commit: its mode, the hash of its content, its bytes, and its path."""

    mode: str
    content: str
    size: int
    path: str


def working_copy(folder: Path) -> WorkingCopy:
    """Return the working copy that ``folder`` is in. Raises ``GitError`` where there is none."""
    try:
        shown = run_git(folder, "rev-parse", "--show-toplevel", "--show-prefix").decode("utf-8", "surrogateescape")
    except NoGitError as error:
        raise GitError("git is not installed; name folders or exports to compare without it") from error
    except GitError as error:
        if "not a git repository" in str(error):
            raise GitError("the project is not in a git working copy; name folders or exports instead") from error
        raise
    top, prefix, *_ = [*shown.split("\n"), ""]
    return WorkingCopy(Path(top), prefix)


def find_revision(copy: WorkingCopy, name: str) -> Revision:
    """Return the commit that ``name`` stands for. Raises ``GitError`` where there is none."""
    try:
        found = run_git(copy.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError as error:
        raise GitError(_unknown(copy, name)) from error
    commit = found.decode("ascii", "replace").strip()
    return Revision(
        name, commit, date.fromisoformat(run_git(copy.top, "show", "-s", "--format=%cs", commit).decode().strip())
    )


def is_shallow(copy: WorkingCopy) -> bool:
    """Whether the clone lacks a part of its history."""
    return run_git(copy.top, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _unknown(copy: WorkingCopy, name: str) -> str:
    if ".." in name and ".." not in name.split("/"):
        return f"'{name}' is a range; name its two ends as two arguments"
    if is_shallow(copy):
        return (
            f"'{name}' is not in this clone, which lacks a part of the history; fetch all of it: `fetch-depth: 0` for "
            "actions/checkout, `GIT_DEPTH: 0` for GitLab, `git fetch --unshallow` elsewhere"
        )
    refs = run_git(copy.top, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    accepted, args = suggestion(name, refs.decode("utf-8", "replace").split())
    hint = f"; {accepted % args}" if args else ""
    return (
        f"'{name}' is neither a revision that git knows (a branch, a tag, a commit), nor a folder, nor an exported "
        f"file{hint}"
    )


def check_out(copy: WorkingCopy, commit: str, target: Path) -> list[str]:
    """Write the files of a commit into the empty folder ``target``; return the submodules that could not be written.

    Submodules are written from their own clones in the working copy, at the commit that this one names.
    """
    entries = list(_entries(copy, commit))
    files = [entry for entry in entries if entry.mode not in (_SUBMODULE, _LINK)]
    for part in _parts(files):
        for entry, content in zip(part, _contents(copy, part), strict=True):
            _place(target, entry).write_bytes(content)
    missing = []
    for entry in (entry for entry in entries if entry.mode == _SUBMODULE):
        folder = _place(target, entry)
        folder.mkdir(exist_ok=True)
        own = copy.top / entry.path
        if not (own / ".git").exists():
            missing.append(entry.path)
            continue
        try:
            missing += [f"{entry.path}/{each}" for each in check_out(WorkingCopy(own, ""), entry.content, folder)]
        except GitError:
            missing.append(entry.path)
    # Links come last, so that nothing is written through one.
    links = [entry for entry in entries if entry.mode == _LINK]
    for entry, content in zip(links, _contents(copy, links), strict=True):
        _place(target, entry).symlink_to(os.fsdecode(content))
    return missing


def _entries(copy: WorkingCopy, commit: str) -> Iterator[_Entry]:
    """Yield what a commit holds."""
    for row in run_git(copy.top, "ls-tree", "-r", "-l", "-z", "--full-tree", commit).split(b"\0"):
        if row:
            about, _, path = row.partition(b"\t")
            mode, _kind, content, size = about.decode().split()
            yield _Entry(mode, content, int(size) if size.isdecimal() else 0, os.fsdecode(path))


def _parts(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """Yield the entries in groups that memory holds."""
    part: list[_Entry] = []
    size = 0
    for entry in entries:
        if part and (len(part) == _AT_ONCE or size + entry.size > _BYTES_AT_ONCE):
            yield part
            part, size = [], 0
        part.append(entry)
        size += entry.size
    if part:
        yield part


def _contents(copy: WorkingCopy, entries: Sequence[_Entry]) -> Iterator[bytes]:
    """Yield what files hold, as it is stored. Raises ``GitError`` where the clone lacks one."""
    if not entries:
        return
    names = "".join(f"{entry.content}\n" for entry in entries)
    said = run_git(copy.top, "cat-file", "--batch", given=names.encode())
    at = 0
    for entry in entries:
        end = said.index(b"\n", at)
        size = said[at:end].split()[-1]
        if not size.isdigit():
            raise GitError(f"git: the clone lacks the content of '{entry.path}'")
        yield said[end + 1 : end + 1 + int(size)]
        at = end + int(size) + 2


def _place(target: Path, entry: _Entry) -> Path:
    """Return where an entry is written, and make its folder. Raises ``GitError`` for a path that git would refuse."""
    if any(part in {"", ".", ".."} or part.casefold() == ".git" for part in entry.path.split("/")):
        raise GitError(f"git: the path '{entry.path}' leads out of the commit")
    place = target / entry.path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def ignored_paths(folder: Path) -> frozenset[Path]:
    """Return the files and folders below ``folder`` that git ignores: mostly what tools made."""
    shown = run_git(
        folder, "ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"
    )  # relative to the folder
    return frozenset(folder / os.fsdecode(name) for name in shown.split(b"\0") if name)
