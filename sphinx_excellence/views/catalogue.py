"""What pages show in a catalogue: which patterns, in which order, as cards or as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import CATEGORY, PATTERN_STATUS
from sphinx_excellence.views.blocks import (
    Block,
    Cell,
    Control,
    Controls,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Option,
    Reference,
    Rich,
    Table,
    View,
    Words,
)
from sphinx_excellence.views.catalogue_entries import COMPARE_TEXTS, Data, card, entry_data
from sphinx_excellence.views.own_columns import (
    FieldFilter,
    card_lines,
    cells,
    column_fields,
    entry_values,
    entry_words,
    heads,
    own_choices,
)
from sphinx_excellence.views.problem_facets import ProblemFacets, problem_facets
from sphinx_excellence.views.reader_controls import (
    category_choice,
    order_data,
    reader_controls,
    status_choice,
    tag_choice,
    tier_choice,
)
from sphinx_excellence.views.record_labels import category_titles, rating_badge, status_label


@dataclass(frozen=True, slots=True)
class Filter:
    """Which patterns a catalogue shows, in what order; an empty filter lets everything through."""

    tiers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sort: str = "tier"
    own: tuple[FieldFilter, ...] = ()
    tags: tuple[str, ...] = ()


_Order = Callable[[Pattern, Registry], tuple[object, ...]]


def _tier_position(pattern: Pattern, registry: Registry) -> int:
    """Return the place of a pattern's tier, the best first; unrated patterns come last."""
    tier = registry.tier_of(pattern)
    return len(registry.tiers) if tier is None else tier.position


def _by_tier(pattern: Pattern, registry: Registry) -> tuple[object, ...]:
    return (_tier_position(pattern, registry),)


def _by_category(pattern: Pattern, registry: Registry) -> tuple[object, ...]:
    place = registry.vocabulary[CATEGORY].place(pattern.category or "\uffff")
    return (place, _tier_position(pattern, registry))


def _by_title(_pattern: Pattern, _registry: Registry) -> tuple[object, ...]:
    return ()


def _by_introduced(pattern: Pattern, _registry: Registry) -> tuple[object, ...]:
    return (str(listed_day(pattern.introduced)) if pattern.introduced else "\uffff",)


#: The orders a catalogue can have; patterns that are equal in it stand by title.
ORDERS: Mapping[str, _Order] = MappingProxyType({
    "tier": _by_tier, "category": _by_category, "title": _by_title, "introduced": _by_introduced,
})  # fmt: skip


_ORDER_WORDS: Mapping[str, str] = MappingProxyType({
    "tier": N_("Tier"), "category": N_("Category"), "title": N_("Title"), "introduced": N_("First appearance"),
})  # fmt: skip


#: How a catalogue can be laid out. Without a script, what is grouped is the cards in their order.
LAYOUTS = ("cards", "grouped", "list", "table")
_VIEWS: Mapping[str, Label] = MappingProxyType({
    "grouped": Label(N_("Groups")), "cards": Label(N_("Cards")), "list": Label(N_("List")),
})  # fmt: skip


def select(registry: Registry, wanted: Filter) -> list[Pattern]:
    """Return the patterns that pass the filter, in its order."""
    chosen = [
        pattern
        for pattern in registry.all_of(Pattern)
        if (not wanted.tiers or (pattern.tier or "unrated") in wanted.tiers)
        and (not wanted.categories or not set(wanted.categories).isdisjoint(registry.categories_of(pattern)))
        and (not wanted.statuses or pattern.status in wanted.statuses)
        and all(each.lets_through(pattern, registry) for each in wanted.own)
        and (not wanted.tags or not set(wanted.tags).isdisjoint(pattern.tags))
    ]
    return in_order(chosen, registry, wanted.sort)


def in_order(patterns: Iterable[Pattern], registry: Registry, name: str) -> list[Pattern]:
    """Return patterns in one of `ORDERS`; those that are equal in it stand by title."""
    order = ORDERS[name]
    return sorted(patterns, key=lambda p: (*order(p, registry), p.title.casefold(), p.id))


