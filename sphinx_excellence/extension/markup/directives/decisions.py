"""The directives of decisions: one in full, and the log of all."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import (
    HOME_OPTIONS,
    OptionSpec,
    RecordDirective,
    ViewDirective,
    flag,
    value_list,
)
from sphinx_excellence.extension.markup.directives.filters import report_unknown_values, words_in_option
from sphinx_excellence.extension.markup.directives.own_filters import own_filters
from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.vocabulary import CATEGORY, DECISION_STATUS, TAG
from sphinx_excellence.views import decision_graph, decisions
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.decisions import LogFilter
from sphinx_excellence.views.page_text import without_page_text


class AdrDirective(RecordDirective[Decision]):
    """A decision in full; makes the page its home."""

    kind = "decision"
    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Decision) -> View:
        """Return the decision."""
        if self.domain.home_by_front_matter(self.env.docname) == ("decision", record.id):
            record = without_page_text(record, "decision", self.registry)
        return decisions.record(record, self.registry)


class _FilteredDirective(ViewDirective):
    """Decisions: all, or those of some statuses, categories and tags."""

    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        "status": value_list,
        "category": value_list,
        "tag": value_list,
    }

    def wanted(self) -> LogFilter:
        """Return which decisions are asked for; tell which words no decision has."""
        lists = (("status", DECISION_STATUS), ("category", CATEGORY), ("tag", TAG))
        statuses, categories, tags = (
            words_in_option(self, name, self.options.get(option, ())) for option, name in lists
        )
        wanted = LogFilter(statuses, categories, tags, own_filters(self, self.registry.kinds["decision"]))
        recorded = list(self.registry.all_of(Decision))
        for option, given, known in (
            ("status", wanted.statuses, list(self.registry.vocabulary[DECISION_STATUS])),
            (
                "category",
                wanted.categories,
                sorted({name for each in recorded for name in self.registry.categories_of(each)}),
            ),
            ("tag", wanted.tags, sorted({tag for each in recorded for tag in each.tags})),
        ):
            report_unknown_values(self, N_("no decision has the %s '%s'"), option, given, known)
        return wanted

    def note_graph(self, wanted: LogFilter) -> None:
        """Note what a graph of decisions depends on: their links, and the decisions of other projects in it."""
        foreign = decision_graph.foreign_decisions(self.registry, wanted)
        self.note_queries([Query("decision", "", "records"), *(Query("decision", each, "link") for each in foreign)])


class AdrLogDirective(_FilteredDirective):
    """Decisions in order; ``:graph:`` shows first which of them supersede and amend which.

    With ``:filter:``, readers filter and sort them further.
    """

    option_spec: ClassVar[OptionSpec] = {
        **_FilteredDirective.option_spec,
        "graph": flag,
        "filter": flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the log."""
        self.note_queries([Query("decision", "", "members")])
        wanted = self.wanted()
        log = decisions.log(self.registry, wanted, filterable="filter" in self.options)
        if "graph" in self.options:
            self.note_graph(wanted)
            log = replace(log, blocks=(*decision_graph.graph_blocks(self.registry, wanted), *log.blocks))
        return self.finish(log)


class AdrGraphDirective(_FilteredDirective):
    """Which decisions supersede and amend which."""

    def run(self) -> list[nodes.Node]:
        """Return the graph."""
        wanted = self.wanted()
        self.note_graph(wanted)
        return self.finish(decision_graph.decision_graph(self.registry, wanted))


DIRECTIVES = {"adr": AdrDirective, "adr-log": AdrLogDirective, "adr-graph": AdrGraphDirective}
