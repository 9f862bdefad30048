"""The file into which the readings of a quarter are written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from sphinx_excellence.cli.project import Project, data_folder
from sphinx_excellence.findings import Finding
from sphinx_excellence.fixes.fix_rounds import FixedFile, write
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.data_files import find_data_files, read_text
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.reports.report_paths import ReportPaths

_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class HealthTarget:
    """A data file, and its text: empty where there is no such file yet."""

    path: Path
    text: str
    exists: bool

    def write(self, text: str) -> None:
        """Put another text in its place, in one step. Raises ``OSError``, also where the file changed meanwhile."""
        if self.exists:
            write(FixedFile(self.path, self.text, text))
        else:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_content(self.path, text.encode())


def health_target(project: Project, loaded: Loaded, quarter: str, into: Path | None) -> HealthTarget:
    """Return the file that has the quarter, else ``into``, else one of its own in the first folder of data.

    Raises ``click.UsageError`` where it cannot be written.
    """
    path = _path(project, loaded, quarter, into)
    if path.suffix.lower() not in _SUFFIXES:
        raise click.UsageError(f"'{path}' is not a YAML file; name one that ends in .yaml with --into")
    if not path.exists():
        return HealthTarget(path, "", exists=False)
    text = read_text(path, project.root)
    if isinstance(text, Finding):
        shown = ReportPaths.for_people(project.root).place(text.place)
        raise click.UsageError(f"{shown}: {text.text}" + (f"; {text.help}" if text.help else ""))
    return HealthTarget(path, text, exists=True)


def _path(project: Project, loaded: Loaded, quarter: str, into: Path | None) -> Path:
    origin = loaded.origins.get(("health", quarter))
    if origin is None:
        return into or data_folder(project) / "health" / f"{quarter}.yaml"
    present = project.root / origin.file
    if origin.docname is not None:
        raise click.UsageError(f"the health of {quarter} is the page {present}; the command writes data files alone")
    if into is not None and (not into.exists() or not into.samefile(present)):
        raise click.UsageError(f"the health of {quarter} is in {present} already; leave out --into, or name that file")
    return present


def is_data_file(project: Project, path: Path) -> bool:
    """Whether a file is among those that the project's data is read from."""
    files, _ = find_data_files(project.root, project.data, setting=project.place)
    return path.exists() and any(each.samefile(path) for each in files)
