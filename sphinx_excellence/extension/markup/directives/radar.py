"""The radar of all patterns."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective
from sphinx_excellence.extension.markup.directives.filters import FILTER_OPTIONS, filter_from_options
from sphinx_excellence.model.dates import DAY_FORM, day_of
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.radar import radar


def _day(argument: str | None) -> date:
    given = (argument or "").strip()
    try:
        return day_of(given)
    except ValueError:
        msg = f"'{given}' is not a date; accepted: {DAY_FORM}"
        raise ValueError(msg) from None


class PatternRadarDirective(ViewDirective):
    """Patterns as blips in rings and sectors, and as a table; moves count from the day of ``:since:`` on."""

    option_spec: ClassVar[OptionSpec] = {**ViewDirective.option_spec, **FILTER_OPTIONS, "since": _day}

    def run(self) -> list[nodes.Node]:
        """Return the radar."""
        self.note_queries([Query("pattern", "", "members"), Query("pattern", "", "tier-history")])
        return self.finish(radar(self.registry, filter_from_options(self), since=self.options.get("since")))


DIRECTIVES = {"pattern-radar": PatternRadarDirective}