def catalogue(registry: Registry, wanted: Filter, *, layout: str = "cards", filterable: bool = False) -> View:
    """Return the catalogue in one of `LAYOUTS`. Unrated patterns stand last, and are shown as such.

    A ``filterable`` one can be filtered and sorted further by its readers.
    """
    patterns = select(registry, wanted)
    label = Label(N_("Pattern catalogue"))
    if not patterns:
        nothing = Line((Label(N_("No pattern matches.")),), role="nothing")
        return View("catalogue", (nothing,), label)
    facets = problem_facets(registry) if filterable else ProblemFacets()
    data = _filter_data(patterns, registry, wanted.sort, facets) if filterable else {}
    body: Block = _table(patterns, registry, data) if layout == "table" else _cards(patterns, registry, data)
    blocks = (_controls(patterns, registry, wanted.sort, facets, layout), body) if filterable else (body,)
    return View("catalogue", blocks, label)


def _filter_data(patterns: list[Pattern], registry: Registry, first: str, facets: ProblemFacets) -> dict[str, Data]:
    """Return what each pattern is filtered and sorted by: its place in each order among others."""
    places = order_data((name, in_order(patterns, registry, name)) for name in _names_of_orders(first))
    kind = registry.kinds["pattern"]
    return {
        pattern.id: (
            *entry_data(pattern, registry, words=entry_words(kind, pattern, registry)),
            *entry_values(kind, pattern, registry),
            *facets.data_of(pattern),
            *places[pattern.id],
        )
        for pattern in patterns
    }


def _names_of_orders(first: str) -> list[str]:
    return [first, *(name for name in ORDERS if name != first)]


def _controls(patterns: list[Pattern], registry: Registry, first: str, facets: ProblemFacets, layout: str) -> Controls:
    """Return the fields by which readers filter and sort, and those by which they lay out cards."""
    tier, category = tier_choice(patterns, registry), category_choice(patterns, registry)
    form = reader_controls(
        Label(N_("Filter patterns")),
        (
            tier,
            category,
            status_choice(patterns, PATTERN_STATUS, registry),
            *facets.choices(patterns),
            tag_choice(patterns, registry),
            *own_choices(registry.kinds["pattern"], patterns, registry),
        ),
        (Option(name, Label(_ORDER_WORDS[name])) for name in _names_of_orders(first)),
    )
    form = replace(form, texts=(*form.texts, *COMPARE_TEXTS), compares=True)
    if layout == "table":
        return form
    group = next((choice.name for choice in (category, tier) if choice.leaves_something), "")
    views = [Option(name, label) for name, label in _VIEWS.items() if group or name != "grouped"]
    views.sort(key=lambda option: option.value != layout)
    switch = Control("view", Label(N_("Layout")), "switch", "view", tuple(views))
    return replace(form, controls=(*form.controls, switch), group=group)


def _cards(patterns: list[Pattern], registry: Registry, data: Mapping[str, Data]) -> Items:
    kind = registry.kinds["pattern"]
    cards = (
        (card(pattern, registry, data=data.get(pattern.id, ()), more=card_lines(kind, pattern, registry)),)
        for pattern in patterns
    )
    return Items(tuple(cards), role="cards")


def _table(patterns: list[Pattern], registry: Registry, data: Mapping[str, Data]) -> Table:
    rows = []
    own = column_fields(registry.kinds["pattern"])
    # A radar has rings and no statuses: a column of dashes would say nothing.
    with_status = any(pattern.status for pattern in patterns)
    for pattern in patterns:
        status: tuple[Inline, ...] = (status_label(pattern, registry),) if pattern.status else (Words("\N{EN DASH}"),)
        summary: tuple[Inline, ...] = (Rich(pattern.summary),) if pattern.summary else (Words("\N{EN DASH}"),)
        rows.append(
            (
                Cell((_row_head(pattern, data.get(pattern.id, ())),), heading=True),
                Cell((Line((rating_badge(pattern, registry),)),)),
                *((Cell((Line(status),)),) if with_status else ()),
                Cell((Line((Words(category_titles(pattern, registry) or "\N{EN DASH}"),)),)),
                *cells(own, pattern, registry),
                Cell((Line(summary),)),
            )
        )
    labels = (N_("Pattern"), N_("Tier"), *((N_("Status"),) if with_status else ()), N_("Category"))
    columns = (*((Label(label),) for label in labels), *heads(own, registry), (Label(N_("Summary")),))
    widths = (3, 2, *((3,) if with_status else ()), 3, *[2] * len(own), 6)
    return Table(columns, tuple(rows), Label(N_("Patterns")), widths, role="catalogue")


def _row_head(pattern: Pattern, data: Data) -> Block:
    line = Line((Reference("pattern", pattern.id, pattern.title),))
    return Group((line,), role="row", data=data) if data else line
