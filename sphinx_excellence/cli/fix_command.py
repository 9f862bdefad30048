"""``sphinx-excellence fix``: fixes what can be fixed automatically."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from sphinx_excellence.cli.changed_files import show_changes, write_changes
from sphinx_excellence.cli.check_command import findings_of
from sphinx_excellence.cli.options import IGNORE_FIXES, ROOT, SELECT_FIXES, SOURCE, data_argument, is_wanted
from sphinx_excellence.cli.project import Project, open_project
from sphinx_excellence.findings import Finding
from sphinx_excellence.fixes.fix_rounds import fix_all
from sphinx_excellence.loader.data_files import shown_path
from sphinx_excellence.loader.gc_pause import without_collection
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.reports.report_paths import ReportPaths

#: Rules whose findings keep a file, or a part of it, from being read: there may be more to fix in it.
_UNREAD = frozenset({
    "malformed-yaml", "unsafe-yaml", "duplicate-key", "wrong-encoding", "unreadable-file", "oversized-file",
})  # fmt: skip


@click.command()
@ROOT
@data_argument
@SOURCE
@SELECT_FIXES
@IGNORE_FIXES
@click.option("--diff", "only_diff", is_flag=True, help="Show the changes, and make none.")
@click.option("--yes", is_flag=True, help="Fix the files without asking.")
def fix(
    *, root: Path, data: tuple[str, ...], source: Path | None, select: frozenset[str], ignore: frozenset[str],
    only_diff: bool, yes: bool,
) -> None:  # fmt: skip
    """Fix what can be fixed automatically, in DATA and in the front matter of pages.

    The command corrects misspelled names, keys and values that resemble an existing one, adds a link that only one of
    two records has (what a pattern evolved from, which decision supersedes or amends which), and sorts timelines. It
    leaves questions of judgement to you, and keeps comments, order and quotes.

    It shows the changes first, and asks before it makes them, unless you pass --yes.

    \b
    Exits with 0 if there was nothing to fix or everything was fixed, with 1 if
    changes were shown and not made, and with 2 on a usage error.

    \b
    Examples:
      sphinx-excellence fix
      sphinx-excellence fix --diff data/patterns.yaml
      sphinx-excellence fix --yes --select asymmetric-evolution
    """  # noqa: D301  # as in `check`
    project = open_project(root, data, source)

    unread: list[Finding] = []

    def check(instead: Mapping[Path, str]) -> tuple[Loaded, list[Finding]]:
        loaded, findings = findings_of(project, _day(project), instead=instead)
        unread[:] = [
            finding for finding in findings if finding.rule in _UNREAD and is_wanted(finding.rule, select, ignore)
        ]
        return loaded, findings

    with without_collection():
        result = fix_all(root, check, lambda finding: is_wanted(finding.rule, select, ignore))
    read = ReportPaths.for_people(root)
    for file in result.files:
        show_changes(file, read.path(shown_path(file.path, root)))
    for finding in result.fixed:
        click.echo(f"fixes: {escaped(f'{read.place(finding.place)}: {finding.rule}: {finding.text}')}")
    for finding, reason in result.unfixed:
        click.echo(escaped(f"not fixed, because {reason}: {read.place(finding.place)}: {finding.rule}: {finding.text}"))
    for finding in unread:
        click.echo(escaped(f"not examined: {read.place(finding.place)}: {finding.rule}: {finding.text}"), err=True)
    if not result.files:
        click.echo("Nothing to fix automatically.")
        return
    write_changes(result.files, yes=yes, only_diff=only_diff, question="Fix")


def _day(project: Project) -> date:
    # No fix depends on the date.
    return project.as_of or date(2000, 1, 1)


__all__ = ["fix"]
