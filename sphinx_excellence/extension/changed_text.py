"""Writes a text where it is not the same already, so that nobody takes a file for changed that is not."""

from __future__ import annotations

from pathlib import Path


def write_changed(path: Path, text: str) -> None:
    """Write ``text`` to a file, whose folder is made; leave a file alone that holds it."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
