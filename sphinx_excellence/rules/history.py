"""Rules about the history of tiers, and about reviews that are due."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sphinx_excellence.findings import Phrase, Severity
from sphinx_excellence.model.dates import day_of, months_after
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.rules.rule import Knowledge, Rule, Violation, in_pattern


def _mismatched(knowledge: Knowledge) -> Iterator[Violation]:
    tiers = knowledge.registry.tiers
    for pattern in knowledge.registry.all_of(Pattern):
        if pattern.history:
            index, newest = pattern.dated_history()[-1]
            # An unknown tier is reported as such: one mistake is one finding.
            known = newest.tier in tiers and (pattern.tier is None or pattern.tier in tiers)
            if newest.tier != pattern.tier and known:
                yield Violation(
                    in_pattern(pattern, "history", index, "tier"),
                    "pattern '%s' is %s, but its history ends with %s",
                    (pattern.id, pattern.tier or Phrase("unrated"), newest.tier),
                    "add an entry for the move to %s, or give the pattern the tier of the newest entry",
                    (pattern.tier or Phrase("no tier"),),
                )


TIER_HISTORY_MISMATCH = Rule(
    "tier-history-mismatch",
    Severity.ERROR,
    "The newest entry of a pattern's history names a tier other than the pattern's.",
    "One of the two was not updated when the tier changed.",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n    history: [{date: 2024-01-01, tier: silver}]",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{date: 2024-01-01, tier: silver}, {date: 2025-01-01, tier: gold, reason: Proven.}]",
    _mismatched,
    absent_keys=("tier", "history"),
)


def _unexplained(knowledge: Knowledge) -> Iterator[Violation]:
    for pattern in knowledge.registry.all_of(Pattern):
        dated = pattern.dated_history()
        for (_, before), (index, entry) in pairwise(dated):
            if entry.tier != before.tier and entry.reason is None and entry.decision is None:
                yield Violation(
                    in_pattern(pattern, "history", index),
                    "pattern '%s' moved from %s to %s without a reason",
                    (pattern.id, before.tier, entry.tier),
                    "add a `reason`, or the `decision` that explains the move",
                )


UNEXPLAINED_MOVE = Rule(
    "unexplained-move",
    Severity.WARNING,
    "A pattern changed its tier without a reason.",
    "Readers who trusted the old tier want to know why it changed.",
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
        due = months_after(day_of(pattern.reviewed), tier.review.months)
        if knowledge.as_of > due:
            overdue = knowledge.as_of > months_after(due, tier.review.grace)
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
