"""Fields of a project's own in lists of records: columns, lines of cards, filters and orders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.own_fields import OwnField
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Block, Cell, Inline, Line, Option, Words
from sphinx_excellence.views.catalogue_entries import SEPARATOR
from sphinx_excellence.views.own_records import title_of, value_of, worded
from sphinx_excellence.views.reader_controls import Choice


@dataclass(frozen=True, slots=True)
class FieldFilter:
    """The values of one field that a list is limited to."""

    field: OwnField
    values: tuple[str, ...]

    def lets_through(self, record: Record, registry: Registry) -> bool:
        """Whether a record has one of the values."""
        wanted = {_settled(self.field, value, registry) for value in self.values}
        return any(_settled(self.field, value, registry) in wanted for value in self.field.values_of(record))


def _settled(field: OwnField, value: Any, registry: Registry) -> str:
    """Return a value as it is compared: a name of a record as its id."""
    return (registry.resolve(field.target, value) or value) if field.target else str(value)


def column_fields(kind: Kind) -> list[OwnField]:
    """Return the fields that lists show; a text is too long for any."""
    return [field for field in kind.own_fields if "catalogue" in field.show and field.type != "text"]


def filter_fields(kind: Kind) -> list[OwnField]:
    """Return the fields by which readers filter a list."""
    return [field for field in kind.own_fields if "filter" in field.show and field.type not in {"text", "link"}]


def heads(fields: Iterable[OwnField], registry: Registry) -> Iterator[tuple[Inline, ...]]:
    """Yield the head of the column of each field."""
    yield from ((title_of(field, registry),) for field in fields)


def cells(fields: Iterable[OwnField], record: Record, registry: Registry) -> Iterator[Cell]:
    """Yield what a record has in each field, as cells of a table."""
    yield from (Cell((Line(value_of(field, record, registry)),)) for field in fields)


def card_lines(kind: Kind, record: Record, registry: Registry) -> tuple[Block, ...]:
    """Return what a record has in the fields that lists show, as lines of a card."""
    return tuple(
        Line((title_of(field, registry), Words(": "), *value_of(field, record, registry)), role="card-fact")
        for field in column_fields(kind)
        if field.values_of(record)
    )


def control_name(field: OwnField) -> str:
    """Return what the control of a field is called in the form, in the address and in the data of entries."""
    return f"own-{field.key.lower().replace('_', '-')}"


def entry_values(kind: Kind, record: Record, registry: Registry) -> Iterator[tuple[str, str]]:
    """Yield what a record is filtered by in fields of the project's own."""
    for field in filter_fields(kind):
        values = (_settled(field, value, registry) for value in field.values_of(record))
        yield control_name(field), SEPARATOR.join(values)


def entry_words(kind: Kind, record: Record, registry: Registry) -> Iterator[str]:
    """Yield by what else readers find a record: its values in fields that they see in lists, filter or search by."""
    for field in kind.own_fields:
        if {"catalogue", "filter", "search"} & set(field.show) and field.type != "text":
            yield from (value_title(field, str(value), registry) for value in field.values_of(record))


def own_choices(kind: Kind, records: Sequence[Record], registry: Registry) -> Iterator[Choice]:
    """Yield the choice of a value for each field by which readers filter."""
    for field in filter_fields(kind):
        values = tuple(
            tuple(_settled(field, value, registry) for value in field.values_of(record)) for record in records
        )
        ordered = _ordered(field, {value for found in values for value in found}, registry)
        options = (Option(value, Words(value_title(field, value, registry))) for value in ordered)
        yield Choice(control_name(field), title_of(field, registry), "has", tuple(options), values)


def value_title(field: OwnField, value: str, registry: Registry) -> str:
    """Return a value of a field as readers see it, without markup."""
    if field.target:
        record = registry.find(field.target, value)
        return value if record is None else record.title
    if field.type == "choice":
        return worded(dict(field.choices).get(value, value), registry)
    return plain_text(value) if field.type == "line" else value


def _ordered(field: OwnField, values: Iterable[str], registry: Registry) -> list[str]:
    if field.type == "choice":
        order = [value for value, _title in field.choices]
        return sorted(values, key=order.index)
    if field.type == "number":
        return sorted(values, key=float)
    return sorted(values, key=lambda value: (value_title(field, value, registry).casefold(), value))


def order_key(field: OwnField, record: Record, registry: Registry) -> tuple[object, ...]:
    """Return the place of a record in the order of a field; records without a value come last."""
    values = field.values_of(record)
    if not values:
        return (1,)
    first = values[0]
    match field.type:
        case "number":
            return (0, float(first))
        case "date":
            return (0, str(listed_day(first)))
        case "choice":
            return (0, [value for value, _title in field.choices].index(first))
        case _:
            return (0, value_title(field, _settled(field, first, registry), registry).casefold())
