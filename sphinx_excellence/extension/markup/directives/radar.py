"""The radar of all patterns."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective
from sphinx_excellence.extension.markup.directives.filters import FILTER_OPTIONS, filter_from_options
from sphinx_excellence.extension.markup.directives.radar_editions import named_edition
from sphinx_excellence.model.dates import DAY_FORM, day_of
from sphinx_excellence.model.edition import Edition
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
    """Patterns as blips in rings and sectors, and as a table; moves count from the day of ``:since:`` on.

    ``:edition:`` shows what was in an edition; without a value, in the one that this page is home to.
    """

    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        **FILTER_OPTIONS,
        "since": _day,
        "edition": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the radar."""
        if {"since", "edition"} <= self.options.keys():
            message = "%s takes `since` or `edition`: an edition is compared with the one before it"
            raise self.error(message % self.name)
        self.note_queries([Query("pattern", "", "members"), Query("pattern", "", "tier-history")])
        # A category that only decisions are in has no sector.
        self.note_queries([Query("decision", "", "members")])
        chosen = filter_from_options(self)
        if "edition" not in self.options:
            return self.finish(radar(self.registry, chosen, since=self.options.get("since")))
        edition = named_edition(self, self.options["edition"])
        if not isinstance(edition, Edition):
            return edition
        return self.finish(radar(self.registry, chosen, edition=edition))


DIRECTIVES = {"pattern-radar": PatternRadarDirective}
