"""Writing the target: a second run merges page by page, and never overwrites what a person changed.

Owns ``DIR/takeover/written.json``: what the last run wrote, which is the base of the merge. Git merges texts
(``git merge-file``); what it cannot merge stays as the person left it, and is reported. The source's text is put into
``DIR/takeover/conflicts`` then: once a person has deleted it there, the conflict counts as resolved.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.git_command import GitError, run_git
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.takeover.revision import sha256_of

#: The folder of the takeover's own files in the target, and the file with what was written.
FOLDER, WRITTEN, CONFLICTS = "takeover", "written.json", "conflicts"
#: A larger file is no text that anybody merges.
_MOST = 2_000_000


class TargetError(Exception):
    """The target cannot be used; the first argument says why, and more of them are lines of another program."""


@dataclass
class Outcome:
    """What became of the files: how many were written, were the same already, were left or merged; and notes.

    ``conflicts`` were changed by a person and in the source; ``deleted`` were deleted by a person, and
    ``deleted_conflicts`` have changed in the source since; ``foreign`` are in the way of a file, and no run wrote them;
    ``gone`` are not in the source any more.
    """

    written: int = 0
    same: int = 0
    left: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    deleted_conflicts: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether everything of the source is in the target."""
        return not (self.conflicts or self.deleted_conflicts or self.foreign)


def require_usable(target: Path, source: Path) -> None:
    """Raise ``TargetError`` where ``target`` cannot be the target of a takeover of ``source``."""
    if target.exists() and not target.is_dir():
        raise TargetError(Phrase("'%s' is not a folder; name an empty folder, or a new one", str(target)))
    inside, outer = target.resolve(), source.resolve()
    if inside == outer or inside.is_relative_to(outer):
        raise TargetError(
            Phrase("'%s' is inside the source, which would be read again; name a folder elsewhere", str(target))
        )
    if not target.exists() or (target / FOLDER / WRITTEN).is_file():
        return
    present = sorted(path.name for path in target.iterdir() if not path.name.startswith("."))
    if present:
        text = Phrase("'%s' holds %s, and no run of `import` made it; name an empty folder, or a new one", str(target),
                      f"'{present[0]}'")  # fmt: skip
        raise TargetError(text)


