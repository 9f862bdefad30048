"""Keeps the search index of an incremental build the same as that of a clean one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.index_entries import split_index_msg

from sphinx_excellence.extension.domain.domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx.builders import Builder

    from sphinx_excellence.extension.domain.objects import RecordObject

    #: As Sphinx keeps an entry of the general index: its sort, text, anchor, whether it is the main one, its key.
    Entry = tuple[str, str, str, str, str | None]


def remove_unused_words(builder: Builder) -> None:
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


def sort_words(builder: Builder) -> None:
    """Put the words and the titles of each page in order.

    Sphinx has them in the order in which pages were written, and the builder `json` leaves them so. Nothing is assumed
    about the private attributes.
    """
    indexer = getattr(builder, "indexer", None)
    for name in ("_mapping", "_title_mapping"):
        words = getattr(indexer, name, None)
        if isinstance(words, dict):
            ordered = sorted(words.items())
            words.clear()
            words.update(ordered)
    titles = getattr(indexer, "_all_titles", None)
    if isinstance(titles, dict):
        for of_page in titles.values():
            of_page.sort(key=lambda title: title[0])


def rebuild_index_entries(builder: Builder) -> None:
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
    records: defaultdict[str, list[RecordObject]] = defaultdict(list)
    for found in domain_of(builder.env).objects.values():
        records[found.docname].append(found)
    kept.clear()
    for docname in sorted(titles):
        entries = known.get(docname, ())
        tops = _tops(entries, records[docname], builder.env.tocs.get(docname)) if docname in records else set()
        kept[docname] = _search_entries(entries, tops)


def _tops(entries: Iterable[Entry], records: Iterable[RecordObject], toc: nodes.Node | None) -> set[str]:
    """Return the anchors that records of a page have in the index and that are the page's first section.

    The table of contents names the other sections by their anchors, and the first one by the page alone.
    """
    if toc is None:
        return set()
    titles = {each.title for each in records}
    below = {str(link["anchorname"]).removeprefix("#") for link in toc.findall(nodes.reference)}
    at = {anchor for sort, value, anchor, *_rest in entries if titles.intersection(split_index_msg(sort, value))}
    return at - below - {each.anchor for each in records}


def _search_entries(entries: Iterable[Entry], tops: Collection[str]) -> list[tuple[str, str, str]]:
    """Return what ``IndexBuilder.feed`` makes of the entries of a page, without the anchors of its top.

    Sphinx lists a page once by its title and once for each anchor that its entries point at; without an anchor it sees
    that both are the same.
    """
    found: set[tuple[str, str, str]] = set()
    for sort, value, anchor, main, _key in entries:
        found |= {(part, "" if anchor in tops else anchor or "", main) for part in split_index_msg(sort, value)}
    return sorted(found)
