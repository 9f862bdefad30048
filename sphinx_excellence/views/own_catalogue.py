"""What pages show of all records of a kind that a project has added: a table, which readers may filter and sort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.own_fields import OwnField
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Block,
    Cell,
    Controls,
    Group,
    Inline,
    Label,
    Line,
    Option,
    Reference,
    Rich,
    Table,
    View,
    Words,
)
from sphinx_excellence.views.catalogue_entries import Data, folded, tag_data
from sphinx_excellence.views.own_columns import (
    FieldFilter,
    cells,
    column_fields,
    control_name,
    entry_values,
    entry_words,
    heads,
    order_key,
    own_choices,
)
from sphinx_excellence.views.own_records import plural_of, title_of, worded
from sphinx_excellence.views.reader_controls import order_data, reader_controls, tag_choice, tier_choice
from sphinx_excellence.views.record_labels import rating_badge, tag_title

_DASH = Words("\N{EN DASH}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records a catalogue shows, and in what order: by title, by tier, or by the key of a field."""

    tiers: tuple[str, ...] = ()
    fields: tuple[FieldFilter, ...] = ()
    sort: str = "title"


def has_tier(kind: Kind) -> bool:
    """Whether the records of a kind have a tier."""
    return "tier" in kind.model.model_fields


def sortable_fields(kind: Kind) -> list[OwnField]:
    """Return the fields that a catalogue can be sorted by."""
    return [
        field for field in kind.own_fields if field.type not in {"text", "link"} and field.key not in {"title", "tier"}
    ]


def orders(kind: Kind) -> list[str]:
    """Return the names of the orders that a catalogue can have."""
    return ["title", *(["tier"] if has_tier(kind) else []), *(field.key for field in sortable_fields(kind))]


def _in_order(records: Iterable[Record], kind: Kind, name: str, registry: Registry) -> list[Record]:
    field = next((field for field in sortable_fields(kind) if field.key == name), None)

    def key(record: Record) -> tuple[object, ...]:
        if name == "tier":
            tier = registry.tier_of(record)
            first: tuple[object, ...] = (len(registry.tiers) if tier is None else tier.position,)
        else:
            first = order_key(field, record, registry) if field is not None else ()
        return (first, record.title.casefold(), record.id)

    return sorted(records, key=key)


def catalogue(kind: Kind, registry: Registry, wanted: Wanted = Wanted(), *, filterable: bool = False) -> View:
    """Return the records of a kind as a table: the title, the tier, the fields that are columns, the summary."""
    label = Label("%s", (worded(plural_of(kind), registry),))
    chosen = [
        record
        for record in registry.of_kind(kind.name).values()
        if (not wanted.tiers or (getattr(record, "tier", None) or "unrated") in wanted.tiers)
        and all(each.lets_through(record, registry) for each in wanted.fields)
    ]
    records = _in_order(chosen, kind, wanted.sort, registry)
    if not records:
        nothing = N_("There are none yet.") if not registry.of_kind(kind.name) else N_("None matches.")
        return View("catalogue", (Line((Label(nothing),), role="nothing"),), label)
    data = _data(records, kind, registry, wanted.sort) if filterable else {}
    table = _table(records, kind, registry, data, label)
    blocks: tuple[Block, ...] = (_controls(records, kind, registry, wanted.sort), table) if filterable else (table,)
    return View("catalogue", blocks, label)


def _table(records: Sequence[Record], kind: Kind, registry: Registry, data: dict[str, Data], label: Label) -> Table:
    fields = column_fields(kind)
    with_tier = has_tier(kind)
    with_summary = any(record.summary for record in records)
    columns: list[tuple[Inline, ...]] = [(Words(worded(kind.title or str(kind.noun), registry)),)]
    columns += [(Label(N_("Tier")),)] if with_tier else []
    columns += heads(fields, registry)
    columns += [(Label(N_("Summary")),)] if with_summary else []
    rows = []
    for record in records:
        head: Block = Line((Reference(kind.name, record.id, record.title),))
        if data:
            head = Group((head,), role="row", data=data[record.id])
        row = [Cell((head,), heading=True)]
        row += [Cell((Line((rating_badge(record, registry),)),))] if with_tier else []
        row += cells(fields, record, registry)
        if with_summary:
            row.append(Cell((Line((Rich(record.summary) if record.summary else _DASH,)),)))
        rows.append(tuple(row))
    widths = (3, *([2] if with_tier else []), *[2] * len(fields), *([6] if with_summary else []))
    return Table(tuple(columns), tuple(rows), label, widths, role="catalogue")


def _data(records: Sequence[Record], kind: Kind, registry: Registry, first: str) -> dict[str, Data]:
    """Return what each record is filtered and sorted by: its values, its words, and its place in each order."""
    places = order_data(
        (_order_name(kind, name), _in_order(records, kind, name, registry)) for name in _offered_orders(kind, first)
    )
    return {record.id: (*_entry(record, kind, registry), *places[record.id]) for record in records}


def _entry(record: Record, kind: Kind, registry: Registry) -> Data:
    tier = registry.tier_of(record)
    tags = (tag_title(tag, registry) for tag in record.tags)
    shown = entry_words(kind, record, registry)
    words = folded((record.title, *record.aliases, plain_text(record.summary or ""), *tags, *shown))
    return (
        ("key", record.id),
        ("tier", tier.id if tier is not None else "unrated"),
        *tag_data(record),
        *entry_values(kind, record, registry),
        ("words", words),
    )


def _offered_orders(kind: Kind, first: str) -> list[str]:
    """Return the orders that readers can choose, the present one first: those of what the table shows."""
    shown = {field.key for field in column_fields(kind)} | {"title", "tier"}
    return [first, *(name for name in orders(kind) if name in shown and name != first)]


def _order_name(kind: Kind, name: str) -> str:
    field = next((field for field in sortable_fields(kind) if field.key == name), None)
    return name if field is None else control_name(field)


def _controls(records: Sequence[Record], kind: Kind, registry: Registry, first: str) -> Controls:
    """Return the fields by which readers filter and sort."""
    titles = {"title": Label(N_("Title")), "tier": Label(N_("Tier"))}
    fields = {field.key: field for field in sortable_fields(kind)}
    return reader_controls(
        Label(N_("Filter: %s"), (worded(plural_of(kind), registry),)),
        (
            *((tier_choice(records, registry),) if has_tier(kind) else ()),
            tag_choice(records, registry),
            *own_choices(kind, records, registry),
        ),
        (
            Option(_order_name(kind, name), title_of(fields[name], registry) if name in fields else titles[name])
            for name in _offered_orders(kind, first)
        ),
    )
