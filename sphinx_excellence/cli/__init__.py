"""The command ``sphinx-excellence``: what can be done with the records without a Sphinx build."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from sphinx_excellence import __version__
from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.loader.load import load
from sphinx_excellence.model.schema import data_schema
from sphinx_excellence.reports.text_report import text_report
from sphinx_excellence.rules.catalogue import RULES
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.rules.running import Placing, run_rules


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="sphinx-excellence")
def main() -> None:
    """Check and describe the records of a knowledge base, without building it."""


@main.command()
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder of conf.py, which the data paths are relative to.",
)
@click.argument("data", nargs=-1)
def check(root: Path, data: tuple[str, ...]) -> None:
    """Check the records in DATA (files or folders; `data` where none is named).

    Rules about pages need a build: run `sphinx-build -b excellence` for those. Exits with 1 where an error or a
    warning stands, with 2 where the command is misused.
    """
    loaded = load(root, data or ("data",))
    findings = run_rules(
        RULES,
        Knowledge(loaded.registry, datetime.now(tz=UTC).date()),
        Placing(loaded.origins, lambda _docname, line, _word: (line, 1)),
        loaded=loaded.findings,
    )
    click.echo(text_report(findings, root), nl=False)
    raise SystemExit(int(any(map(_fails, findings))))


def _fails(finding: Finding) -> bool:
    return finding.severity in {Severity.ERROR, Severity.WARNING}


@main.command()
def schema() -> None:
    """Print the JSON Schema of data files, for editors."""
    click.echo(json.dumps(data_schema(), indent=2, ensure_ascii=False))
