"""The formats of a report. To add one, write its module and list it here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sphinx_excellence.findings import Finding
from sphinx_excellence.reports.github_report import github_report
from sphinx_excellence.reports.json_report import json_report
from sphinx_excellence.reports.junit_report import junit_report
from sphinx_excellence.reports.report_paths import ReportPaths
from sphinx_excellence.reports.rule_texts import Rules
from sphinx_excellence.reports.sarif_report import sarif_report
from sphinx_excellence.reports.text_report import TerminalStyle, text_report


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What a report may need besides the findings.

    ``paths`` says how programs name files, ``root`` is the folder that people read paths from.
    """

    rules: Rules
    version: str
    paths: ReportPaths
    root: Path
    style: TerminalStyle


FORMATS: Mapping[str, Callable[[Sequence[Finding], ReportContext], str]] = MappingProxyType({
    "text": lambda findings, context: text_report(findings, context.root, context.style),
    "json": lambda findings, context: json_report(findings, context.paths),
    "sarif": lambda findings, context: sarif_report(findings, context.rules, context.version, context.paths),
    "github": lambda findings, context: github_report(findings, context.paths),
    "junit": lambda findings, context: junit_report(findings, context.paths),
})  # fmt: skip
