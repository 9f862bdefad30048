"""Texts that people outside of the project write, as blocks: what they must not hold is shown as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sphinx_excellence.findings import Path, RecordKey
from sphinx_excellence.model.block_prose import is_one_paragraph, read_blocks
from sphinx_excellence.model.contributed_prose import refused_markup
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Items, RichBlocks

_FENCES = re.compile(r"`+")


def contributed_block(text: str, record: RecordKey, path: Path, registry: Registry) -> RichBlocks:
    """Return the text at ``path`` of a record: as code where it holds what such a text must not hold."""
    roles = [kind.role_name for kind in registry.kinds]
    if not is_one_paragraph(text) and (read_blocks(text).problems or next(refused_markup(text, roles), None)):
        longest = max((len(run) for run in _FENCES.findall(text)), default=0)
        fence = "`" * max(3, longest + 1)
        text = f"{fence}text\n{text}\n{fence}"
    return RichBlocks(text, record, path, contributed=True)


def contributed_blocks(
    texts: Iterable[str], record: RecordKey, path: Path, registry: Registry
) -> tuple[RichBlocks, ...]:
    """Return the texts of the list at ``path`` of a record, one after the other."""
    return tuple(contributed_block(text, record, (*path, number), registry) for number, text in enumerate(texts))


def contributed_items(texts: Iterable[str], record: RecordKey, path: Path, registry: Registry) -> Items:
    """Return the texts of the list at ``path`` of a record as a list."""
    return Items(tuple((text,) for text in contributed_blocks(texts, record, path, registry)))
