"""Writes a text where it is not the same already, so that a file that is not changed keeps its time."""

from __future__ import annotations

from pathlib import Path

from sphinx_excellence.loader.atomic_write import replace_content


def write_if_changed(path: Path, text: str) -> None:
    """Write ``text`` to a file in one step, making its folder; leave a file alone that holds it."""
    content = text.encode()
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_content(path, content)
