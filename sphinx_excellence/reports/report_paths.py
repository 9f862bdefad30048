"""The paths of files in reports: relative to the root of the working copy for other programs, as code hosts need them.

Findings name files relative to the folder of conf.py, which in most projects is a folder of the repository. People read
them relative to the folder that they are in, where their terminals and editors find them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from sphinx_excellence.findings import Place

#: What marks the root of a working copy. In a worktree and in a submodule it is a file.
_MARKS = (".git", ".hg", ".jj")


@dataclass(frozen=True)
class ReportPaths:
    """The files of findings as reports name them.

    ``root`` is the folder that findings are relative to, ``base`` the one that reports are; both are absolute.
    """

    root: Path
    base: Path

    @classmethod
    def of(cls, root: Path, base: Path | None = None, environment: Mapping[str, str] = os.environ) -> ReportPaths:
        """Return the places for a project in ``root``, relative to ``base`` where it is given.

        Without it they are relative to the root of the working copy or to GITHUB_WORKSPACE, whichever is nearer; and
        to ``root`` itself where there is neither.
        """
        workspace = environment.get("GITHUB_WORKSPACE", "")
        # Where the folders really are, which is what a working copy tracks, and as they are called: either may have
        # been reached by a link.
        ways = ((Path(os.path.realpath(root)), os.path.realpath), (_absolute(root), _absolute))
        for place, really in ways:
            found = _base_around(place, str(really(Path(workspace))) if workspace else "") if base is None else None
            around = found if base is None else Path(really(base))
            if around is not None and place.is_relative_to(around):
                return cls(place, around)
        return cls(_absolute(root), _absolute(root if base is None else base))

    @classmethod
    def for_people(cls, root: Path, base: Path | None = None) -> ReportPaths:
        """Return the places as people read them: relative to ``base``, where it is given, or to the current folder.

        For a project elsewhere they are as in reports for other programs.
        """
        here = Path.cwd()
        is_below = Path(os.path.realpath(root)).is_relative_to(os.path.realpath(here))
        return cls.of(root, here if base is None and is_below else base)

    def place(self, place: Place) -> Place:
        """Return the place of a finding as reports name it."""
        return replace(place, path=self.path(place.path))

    @property
    def prefix(self) -> str:
        """The way from the base to the folder that findings are relative to; ``.`` where they are the same."""
        return Path(os.path.relpath(self.root, self.base)).as_posix()

    def path(self, file: str) -> str:
        """Return a finding's file, relative to the base and with forward slashes; absolute where it lies outside."""
        absolute = Path(os.path.normpath(self.root / file))
        return absolute.relative_to(self.base).as_posix() if self.is_inside(file) else absolute.as_posix()

    def is_inside(self, file: str) -> bool:
        """Whether a finding's file lies below the base."""
        return Path(os.path.normpath(self.root / file)).is_relative_to(self.base)

    def uri(self, file: str) -> str:
        """Return a finding's file as a URI reference: relative to the base, or ``file:`` where it lies outside."""
        if not self.is_inside(file):
            return Path(os.path.normpath(self.root / file)).as_uri()
        return quote(os.fsencode(self.path(file)))

    @property
    def base_uri(self) -> str:
        """The address of the base, which ends with a slash as that of a folder."""
        return self.base.as_uri().rstrip("/") + "/"


def _absolute(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


def _base_around(folder: Path, workspace: str) -> Path | None:
    """Return the nearest folder around ``folder`` that is the root of a working copy or the workspace."""
    for place in (folder, *folder.parents):
        if str(place) == workspace or any(os.path.lexists(place / mark) for mark in _MARKS):
            return place
    return None
