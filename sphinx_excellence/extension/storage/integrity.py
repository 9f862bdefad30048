"""Whether stored bytes are what was written: a checksum, and JSON that carries its own.

This finds damage, such as a file that was cut short. Whether the author can be trusted is for ``loader.signing``.
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
        msg = "the file is not what was written"
        raise ValueError(msg)
    return json.loads(content)
