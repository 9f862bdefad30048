"""What the command line knows of a project without running its conf.py: literal settings, data and pages."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

import click

from sphinx_excellence import settings
from sphinx_excellence.cli.page_files import EXCLUDING, find_pages
from sphinx_excellence.findings import Finding, Place, Severity
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.cached_findings import signed
from sphinx_excellence.loader.conf_file import NAME, ConfFile, read_conf
from sphinx_excellence.loader.data_files import DEFAULT, find_data_files
from sphinx_excellence.loader.front_matter import Page
from sphinx_excellence.loader.load import Loaded, load
from sphinx_excellence.loader.template_files import template_paths
from sphinx_excellence.loader.unknown_settings import NAMES, registered_elsewhere, unknown_settings
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.rules.cleared_records import ClearedRecords
from sphinx_excellence.settings import ExternalSource
from sphinx_excellence.version import __version__

CLEARED = "cleared.json"
CACHE_FOLDER = ".excellence_cache"
#: What the command does without a setting that it cannot read.
_FALLBACKS = {
    "excellence_pages": "only pages that say so themselves are records",
    "excellence_sections": "sections have their customary headings",
    "excellence_foreign_keys": "keys of other tools are reported",
    "excellence_rules": "every rule has its default severity",
    "excellence_external": "the command knows no other project",
    "excellence_base": "paths are relative to the root of the working copy; --base names another folder",
    "excellence_templates": "the command uses its own templates",
    "excellence_queries": "the command knows no queries",
    "excellence_as_of": "the command uses today's date; --as-of names another",
    "source_suffix": "the pages are those that end in .rst and .md",
    **dict.fromkeys((*EXCLUDING, "include_patterns"), "the command reads pages that it excludes"),
}


@dataclass(frozen=True)
class Project:
    """A project, as far as its files say.

    ``data`` is nothing where none is configured, ``base`` where reports begin at the working copy's root, ``in_rst``
    says whether pages can only be reStructuredText, ``problems`` are settings that cannot be used, ``page_kinds`` is
    ``excellence_pages``, ``headings`` the section that each heading of a decision begins.
    """

    root: Path
    data: tuple[str, ...] | None
    pages: tuple[Page, ...]
    severities: dict[str, Severity] = field(default_factory=dict)
    as_of: date | None = None
    base: Path | None = None
    place: Place = field(default_factory=lambda: Place(NAME))
    external: dict[str, ExternalSource] = field(default_factory=dict)
    in_rst: bool = False
    problems: tuple[Finding, ...] = ()
    foreign_keys: frozenset[str] = frozenset()
    page_kinds: Mapping[str, str | None] = field(default_factory=dict)
    templates: Mapping[str, object] = field(default_factory=dict)
    page_kinds_place: Place = field(default_factory=lambda: Place(NAME))
    templates_place: Place = field(default_factory=lambda: Place(NAME))
    headings: Mapping[str, str] = field(default_factory=dict)
    queries: str | None = None
    queries_place: Place = field(default_factory=lambda: Place(NAME))

    def load(
        self,
        *,
        cached: bool = True,
        instead: Mapping[Path, str] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Loaded:
        """Load the records, as ``loader.load`` does.

        Parsed files are kept in a folder of the project, which ignores itself.
        """
        folder = self.root / CACHE_FOLDER if cached else None
        if folder is not None and not folder.exists():
            # Where nothing can be written, everything is read anew.
            with contextlib.suppress(OSError):
                folder.mkdir()
                (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        return load(
            self.root,
            self.data,
            self.pages,
            cache=ParseCache(folder),
            setting=self.place,
            instead=instead,
            external=self.external,
            progress=progress,
            foreign=self.foreign_keys,
            page_kinds=self.page_kinds,
            page_kinds_setting=self.page_kinds_place,
            templates=self.templates,
            templates_setting=self.templates_place,
            queries=self.queries,
            queries_setting=self.queries_place,
        )

    def signature(self) -> str:
        """Return a digest of what the findings of a check are computed from, but for the day."""
        external = [self.root / source.path for source in self.external.values() if source.path]
        external += [] if self.queries is None else [self.root / self.queries]
        files, missing = find_data_files(self.root, self.data, setting=self.place, without=external)
        pages = (page.path for page in self.pages)
        severities = sorted((rule, severity.value) for rule, severity in self.severities.items())
        paths = (*files, *external, *pages)
        kinds = [(page.docname, page.kind) for page in self.pages if page.kind]
        settings_used = (
            self.data,
            missing,
            severities,
            self.external,
            kinds,
            sorted(self.foreign_keys),
            self.page_kinds,
            self.headings,
            self.templates,
            self.queries,
            [path.is_file() for path in template_paths(self.templates, self.root)],
        )
        return signed(paths, __version__, *settings_used, self.problems)

    @property
    def findings_cache(self) -> Path:
        """The file that holds what the last check found."""
        return self.root / CACHE_FOLDER / "findings.json"

    @property
    def cleared_records(self) -> ClearedRecords:
        """The records in which rules found nothing in the last check."""
        return ClearedRecords(self.root / CACHE_FOLDER / CLEARED, __version__)


def open_project(
    root: Path,
    data: tuple[str, ...] = (),
    source: Path | None = None,
    *,
    needs_data: bool = True,
    reports_unread: bool = True,
) -> Project:
    """Return the project in ``root``, and report on standard error which of its settings could not be read.

    ``reports_unread`` may be false where the same is reported of another state of the project. ``data`` and ``source``
    overrule what the project says; without them, data is what ``excellence_data`` in conf.py names, else the folder
    ``data``, and pages are in ``source`` or, without one, in the root. Raises ``click.UsageError`` where there is no
    project, and where its data is unknown.
    """
    conf = read_conf(root)
    _require_project(root, conf, data, source)
    for entry in data:
        if not os.path.lexists(root / entry):
            raise click.UsageError(f"'{entry}' does not exist; name a file or folder, relative to {_folder(root)}")
    needed = needs_data and not data
    if needed and (conf.trouble or "excellence_data" in conf.unread):
        unread = _unread(conf, "excellence_data")
        raise click.UsageError(f"{unread}; write it as a literal, or name the data: sphinx-excellence check PATH")
    values, problems = settings.usable(conf.values, conf.place)
    for note in _unread_settings(conf) if reports_unread else ():
        click.echo(escaped(note), err=True)
    day = values["excellence_as_of"]
    headings = settings.headings_of(values["excellence_sections"])
    return Project(
        root=root,
        data=data or settings.data_of(values["excellence_data"]),
        pages=tuple(find_pages(pages_folder(root, source), conf.values, values["excellence_pages"], headings)),
        foreign_keys=frozenset(values["excellence_foreign_keys"]),
        page_kinds=values["excellence_pages"],
        templates=values["excellence_templates"],
        page_kinds_place=conf.place("excellence_pages"),
        templates_place=conf.place("excellence_templates"),
        headings=headings,
        queries=values["excellence_queries"],
        queries_place=conf.place("excellence_queries"),
        severities=settings.severities_of(values["excellence_rules"]),
        as_of=None if day is None else date.fromisoformat(day),
        base=settings.base_of(values["excellence_base"], root),
        place=conf.place("excellence_data"),
        external=settings.externals_of(values["excellence_external"], conf.place("excellence_external")),
        in_rst=is_without_myst(conf),
        problems=(*problems, *_unknown(conf)),
    )


def is_without_myst(conf: ConfFile) -> bool:
    """Whether the extensions are known, and none of them reads Markdown."""
    extensions = conf.values.get("extensions")
    if not isinstance(extensions, list | tuple):
        return False
    return not any(isinstance(each, str) and "myst" in each for each in extensions)


def _unknown(conf: ConfFile) -> tuple[Finding, ...]:
    """Return what conf.py sets that is not a setting, as far as that can be known without running it."""
    extensions = None if "extensions" in conf.unread else conf.values.get("extensions", ())
    elsewhere = registered_elsewhere(conf.places, extensions)
    return unknown_settings(conf.places, {*NAMES, *conf.registered, *elsewhere}, conf.place)


def _require_project(root: Path, conf: ConfFile, data: tuple[str, ...], source: Path | None) -> None:
    if conf.exists or data or source or os.path.lexists(root / DEFAULT):
        return
    below = (child.parent for child in sorted(root.glob(f"*/{NAME}")))
    # Above it, the folder of the pages may have been named, or a folder in that.
    above = (Path(os.path.relpath(each)) for each in [*root.absolute().parents][:2] if (each / NAME).is_file())
    elsewhere = next(chain(below, above), None)
    hint = (
        f"is it `--root {elsewhere}`?" if elsewhere else "--root names its folder, `sphinx-excellence init` makes one"
    )
    raise click.UsageError(f"there is no project in {_folder(root)}: neither {NAME} nor a folder '{DEFAULT}'; {hint}")


def _folder(root: Path) -> str:
    return "this folder" if root == Path() else f"'{root}'"


def _unread(conf: ConfFile, name: str) -> str:
    if conf.trouble:
        return f"{NAME}: {conf.trouble}"
    return f"{conf.place(name)}: `{name}` is not a literal, and the command does not run conf.py"


def _unread_settings(conf: ConfFile) -> list[str]:
    """Return what to report of settings that the command cannot read."""
    if conf.trouble:
        return [f"{NAME}: {conf.trouble}; the command ignores all settings"]
    notes = [f"{_unread(conf, name)}: {so}" for name, so in _FALLBACKS.items() if name in conf.unread]
    if conf.borrows:
        notes.append(f"{NAME} imports names from another module with `*`; the command ignores settings among them")
    return notes


def today() -> date:
    """Return today's date."""
    return datetime.now(tz=UTC).date()


def pages_folder(root: Path, source: Path | None = None) -> Path:
    """Return the folder of the pages: ``source``, else the folder of that name, else the root itself."""
    return source or (root / "source" if (root / "source").is_dir() else root)


def data_folder(project: Project) -> Path:
    """Return the first folder of data, which new records go into. Raises ``click.UsageError`` where there is none."""
    for entry in (DEFAULT,) if project.data is None else project.data:
        path = project.root / entry
        if path.is_dir() or not path.suffix:
            return path
    raise click.UsageError("excellence_data names no folder; add one to it, for the file of the new record")
