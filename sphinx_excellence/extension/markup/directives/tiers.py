"""The directives of the tiers: what each means and asks for, and what speaks for the tier of a pattern."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import RecordDirective, ViewDirective
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.tiers import criteria, evidence


class TierCriteriaDirective(ViewDirective):
    """What every tier means, or the one that the argument names; of a pattern, what speaks for its tier."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the criteria."""
        only = " ".join(self.arguments[0].split()) if self.arguments else None
        self.note_queries([Query("tier", only or "", "whole")])
        if only is None or only in self.registry.tiers:
            if only is not None:
                self.note_mention("tier", only)
            return self.finish(criteria(self.registry.tiers, only))
        self.note_queries([Query("pattern", only, "link")])
        pattern = self.registry.find("pattern", only)
        self.note_mention("tier" if pattern is None else "pattern", only)
        if not isinstance(pattern, Pattern):
            return self.with_options(self.composer().stub("tier", only))
        self.note_queries(_evidence_queries(pattern))
        return self.finish(evidence(pattern, self.registry))


class TierEvidenceDirective(RecordDirective[Pattern]):
    """What speaks for the tier of a pattern: its criteria, each met, not met or not known, and by which record."""

    kind = "pattern"

    def view(self, record: Pattern) -> View:
        """Return the criteria of the pattern's tier."""
        self.note_queries(_evidence_queries(record))
        return evidence(record, self.registry)


def _evidence_queries(pattern: Pattern) -> Iterator[Query]:
    """Yield what a page needs of the registry to show the evidence for a pattern's tier."""
    yield Query("pattern", pattern.id, "whole")
    yield Query("pattern", pattern.id, "health")
    yield from (Query(kind, "", "members") for kind in ("pattern", "health"))
    yield from (Query(kind, "", "records") for kind in ("case-study", "migration", "usage-report"))


DIRECTIVES = {"tier-criteria": TierCriteriaDirective, "tier-evidence": TierEvidenceDirective}
