"""Texts of records that may be more than a paragraph, one after the other or as the items of a list."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_excellence.findings import Path, RecordKey
from sphinx_excellence.views.blocks import Items, RichBlocks


def prose_blocks(texts: Iterable[str], record: RecordKey, path: Path) -> tuple[RichBlocks, ...]:
    """Return the texts of the list at ``path`` of a record, one after the other."""
    return tuple(RichBlocks(text, record, (*path, number)) for number, text in enumerate(texts))


def prose_block_items(texts: Iterable[str], record: RecordKey, path: Path, *, ordered: bool = False) -> Items:
    """Return the texts of the list at ``path`` of a record as a list."""
    return Items(tuple((text,) for text in prose_blocks(texts, record, path)), ordered)
