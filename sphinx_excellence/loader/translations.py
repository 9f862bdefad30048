"""Compiled message catalogues to the translations of records.

A text of a record has one translation, wherever it is shown: the catalogue of records is asked first, then those of
the pages, in the order of their names.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import read_mo

from sphinx_excellence.safe_reading import content_of

_MAGIC = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


def read_translations(files: Iterable[Path]) -> dict[str, str]:
    """Return the translation of each message; of several, that of the file that is named first.

    A file that is no catalogue is passed over: Sphinx compiles catalogues, and tells where it cannot.
    """
    found: dict[str, str] = {}
    for path in files:
        for message, translation in _read(path):
            if translation.strip():
                found.setdefault(message, translation)
    return found


def _read(path: Path) -> list[tuple[str, str]]:
    try:
        if content_of(path, 4) not in _MAGIC:
            return []
        with path.open("rb") as file:
            catalogue = read_mo(file)
    except (OSError, ValueError, LookupError, struct.error):
        return []
    return [
        (message.id, message.string)
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id
    ]
