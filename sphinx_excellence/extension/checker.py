"""The builder ``excellence``: checks everything, writes no pages, and fails by itself on an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.locale import get_translation
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_excellence import __version__
from sphinx_excellence.extension.domain import domain_of
from sphinx_excellence.extension.settings import data_folder
from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.reports.json_report import json_report
from sphinx_excellence.reports.sarif_report import sarif_report
from sphinx_excellence.reports.text_report import summary, text_report

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx_excellence")
logger = logging.getLogger(__name__)


class ExcellenceBuilder(Builder):
    """Reads what has changed, runs the rules over everything, and writes the reports (text, JSON and SARIF)."""

    name = "excellence"
    format = "excellence"
    epilog = _("The reports are in %(outdir)s.")
    allow_parallel = True
    #: The gate tells information too, not only what fails a build.
    tells_everything = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Keep the application, which is told how the check ended."""
        super().__init__(app, env)
        self._application = app

    def init(self) -> None:
        """Nothing to prepare."""

    def get_outdated_docs(self) -> Iterable[str]:
        """Return no page: none is written."""
        return []

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return nothing: there are no pages to link to."""
        return ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write no page."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write no page."""

    def finish(self) -> None:
        """Write the reports, print the summary, and fail where an error stands."""
        findings = self._told()
        confdir = data_folder(self._application)
        outdir = Path(self.outdir)
        outdir.mkdir(parents=True, exist_ok=True)
        (outdir / "report.txt").write_text(text_report(findings, confdir), encoding="utf-8")
        (outdir / "report.json").write_text(json_report(findings), encoding="utf-8")
        # Looked up only here: a run with nothing to do has no use for the rules.
        rules = resolve_name("sphinx_excellence.rules.catalogue:BY_NAME")
        (outdir / "report.sarif").write_text(sarif_report(findings, rules, __version__), encoding="utf-8")
        counts = Counter(finding.severity for finding in findings)
        logger.info(summary(findings))
        if counts[Severity.ERROR]:
            self._application.statuscode = 1

    def _told(self) -> tuple[Finding, ...]:
        suppressed = self.config.suppress_warnings
        return tuple(
            finding
            for finding in domain_of(self.env).findings
            if not is_suppressed_warning("excellence", finding.rule, suppressed)
        )
