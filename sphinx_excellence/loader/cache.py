"""The parse cache: what a text holds, kept by the hash of its bytes.

Owns where parsed documents are kept between runs. Plain JSON, never pickles: a cache folder may come along with
a project that somebody else wrote. A cache that cannot be read or written is a slower run, never an error.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

from sphinx_excellence.loader.yaml_reader import Document, Problem, read_yaml

#: Changes whenever the reader would make something else of the same bytes.
FORMAT = "1"


class ParseCache:
    """Documents by content, in ``folder``; without a folder nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.parsed = 0  #: how many texts were parsed rather than found

    def read(self, text: str) -> Document:
        """Return what ``text`` holds, parsing it only where it is not known."""
        if self._folder is None:
            self.parsed += 1
            return read_yaml(text)
        key = hashlib.blake2b(f"{FORMAT}\0{text}".encode(), digest_size=20).hexdigest()
        path = self._folder / f"{key}.json"
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            stored = json.loads(path.read_bytes())
            return Document(
                value=stored["value"],
                positions=stored["positions"],
                problems=[Problem(**{**row, "args": tuple(row["args"])}) for row in stored["problems"]],
                readable=stored["readable"],
            )
        self.parsed += 1
        document = read_yaml(text)
        self._write(path, document)
        return document

    def _write(self, path: Path, document: Document) -> None:
        stored = {
            "value": document.value,
            "positions": document.positions,
            "problems": [asdict(problem) for problem in document.problems],
            "readable": document.readable,
        }
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                # Not `json.dump`, which leaves the fast encoder aside.
                file.write(json.dumps(stored, separators=(",", ":")))
            Path(name).replace(path)
