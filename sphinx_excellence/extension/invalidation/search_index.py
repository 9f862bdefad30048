"""Keeps the search index of an incremental build the same as that of a clean one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def settle_index_entries(builder: Builder) -> None:
    """Give the search the entries of the general index of all pages, in the order of the pages.

    Sphinx knows in an incremental build only those of the pages that it has just written, keeps those of pages that are
    gone, which it stumbles over, and lists them in the order of writing. Nothing is assumed about the private
    attribute.
    To be removed once ``IndexBuilder.load`` and ``prune`` treat them as they treat titles.
    """
    indexer = getattr(builder, "indexer", None)
    kept, titles = getattr(indexer, "_index_entries", None), getattr(indexer, "_titles", None)
    if not isinstance(kept, dict) or not isinstance(titles, dict) or builder.env is None:
        return
    known = builder.env.domains["index"].entries
    kept.clear()
    kept.update({docname: _search_entries(known.get(docname, ())) for docname in sorted(titles)})


def _search_entries(entries: Iterable[tuple[str, str, str, str, str | None]]) -> list[tuple[str, str, str]]:
    """Return what ``IndexBuilder.feed`` makes of the entries of a page."""
    found: set[tuple[str, str, str]] = set()
    for sort, value, anchor, main, _key in entries:
        found |= {(part, anchor or "", main) for part in split_index_msg(sort, value)}
    return sorted(found)
