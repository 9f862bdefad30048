"""Findings as text: a line for the place, rule and message, the line of the file, and what would be accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sphinx_excellence.findings import Finding, Place, Severity


def text_report(findings: Sequence[Finding], root: Path) -> str:
    """Return the report; ``root`` is the folder that places are relative to."""
    files: dict[str, list[str]] = {}
    blocks = [_block(finding, _line(finding.place, root, files)) for finding in findings]
    return "\n".join([*blocks, summary(findings)]) + "\n"


def _line(place: Place, root: Path, files: dict[str, list[str]]) -> str | None:
    if place.path not in files:
        try:
            content = (root / place.path).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            content = ""
        files[place.path] = content.splitlines()
    lines = files[place.path]
    return lines[place.line - 1] if place.line <= len(lines) else None


def _block(finding: Finding, line: str | None) -> str:
    rows = [f"{finding.place}: {finding.severity.value} {finding.rule}: {finding.text}"]
    if line is not None and line.strip() and len(line) <= 200:
        number = str(finding.place.line)
        rows.append(f"  {number} | {line}")
        rows.append(f"  {' ' * len(number)} | {' ' * (finding.place.column - 1)}^")
    if finding.help:
        rows.append(f"  help: {finding.help}")
    return "\n".join(rows) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """Return one sentence that counts the findings by severity."""
    counts = Counter(finding.severity for finding in findings)
    if not findings:
        return "No findings."
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [
        f"{counts[severity]} {word}{'' if counts[severity] == 1 else 's'}"
        for severity, word in words.items()
        if counts[severity]
    ]
    return ", ".join(parts) + "."
