"""Compiled message catalogues for a test, left as they were found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


@contextmanager
def compiled_catalogues(folder: Path) -> Iterator[None]:
    """Compile what is not compiled yet; take it away again."""
    made = []
    for source in folder.rglob("*.po"):
        target = source.with_suffix(".mo")
        if not target.exists():
            with source.open("rb") as file, target.open("wb") as out:
                write_mo(out, read_po(file, locale=source.parent.parent.name))
            made.append(target)
    yield
    for target in made:
        target.unlink()
