"""Findings as workflow commands, which GitHub shows next to the lines of a change.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.reports.report_paths import ReportPaths

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_report(findings: Sequence[Finding], places: ReportPaths) -> str:
    """Return one command a finding."""
    return "".join(f"{_command(finding, places)}\n" for finding in findings)


def _command(finding: Finding, places: ReportPaths) -> str:
    place = finding.place
    properties = {
        "file": _escaped_lines(places.path(place.path)),
        "line": str(place.line),
        "col": str(place.column),
        "title": f"excellence.{finding.rule}",
    }
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    # Ends of lines have an escape of GitHub's own; what else would act in a log is written out.
    text = finding.text if not finding.help else f"{finding.text}; {finding.help}"
    return f"::{_COMMANDS.get(finding.severity, 'notice')} {shown}::{_data(_escaped_lines(text))}"


def _escaped_lines(text: str) -> str:
    return "\n".join(escaped(line) for line in text.split("\n"))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
