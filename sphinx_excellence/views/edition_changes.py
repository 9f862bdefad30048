"""What was in an edition, and how it compares with another: plain values that radars, lists and counts are made of.

Owns the registry as it was in an edition, and the movements between two of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier, TierScale
from sphinx_excellence.model.tier_history import TierStep, step_in, tiers_in
from sphinx_excellence.views.tier_movement import Movement, between


@dataclass(frozen=True, slots=True)
class Change:
    """A pattern in an edition: its tiers in the edition before and in this one, and the entry that this one has of it.

    ``step`` is nothing where the tier is carried over: no entry of the history belongs to the edition.
    """

    pattern: Pattern
    before: str | None
    after: str | None
    movement: Movement
    step: TierStep | None = None


def edition_before(edition: Edition, registry: Registry) -> Edition | None:
    """Return the edition before ``edition``; nothing before the first, and before one of another project."""
    earlier = [each for each in registry.editions if (each.day, each.id) < (edition.day, edition.id)]
    return earlier[-1] if earlier and edition in registry.editions else None


def scale_in(edition: Edition, registry: Registry) -> TierScale:
    """Return the tiers under the names that they had in an edition."""

    def named(tier: ScaledTier) -> ScaledTier:
        own = edition.tiers.get(tier.id)
        if own is None:
            return tier
        return replace(
            tier,
            title=own.title or tier.title,
            symbol=tier.symbol if own.symbol is None else own.symbol,
        )

    return registry.tiers.changed(named) if edition.tiers else registry.tiers


def registry_in(edition: Edition, registry: Registry) -> Registry:
    """Return the registry as it was in an edition: the patterns that were in it, with their tiers of then.

    No status is known of then, so that no pattern has one. A category is that of then where the history has it.
    """
    held = tiers_in(registry.histories, edition)
    patterns = {
        record_id: record.model_copy(update=_as_of(held[record_id]))
        for record_id, record in registry.of_kind("pattern").items()
        if record_id in held
    }
    records = {**registry.records, "pattern": patterns}
    return replace(registry, records=records, tiers=scale_in(edition, registry))


def _as_of(step: TierStep) -> dict[str, object]:
    """Return the fields of a pattern that were others when ``step`` held."""
    category = step.entry.category
    return {"tier": step.tier, "status": None, **({"categories": (category,)} if category is not None else {})}


def changes(older: Edition | None, newer: Edition, registry: Registry) -> list[Change]:
    """Return what became of each pattern of two editions, by title; of the newer alone where there is no older."""
    past = tiers_in(registry.histories, older) if older is not None else {}
    present = tiers_in(registry.histories, newer)
    found: list[Change] = []
    for pattern in registry.all_of(Pattern):
        before, after = past.get(pattern.id), present.get(pattern.id)
        if before is None and after is None:
            continue
        old = before.tier if before is not None else None
        new = after.tier if after is not None else None
        moved = between(old, new, registry)
        if moved is Movement.NEW and older is not None and _was_there(pattern, older, registry):
            moved = Movement.RETURNED
        # What an edition says of a pattern that left is in the entry for its leaving.
        last = step_in(registry.history_of(pattern), newer)
        said = last if last is not None and (older is None or last.day > older.day) else None
        found.append(Change(pattern, old, new, moved, said))
    return sorted(found, key=lambda change: (change.pattern.title.casefold(), change.pattern.id))


def _was_there(pattern: Pattern, edition: Edition, registry: Registry) -> bool:
    return any(step.day <= edition.day for step in registry.history_of(pattern))


def movements(edition: Edition, registry: Registry) -> Mapping[str, Movement]:
    """Return how each pattern of an edition has moved since the edition before; nothing in the first edition."""
    before = edition_before(edition, registry)
    if before is None:
        return {}
    return {change.pattern.id: change.movement for change in changes(before, edition, registry)}
