"""Findings as SARIF 2.1.0, which code hosts show in their own pages.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.reports.escaping import escaped_json
from sphinx_excellence.reports.report_paths import ReportPaths
from sphinx_excellence.reports.rule_texts import DocumentedRule, Rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: What paths in the log are relative to.
_BASE = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.OFF: "none"}


def sarif_report(findings: Sequence[Finding], rules: Rules, version: str, places: ReportPaths) -> str:
    """Return the report as one SARIF log with one run; ``version`` is the toolkit's."""
    broken = sorted({finding.rule for finding in findings})
    numbers = {name: number for number, name in enumerate(broken)}
    driver = {
        "name": "sphinx-excellence",
        "semanticVersion": version,
        "rules": [_rule(rules[name]) if name in rules else {"id": name} for name in broken],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"uri": places.base_uri}},
        "results": [_result(finding, numbers[finding.rule], places) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped_json(log)


def _rule(rule: DocumentedRule) -> dict[str, Any]:
    text = f"{rule.rationale}\n\nReported:\n\n{rule.bad}\n\nFixed:\n\n{rule.good}\n"
    markdown = f"{rule.rationale}\n\nReported:\n\n{_fenced(rule.bad)}\n\nFixed:\n\n{_fenced(rule.good)}\n"
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.rationale},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _fenced(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}\n{text}\n{fence}"


def _location(file: str, places: ReportPaths) -> dict[str, str]:
    """Return where a file is: below the base, or by its own address."""
    base = {"uriBaseId": _BASE} if places.is_inside(file) else {}
    return {"uri": places.uri(file), **base}


def _result(finding: Finding, rule_index: int, places: ReportPaths) -> dict[str, Any]:
    text = finding.text if not finding.help else f"{finding.text}\n{finding.help}"
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _location(finding.place.path, places),
                    "region": {"startLine": finding.place.line, "startColumn": finding.place.column},
                }
            }
        ],
    }
