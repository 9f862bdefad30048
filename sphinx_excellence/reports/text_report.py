"""Findings as text: a line for the place, rule and message, the line of the file, and what would be accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sphinx_excellence.findings import Finding, Place, Severity
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.safe_reading import content_of

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


@dataclass(frozen=True, slots=True)
class TerminalStyle:
    """What a terminal can do: ``colour``, and links to files below ``root``. Plain by default.

    ``path`` returns the name that people read for a finding's file.
    """

    colour: bool = False
    root: Path | None = None
    path: Callable[[str], str] = str

    def coloured(self, text: str, code: str) -> str:
        """Return ``text`` in the colours of an ANSI ``code``."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def place(self, place: Place) -> str:
        """Return a place, which opens its file where the terminal knows links (OSC 8)."""
        shown = escaped(str(replace(place, path=self.path(place.path))))
        if self.root is None or not self.colour:
            return shown
        target = (self.root / place.path).resolve().as_uri()
        return f"\x1b]8;;{target}\x1b\\{shown}\x1b]8;;\x1b\\"


PLAIN = TerminalStyle()


def text_report(findings: Sequence[Finding], root: Path, style: TerminalStyle = PLAIN) -> str:
    """Return the report; ``root`` is the folder that places are relative to."""
    files: dict[str, list[str]] = {}
    blocks = [_block(finding, _line(finding.place, root, files), style) for finding in findings]
    return "\n".join([*blocks, *_counts(findings, style), summary(findings)]) + "\n"


def _line(place: Place, root: Path, files: dict[str, list[str]]) -> str | None:
    if place.path not in files:
        try:
            content = content_of(root / place.path).decode("utf-8-sig", "replace")
        except OSError:
            content = ""
        # As the loader counts lines, not as `splitlines` does.
        files[place.path] = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = files[place.path]
    return lines[place.line - 1] if place.line <= len(lines) else None


def _block(finding: Finding, line: str | None, style: TerminalStyle) -> str:
    severity = style.coloured(finding.severity.value, _COLOURS.get(finding.severity, "0"))
    rows = [f"{style.place(finding.place)}: {severity} {style.coloured(finding.rule, '1')}: {escaped(finding.text)}"]
    if line is not None and line.strip() and len(line) <= 200:
        number = str(finding.place.line)
        # Tabs are kept, also in the line of the caret, so that both lines align whatever the tab width of the terminal.
        shown = "\t".join(escaped(part) for part in line.split("\t"))
        before = "".join(
            "\t" if sign == "\t" else " " * len(escaped(sign)) for sign in line[: finding.place.column - 1]
        )
        rows.append(f"  {number} | {shown}")
        caret = style.coloured("^", _COLOURS.get(finding.severity, "0"))
        rows.append(f"  {' ' * len(number)} | {before:<{finding.place.column - 1}}{caret}")
    if finding.help:
        rows.append(f"  {style.coloured('help', '1')}: {escaped(finding.help)}")
    return "\n".join(rows) + "\n"


def _counts(findings: Sequence[Finding], style: TerminalStyle) -> list[str]:
    """Return a line for each rule that was broken, the most serious and most frequent first."""
    order = list(_WORDS)
    counts = Counter((finding.severity, finding.rule) for finding in findings)
    if not counts:
        return []
    width = len(str(max(counts.values())))
    ranked = sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1]))
    lines = [
        f"{count:>{width}}  {style.coloured(f'{severity.value:<7}', _COLOURS[severity])}  {rule}"
        for (severity, rule), count in ranked
    ]
    return [*lines, ""]


def summary(findings: Sequence[Finding]) -> str:
    """Return one sentence that counts the findings by severity."""
    counts = Counter(finding.severity for finding in findings)
    if not findings:
        return "No findings."
    parts = [
        f"{counts[severity]} {word}{'' if counts[severity] == 1 else 's'}"
        for severity, word in _WORDS.items()
        if counts[severity]
    ]
    return ", ".join(parts) + "."
