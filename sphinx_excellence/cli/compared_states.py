"""The two sides of ``diff``: what each argument names, and the state of the project there.

Owns telling revisions, folders and exports apart, and reading each. What is different is found in ``changes``.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from sphinx_excellence import settings
from sphinx_excellence.changes.definitions import definitions_of
from sphinx_excellence.changes.snapshot import Snapshot
from sphinx_excellence.cli.check_command import findings_of
from sphinx_excellence.cli.git_revision import (
    GitError,
    Revision,
    WorkingCopy,
    check_out,
    find_revision,
    ignored_paths,
    working_copy,
)
from sphinx_excellence.cli.page_states import Known, page_states
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.cli.project import Project, open_project
from sphinx_excellence.findings import Finding, RecordKey, Severity
from sphinx_excellence.loader.conf_file import NAME
from sphinx_excellence.loader.data_files import DEFAULT, read_text
from sphinx_excellence.loader.exported_data import exported_data
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.reports.escaping import escaped

WORKING_TREE = "the working tree"


@dataclass(frozen=True)
class Sides:
    """What both sides have in common.

    ``root`` is the project's folder; ``data`` and ``source``, relative to it, overrule its conf.py. ``day`` counts as
    today, where it is given.
    """

    root: Path
    data: tuple[str, ...] = ()
    source: Path | None = None
    day: date | None = None
    cached: bool = True
    _known: Known = field(default_factory=dict, repr=False)

    def read(self, old: str, new: str | None) -> tuple[Snapshot, Snapshot]:
        """Return the states that two arguments name; without ``new``, the second is the working tree.

        Raises ``click.UsageError`` where one names nothing that can be compared.
        """
        first = self._named(old)
        second = None if new is None else self._named(new)
        # Rules of a project are applied to an export with the severities that they have in the other state.
        newer, project = self._state(second, day=self.day, severities=None)
        day = self.day or (project.as_of if project is not None else None) or settings.day_of(None)
        severities = project.severities if project is not None else None
        older, older_project = self._state(first, day=day, severities=severities)
        if project is None and older_project is not None:
            newer, _ = self._state(second, day=day, severities=older_project.severities)
        return _as_of(older, first, day), _as_of(newer, second, day)

    def _named(self, name: str) -> Path | Revision:
        """Return the revision or the path that an argument names."""
        is_path = name.startswith((".", "~")) or Path(name).is_absolute()
        exists = os.path.lexists(name)
        try:
            found = None if is_path and exists else find_revision(working_copy(self.root), name)
        except GitError as error:
            if not exists:
                raise click.UsageError(str(error)) from error
            found = None
        if found is not None and exists:
            raise click.UsageError(
                f"'{name}' is both a revision and a path; write ./{name} for the path, or the full name of the "
                f"revision, such as refs/heads/{name}"
            )
        return found if found is not None else Path(name)

    def _state(
        self, named: Path | Revision | None, *, day: date | None, severities: Mapping[str, Severity] | None
    ) -> tuple[Snapshot, Project | None]:
        if isinstance(named, Revision):
            return self._revision(named, day)
        if named is None:
            return self._project(self.root, WORKING_TREE, day, is_old=False, without=self._ignored())
        if named.is_dir():
            return self._project(named, f"the folder {named}", day, is_old=True)
        return _export(named, day or settings.day_of(None), severities or {}), None

    def _ignored(self) -> Collection[Path]:
        try:
            return ignored_paths(self.root)
        except GitError:
            return ()

    def _revision(self, revision: Revision, day: date | None) -> tuple[Snapshot, Project | None]:
        name = (
            revision.name if revision.commit.startswith(revision.name) else f"{revision.name} ({revision.commit[:7]})"
        )
        copy = working_copy(self.root)
        with TemporaryDirectory(prefix="excellence-diff-") as folder:
            target = Path(os.path.realpath(folder)) / "files"
            target.mkdir()
            try:
                missing = check_out(copy, revision.commit, target)
            except GitError as error:
                raise click.UsageError(f"'{revision.name}' cannot be read: {error}") from error
            for path in missing:
                click.echo(
                    escaped(
                        f"the submodule {path} is not available as {revision.name} has it, so what it holds is missing "
                        "there; run git submodule update --init, or fetch in it"
                    ),
                    err=True,
                )
            return self._project(target / copy.prefix, name, day, is_old=True, of=copy)

    def _project(
        self,
        root: Path,
        name: str,
        day: date | None,
        *,
        is_old: bool,
        of: WorkingCopy | None = None,
        without: Collection[Path] = (),
    ) -> tuple[Snapshot, Project | None]:
        """Return the state of the project in ``root``, and the project: that of a revision ``of`` a working copy."""
        data = tuple(entry for entry in self.data if not is_old or os.path.lexists(root / entry))
        if of is not None and not any(os.path.lexists(root / each) for each in (NAME, DEFAULT, *data)):
            place = f"the folder {of.prefix.rstrip('/')} of {name}" if of.prefix else name
            click.echo(escaped(f"there is no project in {place}, so all records count as new"), err=True)
            return Snapshot(name, Registry(), day=day or settings.day_of(None)), None
        source = root / self.source if self.source is not None else None
        project = open_project(root, data, source, reports_unread=not is_old)
        if of is not None:
            project = replace(project, external=self._externals(project))
        day = day or project.as_of or settings.day_of(None)
        with Progress() as progress:
            loaded, findings = findings_of(project, day, cached=self.cached and not is_old, progress=progress)
            states = page_states(project.pages, loaded, root, known=self._known, progress=progress, without=without)
        sections = {key: text.texts() for key, text in loaded.registry.page_texts.items()}
        return _snapshot(name, loaded, findings, day, pages=states, sections=sections), project

    def _externals(self, project: Project) -> dict[str, settings.ExternalSource]:
        """Return other projects' registries: those that are not tracked, from the working copy."""
        return {
            name: replace(source, path=str((self.root / source.path).absolute()))
            if source.path and not os.path.lexists(project.root / source.path)
            else source
            for name, source in project.external.items()
        }


