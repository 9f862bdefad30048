"""Rules about the history of tiers, and about reviews that are due."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sphinx_excellence.findings import Phrase, Severity
from sphinx_excellence.model.dates import months_after
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.rules.rule import Knowledge, Rule, Violation, in_pattern


def _mismatched(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        if pattern.history:
            newest = registry.history_of(pattern)[-1]
            # An unknown tier is reported as such: one mistake is one finding.
            known = all(tier is None or tier in registry.tiers for tier in (newest.tier, pattern.tier))
            if newest.tier == pattern.tier or not known:
                continue
            if newest.tier is None:
                yield Violation(
                    in_pattern(pattern, "tier"),
                    "pattern '%s' is %s, but its history ends with its leaving",
                    (pattern.id, pattern.tier or ""),
                    "remove its `tier`, or add an entry for its return",
                )
            else:
                yield Violation(
                    in_pattern(pattern, "history", newest.place, "tier"),
                    "pattern '%s' is %s, but its history ends with %s",
                    (pattern.id, pattern.tier or Phrase("unrated"), newest.tier),
                    "add an entry for the move to %s, or give the pattern the tier of the newest entry",
                    (pattern.tier or Phrase("no tier"),),
                )


TIER_HISTORY_MISMATCH = Rule(
    "tier-history-mismatch",
    Severity.ERROR,
    "The newest entry of a pattern's history names a tier other than the pattern's, or says that the pattern left.",
    "One of the two was not updated when the tier changed.",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n    history: [{date: 2024-01-01, tier: silver}]",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{date: 2024-01-01, tier: silver}, {date: 2025-01-01, tier: gold, reason: Proven.}]",
    _mismatched,
    absent_keys=("tier", "history"),
)


def _unexplained(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry

    def asks(tiers: set[str | None]) -> bool:
        # Without a tier on one side, the other one says whether a reason is asked for; an unknown one is reported.
        scaled = [registry.tiers.get(tier) for tier in tiers if tier is not None]
        return None not in scaled and any(each.evidence.reasons for each in scaled if each is not None)

    for pattern in registry.all_of(Pattern):
        for before, step in pairwise(registry.history_of(pattern)):
            entry = step.entry
            explained = entry.reason is not None or entry.decision is not None or entry.text is not None
            if before.tier != step.tier and not explained and asks({before.tier, step.tier}):
                yield Violation(
                    in_pattern(pattern, "history", step.place),
                    "pattern '%s' moved from %s to %s without a reason",
                    (pattern.id, before.tier or Phrase("no tier"), step.tier or Phrase("no tier")),
                    "add a `reason`, or the `decision` that explains the move",
                )


UNEXPLAINED_MOVE = Rule(
    "unexplained-move",
    Severity.WARNING,
    "A pattern changed its tier without a reason.",
    "Readers who trusted the old tier want to know why it changed. By default, gold, silver and bronze require a "
    "reason; `reasons` in a tier's `evidence` changes that.",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{date: 2024-01-01, tier: silver}, {date: 2025-01-01, tier: gold}]",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{date: 2024-01-01, tier: silver}, {date: 2025-01-01, tier: gold, reason: Proven.}]",
    _unexplained,
    absent_keys=("history",),
)


def _stale(knowledge: Knowledge) -> Iterator[Violation]:
    for pattern in knowledge.registry.all_of(Pattern):
        tier = knowledge.registry.tier_of(pattern)
        if tier is None or tier.review is None or pattern.reviewed is None:
            continue
        due = tier.review.due_after(pattern.reviewed)
        if knowledge.is_after(due):
            overdue = knowledge.is_after(months_after(due, tier.review.grace))
            yield Violation(
                in_pattern(pattern, "reviewed"),
                "the review of pattern '%s' was due on %s",
                (pattern.id, due.isoformat()),
                "review it, and set `reviewed` to the date: %s patterns are reviewed every %s months",
                (tier.id, str(tier.review.months)),
                severity=Severity.WARNING if overdue else None,
            )


STALE_REVIEW = Rule(
    "stale-review",
    Severity.INFO,
    "A pattern has not been reviewed within the period of its tier.",
    "A tier is a statement about current practice. After the grace period, which the tier also sets, "
    "this becomes a warning.",
    "patterns:\n  saga: {title: Saga, tier: gold, reviewed: 2020-01-01}",
    "patterns:\n  saga: {title: Saga, tier: gold, reviewed: 2026-01-01}",
    _stale,
)


def _unfit(knowledge: Knowledge) -> Iterator[Violation]:
    for pattern in knowledge.registry.all_of(Pattern):
        tier = knowledge.registry.tier_of(pattern)
        if tier is not None and tier.statuses and pattern.status is not None and pattern.status not in tier.statuses:
            yield Violation(
                in_pattern(pattern, "status"),
                "pattern '%s' is %s and %s",
                (pattern.id, tier.id, pattern.status),
                "choose a status that `tiers` lists for %s: %s",
                (tier.id, ", ".join(tier.statuses)),
            )


UNKNOWN_STATUS_FOR_TIER = Rule(
    "unknown-status-for-tier",
    Severity.WARNING,
    "A pattern has a status that its tier does not list.",
    "The tier's definition lists the statuses that go with it. Any other status contradicts the tier.",
    "tiers:\n  gold: {statuses: [recommended]}\npatterns:\n  saga: {title: Saga, tier: gold, status: use-with-caution}",
    "tiers:\n  gold: {statuses: [recommended]}\npatterns:\n  saga: {title: Saga, tier: gold, status: recommended}",
    _unfit,
)

RULES: tuple[Rule, ...] = (TIER_HISTORY_MISMATCH, UNEXPLAINED_MOVE, STALE_REVIEW, UNKNOWN_STATUS_FOR_TIER)
