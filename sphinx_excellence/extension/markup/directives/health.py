"""The directives of health: one pattern's, that of all patterns in a quarter, and the signals."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, RecordDirective, ViewDirective
from sphinx_excellence.model.health import Health
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.signal import Signal
from sphinx_excellence.views import health as views
from sphinx_excellence.views import signals
from sphinx_excellence.views.blocks import View

#: What the report of a quarter shows besides the quarter: other quarters, how they are scored, and the patterns.
SHOWN_OF_HEALTH = (Query("health", "", "records"), Query("signal", "", "records"), Query("pattern", "", "members"))


class PatternHealthDirective(RecordDirective[Pattern]):
    """How a pattern is doing: the score, how it moved, and what it is made of."""

    kind = "pattern"

    def view(self, record: Pattern) -> View:
        """Return the health."""
        self.note_queries([Query("pattern", record.id, "health")])
        return views.pattern_health(record, self.registry)


class HealthReportDirective(RecordDirective[Health]):
    """The health of all patterns in a quarter, those that moved most first; makes the page the quarter's home."""

    kind = "health"
    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the report of the quarter that is named, or that the page is home to; else of the newest one."""
        self.note_queries(SHOWN_OF_HEALTH)
        newest = max(self.registry.of_kind("health"), default=None)
        if not self.arguments and newest is not None and not self.domain.page_record(self.env.docname, "health"):
            self.arguments = [newest]
            self.options.setdefault("no-index", None)  # the page goes on to another quarter with the next one
        return super().run()

    def view(self, record: Health) -> View:
        """Return the report."""
        return views.report(record, self.registry)


class SignalDirective(RecordDirective[Signal]):
    """One signal in full; makes the page its home."""

    kind = "signal"
    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Signal) -> View:
        """Return the signal."""
        return signals.signal(record, self.registry)


class HealthSignalsDirective(ViewDirective):
    """All signals, with how their values are scored."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        self.note_queries([Query("signal", "", "records")])
        return self.finish(signals.signals(self.registry))


DIRECTIVES = {
    "pattern-health": PatternHealthDirective,
    "health-report": HealthReportDirective,
    "health-signals": HealthSignalsDirective,
    "signal": SignalDirective,
}
