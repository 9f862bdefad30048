"""The directives about all patterns: the catalogue, as cards or as a table, and the coverage."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_excellence.extension.directives.base import OptionSpec, ViewDirective, words
from sphinx_excellence.findings import suggestion
from sphinx_excellence.model.pages import Complaint, Mention
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.questions import Question
from sphinx_excellence.views.catalogue import ORDERS, Filter, catalogue
from sphinx_excellence.views.coverage import coverage
from sphinx_excellence.views.wording import STATUS


def _order(argument: str) -> str:
    return directives.choice(argument, tuple(ORDERS))


def _layout(argument: str) -> str:
    return directives.choice(argument, ("cards", "table"))


class PatternCatalogDirective(ViewDirective):
    """Patterns, filtered by ``:tier:``, ``:category:`` and ``:status:``, in the order of ``:sort:``.

    With ``:filter:``, readers filter and sort them further.
    """

    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        "tier": words,
        "category": words,
        "status": words,
        "sort": _order,
        "layout": _layout,
        "filter": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the catalogue."""
        self.shows([Question("pattern", "", "members")])
        wanted = Filter(
            self.options.get("tier", ()),
            self.options.get("category", ()),
            self.options.get("status", ()),
            self.options.get("sort", "tier"),
        )
        self._check(wanted)
        as_table = self.options.get("layout") == "table"
        return self.finish(catalogue(self.registry, wanted, as_table=as_table, live="filter" in self.options))

    def _check(self, wanted: Filter) -> None:
        _source, line = self.get_source_info()
        for tier in wanted.tiers:
            if tier != "unrated":
                self.domain.note_mention(self.env.docname, Mention("tier", tier, self.name, line))
        categories = sorted({p.category for p in self.registry.all_of(Pattern) if p.category})
        for name, chosen, known in (
            ("category", wanted.categories, categories),
            ("status", wanted.statuses, list(STATUS)),
        ):
            for word in chosen:
                if word not in known:
                    accepted, args = suggestion(word, known)
                    self.domain.note_complaint(
                        self.env.docname,
                        Complaint("unknown-filter", line, "no pattern has the %s '%s'", (name, word), accepted, args),
                    )


class PatternCoverageDirective(ViewDirective):
    """How many patterns there are of each tier, and what each has beside its record."""

    def run(self) -> list[nodes.Node]:
        """Return the tables."""
        self.shows([Question("pattern", "", "everything")])
        return self.finish(coverage(self.registry))


DIRECTIVES = {"pattern-catalog": PatternCatalogDirective, "pattern-coverage": PatternCoverageDirective}
