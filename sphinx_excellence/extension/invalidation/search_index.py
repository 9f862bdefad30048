"""Keeps the search index of an incremental build the same as that of a clean one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder


def forget_unused_words(builder: Builder) -> None:
    """Drop words that no page holds any more.

    Sphinx's ``IndexBuilder.prune`` takes pages out of each word's set and leaves empty sets behind, which an
    index that is built from nothing does not have. To be removed once ``prune`` drops them itself; the attributes
    are private, so nothing is assumed about them.
    """
    indexer = getattr(builder, "indexer", None)
    for name in ("_mapping", "_title_mapping"):
        words = getattr(indexer, name, None)
        if isinstance(words, dict):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
