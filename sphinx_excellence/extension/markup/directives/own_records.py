"""The directives of kinds that a project, or another package, adds: a record in full, and the catalogue of all."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_excellence.extension.markup.directives.base import (
    HOME_OPTIONS,
    OptionSpec,
    RecordDirective,
    ViewDirective,
)
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.views import own_records
from sphinx_excellence.views.blocks import View


class OwnRecordDirective(RecordDirective[Record]):
    """A record in full; makes the page its home."""

    declares = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Record) -> View:
        """Return the view of the record."""
        view: View = self.registry.kinds[self.kind].view(record, self.registry)
        return view


class OwnCatalogDirective(ViewDirective):
    """All records of a kind, as a table."""

    kind: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Return the catalogue."""
        self.note_queries([Query(self.kind, "", "records")])
        return self.finish(own_records.catalogue(self.registry.kinds[self.kind], self.registry))


def directives_of(kind: Kind) -> dict[str, type[SphinxDirective]]:
    """Return the directives that every kind has: under its own name, and under that with ``-catalog``."""
    return {
        kind.directive_name: type("OwnRecordDirective", (OwnRecordDirective,), {"kind": kind.name}),
        f"{kind.name}-catalog": type("OwnCatalogDirective", (OwnCatalogDirective,), {"kind": kind.name}),
    }
