"""The gate: tells, in every build, what the rules have found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation
from sphinx.util import logging

from sphinx_excellence.extension.settings import data_folder
from sphinx_excellence.findings import IN_REGISTRY, Finding, Severity
from sphinx_excellence.reports.visible import visible

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
_ = get_translation("sphinx_excellence")


def sentence(finding: Finding) -> str:
    """Return a finding as one sentence in the language of the project."""
    text = str(_(finding.message)) % finding.args if finding.args else str(_(finding.message))
    if finding.registry:
        text = str(_(IN_REGISTRY)) % (finding.registry, text)
    if not finding.accepted:
        return text
    accepted = str(_(finding.accepted))
    return f"{text}; {accepted % finding.accepted_args if finding.accepted_args else accepted}"


def location_of(finding: Finding, confdir: Path) -> str:
    """Return the finding's place as a terminal can open it: relative to the working directory where inside."""
    path = os.path.normpath(confdir / finding.place.path)
    relative = os.path.relpath(path)
    shown = path if relative.startswith("..") else relative
    return f"{Path(shown).as_posix()}:{finding.place.line}:{finding.place.column}"


def tells_notes(app: Sphinx) -> bool:
    """Whether a run tells what is only information: the gate does, builders of pages do not."""
    return bool(getattr(app.builder, "tells_everything", False))


def tell(app: Sphinx, findings: tuple[Finding, ...]) -> None:
    """Tell every finding: what is an error or a warning as a Sphinx warning, the rest as information."""
    everything = tells_notes(app)
    for finding in findings:
        if finding.severity is Severity.INFO and not everything:
            continue
        location = location_of(finding, data_folder(app))
        if finding.severity is Severity.INFO:
            logger.info("%s: %s [excellence.%s]", location, visible(sentence(finding)), finding.rule)
            continue
        logger.warning("%s", visible(sentence(finding)), type="excellence", subtype=finding.rule, location=location)
