"""Writes a file only if its content changes, so that an unchanged file keeps its modification time."""

from __future__ import annotations

from pathlib import Path

from sphinx_excellence.loader.atomic_write import replace_content


def write_if_changed(path: Path, text: str) -> None:
    """Write ``text`` to a file atomically, and make its folder; leave a file alone that holds it already."""
    content = text.encode()
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_content(path, content)
