"""Findings as JUnit XML, which every continuous integration can show: a test case a finding, a suite a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from sphinx_excellence.findings import Finding, Severity

#: What XML 1.0 cannot hold.
_FORBIDDEN = re.compile(r"[^\t\n\r -\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def junit_report(findings: Sequence[Finding]) -> str:
    """Return the report: information is told and passes; where there is no finding, one test case passes."""
    failing = [finding for finding in findings if finding.severity is not Severity.INFO]
    root = ET.Element("testsuites", name="sphinx-excellence")
    root.set("tests", str(max(1, len(findings))))
    root.set("failures", str(len(failing)))
    for path, group in groupby(findings, key=lambda finding: finding.place.path):
        _suite(root, path, list(group))
    if not findings:
        suite = ET.SubElement(root, "testsuite", name="knowledge base", tests="1", failures="0")
        ET.SubElement(suite, "testcase", classname="knowledge base", name="no findings")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, path: str, findings: list[Finding]) -> None:
    failures = sum(finding.severity is not Severity.INFO for finding in findings)
    suite = ET.SubElement(root, "testsuite", name=_clean(path), tests=str(len(findings)), failures=str(failures))
    for finding in findings:
        name = f"{finding.rule} at {finding.place.line}:{finding.place.column}"
        case = ET.SubElement(suite, "testcase", classname=_clean(path), name=name, file=_clean(path))
        case.set("line", str(finding.place.line))
        text = _clean(f"{finding.place}: {finding.text}\n{finding.help}".strip())
        if finding.severity is Severity.INFO:
            ET.SubElement(case, "system-out").text = text
        else:
            failure = ET.SubElement(case, "failure", type=finding.severity.value)
            failure.set("message", _clean(finding.text))
            failure.text = text


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
