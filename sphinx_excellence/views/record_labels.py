"""How a reference shows a record: its title, its badge and its status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.pattern import Pattern, PatternOrOther
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import DEFAULT_TIERS, ScaledTier
from sphinx_excellence.model.vocabulary import (
    CATEGORY,
    DECISION_STATUS,
    DEFAULT_LISTS,
    PATTERN_STATUS,
    RISK,
    TAG,
    Vocabulary,
)
from sphinx_excellence.views.blocks import Badge, Inline, Label, Reference, Rich, StatusLabel, Unknown, WebLink, Words
from sphinx_excellence.views.vocabulary import GONE, NOT_STATED, UNRATED, word_label

#: The lists whose words are shown as signs, by the role of the sign.
SIGNS: Mapping[str, str] = MappingProxyType({"status": PATTERN_STATUS, "decision": DECISION_STATUS, "risk": RISK})


def tier_badge(tier: ScaledTier | None) -> Badge:
    """Return the badge of a tier; ``None`` is unrated, and shown as such."""
    return Badge("", UNRATED, "") if tier is None else Badge(tier.id, tier.title, tier.symbol, tier.icon)


def unrated_title(record: Record, registry: Registry) -> str:
    """Return what is said of a record without a tier: that it never had one, or that it left."""
    return GONE if isinstance(record, Pattern) and registry.has_left(record) else UNRATED


def rating_badge(record: Record, registry: Registry) -> Badge:
    """Return the badge of a record's tier; where it has none, one that says so."""
    tier = registry.tier_of(record)
    return tier_badge(tier) if tier is not None else Badge("", unrated_title(record, registry), "")


def status_label(pattern: Pattern, registry: Registry) -> StatusLabel:
    """Return the sign of a pattern's status; it must have one."""
    return _sign("status", pattern.status or "", pattern, registry)


def decision_label(decision: Decision, registry: Registry) -> StatusLabel:
    """Return the label of a decision's status; none is not stated, and shown as such."""
    if decision.status is None:
        return StatusLabel("decision", "unstated", Label(NOT_STATED))
    return _sign("decision", decision.status, decision, registry)


def risk_label(migration: Migration, registry: Registry) -> StatusLabel:
    """Return the sign of a migration's risk; it must have one."""
    return _sign("risk", migration.risk or "", migration, registry)


def _sign(role: str, word: str, record: Record, registry: Registry) -> StatusLabel:
    return sign_of_word(role, word, registry.vocabulary_of(record))


def sign_of_word(role: str, word: str, vocabulary: Vocabulary) -> StatusLabel:
    """Return the sign of a word of the list that ``role`` has in `SIGNS`."""
    list_name = SIGNS[role]
    # What is not of the toolkit is drawn by its meaning.
    means = "" if word in DEFAULT_LISTS[list_name] else vocabulary[list_name].meaning(word)
    return StatusLabel(role, word, word_label(vocabulary, list_name, word), means)


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
    return rating_badge(record, registry) if "tier" in type(record).model_fields else None


def reference(kind: str, name: str, registry: Registry) -> Reference | Unknown:
    """Return a link to the record ``name``, with its title and badge; the name where there is no record."""
    record = registry.find(kind, name)
    if record is None:
        return Unknown(kind, name)
    badge, address = badge_of(record, registry), registry.address_of(kind, record.id)
    return Reference(kind, record.id, record.title, badge, address, name if name != record.id else "")


#: What the status of a decision or a pattern means that a link to it says: readers are not to follow it unawares.
_SIGNED = frozenset({"superseded", "closed", "legacy"})


def sign_behind_link(kind: str, name: str, registry: Registry) -> StatusLabel | None:
    """Return the sign of the status of a record that no longer holds; nothing for any other."""
    record = registry.find(kind, name)
    if isinstance(record, Decision) and registry.meaning_of(DECISION_STATUS, record, record.status) in _SIGNED:
        return decision_label(record, registry)
    if isinstance(record, Pattern) and registry.meaning_of(PATTERN_STATUS, record, record.status) in _SIGNED:
        return status_label(record, registry)
    return None


def parted(inlines: Iterable[Inline], sign: str) -> tuple[Inline, ...]:
    """Return inlines with ``sign`` between them."""
    made: list[Inline] = []
    for inline in inlines:
        made += [Words(sign)] if made else []
        made.append(inline)
    return tuple(made)


def listed(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return inlines parted by commas."""
    return parted(inlines, ", ")


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
    """Return a category's title, or its id as words; empty where there is none."""
    return registry.vocabulary.title_of(CATEGORY, category, registry.words) if category else ""


def category_titles(record: Pattern | Decision, registry: Registry) -> str:
    """Return the titles of a record's categories, separated by commas."""
    vocabulary = registry.vocabulary_of(record)
    return ", ".join(vocabulary.title_of(CATEGORY, each, registry.words) for each in record.categories)


def category_words(record: Pattern | Decision, registry: Registry) -> tuple[Inline, ...]:
    """Return the titles of a record's categories with their icons, separated by commas."""
    vocabulary, categories = registry.vocabulary_of(record), record.categories
    return listed(
        Words(_icon_of(CATEGORY, each, vocabulary) + vocabulary.title_of(CATEGORY, each, registry.words))
        for each in categories
    )


def category_path(category: str, registry: Registry) -> str:
    """Return a category's title behind those of the categories that it is part of."""
    line = registry.vocabulary[CATEGORY].with_parents(category)
    return " \N{EN DASH} ".join(category_title(each, registry) for each in reversed(line))


def tag_title(tag: str, registry: Registry) -> str:
    """Return a tag's title, or its id as words."""
    return registry.vocabulary.title_of(TAG, tag, registry.words)


def icon_of(list_name: str, word: str, registry: Registry) -> str:
    """Return the icon of a word with a blank behind it; nothing where it has none."""
    return _icon_of(list_name, word, registry.vocabulary)


def _icon_of(list_name: str, word: str, vocabulary: Vocabulary) -> str:
    found = vocabulary[list_name].get(word)
    return f"{found.icon} " if found is not None and found.icon else ""
