"""``sphinx-excellence fix``: mends what can be mended without a person."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from sphinx_excellence.cli.check_command import findings_of, has_colours
from sphinx_excellence.cli.options import IGNORE, ROOT, SELECT, SOURCE, data_argument, is_wanted
from sphinx_excellence.cli.project import Project, open_project
from sphinx_excellence.findings import Finding
from sphinx_excellence.fixes.fix_rounds import Mended, mend, write
from sphinx_excellence.loader.data_files import shown_path
from sphinx_excellence.loader.gc_pause import without_collection
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.reports.escaping import visible

#: What keeps a file, or a part of it, from being read: there may be more to mend in it.
_UNREAD = frozenset({
    "malformed-yaml", "unsafe-yaml", "duplicate-key", "wrong-encoding", "unreadable-file", "oversized-file",
})  # fmt: skip


@click.command()
@ROOT
@data_argument
@SOURCE
@SELECT
@IGNORE
@click.option("--diff", "only_diff", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Change the files without asking.")
def fix(
    *, root: Path, data: tuple[str, ...], source: Path | None, select: frozenset[str], ignore: frozenset[str],
    only_diff: bool, yes: bool,
) -> None:  # fmt: skip
    """Mend what can be mended without a person, in DATA and in the front matter of pages.

    Names, keys and values that are misspelled and resemble one that exists, what only one of two records says of both
    (who grew out of whom, which decision supersedes which), and timelines out of order. What is a question of
    judgement is left to you. Comments, order and quotes stay as they are.

    What would change is shown first; then you are asked, unless --yes says so already.

    \b
    Exits with 0 where there was nothing to mend or it was mended, with 1 where
    changes were shown and not made, with 2 where the command was misused.

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
        result = mend(root, check, lambda finding: is_wanted(finding.rule, select, ignore))
    for file in result.files:
        _show(file, root)
    for finding in result.mended:
        click.echo(f"mends: {visible(f'{finding.place}: {finding.rule}: {finding.text}')}")
    for finding, reason in result.left:
        click.echo(visible(f"left to you, since {reason}: {finding.place}: {finding.rule}: {finding.text}"))
    for finding in unread:
        click.echo(visible(f"not looked into: {finding.place}: {finding.rule}: {finding.text}"), err=True)
    if not result.files:
        click.echo("Nothing to mend without a person.")
        return
    files = "1 file" if len(result.files) == 1 else f"{len(result.files)} files"
    asked = sys.stdin.isatty() and not only_diff
    if only_diff or not (yes or (asked and click.confirm(f"Change {files}?"))):
        click.echo(f"{files} would change; nothing was written." + ("" if only_diff or asked else " --yes writes it."))
        raise SystemExit(1)
    for file in result.files:
        write(file)
    click.echo(f"{files} changed.")


def _day(project: Project) -> date:
    # No remedy depends on the day.
    return project.as_of or date(2000, 1, 1)


def _show(file: Mended, root: Path) -> None:
    name = shown_path(file.path, root)
    colours = {"+": "green", "-": "red", "@": "cyan"}
    lines = difflib.unified_diff(file.before.split("\n"), file.after.split("\n"), name, name, lineterm="")
    for raw in lines:
        line = "\t".join(visible(part) for part in raw.split("\t"))
        click.echo(click.style(line, fg=colours.get(line[:1])) if has_colours() else line)


__all__ = ["fix"]
