"""Escapes control characters in texts from data, so that they do nothing to a terminal or a log that shows them."""

from __future__ import annotations

import json
import re

from sphinx_excellence.characters import ACTING

_HALF = re.compile("[\ud800-\udfff]")


def escaped(text: str) -> str:
    """Return ``text`` on one line, with control characters written as escapes."""
    return ACTING.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    # A byte of a file's name that is no text of the file system's encoding (PEP 383).
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode()


def escaped_json(value: object) -> str:
    """Return ``value`` as JSON that reads back the same, without control characters.

    Bytes of a file's name that are no text, which JSON cannot hold, are written out as `escaped` does.
    """
    laid_out = _HALF.sub(
        lambda found: _escape(found[0]).replace("\\", "\\\\"), json.dumps(value, indent=2, ensure_ascii=False)
    )
    return "\n".join(ACTING.sub(lambda found: json.dumps(found[0])[1:-1], line) for line in laid_out.split("\n")) + "\n"
