"""What the command knows of a project without running its conf.py: settings that are literals, data and pages."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sphinx_excellence import __version__
from sphinx_excellence.findings import Place, Severity
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.data_files import ExternalSource, find_data_files
from sphinx_excellence.loader.front_matter import Page
from sphinx_excellence.loader.kept_findings import signed
from sphinx_excellence.loader.load import Loaded, load

CACHE_FOLDER = ".excellence_cache"
#: Folders in which nobody writes pages.
_SKIPPED = frozenset({"build", "_build", "dist", "node_modules", "__pycache__", "venv"})


@dataclass(frozen=True)
class Project:
    """A project as far as its files tell."""

    root: Path
    data: tuple[str, ...]
    pages: tuple[Page, ...]
    severities: dict[str, Severity] = field(default_factory=dict)
    as_of: date | None = None
    place: Place = field(default_factory=lambda: Place("conf.py"))
    external: dict[str, ExternalSource] = field(default_factory=dict)

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
        )

    def signature(self, day: date) -> str:
        """Return a digest of what the findings of a check on ``day`` are computed from."""
        files, missing = find_data_files(self.root, self.data, setting=self.place)
        external = (self.root / source.path for source in self.external.values())
        pages = (page.path for page in self.pages)
        severities = sorted((rule, severity.value) for rule, severity in self.severities.items())
        paths = (*files, *external, *pages)
        return signed(paths, __version__, day.isoformat(), self.data, missing, severities, self.external)

    @property
    def kept_findings(self) -> Path:
        """The file that holds what the last check found."""
        return self.root / CACHE_FOLDER / "findings.json"


def read_project(root: Path, data: tuple[str, ...] = (), source: Path | None = None) -> Project:
    """Return the project in ``root``.

    ``data`` and ``source`` overrule what the project says; without them, data is what ``excellence_data`` in conf.py
    names where it is a literal, else ``data``, and pages are looked for in ``source`` or, failing that, in the root.
    """
    written, lines = _literals(root / "conf.py")
    paths = written.get("excellence_data")
    listed = tuple(paths) if isinstance(paths, list | tuple) and all(isinstance(path, str) for path in paths) else None
    rules = written.get("excellence_rules")
    levels = {severity.value: severity for severity in Severity}
    return Project(
        root=root,
        data=data or listed or ("data",),
        pages=tuple(_pages(root, source)),
        severities={str(rule): levels[level] for rule, level in rules.items() if level in levels}
        if isinstance(rules, dict)
        else {},
        as_of=_day(written.get("excellence_as_of")),
        place=Place("conf.py", lines.get("excellence_data", 1)),
        external=_externals(written.get("excellence_external"), Place("conf.py", lines.get("excellence_external", 1))),
    )


def today() -> date:
    """Return the day of the clock."""
    return datetime.now(tz=UTC).date()


def _literals(conf: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the toolkit's settings in a conf.py that are literals, and their lines. Nothing is run."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    try:
        tree = ast.parse(conf.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return values, lines
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name.startswith("excellence_"):
                lines[name] = node.lineno
                try:
                    values[name] = ast.literal_eval(node.value)
                except ValueError:
                    continue
    return values, lines


def _externals(written: object, place: Place) -> dict[str, ExternalSource]:
    """Return the other projects' registries; what cannot be used is for the build to tell."""
    sources = {}
    for name, pair in written.items() if isinstance(written, dict) else ():
        match pair:
            case (str(base), str(path)):
                sources[str(name)] = ExternalSource(base, path, place)
    return sources


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def pages_folder(root: Path, source: Path | None = None) -> Path:
    """Return the folder of the pages: ``source``, else the folder of that name, else the root itself."""
    return source or (root / "source" if (root / "source").is_dir() else root)


def _pages(root: Path, source: Path | None) -> list[Page]:
    folder = pages_folder(root, source)
    found = []
    for path in sorted(folder.rglob("*.md")):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") or part in _SKIPPED for part in inside.parts[:-1]):
            found.append(Page(inside.with_suffix("").as_posix(), path))
    return found
