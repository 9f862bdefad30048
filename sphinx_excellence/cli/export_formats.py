"""Writes records in the format of another tool, for ``sphinx-excellence export --as``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from sphinx_excellence.cli.project import Project, pages_folder
from sphinx_excellence.export import export
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.loader.conf_file import read_conf
from sphinx_excellence.loader.data_files import read_text, shown_path
from sphinx_excellence.loader.front_matter import Page
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.exports import EXPORT_FORMATS
from sphinx_excellence.takeover.exports.exported import PageFile, Records


def write_format(project: Project, loaded: Loaded, name: str, into: Path, *, internal: bool, overwrite: bool) -> None:
    """Write the records of a project below ``into``, and report what the format cannot hold.

    Raises ``click.UsageError`` where it would replace a file that says something else, unless ``overwrite`` is given.
    """
    pages = _pages(project, loaded)
    homes = {page.path for page in pages.values()}
    unread = (_page_file(page, project) for page in project.pages if page.kind == "decision")
    records = Records(
        loaded.registry,
        export(loaded.registry, internal=internal),
        pages,
        _said(project, "project") or project.root.resolve().name,
        _said(project, "version") or _said(project, "release"),
        tuple(page for page in unread if page is not None and page.path not in homes),
    )
    exported = EXPORT_FORMATS[name].write(records)
    if not overwrite:
        _require_free(into, exported.files)
    for path, content in sorted(exported.files.items()):
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    counted = "1 file" if len(exported.files) == 1 else f"{len(exported.files)} files"
    click.echo(escaped(f"{counted} in {into}: {EXPORT_FORMATS[name].title}."))
    for note in exported.notes:
        click.echo(escaped(note), err=True)
    if exported.losses:
        click.echo("The format does not hold all that the records say:", err=True)
        for loss in exported.losses:
            click.echo(escaped(f"  {loss}"), err=True)


def _said(project: Project, name: str) -> str:
    """Return what conf.py sets a name to, as far as that is a text; empty where it sets none."""
    value = read_conf(project.root).values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _require_free(into: Path, files: Mapping[str, bytes]) -> None:
    for path, content in sorted(files.items()):
        target = into / path
        if target.exists() and (not target.is_file() or target.read_bytes() != content):
            raise click.UsageError(
                f"'{target}' exists and says something else; name another folder with --into, or add --overwrite"
            )


def _pages(project: Project, loaded: Loaded) -> dict[RecordKey, PageFile]:
    """Return the pages that hold records, by kind and id."""
    by_name = {page.docname: page for page in project.pages}
    found: dict[RecordKey, PageFile] = {}
    for docname, key in loaded.homes_by_front_matter.items():
        origin = loaded.origins.get(key)
        page = by_name.get(docname)
        is_read = loaded.registry.find(*key) is not None
        if page is not None and is_read and origin is not None and origin.docname == docname:
            file = _page_file(page, project)
            if file is not None:
                found[key] = file
    return found


def _page_file(page: Page, project: Project) -> PageFile | None:
    """Return a page with its text; nothing where it cannot be read, which a check reports."""
    text = read_text(page.path, project.root)
    if not isinstance(text, str):
        return None
    return PageFile(shown_path(page.path, pages_folder(project.root)), text, page.has_fields, content_of(page.path))
