"""The changes as JSON, for programs."""

from __future__ import annotations

from dataclasses import asdict
from enum import Enum
from typing import Any

from sphinx_excellence.changes.changes import Changes
from sphinx_excellence.reports.escaping import escaped_json

#: Changes when a key changes its meaning or goes.
VERSION = 1


def json_of(changes: Changes) -> str:
    """Return ``version``, ``old``, ``new``, ``has_pages``, ``summary`` (counts) and each list of changes by name."""
    data = asdict(changes, dict_factory=_plain)
    lists = {name: data.pop(name) for name, _ in changes.lists()}
    counts = {name: len(value) for name, value in lists.items()}
    return escaped_json({"version": VERSION, **data, "summary": counts, **lists})


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in pairs}
