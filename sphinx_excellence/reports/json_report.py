"""Findings as JSON, sorted and versioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sphinx_excellence.findings import Finding
from sphinx_excellence.reports.escaping import escaped_json
from sphinx_excellence.reports.report_paths import ReportPaths

#: Changes when a key changes its meaning or goes.
VERSION = 1


def json_report(findings: Sequence[Finding], places: ReportPaths) -> str:
    """Return the report as one JSON object: ``version``, ``root``, ``summary`` (counts) and ``findings`` in order.

    Paths are relative to the folder of conf.py, and ``root`` is its way from the root of the working copy.
    """
    rows = [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "path": finding.place.path,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.text,
            "help": finding.help,
            "record": None if finding.record is None else {"kind": finding.record[0], "id": finding.record[1]},
        }
        for finding in findings
    ]
    by_rule = Counter(finding.rule for finding in findings)
    by_severity = Counter(finding.severity.value for finding in findings)
    report = {
        "version": VERSION,
        "root": places.prefix,
        "summary": {"by_rule": dict(sorted(by_rule.items())), "by_severity": dict(sorted(by_severity.items()))},
        "findings": rows,
    }
    return escaped_json(report)
