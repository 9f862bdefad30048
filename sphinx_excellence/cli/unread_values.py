"""Reports values that could not be read, for commands that print or use the others."""

from __future__ import annotations

import click

from sphinx_excellence.cli.project import Project, today
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.rules import loading
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge


def report_unread(project: Project, loaded: Loaded) -> None:
    """Report on standard error which rules a check would report of what was read."""
    findings = run_rules(
        loading.RULES,
        Knowledge(loaded.registry, project.as_of or today()),
        Locator(loaded.origins),
        loaded=loaded.findings,
        severities=project.severities,
    )
    if findings:
        values = "1 value" if len(findings) == 1 else f"{len(findings)} values"
        rules = ", ".join(sorted({finding.rule for finding in findings}))
        click.echo(f"{values} could not be read ({rules}); to see where, run sphinx-excellence check.", err=True)
