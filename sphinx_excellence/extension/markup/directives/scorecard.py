"""The directives of the scorecard: all measures with their values of today, one in full, and how each is computed."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_excellence.extension.doctree.nodes import excellence_late_view
from sphinx_excellence.extension.markup.directives.base import (
    HOME_OPTIONS,
    OptionSpec,
    RecordDirective,
    ViewDirective,
    value_list,
)
from sphinx_excellence.extension.markup.directives.filters import report_unknown_values
from sphinx_excellence.messages import N_
from sphinx_excellence.model.measure import MEASURES, Measure
from sphinx_excellence.model.queries import TODAY, Query
from sphinx_excellence.views import scorecard
from sphinx_excellence.views.blocks import View

#: What a scorecard is computed from, besides all pages: nearly everything that the project has.
SHOWN_OF_SCORECARD = (Query("", "", "everything"), Query("", "", TODAY))


class ScorecardDirective(ViewDirective):
    """The measures with their values, their targets and what falls short; all, or those in ``:measures:``.

    Its place is taken when all pages are read.
    """

    option_spec: ClassVar[OptionSpec] = {**ViewDirective.option_spec, "measures": value_list}

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        wanted = self.options.get("measures", ())
        report_unknown_values(self, N_("`%s` names no measure: '%s'"), "measures", wanted, MEASURES)
        shown = [name for name in MEASURES if name in wanted]
        if wanted and not shown:
            return self.with_options(self.composer().stub("measure", ", ".join(wanted)))
        self.note_queries(SHOWN_OF_SCORECARD)
        session = self.domain.session
        if session is not None and session.settings.queries is not None:
            self.env.note_dependency(str(session.confdir / session.settings.queries))
        key = scorecard.late_key(shown)
        self.domain.note_late_view(self.env.docname, key)
        node = excellence_late_view(key=key, docname=self.env.docname, heading_level=self.composer().heading_level)
        node.source, node.line = self.get_source_info()
        return self.with_options(node)


class MeasureDirective(RecordDirective[Measure]):
    """One measure in full, without its value of today; makes the page its home."""

    kind = "measure"
    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Measure) -> View:
        """Return the measure."""
        return scorecard.measure(record, self.registry)


class MeasuresDirective(ViewDirective):
    """All measures, with how they are computed."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        self.note_queries([Query("measure", "", "records")])
        return self.finish(scorecard.measures(self.registry))


DIRECTIVES = {
    "excellence-scorecard": ScorecardDirective,
    "measure": MeasureDirective,
    "excellence-measures": MeasuresDirective,
}
