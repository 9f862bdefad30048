"""How a reference shows a record: its title, its badge and its status."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_excellence.model.pattern import PatternOrOther
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import DEFAULT_TIERS, ScaledTier
from sphinx_excellence.views.blocks import Badge, Inline, Label, Reference, Rich, StatusLabel, Unknown, WebLink, Words
from sphinx_excellence.views.vocabulary import DECISION, NOT_STATED, STATUS, UNRATED, in_words


def tier_badge(tier: ScaledTier | None) -> Badge:
    """Return the badge of a tier; ``None`` is unrated, and shown as such."""
    return Badge("", UNRATED, "") if tier is None else Badge(tier.id, tier.title, tier.symbol)


def status_label(status: str) -> StatusLabel:
    """Return the sign of a pattern's status."""
    return StatusLabel("status", status, Label(STATUS[status]))


def decision_label(status: str | None) -> StatusLabel:
    """Return the label of a decision's status; ``None`` is not stated, and shown as such."""
    return StatusLabel("decision", status or "unstated", Label(NOT_STATED if status is None else DECISION[status]))


def tier_headline(tier: ScaledTier) -> Inline | None:
    """Return what is said of every pattern of a tier: the toolkit's own words, or those of the data."""
    if not tier.headline:
        return None
    default = DEFAULT_TIERS.get(tier.id)
    if default is not None and default.headline == tier.headline:
        return Label(tier.headline)
    return Rich(tier.headline)


def badge_of(record: Record, registry: Registry) -> Badge | None:
    """Return a record's badge; nothing for one whose kind has no tiers."""
    return tier_badge(registry.tier_of(record)) if "tier" in type(record).model_fields else None


def reference(kind: str, name: str, registry: Registry) -> Reference | Unknown:
    """Return a link to the record ``name``, with its title and badge; the name where there is no record."""
    record = registry.find(kind, name)
    if record is None:
        return Unknown(kind, name)
    badge, address = badge_of(record, registry), registry.address_of(kind, record.id)
    return Reference(kind, record.id, record.title, badge, address, name if name != record.id else "")


def listed(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return inlines parted by commas."""
    made: list[Inline] = []
    for inline in inlines:
        made += [Words(", ")] if made else []
        made.append(inline)
    return tuple(made)


def references(kind: str, names: Iterable[str], registry: Registry) -> tuple[Inline, ...]:
    """Return links to the records ``names``, separated by commas."""
    return listed(reference(kind, name, registry) for name in names)


def named(part: PatternOrOther, registry: Registry) -> Inline:
    """Return what a part names: a pattern with its badge, or something outside with its address."""
    if part.pattern is not None:
        return pattern_reference(part.pattern, registry)
    if part.url is not None:
        return WebLink(part.url, part.name or "")
    return Words(part.name or "")


def pattern_reference(name: str, registry: Registry) -> Inline:
    """Return a link to a pattern, with its badge."""
    return reference("pattern", name, registry)


def category_title(category: str | None, registry: Registry) -> str:
    """Return a category's id as words; empty where there is none."""
    return in_words(category, registry.words) if category else ""
