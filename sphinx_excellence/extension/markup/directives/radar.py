"""The radar of all patterns."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.nodes import make_id

from sphinx_excellence.extension.doctree.held_views import view_node
from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective, flag
from sphinx_excellence.extension.markup.directives.filters import (
    FILTER_OPTIONS,
    filter_from_options,
    report_unknown_values,
    words_in_option,
)
from sphinx_excellence.extension.markup.directives.radar_editions import named_edition
from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import DAY_FORM, day_of
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.pages import TagList
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.radar import quadrant_list, radar


def _day(argument: str | None) -> date:
    given = (argument or "").strip()
    try:
        return day_of(given)
    except ValueError:
        msg = f"'{given}' is not a date; accepted: {DAY_FORM}"
        raise ValueError(msg) from None


class PatternRadarDirective(ViewDirective):
    """Patterns as blips in rings and sectors, and as a list; moves count from the day of ``:since:`` on.

    ``:edition:`` shows what was in an edition; without a value, in the one that this page is home to. ``:quadrant:``
    shows one category, large; its name in other radars leads here.
    """

    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        **FILTER_OPTIONS,
        "since": _day,
        "edition": directives.unchanged,
        "quadrant": directives.unchanged_required,
        "no-index": flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the radar."""
        if {"since", "edition"} <= self.options.keys():
            self.report_problem(
                "unknown-option",
                N_("`%s` takes `since` or `edition`: an edition is compared with the one before it"),
                (self.name,),
                N_("remove one of the two"),
                option="since",
            )
        self.note_queries([Query("pattern", "", "members"), Query("pattern", "", "tier-history")])
        # A category that only decisions are in has no sector. A radar leads to the editions.
        self.note_queries([Query("decision", "", "members"), Query("edition", "", "members")])
        chosen = filter_from_options(self)
        quadrant = self._quadrant()
        if "edition" not in self.options:
            view = radar(self.registry, chosen, since=self.options.get("since"), quadrant=quadrant)
            return self._shown(view, quadrant)
        edition = named_edition(self, self.options["edition"])
        if not isinstance(edition, Edition):
            return edition
        return self.finish(radar(self.registry, chosen, edition=edition, quadrant=quadrant))

    def _quadrant(self) -> str | None:
        """Return the category that is drawn alone; report one that no pattern has."""
        if "quadrant" not in self.options:
            return None
        (category,) = words_in_option(self, CATEGORY, [" ".join(self.options["quadrant"].split())])
        known = sorted({each for p in self.registry.all_of(Pattern) for each in self.registry.categories_of(p)})
        report_unknown_values(self, N_("no pattern has the %s '%s'"), "quadrant", [category], known)
        return category

    def _shown(self, view: View, quadrant: str | None) -> list[nodes.Node]:
        """Return the nodes of a radar of today; the page of a quadrant is where its name in others leads."""
        if quadrant is None or "no-index" in self.options:
            return self.finish(view)
        node = view_node(self.composer(), view)
        anchor = make_id(self.env, self.state.document, "radar", quadrant)
        node["ids"].append(anchor)
        self.state.document.note_explicit_target(node)
        self.domain.note_tag_list(self.env.docname, TagList(quadrant_list(quadrant), anchor))
        return self.with_options(node)


DIRECTIVES = {"pattern-radar": PatternRadarDirective}
