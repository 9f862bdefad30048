"""Caches a text that is expensive to make, with a note of its inputs.

The note holds the checksum of the text too: a text that was truncated or changed is made again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sphinx_excellence.extension.storage.integrity import checksum
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed


def cache_text(path: Path, basis: str, make: Callable[[], str]) -> None:
    """Store the text that ``make`` returns; make it only where the stored text or its ``basis`` has changed."""
    if is_intact(path) and _content(_note_of(path)) == _note(basis, path.read_bytes()):
        return
    text = make()
    # The text first: if the run ends in between, the next one makes it again.
    write_if_changed(path, text)
    write_if_changed(_note_of(path), _note(basis, text.encode()).decode())


def is_intact(path: Path) -> bool:
    """Whether the file exists and holds what was written."""
    content = _content(path)
    return content is not None and (_content(_note_of(path)) or b"").partition(b"\n")[0] == checksum(content)


def _note_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.basis")


def _note(basis: str, content: bytes) -> bytes:
    return checksum(content) + b"\n" + basis.encode()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
