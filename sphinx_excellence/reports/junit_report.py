"""Findings as JUnit XML, which continuous integration shows: a test case for each finding, a suite for each file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.reports.report_paths import ReportPaths


def junit_report(findings: Sequence[Finding], places: ReportPaths) -> str:
    """Return the report. Findings of severity info pass; without findings there is one test case that passes."""
    failing = [finding for finding in findings if finding.severity is not Severity.INFO]
    root = ET.Element("testsuites", name="sphinx-excellence")
    root.set("tests", str(max(1, len(findings))))
    root.set("failures", str(len(failing)))
    for path, group in groupby(findings, key=lambda finding: finding.place.path):
        _suite(root, places.path(path), list(group))
    if not findings:
        suite = ET.SubElement(root, "testsuite", name="knowledge base", tests="1", failures="0")
        ET.SubElement(suite, "testcase", classname="knowledge base", name="no findings")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, path: str, findings: list[Finding]) -> None:
    failures = sum(finding.severity is not Severity.INFO for finding in findings)
    shown = escaped(path)
    suite = ET.SubElement(root, "testsuite", name=shown, tests=str(len(findings)), failures=str(failures))
    for finding in findings:
        name = f"{finding.rule} at {finding.place.line}:{finding.place.column}"
        case = ET.SubElement(suite, "testcase", classname=shown, name=name, file=shown)
        case.set("line", str(finding.place.line))
        place = f"{path}:{finding.place.line}:{finding.place.column}"
        text = _clean(f"{escaped(place)}: {finding.text}\n{finding.help}".strip())
        if finding.severity is Severity.INFO:
            ET.SubElement(case, "system-out").text = text
        else:
            failure = ET.SubElement(case, "failure", type=finding.severity.value)
            failure.set("message", _clean(finding.text))
            failure.text = text


def _clean(text: str) -> str:
    """Return a text without control characters and without what XML 1.0 cannot hold."""
    return "\n".join(escaped(line) for line in text.split("\n"))
