"""Collects the objects of the domain from the records and their home pages."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_excellence.extension.domain.objects import UNRATED_PLACE, Group, HomePlace, RecordObject, Shown
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import CATEGORY, PATTERN_STATUS, TAG
from sphinx_excellence.views.record_labels import category_path, tag_title, unrated_title
from sphinx_excellence.views.vocabulary import UNRATED


def collect_objects(
    registry: Registry, homes: Mapping[RecordKey, tuple[HomePlace, ...]]
) -> dict[RecordKey, RecordObject]:
    """Return each record that has a home; ``homes`` are the places that claim to be that."""
    objects = {}
    for (kind, record_id), places in sorted(homes.items()):
        record = registry.of_kind(kind).get(record_id)
        if record is not None:
            # A name of another record leads to that one, if anywhere, whether or not it has a page.
            aliases = tuple(alias for alias in record.aliases if registry.resolve_exactly(kind, alias) == record_id)
            objects[kind, record_id] = _object(record, registry, places, aliases)
    return objects


def _object(
    record: Record, registry: Registry, places: tuple[HomePlace, ...], aliases: tuple[str, ...]
) -> RecordObject:
    docname, anchor, _conditions = places[0]
    title = record.title or record.id
    tags = tuple(_group(TAG, tag, tag_title(tag, registry), registry) for tag in record.tags)
    if not isinstance(record, Pattern):
        return RecordObject(docname, anchor, title, 1, aliases, tags=tags, places=places)
    tier = registry.tier_of(record)
    return RecordObject(
        docname,
        anchor,
        title,
        _priority(record, registry),
        aliases,
        (tier.position, tier.title) if tier is not None else _place_of_gone(record, registry),
        tuple(_group(CATEGORY, each, category_path(each, registry), registry) for each in record.categories),
        _status(record, registry),
        tags,
        places,
    )


def _place_of_gone(pattern: Pattern, registry: Registry) -> tuple[int, str] | None:
    """Return the place of a pattern that left, in the order of tiers: behind those that have no tier yet."""
    title = unrated_title(pattern, registry)
    return (UNRATED_PLACE + 1, title) if title != UNRATED else None


def _group(list_name: str, word: str, title: str, registry: Registry) -> Group:
    # Words that are not defined come after the others, by their titles.
    return Group((registry.vocabulary[list_name].place(word)[0], title), title)


def _status(pattern: Pattern, registry: Registry) -> Shown | None:
    if pattern.status is None:
        return None
    word = registry.vocabulary[PATTERN_STATUS].get(pattern.status)
    return Shown(word.title, word.is_own) if word is not None else Shown(pattern.status, is_own=True)


def _priority(pattern: Pattern, registry: Registry) -> int:
    """Return Sphinx's search priority: 0 before 1 before 2."""
    if registry.is_legacy(pattern):
        return 2
    tier = registry.tier_of(pattern)
    return 0 if tier is not None and tier.position == 0 else 1
