"""``sphinx-excellence import verify``: builds a target, and lists what readers lost."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sphinx_excellence.cli.import_source import OUTPUT_FORMAT, read_decisions, show_some
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.reports.escaping import escaped, escaped_json
from sphinx_excellence.takeover.ledgers import Ledgers
from sphinx_excellence.takeover.takeover_file import NAME
from sphinx_excellence.takeover.target import FOLDER, TargetError
from sphinx_excellence.takeover.verify import LEDGERS_FILE, Verified, baseline_of_target
from sphinx_excellence.takeover.verify import verify as verified

#: How much of one loss is shown.
_WIDTH = 100


@click.command()
@click.option(
    "--into", "target", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path(),
    show_default="the current folder", help="The project that `import run` made.",
)  # fmt: skip
@OUTPUT_FORMAT
def verify(target: Path, output: str) -> None:
    """Build the project in a temporary folder, and compare each page with what readers saw before.

    The comparison has a ledger for words, headings, anchors, fences, rows of tables, links, addresses and front matter.
    Words that the new site adds do not count. All losses are in takeover/ledgers.json.

    \b
    Exits with 1 if something is lost that takeover/takeover.yaml does not accept with a reason,
    and with 2 on a usage error.
    """  # noqa: D301  # as in `check`
    try:
        baseline_of_target(target)
        file = target / FOLDER / NAME
        if sys.stderr.isatty():
            click.echo("Sphinx builds the project ...", err=True)
        with Progress("pages compared") as progress:
            found = verified(target, read_decisions(file, None), progress)
    except TargetError as error:
        said, *lines = error.args
        for line in lines:
            click.echo(escaped(line), err=True)
        raise click.UsageError(str(said)) from error
    value = {**found.ledgers.as_json(), "warnings": list(found.warnings)}
    text = escaped_json(value)
    replace_content(target / FOLDER / LEDGERS_FILE, text.encode())
    if output == "json":
        click.echo(text, nl=False)
    else:
        _show(found, target)
    raise SystemExit(int(not found.ledgers.is_balanced))


def _show(found: Verified, target: Path) -> None:
    show_some(found.warnings, "more warnings of Sphinx")
    _show_losses(found.ledgers)
    if found.ledgers.rows:
        _show_summary(found.ledgers)
    if found.ledgers.uncompared:
        count, first = len(found.ledgers.uncompared), found.ledgers.uncompared[0]
        click.echo(escaped(f"Pages without HTML to compare with, whose files are compared: {count}, such as {first}"))
    dead = sum(len(each) for each in found.ledgers.dead.values())
    if dead:
        click.echo(f"Links of the source that led nowhere before: {dead}; listed in the file")
    folder = target / FOLDER
    if not found.ledgers.rows:
        click.echo(
            escaped(
                "Nothing was compared: the source has no pages, and its records are data. "
                f"`sphinx-excellence check --root {target}` checks them."
            )
        )
        return
    if found.ledgers.is_balanced:
        click.echo(escaped(f"Nothing is lost that is not accepted; {folder / LEDGERS_FILE} has all of it."))
    else:
        click.echo(escaped(f"Fix each loss, or accept it in `losses` of {folder / NAME}. All: {folder / LEDGERS_FILE}"))


def _show_summary(ledgers: Ledgers) -> None:
    columns = ("ledger", "pages", "had", "has", "lost", "accepted", "open")
    rows = [columns, *([str(row[name]) for name in columns] for row in ledgers.summary() if row["pages"])]
    widths = [max(len(row[at]) for row in rows) for at in range(len(columns))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        click.echo("  ".join(cells).rstrip())


def _show_losses(ledgers: Ledgers) -> None:
    by_ledger: dict[str, list[str]] = {}
    for row in ledgers.rows:
        if row.open:
            lost = "; ".join(" ".join(each.split()) for each in row.open)
            shown = lost if len(lost) <= _WIDTH else f"{lost[: _WIDTH - 3]}..."
            by_ledger.setdefault(row.ledger, []).append(f"{row.page}: {row.ledger}: {len(row.open)} lost: {shown}")
    for ledger, lines in by_ledger.items():
        show_some(lines, f"more pages with losses of {ledger}")
