"""The indices at the end: the general index as Sphinx sorts it and those of domains, with the targets of each entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _ as sphinx_text

from sphinx_excellence.typst.assembly.link_targets import Target
from sphinx_excellence.typst.builder_base import DocumentBuilder

#: An entry: its text, how deep it is, its targets, which of them are the main ones, and a remark.
Entry = dict[str, Any]


class Index:
    """One index: a title, and groups of entries under a letter each."""

    def __init__(self, title: str, name: str) -> None:
        self.title = title
        #: The page that Sphinx gives it in HTML; links to that lead here.
        self.name = name
        self.groups: list[tuple[str, list[Entry]]] = []

    @property
    def targets(self) -> list[Target]:
        """The targets of all entries."""
        return [target for _letter, entries in self.groups for entry in entries for target in entry["targets"]]


def indices_of(builder: DocumentBuilder, which: bool | tuple[str, ...]) -> list[Index]:  # noqa: FBT001 - conf.py's value
    """Return the indices that have entries; ``which`` of the domains' are wanted."""
    found = []
    if which:
        for domain in builder.env.domains.sorted():
            for each in domain.indices:
                name = f"{domain.name}-{each.name}"
                if isinstance(which, bool) or name in which:
                    found.append(_domain_index(builder, each(domain), name))
    found.append(_general_index(builder))
    return [index for index in found if index.groups]


def _domain_index(builder: DocumentBuilder, given: Any, name: str) -> Index:
    index = Index(str(given.localname), name)
    content, _collapsed = given.generate(builder.docnames)
    for letter, entries in content:
        rows = [
            {
                "text": entry.name,
                "depth": int(entry.subtype == 2),
                "targets": [(entry.docname, entry.anchor)] if entry.docname in builder.docnames else [],
                "main": [],
                "note": entry.extra or "",
            }
            for entry in entries
        ]
        index.groups.append((str(letter), [row for row in rows if row["targets"] or row["depth"] == 0]))
    index.groups = [(letter, rows) for letter, rows in index.groups if any(row["targets"] for row in rows)]
    return index


def _general_index(builder: DocumentBuilder) -> Index:
    index = Index(str(sphinx_text("Index")), "genindex")
    for letter, entries in IndexEntries(builder.env).create_index(builder):
        rows: list[Entry] = []
        for text, (links, children, *_rest) in entries:
            below = [_entry(builder, name, 1, found) for name, found in children]
            # An entry without a link says where else to look; that stays only where something is left to say it of.
            below = [row for row, (_name, found) in zip(below, children, strict=True) if row["targets"] or not found]
            row = _entry(builder, text, 0, links)
            if row["targets"] or below:
                rows += [row, *below]
        if rows:
            index.groups.append((str(letter), rows))
    return index


def _entry(builder: DocumentBuilder, text: str, depth: int, links: Sequence[tuple[Any, Any]]) -> Entry:
    targets: list[Target] = []
    main: list[Target] = []
    for is_main, uri in links:
        if uri:
            docname, _sign, name = uri.removeprefix("%").partition("#")
            if docname in builder.docnames:
                targets.append((docname, name))
                main += [(docname, name)] if is_main else []
    return {"text": text, "depth": depth, "targets": targets, "main": main, "note": ""}
