"""Rules about the tiers themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.findings import Severity
from sphinx_excellence.messages import N_
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation


def _alike(knowledge: Knowledge) -> Iterator[Violation]:
    ranks: dict[int, list[ScaledTier]] = {}
    titles: dict[str, list[ScaledTier]] = {}
    for tier in knowledge.registry.tiers.values():
        ranks.setdefault(tier.rank, []).append(tier)
        titles.setdefault(" ".join(tier.title.casefold().split()), []).append(tier)
    for key, groups, message, accepted in (
        (
            "rank",
            ranks.values(),
            N_("tier '%s' has the same rank as '%s'"),
            N_("give it a rank of its own: the order of the two is undefined"),
        ),
        (
            "title",
            titles.values(),
            N_("tier '%s' has the same title as '%s'"),
            N_("give it a title of its own: readers see only the title"),
        ),
    ):
        for group in groups:
            # Of a configured and a default tier, the configured one is reported; of two configured ones, the later.
            said = [tier for tier in group if key in tier.written] or [tier for tier in group if tier.written]
            for tier in said[1:] if len(said) == len(group) else said:
                other = next(other for other in group if other is not tier)
                path = (key,) if key in tier.written else ()
                yield Violation(InRecord(("tier", tier.id), path), message, (tier.id, other.id), accepted)


DUPLICATE_TIER = Rule(
    "duplicate-tier",
    Severity.WARNING,
    "Two tiers have the same rank, or the same title.",
    "With the same rank, the order is undefined. With the same title, readers cannot tell the tiers apart.",
    "tiers:\n  adopt: {title: Adopt, rank: 5}\n  trial: {title: Trial, rank: 5}",
    "tiers:\n  adopt: {title: Adopt, rank: 5}\n  trial: {title: Trial, rank: 15}",
    _alike,
)

RULES: tuple[Rule, ...] = (DUPLICATE_TIER,)
