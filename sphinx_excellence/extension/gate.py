"""The gate: runs the rules in every build and says what they find.

Findings are computed from the records and the stored facts of all pages, whether or not a page was read again, so
that a second run says the same as the first.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation
from sphinx.util import logging

from sphinx_excellence.extension.domain import domain_of
from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.rules.catalogue import RULES
from sphinx_excellence.rules.rule import Knowledge, Placing, run_rules

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
_ = get_translation("sphinx_excellence")


def collect_findings(env: BuildEnvironment) -> list[Finding]:
    """Return every finding of this run, in order."""
    domain = domain_of(env)
    session = domain.session
    if session is None:
        return []
    pages = domain.page_facts()

    def column_of(docname: str, line: int, word: str) -> tuple[int, int]:
        return _column(Path(env.doc2path(docname)), line, word)

    return run_rules(
        RULES,
        Knowledge(session.registry, session.settings.as_of, pages),
        Placing(session.loaded.origins, column_of),
        loaded=(*session.settings.problems, *session.loaded.findings),
        severities=session.settings.severities,
    )


def _column(path: Path, line: int, word: str) -> tuple[int, int]:
    """Return where ``word`` stands at or shortly after ``line``; the line itself, column 1, where it does not."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return line, 1
    if word:
        # A role's line may be that of its paragraph: the word follows within it.
        for number in range(line, min(line + 40, len(lines)) + 1):
            at = lines[number - 1].find(word)
            if at >= 0:
                return number, at + 1
    return line, 1


def sentence(finding: Finding) -> str:
    """Return a finding as one sentence in the language of the project."""
    text = str(_(finding.message)) % finding.args if finding.args else str(_(finding.message))
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


def report_findings(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell every finding: what is an error or a warning as a Sphinx warning, the rest as information."""
    domain = domain_of(env)
    domain.findings = tuple(collect_findings(env))
    for finding in domain.findings:
        location = location_of(finding, Path(app.confdir))
        if finding.severity is Severity.INFO:
            if getattr(app.builder, "tells_everything", False):
                logger.info("%s: %s [excellence.%s]", location, sentence(finding), finding.rule)
            continue
        logger.warning("%s", sentence(finding), type="excellence", subtype=finding.rule, location=location)
