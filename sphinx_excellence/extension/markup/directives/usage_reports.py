"""The directives of reports from use: one in full, those of a pattern, and the catalogue of all."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.util.nodes import make_id

from sphinx_excellence.extension.doctree.held_views import view_node
from sphinx_excellence.extension.markup.directives.base import (
    HOME_OPTIONS,
    OptionSpec,
    RecordDirective,
    ViewDirective,
    flag,
    value_list,
)
from sphinx_excellence.extension.markup.directives.filters import report_unknown_values
from sphinx_excellence.extension.markup.directives.own_filters import own_filters
from sphinx_excellence.messages import N_
from sphinx_excellence.model.pages import TagList
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.usage_report import UsageReport
from sphinx_excellence.views import usage_reports as views
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.usage_catalogue import UsageFilter, usage_catalogue


class UsageReportDirective(RecordDirective[UsageReport]):
    """A report in full; makes the page its home."""

    kind = "usage-report"
    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: UsageReport) -> View:
        """Return the report."""
        return views.header(record, self.registry)


class UsageReportsDirective(ViewDirective):
    """The reports of one pattern, which is its argument or the one that this page is home to; else those of all.

    The line about reports in the pattern's banner leads to its list, but for ``:no-index:``. ``:pattern:``,
    ``:recommend:`` and ``:verified:`` limit a list of all. With ``:filter:``, readers filter and sort it further.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        **HOME_OPTIONS,
        "pattern": value_list,
        "recommend": value_list,
        "verified": flag,
        "filter": flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the reports, or a visible stub where there is no such pattern."""
        name = " ".join(self.arguments[0].split()) if self.arguments else self._pattern_of_page()
        return self._of_all() if name is None else self._of_pattern(name)

    def _pattern_of_page(self) -> str | None:
        """Return the pattern that this page is home to; nothing where the options say which reports are wanted."""
        if self.options.keys() & {"pattern", "recommend", "verified", "filter"}:
            return None
        docname = self.env.docname
        in_front_matter = self.domain.home_by_front_matter(docname)
        if in_front_matter is not None:
            return in_front_matter[1] if in_front_matter[0] == "pattern" else None
        homes = self.domain.facts_of(docname).homes
        return next((home.id for home in homes if home.kind == "pattern"), None)

    def _of_pattern(self, name: str) -> list[nodes.Node]:
        self.note_mention("pattern", name)
        self.note_queries([Query("pattern", name, "link"), Query("pattern", name, "usage-reports")])
        for option in ("pattern", "recommend", "verified", "filter"):
            if option in self.options:
                self.report_problem(
                    "unknown-option",
                    N_("the reports of one pattern cannot be limited by '%s'"),
                    (option,),
                    N_("remove the option, or the pattern behind the directive's name"),
                    option=option,
                )
        record = self.registry.find("pattern", name)
        if not isinstance(record, Pattern):
            return self.with_options(self.composer().stub(self.registry.kinds["pattern"].noun, name))
        node = view_node(self.composer(), views.reports_of(record, self.registry))
        if "no-index" not in self.options and self.registry.usage_reports_of(record.id):
            anchor = make_id(self.env, self.state.document, "usage-reports", record.id)
            node["ids"].append(anchor)
            self.state.document.note_explicit_target(node)
            self.domain.note_tag_list(self.env.docname, TagList(views.list_key(record.id), anchor))
        return self.with_options(node)

    def _of_all(self) -> list[nodes.Node]:
        self.note_queries([Query("usage-report", "", "records"), Query("usage-report", "", "members")])
        given = self.options.get("pattern", ())
        for name in given:
            self.note_mention("pattern", name)
        self.note_queries(Query("pattern", name, "link") for name in given)
        patterns = tuple(self.registry.resolve("pattern", name) or name for name in given)
        recommend = self.options.get("recommend", ())
        report_unknown_values(
            self, N_("no report has the %s '%s'"), "recommend", recommend, list(views.RECOMMENDATIONS)
        )
        own = own_filters(self, self.registry.kinds["usage-report"])
        wanted = UsageFilter(patterns, recommend, "verified" in self.options, own)
        return self.finish(usage_catalogue(self.registry, wanted, filterable="filter" in self.options))


DIRECTIVES = {"usage-report": UsageReportDirective, "usage-reports": UsageReportsDirective}
