"""The directives about all patterns: the catalogue, as cards or as a table, and the coverage."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective, flag
from sphinx_excellence.extension.markup.directives.filters import FILTER_OPTIONS, filter_from_options
from sphinx_excellence.extension.markup.directives.own_filters import own_filters
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.catalogue import LAYOUTS, ORDERS, catalogue
from sphinx_excellence.views.coverage import coverage


def _order(argument: str) -> str:
    return directives.choice(argument, tuple(ORDERS))


def _layout(argument: str) -> str:
    return directives.choice(argument, LAYOUTS)


class PatternCatalogDirective(ViewDirective):
    """Patterns, filtered by ``:tier:``, ``:category:`` and ``:status:``, in the order of ``:sort:``.

    With ``:filter:``, readers filter and sort them further.
    """

    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        **FILTER_OPTIONS,
        "sort": _order,
        "layout": _layout,
        "filter": flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the catalogue."""
        self.note_queries([Query("pattern", "", "members")])
        filterable = "filter" in self.options
        if filterable:
            self.note_queries([Query("selector", "", "records")])
        chosen = filter_from_options(self, sort=self.options.get("sort", "tier"))
        chosen = replace(chosen, own=own_filters(self, self.registry.kinds["pattern"]))
        layout = self.options.get("layout", "cards")
        return self.finish(catalogue(self.registry, chosen, layout=layout, filterable=filterable))


class PatternCoverageDirective(ViewDirective):
    """How many patterns there are of each tier, and what each has besides its record."""

    def run(self) -> list[nodes.Node]:
        """Return the tables."""
        self.note_queries([Query("pattern", "", "everything")])
        return self.finish(coverage(self.registry))


DIRECTIVES = {"pattern-catalog": PatternCatalogDirective, "pattern-coverage": PatternCoverageDirective}
