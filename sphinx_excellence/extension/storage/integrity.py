"""Checksums of stored bytes, and JSON that carries its own checksum.

They reveal damage, such as a truncated file. Whether the author can be trusted is for ``loader.signing``.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any


def checksum(content: bytes) -> bytes:
    """Return the checksum of ``content``, in hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest().encode()


def json_with_checksum(value: object) -> bytes:
    """Return ``value`` as JSON, after a line with its checksum."""
    # ASCII alone: half a surrogate pair, which a page may hold, is escaped.
    content = json.dumps(value, separators=(",", ":")).encode()
    return checksum(content) + b"\n" + content


def verified_json(stored: bytes) -> Any:
    """Return the value that ``json_with_checksum`` stored. Raises ``ValueError`` where the bytes have changed."""
    expected, _, content = stored.partition(b"\n")
    if checksum(content) != expected:
        msg = "the content does not match its checksum"
        raise ValueError(msg)
    return json.loads(content)
