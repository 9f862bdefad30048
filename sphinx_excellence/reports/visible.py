"""Texts of data where they stand beside a program's own words: nothing in them acts on the terminal or on a log.

Owns which characters are written out rather than printed.
"""

from __future__ import annotations

from sphinx_excellence.characters import ACTING


def visible(text: str) -> str:
    """Return ``text`` on one line, with what would act rather than show written as an escape."""
    return ACTING.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    # A byte of a file's name that is no text of the file system's encoding (PEP 383).
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode()
