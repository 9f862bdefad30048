"""What ``init --issue-forms`` writes: the forms by which people send a report from use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from sphinx_excellence.cli.project import open_project
from sphinx_excellence.git_command import GitError, run_git
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.takeover.usage_reports.forms import FILES, form_of


def write_issue_forms(folder: Path, services: Sequence[str], *, dry_run: bool) -> Iterator[str]:
    """Write the forms for the project in a folder, and yield what is to say of each. What exists stays as it is."""
    patterns = _patterns(folder)
    for service in dict.fromkeys(services):
        # The services look for forms at the root of the repository.
        path = (folder if service == "markdown" else _repository(folder)) / FILES[service]
        if path.exists():
            yield f"{path}: exists already and stays as it is; remove it to have it written again"
            continue
        if not dry_run:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(form_of(service, patterns))
        yield f"{path}: {'would be made' if dry_run else 'made'}: the form for reports from use"


def _patterns(folder: Path) -> list[tuple[str, str]]:
    """Return the ids and titles of the project's patterns, by title; none where they cannot be read."""
    try:
        registry = open_project(folder).load(cached=False).registry
    except click.UsageError:
        return []
    found = [(each.id, each.title) for each in registry.all_of(Pattern)]
    return sorted(found, key=lambda each: (each[1].casefold(), each[0]))


def _repository(folder: Path) -> Path:
    """Return the root of the working copy that a folder is in; the folder where it is in none."""
    try:
        shown = run_git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
    except GitError:
        return folder
    return Path(shown) if shown else folder
