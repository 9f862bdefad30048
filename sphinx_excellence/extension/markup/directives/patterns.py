"""The directives of a pattern: its banner and its parts."""

from __future__ import annotations

from typing import ClassVar

from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, RecordDirective, flag
from sphinx_excellence.extension.markup.directives.radar_editions import edition_queries
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.views import patterns as views
from sphinx_excellence.views.banner import banner
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.tier_history import history


class PatternTierDirective(RecordDirective[Pattern]):
    """The banner; makes the page the pattern's home. ``:compact:`` keeps only tier, status and alternatives."""

    kind = "pattern"
    declares = True
    option_spec: ClassVar[OptionSpec] = {**HOME_OPTIONS, "compact": flag}

    @property
    def says_title(self) -> bool:
        """Whether the record's title is shown where no heading has it."""
        return not self.is_home

    def view(self, record: Pattern) -> View:
        """Return the banner."""
        asked = (Query("pattern", record.id, facet) for facet in ("onward", "health", "usage-reports"))
        self.note_queries([*asked, *edition_queries(record)])
        return banner(record, self.registry, compact="compact" in self.options)

    def note(self, record: Record, docname: str) -> None:
        """Note that the page shows the pattern's banner."""
        self.domain.note_banner(docname, record.id)


class ModernExamplesDirective(RecordDirective[Pattern]):
    """Who uses a pattern in production."""

    kind = "pattern"

    def view(self, record: Pattern) -> View:
        """Return the examples."""
        return views.examples(record)


class ProductionChecklistDirective(RecordDirective[Pattern]):
    """What to have done before production."""

    kind = "pattern"

    def view(self, record: Pattern) -> View:
        """Return the checklist."""
        return views.checklist(record)


class PatternAlternativesDirective(RecordDirective[Pattern]):
    """What to use instead, with what the pattern gives and costs."""

    kind = "pattern"

    def view(self, record: Pattern) -> View:
        """Return the alternatives."""
        return views.alternatives(record, self.registry)


class PatternHistoryDirective(RecordDirective[Pattern]):
    """The tiers that a pattern has had, when and why each was set."""

    kind = "pattern"

    def view(self, record: Pattern) -> View:
        """Return the history."""
        return history(record, self.registry)


class PatternSourcesDirective(RecordDirective[Pattern]):
    """What is to be read about a pattern."""

    kind = "pattern"

    def view(self, record: Pattern) -> View:
        """Return the sources."""
        return views.sources(record)


DIRECTIVES = {
    "pattern-tier": PatternTierDirective,
    "modern-examples": ModernExamplesDirective,
    "production-checklist": ProductionChecklistDirective,
    "pattern-alternatives": PatternAlternativesDirective,
    "pattern-history": PatternHistoryDirective,
    "pattern-sources": PatternSourcesDirective,
}
