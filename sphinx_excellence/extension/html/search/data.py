"""What the search page knows of the records, as a script that assigns it to the one global of the search.

A script and not JSON: pages opened as files may load no data, but they may load scripts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sphinx.search import languages

from sphinx_excellence.extension.domain.anchors import part_anchor
from sphinx_excellence.extension.html import svg
from sphinx_excellence.extension.project.labels import translated, worded
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.search import GROUPS, TEXTS, kind_labels, kind_titles, search_data
from sphinx_excellence.views.search_answers import FilterableList
from sphinx_excellence.views.search_entry import PAGE, Entry
from sphinx_excellence.views.search_language import search_language
from sphinx_excellence.views.search_related import PageText
from sphinx_excellence.views.search_successors import Successor

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_excellence.extension.domain.objects import RecordObject
    from sphinx_excellence.model.registry import Registry


def search_script(
    registry: Registry,
    objects: Mapping[RecordKey, RecordObject],
    config: Config,
    *,
    pages: Iterable[PageText] = (),
    lists: Iterable[FilterableList] = (),
    compare: str = "",
) -> str:
    """Return the script; empty where there is no pattern.

    ``pages`` and ``lists`` are those of the site, ``compare`` is its page that sets patterns side by side.
    """
    language = search_language(config.html_search_language or config.language or "en", languages)
    data = search_data(registry, language.ignored, pages=pages, lists=lists, compare=compare, translate=worded)
    if not any(entry.kind == "pattern" for entry in data.entries):
        return ""
    numbers = {(entry.kind, entry.id): number for number, entry in enumerate(data.entries) if not entry.part}
    content = {
        "language": language.name,
        "texts": {name: translated(text) for name, text in TEXTS.items()},
        "kinds": kind_labels(registry),
        "groups": {**{kind: translated(title) for kind, title in GROUPS.items()}, **kind_titles(registry)},
        "kindWords": data.kind_words,
        "lists": [{"page": each.page, "anchor": each.anchor, "menus": each.menus} for each in data.lists],
        "compare": data.compare,
        "ignored": sorted(language.ignored),
        "entries": [_entry(entry, numbers, objects) for entry in data.entries],
        # As text: a browser reads a long text much faster than a long list, and needs few of them.
        "vocabulary": {word: ",".join(map(str, found)) for word, found in data.words.items()},
    }
    # With this escape, the script may be part of a page as well as a file: no text in it ends it.
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"var excellenceSearch = {written};\n"


def _entry(
    entry: Entry, numbers: Mapping[RecordKey, int], objects: Mapping[RecordKey, RecordObject]
) -> dict[str, object]:
    """Return an entry as the script reads it: without what it has not, and with numbers in the place of ids."""
    home = objects.get((entry.kind, entry.id))
    anchor = part_anchor(entry.kind, entry.id, entry.part) if entry.part else home.anchor if home else ""
    shown = {
        "kind": entry.kind,
        "id": entry.id if entry.kind == "pattern" and anchor != f"record-pattern-{entry.id}" else "",
        "title": entry.title,
        "page": home.docname if home else entry.id if entry.kind == PAGE else "",
        "part": bool(entry.part),
        "anchor": anchor if home else "",
        "summary": entry.summary,
        "legacy": entry.legacy,
        "names": list(entry.names),
        "onward": [_successor(successor, numbers) for successor in entry.successors],
        "playbooks": [numbers["migration", name] for name in entry.playbooks],
        "members": [numbers["pattern", name] for name in entry.members],
    }
    made = {name: value for name, value in shown.items() if value}
    if entry.place is not None:
        made["place"] = entry.place
    if entry.badge is not None:
        badge = entry.badge
        signs = [f"excellence-tier-{badge.tier or 'unrated'}", badge.symbol, translated(Label(badge.title))]
        made["badge"] = [*signs, svg.outline(badge.icon)] if badge.icon else signs
    return made


def _successor(successor: Successor, numbers: Mapping[RecordKey, int]) -> int | list[str]:
    """Return the number of a pattern of this project; the name of anything else, with its address where it has one."""
    return (
        numbers["pattern", successor.id]
        if successor.id
        else [part for part in (successor.name, successor.address) if part]
    )
