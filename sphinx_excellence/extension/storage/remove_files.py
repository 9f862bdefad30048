"""Removes files of an output folder, and the folders that are empty then."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path


def remove_files(outdir: Path, paths: Iterable[Path]) -> list[Path]:
    """Remove those files that are in the folder and there; return them."""
    outdir = outdir.resolve()
    removed = []
    for path in [*paths]:
        if outdir not in path.resolve().parents or not path.is_file():
            continue
        path.unlink()
        removed.append(path)
        for folder in path.resolve().parents:
            if folder == outdir or outdir not in folder.parents:
                break
            with contextlib.suppress(OSError):
                folder.rmdir()
    return removed