def write_target(
    target: Path,
    files: Mapping[str, bytes],
    copies: Mapping[str, Path],
    own: Mapping[str, bytes],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Outcome:
    """Write ``files``, and ``copies`` of files of the source; ``own`` are the takeover's own, always replaced.

    Raises ``TargetError`` where ``written.json`` cannot be read, and ``OSError``.
    """
    base = _read_base(target)
    _require_own_places(target, own)
    if not (target / FOLDER / WRITTEN).exists():
        # A first run that is stopped can be run again.
        _replace(target / FOLDER / WRITTEN, _written({}))
    now: dict[str, dict[str, Any]] = {}
    outcome = Outcome()
    total = len(files) + len(copies)
    for number, (path, content) in enumerate(sorted(files.items())):
        _take(target, path, content, _entry(content), base.get(path), now, outcome)
        progress(number + 1, total)
    for number, (path, origin) in enumerate(sorted(copies.items())):
        checksum = sha256_of(origin)
        if checksum:
            _take(target, path, origin, {"sha256": checksum}, base.get(path), now, outcome)
        elif path in base:
            now[path] = base[path]
        progress(len(files) + number + 1, total)
    for path in sorted(base.keys() - files.keys() - copies.keys()):
        if (target / path).exists():
            outcome.gone.append(path)
            now[path] = base[path]
    for name, content in {**own, WRITTEN: _written(now)}.items():
        _replace(target / FOLDER / name, content)
    return outcome


def _written(files: Mapping[str, Mapping[str, Any]]) -> bytes:
    text = json.dumps({"version": 1, "files": dict(sorted(files.items()))}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _require_own_places(target: Path, own: Mapping[str, bytes]) -> None:
    for path in (f"{FOLDER}/{name}" for name in (*own, WRITTEN)):
        if _is_in_the_way(target, path):
            said = "'%s' is in the way: a link that leads out of the folder, or no file; move it away, and run again"
            raise TargetError(Phrase(said, str(target / path)))


def _is_in_the_way(target: Path, path: str) -> bool:
    """Whether no file can be written at a path: a link or a folder is there, or its folder is not in ``target``."""
    place = target / path
    if os.path.lexists(place) and (place.is_symlink() or not place.is_file()):
        return True
    above = [folder for folder in place.parents if folder.is_relative_to(target) and os.path.lexists(folder)]
    return not all(folder.is_dir() and folder.resolve().is_relative_to(target.resolve()) for folder in above)


def _take(
    target: Path, path: str, content: bytes | Path, entry: dict[str, Any], base: Mapping[str, Any] | None,
    now: dict[str, dict[str, Any]], outcome: Outcome,
) -> None:  # fmt: skip
    """Write one file, a text or a copy of ``content``, and note in ``now`` what its base is."""
    offered = f"{FOLDER}/{CONFLICTS}/{path}"
    if _is_in_the_way(target, path):
        outcome.foreign.append(path)
        if base is not None:
            now[path] = dict(base)
    elif _is_resolved(base, entry, target / offered):
        (outcome.left if (target / path).exists() else outcome.deleted).append(path)
        now[path] = entry
    elif _write_one(target / path, path, content, entry, base, outcome):
        now[path] = entry
    elif base is not None:
        now[path] = dict(base)
        if not _is_in_the_way(target, offered):
            now[path]["offered"] = entry["sha256"]
            _replace(target / offered, content)


def _read_base(target: Path) -> dict[str, dict[str, Any]]:
    file = target / FOLDER / WRITTEN
    if not file.exists():
        return {}
    try:
        files = json.loads(file.read_bytes())["files"]
        return {str(path): {"sha256": str(each["sha256"]), **each} for path, each in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TargetError(
            Phrase("%s cannot be read (%s); restore it, or name a new folder", str(file), str(error))
        ) from error


def _entry(content: bytes) -> dict[str, Any]:
    entry: dict[str, Any] = {"sha256": hashlib.sha256(content).hexdigest()}
    if len(content) <= _MOST:
        try:
            entry["base"] = content.decode()
        except UnicodeDecodeError:
            return entry
    return entry


def _is_resolved(base: Mapping[str, Any] | None, entry: Mapping[str, Any], offered: Path) -> bool:
    """Whether a person has resolved the conflict with this text, and deleted it where it was offered."""
    return base is not None and base.get("offered") == entry["sha256"] and not offered.exists()


def _write_one(
    place: Path, path: str, content: bytes | Path, entry: Mapping[str, Any], base: Mapping[str, Any] | None,
    outcome: Outcome,
) -> bool:  # fmt: skip
    """Write one file where that overwrites nothing of a person; whether ``content`` is its base now."""
    if not place.exists():
        if base is not None:
            is_same = bool(base["sha256"] == entry["sha256"])
            (outcome.deleted if is_same else outcome.deleted_conflicts).append(path)
            return is_same
        _replace(place, content)
        outcome.written += 1
        return True
    current = sha256_of(place)
    if current == entry["sha256"]:
        outcome.same += 1
        return True
    if base is None:
        outcome.foreign.append(path)
        return False
    if current == base["sha256"]:
        _replace(place, content)
        outcome.written += 1
        return True
    if entry["sha256"] == base["sha256"]:
        outcome.left.append(path)
        return True
    return _merge_one(place, path, content, base, outcome)


def _merge_one(place: Path, path: str, content: bytes | Path, base: Mapping[str, Any], outcome: Outcome) -> bool:
    """Merge one file that a person and the source have changed; whether ``content`` is its base now."""
    current = place.read_bytes()
    merged = None if isinstance(content, Path) else _merged(current, base.get("base"), content)
    if merged is None:
        outcome.conflicts.append(path)
        return False
    if merged != current:
        _replace(place, merged)
    outcome.merged.append(path)
    return True


def _merged(current: bytes, base: object, content: bytes) -> bytes | None:
    """Return a person's text with the changes of the source; nothing where both changed the same lines."""
    if not isinstance(base, str):
        return None
    with tempfile.TemporaryDirectory(prefix="takeover-") as folder:
        names = ("current", "base", "new")
        for name, text in zip(names, (current, base.encode(), content), strict=True):
            (Path(folder) / name).write_bytes(text)
        try:
            return run_git(Path(folder), "merge-file", "-p", "-q", *names)
        except GitError:
            return None


def _replace(place: Path, content: bytes | Path) -> None:
    """Put a text, or a copy of a file, in a place; a link that is there is replaced, not followed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        with tempfile.TemporaryDirectory(prefix=".takeover-", dir=place.parent) as folder:
            made = shutil.copyfile(content, Path(folder) / "copy")
            made.replace(place)
    elif not place.exists() or place.read_bytes() != content:
        replace_content(place, content, durable=False)
