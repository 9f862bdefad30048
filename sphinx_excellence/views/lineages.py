"""The lineages that a record of another kind than a pattern has to do with: those of the patterns that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_excellence.messages import N_
from sphinx_excellence.model.case_study import CaseStudy
from sphinx_excellence.model.comparison import Comparison
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Fact, Label
from sphinx_excellence.views.record_labels import references


def _named(record: Record) -> Iterator[str]:
    match record:
        case Migration():
            yield from (*record.from_, *record.to)
        case CaseStudy():
            yield from (shown.pattern for shown in record.patterns)
        case Decision():
            yield from record.patterns
        case Comparison():
            for row in record.rows:
                yield from (row.pattern,) if row.pattern else ()
                for cell in row.cells.values():
                    yield from cell.options()


def lineage_fact(record: Record, registry: Registry) -> Iterator[Fact]:
    """Yield the lineages that have a step of one of its patterns; nothing where there are none."""
    ids = (registry.resolve("pattern", name) for name in _named(record))
    found: Iterable[str] = (each for name in ids if name is not None for each in registry.evolutions_of(name))
    if lineages := tuple(dict.fromkeys(found)):
        yield Fact(Label(N_("Lineage")), references("evolution", lineages, registry))


def lineage_queries(record: Record) -> Iterator[Query]:
    """Yield what a page needs to know that shows them."""
    yield from (Query("pattern", name, "onward") for name in dict.fromkeys(_named(record)))
