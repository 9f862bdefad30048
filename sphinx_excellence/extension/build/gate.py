"""The gate: reports the findings of the rules in every build, as Sphinx warnings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation
from sphinx.util import logging

from sphinx_excellence.extension.project.read_settings import data_folder
from sphinx_excellence.findings import IN_REGISTRY, Finding, Severity, worded
from sphinx_excellence.reports.escaping import escaped

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)
_ = get_translation("sphinx_excellence")


def sentence(finding: Finding) -> str:
    """Return a finding as one sentence in the language of the project."""
    text = worded(finding.message, finding.args, _translated)
    if finding.registry:
        text = worded(IN_REGISTRY, (finding.registry, text), _translated)
    if not finding.accepted:
        return text
    return f"{text}; {worded(finding.accepted, finding.accepted_args, _translated)}"


def _translated(message: str) -> str:
    return str(_(message))


def location_of(finding: Finding, confdir: Path) -> str:
    """Return the finding's place as a terminal can open it: relative to the working directory where inside.

    Control characters in the name of the file are written out.
    """
    path = os.path.normpath(confdir / finding.place.path)
    relative = os.path.relpath(path)
    shown = path if relative.startswith("..") else relative
    return f"{escaped(Path(shown).as_posix())}:{finding.place.line}:{finding.place.column}"


def reports_notes(app: Sphinx) -> bool:
    """Whether a run reports findings that are only information: the gate does, builders of pages do not."""
    return bool(getattr(app.builder, "reports_everything", False))


def records_site(builder: Builder) -> bool:
    """Whether a builder writes down what the scorecard measures of pages, as the gate does."""
    return bool(getattr(builder, "records_site", False))


def report_findings(app: Sphinx, findings: tuple[Finding, ...]) -> None:
    """Report every finding: errors and warnings as Sphinx warnings, the rest as information."""
    everything = reports_notes(app)
    for finding in findings:
        if finding.severity is Severity.INFO and not everything:
            continue
        location = location_of(finding, data_folder(app))
        if finding.severity is Severity.INFO:
            logger.info("%s: %s [excellence.%s]", location, escaped(sentence(finding)), finding.rule)
            continue
        logger.warning("%s", escaped(sentence(finding)), type="excellence", subtype=finding.rule, location=location)
