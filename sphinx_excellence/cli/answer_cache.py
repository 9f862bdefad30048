"""Keeps answers of services between runs, so that the next run asks whether they changed instead of for all of them.

Signed with the user's own key: a repository cannot bring answers that no service gave.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sphinx_excellence.collectors.collector import Request
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.signing import verified, with_signature
from sphinx_excellence.safe_reading import content_of

#: What a server gives an answer to be asked for it again, and the header that asks.
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_SPARE = 64 * 1024


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """An answer of an earlier run, the day of it, and the headers that ask whether it still holds."""

    content: bytes
    day: date
    conditions: Mapping[str, str]


class AnswerCache:
    """Answers by what was asked. Where nothing can be written, or there is no folder, nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        """Keep them in ``folder``."""
        self._folder = folder

    def get(self, request: Request) -> CachedAnswer | None:
        """Return what was answered; nothing where that is not known."""
        if self._folder is None:
            return None
        name = _name(request)
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            kept = verified(name, content_of(self._folder / name, request.largest + _SPARE))
            if kept is not None:
                head, _, content = kept.partition(b"\n")
                noted = json.loads(head)
                return CachedAnswer(content, date.fromisoformat(noted["day"]), noted["conditions"])
        return None

    def put(self, request: Request, content: bytes, day: date, headers: Mapping[str, str]) -> None:
        """Keep an answer, with the headers of the server in small letters."""
        if self._folder is None:
            return
        conditions = {asks: headers[name] for name, asks in _VALIDATORS.items() if _is_plain(headers.get(name))}
        head = json.dumps({"day": day.isoformat(), "conditions": conditions}).encode()
        name = _name(request)
        signed = with_signature(name, head + b"\n" + content)
        if signed is not None:
            with contextlib.suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                replace_content(self._folder / name, signed, durable=False)


def _is_plain(value: str | None) -> bool:
    """Whether a header can be sent back as it came."""
    return value is not None and len(value) <= 1000 and value.isascii() and value.isprintable()


def _name(request: Request) -> str:
    return hashlib.sha256(f"{request.address}\n{request.body or ''}".encode()).hexdigest()
