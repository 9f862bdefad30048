"""The parse cache: parsed documents, by the hash of their bytes.

Owns where parsed documents are stored between runs. They are plain JSON, never pickles, and signed by the user who ran
the build, because a repository may contain a cache folder that its author made. A cache that cannot be read or written
makes a run slower, but is never an error.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from pydantic_core import PydanticSerializationError, from_json, to_json

from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.file_formats import YAML_SUFFIX, read_document
from sphinx_excellence.loader.parsed_data import Document, Positions, Problem
from sphinx_excellence.loader.signing import verified, with_signature

#: Changes whenever the reader would make something else of the same bytes.
FORMAT = "6"


class ParseCache:
    """Documents by content, in ``folder``; without a folder nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.parsed = 0  #: how many texts were parsed rather than found

    def read(self, text: str, suffix: str = YAML_SUFFIX) -> Document:
        """Return what ``text``, of a file with ``suffix``, holds, parsing it only where it is not known."""
        if self._folder is None:
            self.parsed += 1
            return replace(read_document(text, suffix), text=text)
        key = hashlib.blake2b(f"{FORMAT}\0{suffix}\0{text}".encode(), digest_size=20).hexdigest()
        path = self._folder / f"{key}.json"
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            content, positions = (verified(key, path.read_bytes()) or b"").split(b"\n", 1)
            stored = from_json(content)
            return Document(
                value=stored["value"],
                look_up=cache(lambda: _positions(positions, text, suffix)),
                problems=[Problem(**{**row, "args": tuple(row["args"])}) for row in stored["problems"]],
                readable=stored["readable"],
                has_blanks=stored["has_blanks"],
                refused=[tuple(path) for path in stored["refused"]],
                text=text,
            )
        self.parsed += 1
        document = replace(read_document(text, suffix), text=text)
        self._write(key, path, document)
        return document

    def _write(self, key: str, path: Path, document: Document) -> None:
        stored = {
            "value": document.value,
            "problems": [asdict(problem) for problem in document.problems],
            "readable": document.readable,
            "has_blanks": document.has_blanks,
            "refused": document.refused,
        }
        with contextlib.suppress(OSError, PydanticSerializationError):
            # The positions have a line of their own: they are seldom wanted.
            content = with_signature(key, b"\n".join((to_json(stored), to_json(document.look_up()))))
            if content is None:
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_content(path, content, durable=False)


def _positions(stored: bytes, text: str, suffix: str) -> Positions:
    try:
        return list(from_json(stored))
    except (ValueError, TypeError):
        return read_document(text, suffix).look_up()
