"""A lineage as an ordered timeline."""

from __future__ import annotations

from typing import ClassVar

from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, RecordDirective
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.views import evolutions
from sphinx_excellence.views.blocks import View


class EvolutionTimelineDirective(RecordDirective[Evolution]):
    """A lineage as an ordered timeline; makes the page its home."""

    kind = "evolution"
    declares = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Evolution) -> View:
        """Return the view of the record."""
        return evolutions.timeline(record, self.registry)


DIRECTIVES = {"evolution-timeline": EvolutionTimelineDirective}
