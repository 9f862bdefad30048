"""The pages of a target whose records were in data files: each record gets a place that links lead to.

Owns these pages: patterns by category, decisions and records of a project's own kinds one below the other. The rest of
the project is that of any target.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.takeover.formats import ProjectFiles, TargetPlan
from sphinx_excellence.takeover.project_files import heading_of, toctree
from sphinx_excellence.takeover.project_files import project_files as usual_files
from sphinx_excellence.takeover.record_ids import id_of_name
from sphinx_excellence.takeover.source import Source, SourceRecord

_EXTENSION = ".md"


def project_files(source: Source, plan: TargetPlan) -> ProjectFiles:
    """Return the files of a project, with pages for the records."""
    usual = usual_files(source, plan)
    pages = dict(_pages(source))
    taken = {f"{plan.folder}/{path}" for path in plan.pages.values()}
    made = {f"{plan.folder}/{name}{_EXTENSION}": text.encode() for name, text in pages.items()}
    made = {path: text for path, text in made.items() if path not in taken}
    files = {**usual.files, **made}
    toctrees = dict(usual.toctrees)
    root = f"{plan.folder}/index{_EXTENSION}"
    top = [name for name in pages if "/" not in name or name.endswith("/index")]
    if root in usual.files:
        drawing = _block("pattern-radar", "") + "\n" if _has_tiers(source) else ""
        others = sorted(path.rpartition(".")[0] for path in plan.pages.values())
        files[root] = f"{heading_of(plan.title)}\n{drawing}{toctree([*top, *others])}".encode()
    elif f"index{_EXTENSION}" in plan.pages.values():
        more = toctree(top, hidden=True)
        toctrees[f"index{_EXTENSION}"] = toctrees.get(f"index{_EXTENSION}", "") + "\n" + more
    return replace(usual, files=files, toctrees=toctrees)


def _has_tiers(source: Source) -> bool:
    return any(record.values.get("tier") for record in source.records if record.kind == "pattern")


def _pages(source: Source) -> Iterable[tuple[str, str]]:
    """Yield the name and the text of each page."""
    by_kind: dict[str, list[SourceRecord]] = {}
    for record in source.records:
        by_kind.setdefault(record.kind, []).append(record)
    patterns = by_kind.pop("pattern", [])
    if patterns:
        yield from _pattern_pages(source, patterns)
    editions = by_kind.pop("edition", [])
    if editions:
        yield from _edition_pages(editions)
    if source.settings.get("definitions", {}).get("tiers"):
        yield "rings", f"# Rings\n\n{_block('tier-criteria', '')}"
    kinds: Mapping[str, Any] = source.settings.get("definitions", {}).get("kinds", {})
    for kind, records in by_kind.items():
        directive = KINDS[kind].directive_name if kind in KINDS else kind
        definition = kinds.get(kind, {})
        title = str(definition.get("plural") or definition.get("title") or kind.replace("-", " ").capitalize())
        yield f"{kind}/index", "\n".join([heading_of(title), *(_section(record, directive) for record in records)])


def _pattern_pages(source: Source, patterns: list[SourceRecord]) -> Iterable[tuple[str, str]]:
    folder = str(source.settings.get("record_page", "patterns"))
    words: Mapping[str, Any] = source.settings.get("definitions", {}).get("categories", {})
    by_category: dict[str, list[SourceRecord]] = {}
    for record in patterns:
        category = record.values.get("category") or ""
        by_category.setdefault(category if isinstance(category, str) else str(category[0]), []).append(record)
    order = {name: place for place, name in enumerate(words)}
    ordered = sorted(by_category, key=lambda name: (order.get(name, len(order)), name))
    names = {name: f"{folder}/{id_of_name(name) or 'others'}" for name in ordered}
    listed = toctree(list(dict.fromkeys(names.values())))
    catalog = _block("pattern-catalog", "", ":filter:")
    yield f"{folder}/index", f"{heading_of(folder.capitalize())}\n{catalog}\n{listed}"
    for name in ordered:
        title = str(words.get(name, {}).get("title") or name or "Others")
        blocks = [_section(record, "pattern-tier") + _said(record) for record in by_category[name]]
        yield names[name], "\n".join([heading_of(title), *blocks])


def _said(record: SourceRecord) -> str:
    """Return what shows the texts of the editions about a pattern; nothing where there are none."""
    history: Iterable[Mapping[str, Any]] = record.values.get("history") or ()
    return "\n" + _block("pattern-history", record.id) if any(entry.get("text") for entry in history) else ""


def _edition_pages(editions: list[SourceRecord]) -> Iterable[tuple[str, str]]:
    newest_first = sorted(editions, key=lambda each: each.id, reverse=True)
    names = {record.id: f"editions/{id_of_name(record.id)}" for record in newest_first}
    listed = toctree(list(names.values()), hidden=True)
    yield "editions/index", "\n".join(["# Editions\n", _block("edition-archive", ""), listed])
    for record in newest_first:
        title = heading_of(str(record.values.get("title") or record.id))
        drawing = _block("pattern-radar", "", f":edition: {record.id}")
        yield names[record.id], "\n".join([title, drawing, _block("edition", record.id)])


def _section(record: SourceRecord, directive: str) -> str:
    title = str(record.values.get("title") or record.id)
    return f"#{heading_of(title)}\n{_block(directive, record.id)}"


def _block(directive: str, argument: str, *options: str) -> str:
    head = f"```{{{directive}}} {argument}".rstrip()
    return "\n".join([head, *options, "```", ""])
