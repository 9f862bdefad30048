"""The directive that lists what has changed."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective, value_list
from sphinx_excellence.extension.markup.directives.filters import report_unknown_values, words_in_option
from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import months_after
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import TODAY, Query
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.views.events import EVENT_KINDS
from sphinx_excellence.views.what_changed import DEFAULT_MONTHS, GROUPINGS, Wanted, since, what_changed

#: What changes are made of.
SHOWN_OF_CHANGES = (
    Query("pattern", "", "members"),
    Query("pattern", "", "tier-history-texts"),
    Query("decision", "", "records"),
    Query("review", "", "records"),
    Query("edition", "", "members"),
    Query("", "", TODAY),
)


def _grouping(argument: str) -> str:
    return directives.choice(argument, GROUPINGS)


class WhatChangedDirective(ViewDirective):
    """What has happened to patterns, by decisions and in reviews since ``:since:``, newest first.

    ``:kind:``, ``:category:`` and ``:limit:`` choose among it, ``:by:`` says how it is grouped.
    """

    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        "since": directives.unchanged,
        "kind": value_list,
        "category": value_list,
        "limit": directives.positive_int,
        "by": _grouping,
    }

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        self.note_queries(SHOWN_OF_CHANGES)
        today = self.domain.today
        kinds = self.options.get("kind", ())
        report_unknown_values(self, N_("changes have no %s '%s'"), "kind", kinds, EVENT_KINDS)
        categories = words_in_option(self, CATEGORY, self.options.get("category", ()))
        records: tuple[Pattern | Decision, ...] = (*self.registry.all_of(Pattern), *self.registry.all_of(Decision))
        known = sorted({category for record in records for category in self.registry.categories_of(record)})
        report_unknown_values(self, N_("no record has the %s '%s'"), "category", categories, known)
        start = since(self._since, self.registry) if self._since else None
        if start is None and "since" in self.options:
            self._report_since()
        elif start is not None and start[1] is not None:
            self.note_mention("edition", self._since)
        day, edition = start or (months_after(today, -DEFAULT_MONTHS), None)
        wanted = Wanted(day, edition, kinds, categories, self.options.get("limit", 0))
        return self.finish(what_changed(self.registry, wanted, until=today, by=self.options.get("by", "month")))

    @property
    def _since(self) -> str:
        return " ".join((self.options.get("since") or "").split())

    def _report_since(self) -> None:
        self.report_problem(
            "unknown-filter",
            "'%s' is neither a date nor the id of an edition",
            (self._since,),
            "accepted: a date (2026-10-01, 2026-10, 2026), a quarter (2026-Q4), or the id of an edition",
            word=self._since,
            option="since",
        )


DIRECTIVES = {"what-changed": WhatChangedDirective}