def _as_of(state: Snapshot, named: Path | Revision | None, day: date) -> Snapshot:
    """Return a state with the day that it is of: a revision is of the day of its commit, all else of today."""
    return replace(state, day=min(day, named.day) if isinstance(named, Revision) else day)


def _snapshot(name: str, loaded: Loaded, findings: list[Finding], day: date, **more: object) -> Snapshot:
    made = Snapshot(
        name,
        loaded.registry,
        findings,
        definitions=definitions_of(loaded.registry),
        public_definitions=definitions_of(loaded.registry, public=True),
        day=day,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _export(path: Path, day: date, severities: Mapping[str, Severity]) -> Snapshot:
    root = path.parent
    text = read_text(path, root)
    if isinstance(text, Finding):
        raise click.UsageError(f"{path} {text.text}")
    content = exported_data(text)
    if isinstance(content, str):
        raise click.UsageError(
            f"{path} {content}; accepted: what sphinx-excellence export writes, or the excellence.json of a built site"
        )
    project = Project(root, (path.name,), (), severities=dict(severities))
    loaded, findings = findings_of(project, day, cached=False, instead={path: content.text})
    kinds = loaded.registry.kinds.by_key
    addresses: dict[RecordKey, str] = {
        (kinds[key].name, record_id): address
        for key, pages in content.pages.items()
        if key in kinds
        for record_id, address in pages.items()
    }
    sections = {
        (kinds[key].name, record_id): dict(texts)
        for key, records in content.sections.items()
        if key in kinds
        for record_id, texts in records.items()
    }
    name = f"the export {path}"
    return _snapshot(name, loaded, findings, day, addresses=addresses, sections=sections, is_export=True)
