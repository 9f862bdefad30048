"""What pages show of many patterns at once: which, in what order, as cards or as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import day_range
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Block,
    Cell,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Reference,
    Rich,
    Table,
    View,
    Words,
)
from sphinx_excellence.views.faces import category_title, pattern_reference, status_sign, tier_badge


@dataclass(frozen=True, slots=True)
class Filter:
    """Which patterns a catalogue shows, in what order; an empty filter lets everything through."""

    tiers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sort: str = "tier"


_Order = Callable[[Pattern, Registry], tuple[object, ...]]


def _tier_position(pattern: Pattern, registry: Registry) -> int:
    tier = registry.tier_of(pattern)
    return len(registry.tiers) if tier is None else tier.position


def _by_tier(pattern: Pattern, registry: Registry) -> tuple[object, ...]:
    return (_tier_position(pattern, registry),)


def _by_category(pattern: Pattern, registry: Registry) -> tuple[object, ...]:
    return (pattern.category or "\uffff", _tier_position(pattern, registry))


def _by_title(_pattern: Pattern, _registry: Registry) -> tuple[object, ...]:
    return ()


def _by_introduced(pattern: Pattern, _registry: Registry) -> tuple[object, ...]:
    return (str(day_range(pattern.introduced)[0]) if pattern.introduced else "\uffff",)


#: The orders a catalogue can have; patterns that are equal in it stand by title.
ORDERS: Mapping[str, _Order] = MappingProxyType({
    "tier": _by_tier, "category": _by_category, "title": _by_title, "introduced": _by_introduced,
})  # fmt: skip


def select(registry: Registry, wanted: Filter) -> list[Pattern]:
    """Return the patterns that pass the filter, in its order."""
    order = ORDERS[wanted.sort]
    chosen = [
        pattern
        for pattern in registry.all_of(Pattern)
        if (not wanted.tiers or (pattern.tier or "unrated") in wanted.tiers)
        and (not wanted.categories or pattern.category in wanted.categories)
        and (not wanted.statuses or pattern.status in wanted.statuses)
    ]
    return sorted(chosen, key=lambda p: (*order(p, registry), p.title.casefold(), p.id))


def catalogue(registry: Registry, wanted: Filter, *, as_table: bool = False) -> View:
    """Return the catalogue. Unrated patterns stand last, and are shown as such."""
    patterns = select(registry, wanted)
    label = Label(N_("Pattern catalogue"))
    if not patterns:
        nothing = Line((Label(N_("No pattern on record matches.")),), role="nothing")
        return View("catalogue", (nothing,), label)
    body: Block = _table(patterns, registry) if as_table else _cards(patterns, registry)
    return View("catalogue", (body,), label)


def _cards(patterns: list[Pattern], registry: Registry) -> Items:
    cards: list[tuple[Block, ...]] = []
    for pattern in patterns:
        signs: list[Inline] = [tier_badge(registry.tier_of(pattern))]
        if pattern.status:
            signs += [Words(" "), status_sign(pattern.status)]
        head = Line((Reference("pattern", pattern.id, pattern.title),), role="card-title")
        blocks: list[Block] = [head, Line(tuple(signs), role="card-signs")]
        if pattern.summary:
            blocks.append(Line((Rich(pattern.summary),), role="card-text"))
        if registry.is_legacy(pattern) and pattern.alternatives:
            onward: list[Inline] = [Label(N_("Use instead:")), Words(" ")]
            for index, alternative in enumerate(pattern.alternatives):
                onward += [Words(", ")] if index else []
                onward.append(
                    pattern_reference(alternative.pattern, registry)
                    if alternative.pattern
                    else Words(alternative.name or "")
                )
            blocks.append(Line(tuple(onward), role="card-onward"))
        cards.append((Group(tuple(blocks), role=f"card excellence-tier-{pattern.tier or 'unrated'}"),))
    return Items(tuple(cards), role="cards")


def _table(patterns: list[Pattern], registry: Registry) -> Table:
    rows = []
    for pattern in patterns:
        status: tuple[Inline, ...] = (status_sign(pattern.status),) if pattern.status else (Words("\N{EN DASH}"),)
        summary: tuple[Inline, ...] = (Rich(pattern.summary),) if pattern.summary else (Words("\N{EN DASH}"),)
        rows.append(
            (
                Cell((Line((Reference("pattern", pattern.id, pattern.title),)),), heading=True),
                Cell((Line((tier_badge(registry.tier_of(pattern)),)),)),
                Cell((Line(status),)),
                Cell((Line((Words(category_title(pattern.category) or "\N{EN DASH}"),)),)),
                Cell((Line(summary),)),
            )
        )
    labels = (N_("Pattern"), N_("Tier"), N_("Status"), N_("Category"), N_("Summary"))
    columns = tuple((Label(label),) for label in labels)
    return Table(columns, tuple(rows), "Patterns", (3, 2, 3, 3, 6), role="catalogue")
