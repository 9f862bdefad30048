"""The directive of the tiers: what each means and asks for."""

from __future__ import annotations

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import ViewDirective
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.tiers import criteria


class TierCriteriaDirective(ViewDirective):
    """What every tier means, or the one that the argument names."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the criteria."""
        only = self.arguments[0] if self.arguments else None
        self.note_queries([Query("tier", only or "", "whole")])
        if only is not None:
            self.note_mention("tier", only)
            if only not in self.registry.tiers:
                return self.with_options(self.composer().stub("tier", only))
        return self.finish(criteria(self.registry.tiers, only))


DIRECTIVES = {"tier-criteria": TierCriteriaDirective}
