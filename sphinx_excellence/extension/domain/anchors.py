"""The anchors of the parts of a record on its home page."""

from __future__ import annotations

#: The characters that an anchor takes as they are.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def part_anchor(kind: str, record_id: str, part: str) -> str:
    """Return the anchor of a part of a record's home: another one for each, and none that docutils makes of a text.

    What docutils makes of an id is the same for some that differ in a dot or a capital, and has no underscore.
    """
    return f"record-{kind}-{_anchored(record_id)}__{_anchored(part)}"


def _anchored(text: str) -> str:
    """Return an id with its bytes after underscores, but for those that every format takes as they are."""
    return "".join(
        chr(byte) if chr(byte) in _PLAIN else f"_{byte:02x}" for byte in text.encode("utf-8", "surrogatepass")
    )
