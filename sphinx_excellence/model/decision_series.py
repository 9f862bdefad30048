"""The decisions of a project that have numbers, for what looks at a whole series of them."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.decision_number import DecisionNumber, number_of
from sphinx_excellence.model.registry import Registry


def numbered(registry: Registry) -> Iterator[tuple[Decision, DecisionNumber, str]]:
    """Yield the decisions that have a number, each with that and with its folder."""
    for decision in registry.all_of(Decision):
        number = number_of(decision.id)
        if number is not None:
            yield decision, number, registry.folders.get(("decision", decision.id), "")
