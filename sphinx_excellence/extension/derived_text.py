"""Keeps a text that costs something to make from one run to the next, beside a note of what it was made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sphinx_excellence.extension.changed_text import write_changed


def keep_derived(path: Path, basis: str, make: Callable[[], str]) -> None:
    """Keep the text that ``make`` returns in a file, and make it only where its ``basis`` is another than it was."""
    noted = path.with_name(f"{path.name}.basis")
    if path.is_file() and noted.is_file() and noted.read_text(encoding="utf-8") == basis:
        return
    write_changed(path, make())
    write_changed(noted, basis)
