"""``sphinx-excellence diff``: what a change does to the records, before it is merged."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import click

from sphinx_excellence.changes.as_json import json_of
from sphinx_excellence.changes.changes import Changes
from sphinx_excellence.changes.compare import compare
from sphinx_excellence.changes.markdown import LIMIT, markdown_of
from sphinx_excellence.changes.text import text_of
from sphinx_excellence.cli.check_command import has_colours
from sphinx_excellence.cli.compared_states import Sides
from sphinx_excellence.cli.options import AS_OF, CACHE, OUTPUT, ROOT, form_option, names_among
from sphinx_excellence.loader.gc_pause import without_collection
from sphinx_excellence.reports.text_report import TerminalStyle

#: What may fail a run, and whether it is among the changes.
_FAILURES: Mapping[str, Callable[[Changes], bool]] = MappingProxyType({
    "broken": lambda changes: bool(changes.broken),
    "gone": lambda changes: changes.has_lost_ids,
    "tier": lambda changes: bool(changes.moved),
    "status": lambda changes: bool(changes.status),
    "finding": lambda changes: bool(changes.findings_new),
    "any": lambda changes: not changes.is_empty,
})  # fmt: skip


def _failures(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> frozenset[str]:
    return names_among(values, list(_FAILURES), "something to fail on")


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@ROOT
@click.option(
    "--data", multiple=True, metavar="PATH", help="A file or folder with records, relative to ROOT, instead of those "
    "that conf.py names. May be repeated."
)  # fmt: skip
@click.option(
    "--source",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the pages.  [default: ROOT/source]",
)
@form_option("The format of the report: Markdown is for a comment on a pull request.")
@OUTPUT
@click.option(
    "--limit",
    type=click.IntRange(min=2000),
    default=LIMIT,
    show_default=True,
    metavar="CHARACTERS",
    help="The length of the Markdown. What is left out is counted.",
)
@click.option(
    "--fail-on",
    metavar="CHANGE[,CHANGE]",
    multiple=True,
    callback=_failures,
    help=f"Exit with 1 if there is such a change: {', '.join(_FAILURES)}.",
)
@AS_OF
@CACHE
def diff(
    *, old: str, new: str | None, root: Path, data: tuple[str, ...], source: Path | None, form: str,
    output: Path | None, limit: int, fail_on: frozenset[str], as_of: date | None, cache: bool,
) -> None:  # fmt: skip
    """Show what changes from OLD to NEW: records, tiers, statuses, fields, broken promises, findings and pages.

    Each of the two is a revision of the project's git working copy (a branch, a tag, a commit), the folder of a
    project, or an exported file (excellence.json). Without NEW, the command compares with the working tree. It builds
    nothing, does not run conf.py and changes nothing in the working copy.

    \b
    What --fail-on takes:
      broken   a promise is broken
      gone     an id leads nowhere now
      tier     a record is in another tier
      status   a record has another status
      finding  the rules report something that they did not report before
      any      anything is different

    \b
    Exits with 0, with 1 if there is a change that --fail-on names, and with 2 on a usage error.

    \b
    Examples:
      sphinx-excellence diff main
      sphinx-excellence diff v1.0 v2.0 --root docs
      sphinx-excellence diff origin/main --format markdown --output comment.md --fail-on broken
      sphinx-excellence diff published/excellence.json build/html/excellence.json
    """  # noqa: D301  # as in `check`
    inside = Path(os.path.relpath(source, root)) if source is not None else None
    with without_collection():
        sides = Sides(root, data, inside, as_of, cached=cache)
        changes = compare(*sides.read(old, new))
    is_coloured = output is None and has_colours()
    if form == "json":
        shown = json_of(changes)
    elif form == "markdown":
        shown = markdown_of(changes, limit)
    else:
        shown = text_of(changes, TerminalStyle(colour=is_coloured))
    if output is None:
        click.echo(shown, nl=False, color=True if is_coloured else None)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(shown, encoding="utf-8")
    raise SystemExit(int(any(_FAILURES[name](changes) for name in fail_on)))
