"""Collects the objects of the domain from the records and their home pages."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_excellence.extension.domain.objects import HomePlace, RecordObject
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.record_labels import category_title


def collect_objects(
    registry: Registry, homes: Mapping[RecordKey, tuple[HomePlace, ...]]
) -> dict[RecordKey, RecordObject]:
    """Return each record that has a home; ``homes`` are the places that claim to be that."""
    objects = {}
    for (kind, record_id), places in sorted(homes.items()):
        record = registry.of_kind(kind).get(record_id)
        if record is not None:
            # A name of another record leads to that one, if anywhere, whether or not it has a page.
            aliases = tuple(alias for alias in record.aliases if registry.resolve(kind, alias) == record_id)
            objects[kind, record_id] = _object(record, registry, places, aliases)
    return objects


def _object(
    record: Record, registry: Registry, places: tuple[HomePlace, ...], aliases: tuple[str, ...]
) -> RecordObject:
    docname, anchor, _conditions = places[0]
    title = record.title or record.id
    if not isinstance(record, Pattern):
        return RecordObject(docname, anchor, title, 1, aliases, places=places)
    tier = registry.tier_of(record)
    return RecordObject(
        docname,
        anchor,
        title,
        _priority(record, registry),
        aliases,
        (tier.position, tier.title) if tier is not None else None,
        category_title(record.category, registry) or None,
        record.status,
        places,
    )


def _priority(pattern: Pattern, registry: Registry) -> int:
    """Return Sphinx's search priority: 0 before 1 before 2."""
    if registry.is_legacy(pattern):
        return 2
    tier = registry.tier_of(pattern)
    return 0 if tier is not None and tier.position == 0 else 1
