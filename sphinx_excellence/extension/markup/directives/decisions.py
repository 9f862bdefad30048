"""The directives of decisions: one in full, and the log of all."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import (
    HOME_OPTIONS,
    OptionSpec,
    RecordDirective,
    ViewDirective,
)
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.questions import Question
from sphinx_excellence.views import decisions
from sphinx_excellence.views.blocks import View


class AdrDirective(RecordDirective[Decision]):
    """A decision in full; makes the page its home."""

    kind = "decision"
    declares = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Decision) -> View:
        """Return the decision."""
        return decisions.record(record, self.registry)


class AdrLogDirective(ViewDirective):
    """Every decision, in order."""

    def run(self) -> list[nodes.Node]:
        """Return the log."""
        self.shows([Question("decision", "", "members")])
        return self.finish(decisions.log(self.registry))


DIRECTIVES = {"adr": AdrDirective, "adr-log": AdrLogDirective}
