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
    value_list,
)
from sphinx_excellence.extension.markup.directives.filters import report_unknown_values
from sphinx_excellence.extension.markup.directives.own_filters import own_filters
from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views import decisions
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.page_text import without_page_text
from sphinx_excellence.views.vocabulary import DECISION


class AdrDirective(RecordDirective[Decision]):
    """A decision in full; makes the page its home."""

    kind = "decision"
    declares = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Decision) -> View:
        """Return the decision."""
        if self.domain.home_by_front_matter(self.env.docname) == ("decision", record.id):
            record = without_page_text(record, "decision", self.registry)
        return decisions.record(record, self.registry)


class AdrLogDirective(ViewDirective):
    """Decisions in order: all, or those of some statuses, categories and tags."""

    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        "status": value_list,
        "category": value_list,
        "tag": value_list,
    }

    def run(self) -> list[nodes.Node]:
        """Return the log."""
        self.note_queries([Query("decision", "", "members")])
        wanted = decisions.LogFilter(*(self.options.get(option, ()) for option in ("status", "category", "tag")))
        wanted = replace(wanted, own=own_filters(self, self.registry.kinds["decision"]))
        recorded = list(self.registry.all_of(Decision))
        for option, given, known in (
            ("status", wanted.statuses, list(DECISION)),
            ("category", wanted.categories, sorted({each.category for each in recorded if each.category})),
            ("tag", wanted.tags, sorted({tag for each in recorded for tag in each.tags})),
        ):
            report_unknown_values(self, N_("no decision has the %s '%s'"), option, given, known)
        return self.finish(decisions.log(self.registry, wanted))


DIRECTIVES = {"adr": AdrDirective, "adr-log": AdrLogDirective}
