"""Rules about reviews: what they decided and the records do not say, and reviews that stay open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sphinx_excellence.findings import Severity
from sphinx_excellence.model.dates import day_of, months_after
from sphinx_excellence.model.health import quarter_days
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review, ReviewDecision
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation

#: The months after a quarter's end in which its review is to be closed.
GRACE_MONTHS = 1


def _at(review: Review, *path: str | int) -> InRecord:
    return InRecord(("review", review.id), path)


def _decided(registry: Registry) -> Iterator[tuple[Review, int, ReviewDecision, Pattern, date]]:
    """Yield what closed reviews decided about known patterns: the review, the place, the decision, pattern and day."""
    for review in registry.all_of(Review):
        if review.closed is None:
            continue
        for place, decision in enumerate(review.decisions):
            pattern = registry.pattern(decision.pattern)
            if pattern is not None and pattern.id in registry.of_kind("pattern"):
                yield review, place, decision, pattern, day_of(review.closed)


def _unapplied(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for review, place, decision, pattern, closed in _decided(registry):
        held = [step.tier for step in registry.history_of(pattern) if step.day <= closed]
        now = held[-1] if held else None
        if decision.tier is not None and registry.is_known("tier", decision.tier) and now != decision.tier:
            yield Violation(
                _at(review, "decisions", place, "tier"),
                "the review made pattern '%s' %s, and its history does not say so",
                (pattern.id, decision.tier),
                "add the entry to its `history`: `sphinx-excellence review close %s` does it",
                (review.id,),
            )
        elif pattern.reviewed is None or day_of(pattern.reviewed) < closed:
            yield Violation(
                _at(review, "decisions", place, "pattern"),
                "the review of %s decided about pattern '%s', whose `reviewed` is older",
                (review.closed or "", pattern.id),
                "give it the day in `reviewed`: `sphinx-excellence review close %s` does it",
                (review.id,),
            )


REVIEW_NOT_APPLIED = Rule(
    "review-not-applied",
    Severity.WARNING,
    "A closed review decided something that the pattern does not say.",
    "The page of the review and the page of the pattern contradict each other.",
    "patterns: {saga: {title: Saga, tier: gold}}\nreviews:\n  2025Q4:\n    closed: 2025-12-15\n"
    "    decisions: [{pattern: saga, tier: gold}]",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n    reviewed: 2025-12-15\n"
    "    history: [{date: 2025-12-15, tier: gold, reason: Proven.}]\n"
    "reviews:\n  2025Q4:\n    closed: 2025-12-15\n    decisions: [{pattern: saga, tier: gold}]",
    _unapplied,
)


def _overdue(knowledge: Knowledge) -> Iterator[Violation]:
    for review in knowledge.registry.all_of(Review):
        due = months_after(quarter_days(review.of_quarter)[1], GRACE_MONTHS)
        if review.is_open and knowledge.is_after(due):
            yield Violation(
                _at(review),
                "the review of %s is still open",
                (review.of_quarter,),
                "add its decisions, and close it with `sphinx-excellence review close %s`",
                (review.id,),
            )


OPEN_REVIEW = Rule(
    "open-review",
    Severity.INFO,
    "A review is still open a month after the end of its quarter.",
    "What it has not decided yet is decided nowhere.",
    "reviews:\n  2025Q3: {by: architecture group}",
    "reviews:\n  2025Q4: {by: architecture group}",
    _overdue,
)


def _repeated(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for review in registry.all_of(Review):
        seen: set[str] = set()
        for place, decision in enumerate(review.decisions):
            pattern = registry.resolve("pattern", decision.pattern)
            if pattern is not None and pattern in seen:
                yield Violation(
                    _at(review, "decisions", place, "pattern"),
                    "the review '%s' decides twice about pattern '%s'",
                    (review.id, pattern),
                    "keep one of the two",
                )
            seen.add(pattern or decision.pattern)


REPEATED_REVIEW_DECISION = Rule(
    "repeated-review-decision",
    Severity.ERROR,
    "A review decides twice about one pattern.",
    "Readers cannot tell which of the two holds.",
    "patterns: {saga: {title: Saga}}\nreviews:\n  2025Q4:\n"
    "    decisions: [{pattern: saga}, {pattern: saga, tier: gold}]",
    "patterns: {saga: {title: Saga}}\nreviews:\n  2025Q4:\n    decisions: [{pattern: saga, tier: gold}]",
    _repeated,
)

RULES: tuple[Rule, ...] = (REVIEW_NOT_APPLIED, OPEN_REVIEW, REPEATED_REVIEW_DECISION)
