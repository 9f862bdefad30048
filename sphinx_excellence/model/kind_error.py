"""The error of a package whose kind of record cannot be used; alone in its module, which costs nothing to import."""

from __future__ import annotations


class KindError(Exception):
    """What a package offers as a kind cannot be used; the message says which package, and why."""
