"""``sphinx-excellence import usage-report``: makes a record of a report that a team sent."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sphinx_excellence.cli.options import ROOT
from sphinx_excellence.cli.project import open_project, today
from sphinx_excellence.findings import Finding
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.data_files import read_text
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.fields import ID_FORM, is_id
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.takeover.record_yaml import record_yaml
from sphinx_excellence.takeover.usage_reports.data_file import DataFileError, with_record
from sphinx_excellence.takeover.usage_reports.report import MOST_CHARACTERS, read_report

_KEY = "usage_reports"


@click.command("usage-report")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add the record to this data file, a new one or one that is there.  [default: print it]",
)
@click.option("--source", "issue", metavar="URL", help="The address of the issue: the record's source.")
@click.option("--id", "record_id", help="The id of the record.  [default: from the pattern and the company]")
@ROOT
def usage_report(
    file: Path, into: Path | None, issue: str | None, record_id: str | None, root: Path
) -> None:  # fmt: skip
    """Make a record of the report from use in FILE, which is - for standard input.

    FILE is the body of an issue, as GitHub makes it of the form that `init --issue-forms` writes, or the Markdown
    template. What has no field of its own goes into the details of the record. Review the record: it is not
    verified before you add `verified_by`.

    \b
    Exits with 1 if the report cannot be a record, and with 2 on a usage error.

    \b
    Examples:
      sphinx-excellence import usage-report issue.md --into data/usage-reports.yaml
      gh issue view 12 --json body --jq .body | sphinx-excellence import usage-report - --source https://example.org/12
    """  # noqa: D301  # as in `check`
    if issue is not None and not is_web_address(issue):
        raise click.UsageError(f"'{issue}' is not a web address; accepted: one that starts with https:// or http://")
    if record_id is not None and not is_id(record_id):
        raise click.UsageError(f"'{record_id}' is not a valid id; accepted: {ID_FORM}")
    if into is not None and into.suffix not in {".yaml", ".yml"}:
        raise click.UsageError(f"'{into}' is not a YAML file; accepted: a name that ends in .yaml or .yml")
    registry = open_project(root).load().registry
    made = read_report(_body(file), registry, today=today(), source=issue)
    name = "-" if str(file) == "-" else str(file)
    for remark in made.remarks:
        sort = "error" if remark.is_error else "note"
        click.echo(escaped(f"{name}:{remark.line}: {sort}: {remark.message}"), err=True)
    if not made.is_usable:
        raise click.exceptions.Exit(1)
    chosen = record_id or made.record_id
    if into is None:
        click.echo(record_yaml({_KEY: {chosen: made.record}}), nl=False)
        return
    text = read_text(into, root) if into.exists() else ""
    if isinstance(text, Finding):
        raise click.UsageError(f"{into}: {text.text}")
    try:
        content = with_record(text, _KEY, chosen, made.record)
    except DataFileError as error:
        raise click.UsageError(f"{into}: {error}") from error
    into.parent.mkdir(parents=True, exist_ok=True)
    replace_content(into, content.encode())
    click.echo(escaped(f"added {chosen} to {into}; review it, and add `verified_by` once it is checked"))


def _body(file: Path) -> str:
    """Return the body; at most a little more than what a report may have, for the message to say so."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(4 * MOST_CHARACTERS + 4).decode("utf-8-sig")
        with file.open("rb") as opened:
            return opened.read(4 * MOST_CHARACTERS + 4).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file} is not UTF-8 (byte {error.start + 1})") from error
