"""The time machine: which tier each pattern had in each year."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective, value_list
from sphinx_excellence.extension.markup.directives.filters import check_values, words_in_option
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.messages import N_
from sphinx_excellence.model.queries import TODAY, Query
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.views.blocks import PageReference
from sphinx_excellence.views.time_machine.lanes import Wanted
from sphinx_excellence.views.time_machine.view import time_machine

#: What a time machine is made of.
SHOWN = (
    Query("pattern", "", "records"),
    Query("pattern", "", "tier-history-texts"),
    Query("pattern", "", "lineage"),
    Query("evolution", "", "records"),
    Query("decision", "", "members"),
    Query("", "", TODAY),
)
_YEARS = range(1, 10_000)


def _year(argument: str | None) -> int:
    given = (argument or "").strip()
    if not (given.isascii() and given.isdecimal() and int(given) in _YEARS):
        msg = f"'{given}' is not a year; accepted: a number such as 1998"
        raise ValueError(msg)
    return int(given)


class TimeMachineDirective(ViewDirective):
    """Patterns as lines through the years, a slider that says what one would have chosen, and the same as tables.

    ``:category:`` and ``:lineage:`` choose among the patterns, ``:from:`` and ``:to:`` among the years. With
    ``:thumbnail:``, the name of a page, it is a small picture that leads there.
    """

    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        "category": value_list,
        "lineage": value_list,
        "from": _year,
        "to": _year,
        "thumbnail": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the time machine."""
        first, last = self.options.get("from"), self.options.get("to")
        if first is not None and last is not None and first > last:
            self.report_problem(
                "unknown-filter",
                N_("`from` is a later year than `to`: %s and %s"),
                (str(first), str(last)),
                N_("the earlier year in `from`"),
                option="from",
            )
            first, last = last, first
        self.note_queries(SHOWN)
        categories = words_in_option(self, CATEGORY, self.options.get("category", ()))
        check_values(self, "category", categories)
        lineages = self.options.get("lineage", ())
        for name in lineages:
            self.note_mention("evolution", name)
            self.note_queries([Query("evolution", name, "link")])
        wanted = Wanted(categories, lineages, first, last)
        return self.finish(time_machine(self.registry, wanted, today=self.domain.today, page=self._page()))

    def _page(self) -> PageReference | None:
        """Return the page that a small picture leads to."""
        if "thumbnail" not in self.options:
            return None
        page = docname_join(self.env.docname, self.options["thumbnail"].strip())
        return PageReference(page, worded(N_("Open the time machine")))


DIRECTIVES: dict[str, type[SphinxDirective]] = {"time-machine": TimeMachineDirective}
