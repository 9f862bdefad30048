"""A lineage as a graph: of an evolution, of a pattern, of a category."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_excellence.extension.markup.directives.base import OptionSpec, RecordDirective, ViewDirective
from sphinx_excellence.extension.markup.directives.filters import check_values, words_in_option
from sphinx_excellence.messages import N_
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.views import ancestry
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.lineage_graph import lineage_graph
from sphinx_excellence.views.record_labels import category_title


class EvolutionGraphDirective(RecordDirective[Evolution]):
    """What grew out of what: in an evolution, around ``:pattern:``, or in a ``:category:``."""

    kind = "evolution"
    option_spec: ClassVar[OptionSpec] = {
        **ViewDirective.option_spec,
        "pattern": directives.unchanged_required,
        "category": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the graph of what is asked for."""
        asked = [name for name in ("pattern", "category") if name in self.options]
        if len(asked) + len(self.arguments) > 1:
            self.report_problem(
                "unknown-option",
                N_("`%s` shows one lineage: of an evolution, a pattern or a category"),
                (self.name,),
                N_("remove all but one of them"),
                option=asked[-1],
            )
        self.note_queries([Query("pattern", "", "lineage")])
        if "pattern" in self.options:
            return self._of_pattern(" ".join(self.options["pattern"].split()))
        if "category" in self.options:
            return self._of_category(self.options["category"].strip())
        return super().run()

    def view(self, record: Evolution) -> View:
        """Return the view of the record."""
        return lineage_graph(ancestry.of_evolution(record, self.registry), self.registry, record.title)

    def _of_pattern(self, name: str) -> list[nodes.Node]:
        self.note_mention("pattern", name)
        self.note_queries([Query("pattern", name, "link")])
        pattern = self.registry.pattern(name)
        if pattern is None:
            return self.with_options(self.composer().stub("pattern", name))
        return self.finish(lineage_graph(ancestry.of_pattern(pattern.id, self.registry), self.registry, pattern.title))

    def _of_category(self, written: str) -> list[nodes.Node]:
        (category,) = words_in_option(self, CATEGORY, (written,))
        check_values(self, "category", (category,))
        shown = ancestry.of_category(category, self.registry)
        return self.finish(lineage_graph(shown, self.registry, category_title(category, self.registry)))


DIRECTIVES = {"evolution-graph": EvolutionGraphDirective}
