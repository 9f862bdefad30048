"""Size, time and checksum of files as they were last written, to find damaged ones.

A file whose size and time are what they were is taken for the same, as Git takes it; where one of them is another, the
content decides. So a folder that was copied, or came out of a cache, is as good as before.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx_excellence.extension.storage.integrity import checksum, json_with_checksum, verified_json
from sphinx_excellence.loader.atomic_write import replace_content

FORMAT = 1
#: Size, time of the last change in nanoseconds, checksum.
FileState = tuple[int, int, str]


@dataclass(slots=True)
class Checksums:
    """The checksums of files of a folder, kept in a file; ``states`` has them by the names of the files.

    ``notes`` holds what else is to be known of the folder, as JSON holds it.
    """

    path: Path
    root: Path
    states: dict[str, FileState] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path, root: Path) -> Checksums:
        """Return what is kept in a file; nothing where there is none, or it is not what was written."""
        kept = cls(path, root)
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            stored = verified_json(path.read_bytes())
            if stored["format"] == FORMAT:
                kept.states = {name: (size, time, digest) for name, (size, time, digest) in stored["signs"].items()}
                kept.notes = dict(stored["notes"])
        return kept

    def save(self) -> None:
        """Keep them."""
        stored = {"format": FORMAT, "signs": self.states, "notes": self.notes}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_content(self.path, json_with_checksum(stored))

    def update(self, names: Iterable[str]) -> bool:
        """Take the files of these names, and no others, as they are now; return whether anything is another."""
        before, self.states = self.states, {}
        for name in names:
            state = _state_of(f"{self.root}{os.sep}{name}", before.get(name))
            if state is not None:
                self.states[name] = state
        return self.states != before

    def damaged(self) -> list[str]:
        """Return the files that are gone or hold something else than they did."""
        found = []
        for name, kept in self.states.items():
            state = _state_of(f"{self.root}{os.sep}{name}", kept)
            if state is None or (state[0], state[2]) != (kept[0], kept[2]):
                found.append(name)
        return found


def files_in(root: str, skipped: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name of each file below a folder, and its size and time, without what the folder ``skipped`` holds."""
    below = [""]
    while below:
        inside = below.pop()
        with contextlib.suppress(OSError), os.scandir(root + os.sep + inside) as entries:
            for entry in entries:
                name = inside + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if name != skipped:
                        below.append(name + os.sep)
                else:
                    with contextlib.suppress(OSError):
                        status = entry.stat()
                        yield name, (status.st_size, status.st_mtime_ns)


def remove_file(path: Path) -> None:
    """Remove a file, or the empty folder that is in its place; what cannot be removed stays."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()


def _state_of(path: str, known: FileState | None) -> FileState | None:
    """Return the state of a file; nothing where it cannot be read. What is ``known`` spares reading it."""
    with contextlib.suppress(OSError, ValueError):
        status = os.stat(path)  # noqa: PTH116 - there may be many files
        if known is not None and known[:2] == (status.st_size, status.st_mtime_ns):
            return known
        return status.st_size, status.st_mtime_ns, checksum(Path(path).read_bytes()).decode()
    return None
