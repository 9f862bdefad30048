"""The parse cache: parsed documents, by the hash of their bytes.

Owns where parsed documents are stored between runs. They are plain JSON, never pickles, and signed by the user who ran
the build, because a repository may contain a cache folder that its author made. A cache that cannot be read or written
makes a run slower, but is never an error.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import replace
from pathlib import Path

from pydantic_core import PydanticSerializationError, from_json, to_json

from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.file_formats import YAML_SUFFIX, read_document
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.reparse import reparsed
from sphinx_excellence.loader.signing import verified, with_signature
from sphinx_excellence.loader.stored_document import StoredDocument

#: Changes whenever the reader would make something else of the same bytes.
FORMAT = "7"
#: Of a file that changes again and again, so many states are stored.
_STATES = 2


class ParseCache:
    """Documents by content, in ``folder``; without a folder nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.parsed = 0  #: how many texts were parsed, whole or in part, rather than found

    def read(self, text: str, suffix: str = YAML_SUFFIX, *, name: str | None = None) -> Document:
        """Return what ``text``, of a file with ``suffix``, holds, parsing it only where it is not known.

        ``name`` is what the file is called: of one whose former state is known, only the records that have changed are
        parsed.
        """
        if self._folder is None:
            self.parsed += 1
            return replace(read_document(text, suffix), text=text)
        key = _digest(FORMAT, suffix, text)
        states = self._states(name)
        stored = self._stored(key)
        is_kept = stored is not None
        if stored is None:
            self.parsed += 1
            stored = self._parsed(text, suffix, states, in_parts=name is not None)
            is_kept = self._write(key, stored)
        if name is not None and is_kept and states[:1] != [key]:
            self._note_state(name, key, states)
        return stored.read_of(text, lambda: read_document(text, suffix))

    def _parsed(self, text: str, suffix: str, states: list[str], *, in_parts: bool) -> StoredDocument:
        """Parse a text: what is new in it, where the last of the ``states`` of its file is stored."""
        earlier = self._stored(states[0]) if states else None
        made = reparsed(text, earlier, lambda part: read_document(part, suffix)) if earlier is not None else None
        return made if made is not None else StoredDocument.of(read_document(text, suffix), text, in_parts=in_parts)

    def _stored(self, key: str) -> StoredDocument | None:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            return StoredDocument.from_bytes(self._content(key))
        return None

    def _content(self, key: str) -> bytes:
        """Return what is stored as ``key``: nothing where it is not signed. Raises ``OSError`` where there is none."""
        return verified(key, self._path(key).read_bytes()) or b""

    def _path(self, key: str) -> Path:
        return (self._folder or Path()) / f"{key}.json"

    def _write(self, key: str, stored: StoredDocument) -> bool:
        with contextlib.suppress(OSError, PydanticSerializationError):
            return self._put(key, stored.to_bytes())
        return False

    def _put(self, key: str, content: bytes) -> bool:
        signed = with_signature(key, content)
        if signed is None:
            return False
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_content(path, signed, durable=False)
        return True

    # The states of a file ----------------------------------------------------------------------------------------

    def _states(self, name: str | None) -> list[str]:
        """Return the keys of the states of a file that are stored, the last one first."""
        with contextlib.suppress(OSError, ValueError, TypeError):
            return [str(key) for key in from_json(self._content(_digest(FORMAT, "states", str(name))))] if name else []
        return []

    def _note_state(self, name: str, key: str, former: list[str]) -> None:
        states = list(dict.fromkeys((key, *former)))
        with contextlib.suppress(OSError):
            self._put(_digest(FORMAT, "states", name), to_json(states[:_STATES]))
            for forgotten in states[_STATES:]:
                self._path(forgotten).unlink(missing_ok=True)


def _digest(*parts: str) -> str:
    # A file may have a name that is no text in any encoding.
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
