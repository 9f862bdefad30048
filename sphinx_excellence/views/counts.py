"""How much a knowledge base holds, counted from its records: for the page that readers come to first."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review
from sphinx_excellence.views.blocks import UNBROKEN, Block, Items, Label, Line, View, Words, said

#: What is counted besides patterns, by kind: what one is called, and several.
COUNTED = MappingProxyType(
    {
        "evolution": (N_("lineage"), N_("lineages")),
        "comparison": (N_("comparison"), N_("comparisons")),
        "migration": (N_("playbook"), N_("playbooks")),
        "case-study": (N_("case study"), N_("case studies")),
        "decision": (N_("decision"), N_("decisions")),
    }
)


def counts(registry: Registry) -> View:
    """Return the numbers, each with what it counts, and the day of the last review; without those that are 0."""
    items: list[tuple[Block, ...]] = []
    for number, one, several in _numbers(registry):
        if number:
            line = (Words(f"{number}", role="count"), Words(" "), said(one if number == 1 else several))
            items.append((Line(line),))
    if day := _last_review(registry):
        items.append((Line((Words(day, role=f"count excellence-{UNBROKEN}"), Words(" "), said(N_("last review")))),))
    nothing = Line((Label(N_("There are no records yet.")),), role="nothing")
    return View(
        "counts", (Items(tuple(items), role="counts"),) if items else (nothing,), Label(N_("What there is here"))
    )


def _numbers(registry: Registry) -> Iterator[tuple[int, str, str]]:
    patterns = list(registry.all_of(Pattern))
    yield len(patterns), N_("pattern"), N_("patterns")
    yield sum(map(registry.is_legacy, patterns)), N_("of them legacy"), N_("of them legacy")
    for kind, (one, several) in COUNTED.items():
        yield len(registry.of_kind(kind)), one, several


def _last_review(registry: Registry) -> str:
    """Return the last day on which a pattern was reviewed or a review was closed; empty for none."""
    days = [pattern.reviewed for pattern in registry.all_of(Pattern)]
    days += [review.closed for review in registry.all_of(Review)]
    return max((day for day in days if day), key=listed_day, default="")
