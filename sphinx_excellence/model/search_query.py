"""What readers type into the search, as a project writes it down to measure its search."""

from __future__ import annotations

from typing import NamedTuple


class SearchQuery(NamedTuple):
    """A query, and the patterns any of which answers it, by id or alias."""

    text: str
    wanted: tuple[str, ...]
