"""Small MkDocs sites, written for the tests."""

from __future__ import annotations

from pathlib import Path

from sphinx_excellence.takeover.formats import TargetPlan
from sphinx_excellence.takeover.mkdocs.read import read
from sphinx_excellence.takeover.source import Source


def make_site(
    root: Path, files: dict[str, str], config: str = "site_name: Handbook\n", name: str = "mkdocs.yml"
) -> Path:
    """Write a site: its settings, and files below ``docs``; names that begin with ``/`` are below the root."""
    for path, text in {f"/{name}": config, **files}.items():
        file = root / path[1:] if path.startswith("/") else root / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def source_of(root: Path, files: dict[str, str], config: str = "site_name: Handbook\n") -> Source:
    return read(make_site(root, files, config))


def kinds(source: Source) -> dict[str, list[tuple[str, int]]]:
    """Return where notes are, by their kinds."""
    found: dict[str, list[tuple[str, int]]] = {}
    for note in source.notes:
        found.setdefault(note.kind, []).append((note.path, note.line))
    return found


def plan_of(source: Source, **more: object) -> TargetPlan:
    moved = source.settings["targets"]
    return TargetPlan(source.title, {page.path: moved.get(page.path, page.path) for page in source.pages}, **more)
