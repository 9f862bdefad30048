"""Asking git: the one way in which it is run.

Nothing that a repository's configuration names is executed: no hooks, no file system monitor, no program that checks
signatures. Variables that a hook of git sets do not lead to other files. What is asked for is the caller's.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

#: What a hook of git sets for the repository that it runs in: here it would lead to the wrong files.
_LOCAL = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE",
)  # fmt: skip
_QUIET = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "log.showSignature=false")
#: No question that is asked here takes longer, in seconds.
_LONGEST = 600


class GitError(Exception):
    """Git cannot give what is asked for; the text says why."""


class NoGitError(GitError):
    """Git is not installed."""


def run_git(folder: Path, *arguments: str, given: bytes | None = None, longest: int = _LONGEST) -> bytes:
    """Return what git says in a folder, with ``given`` as its input. Raises ``GitError``."""
    environment = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - what is asked for is the caller's own
            ["git", *_QUIET, "-C", str(folder), *arguments],  # noqa: S607 - wherever it is installed
            input=given, stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True, check=False, env=environment, timeout=longest,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise NoGitError("git is not installed") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git: {error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(f"git: {said[0] if said else 'no reason given'}")
    return done.stdout


def commit_of(folder: Path) -> str | None:
    """Return the commit that a folder has, in short, with ``+changes`` where files differ from it; nothing without."""
    try:
        commit = run_git(folder, "rev-parse", "--short=12", "HEAD").decode().strip()
        changed = run_git(folder, "status", "--porcelain", "--untracked-files=no").strip()
    except GitError:
        return None
    return f"{commit}+changes" if changed else commit
