"""The directives of the tiers: what each means and asks for, and what speaks for the tier of a pattern."""

from __future__ import annotations

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import RecordDirective, ViewDirective
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.tiers import criteria, evidence


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


class TierEvidenceDirective(RecordDirective[Pattern]):
    """What speaks for the tier of a pattern: its criteria, each met, not met or not known, and by which record."""

    kind = "pattern"

    def view(self, record: Pattern) -> View:
        """Return the criteria of the pattern's tier."""
        members = (Query(kind, "", "members") for kind in ("pattern", "health"))
        records = (Query(kind, "", "records") for kind in ("case-study", "migration", "usage-report"))
        self.note_queries([Query("pattern", record.id, "health"), *members, *records])
        return evidence(record, self.registry)


DIRECTIVES = {"tier-criteria": TierCriteriaDirective, "tier-evidence": TierEvidenceDirective}
