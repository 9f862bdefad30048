"""The builder ``excellence``: checks everything, writes no pages, and fails by itself on an error.

It is the builder of HTML without theme and templates. Each page goes through all that a page of HTML goes through: its
references are resolved, its images looked for, its code highlighted. What that builder warns of, this one warns of too.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation
from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.project.read_settings import base_of, data_folder
from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.reports.json_report import json_report
from sphinx_excellence.reports.report_paths import ReportPaths
from sphinx_excellence.reports.sarif_report import sarif_report
from sphinx_excellence.reports.text_report import summary, text_report
from sphinx_excellence.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx_excellence")
logger = logging.getLogger(__name__)


class ExcellenceBuilder(StandaloneHTMLBuilder):
    """Reads and resolves what has changed, runs the rules, writes the reports (text, JSON and SARIF)."""

    name = "excellence"
    epilog = _("The reports are in %(outdir)s.")
    #: Nothing of a site is left next to the reports.
    copysource = False
    search = False
    #: The gate reports information too, not only what fails a build.
    reports_everything = True
    #: It writes down what the scorecard measures of pages, for the command.
    records_site = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Keep the application, whose exit status the check sets."""
        super().__init__(app, env)
        self._application = app

    def init(self) -> None:
        """Draw pages as the builder of HTML does, for which an extension may have set a translator of its own."""
        super().init()
        self._say_who_asked()
        translators = self._application.registry.translators
        if "html" in translators:
            translators.setdefault(self.name, translators["html"])

    def _say_who_asked(self) -> None:
        """Say so where the extension is there only because this builder was asked for by name.

        Nothing that the project lists has asked for it: all of that was loaded before.
        """
        loaded = list(self._application.extensions)
        later = loaded[loaded.index("sphinx_excellence") + 1 :] if "sphinx_excellence" in loaded else loaded
        if not {"sphinx_excellence", *later}.intersection(self.config.extensions):
            logger.info(
                _(
                    "The extension sphinx_excellence is loaded for this run only. To use it in every build, add it to "
                    "`extensions` in conf.py."
                )
            )

    def init_templates(self) -> None:
        """Load no theme: as for the JSON of Sphinx, there is nothing to lay out."""
        self.theme = None  # type: ignore[assignment]
        self.templates = None

    def get_outdated_docs(self) -> Iterator[str]:
        """Return no page: what has not been checked since it changed is known without looking at the output."""
        yield from ()

    def copy_assets(self) -> None:
        """Copy nothing. Extensions may put a file of their own where others have their assets."""
        (Path(self.outdir) / "_static").mkdir(parents=True, exist_ok=True)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return nothing: no template is filled in."""
        return {}

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write no page."""

    def finish(self) -> None:
        """Write the reports, print the summary, and fail where there is an error."""
        findings = self._reported_findings()
        confdir = data_folder(self._application)
        outdir = Path(self.outdir)
        places = ReportPaths.of(confdir, base_of(self.config, Path(self._application.confdir)))
        outdir.mkdir(parents=True, exist_ok=True)
        (outdir / "report.txt").write_text(text_report(findings, confdir), encoding="utf-8")
        (outdir / "report.json").write_text(json_report(findings, places), encoding="utf-8")
        # Looked up only here: a run with nothing to do has no use for the rules.
        rules = resolve_name("sphinx_excellence.rules.all_rules:installed_by_name")()
        (outdir / "report.sarif").write_text(sarif_report(findings, rules, __version__, places), encoding="utf-8")
        self._write_site(outdir)
        counts = Counter(finding.severity for finding in findings)
        logger.info(summary(findings))
        others = self._warnings_of_others(findings)
        if others:
            logger.info(_("The reports leave out %s warnings of Sphinx and its extensions."), others)
        if counts[Severity.ERROR]:
            self._application.statuscode = 1

    def _write_site(self, outdir: Path) -> None:
        """Write down the pages as the scorecard measures them; a run with nothing to do leaves the file as it is."""
        domain = domain_of(self.env)
        if domain.site is None or domain.session is None:
            return
        write = resolve_name("sphinx_excellence.loader.site_file:site_text")
        sources = {docname: Path(self.env.doc2path(docname)) for docname in self.env.found_docs}
        (outdir / "site.json").write_text(write(domain.site, domain.session.loaded.registry, sources), encoding="utf-8")

    def cleanup(self) -> None:
        """Leave no empty folder next to the reports."""
        with contextlib.suppress(OSError):
            (Path(self.outdir) / "_static").rmdir()

    def _warnings_of_others(self, findings: Iterable[Finding]) -> int:
        """Return how often something was warned of that is no finding."""
        own = sum(finding.severity is not Severity.INFO for finding in findings)
        return max(self._application._warncount - own, 0)  # noqa: SLF001 - the only count that there is

    def _reported_findings(self) -> tuple[Finding, ...]:
        suppressed = self.config.suppress_warnings
        return tuple(
            finding
            for finding in domain_of(self.env).findings
            if not is_suppressed_warning("excellence", finding.rule, suppressed)
        )
