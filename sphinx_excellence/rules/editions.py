"""Rules about editions, and about the entries of histories that name one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sphinx_excellence.findings import Severity
from sphinx_excellence.model.dates import day_range
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.rules.references import unknown_name
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation, in_pattern


def _of_one_day(knowledge: Knowledge) -> Iterator[Violation]:
    for before, edition in pairwise(knowledge.registry.editions):
        if before.day == edition.day:
            yield Violation(
                InRecord(("edition", edition.id), ("date",)),
                "editions '%s' and '%s' have the same date",
                (before.id, edition.id),
                "give each a date of its own: the dates give the order of editions",
            )


DUPLICATE_EDITION_DATE = Rule(
    "duplicate-edition-date",
    Severity.ERROR,
    "Two editions have the same date.",
    "Editions are in the order of their dates. With the same date, the order of the two is undefined.",
    "editions:\n  spring: {title: Spring, date: 2025-04}\n  summer: {title: Summer, date: 2025-04}",
    "editions:\n  spring: {title: Spring, date: 2025-04}\n  summer: {title: Summer, date: 2025-07}",
    _of_one_day,
)


def _unknown_tiers(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for edition in registry.all_of(Edition):
        for tier in edition.tiers:
            if not registry.is_known("tier", tier):
                at = InRecord(("edition", edition.id), ("tiers", tier), on_key=True)
                yield Violation(at, *unknown_name(registry, "tier", tier))


EDITION_UNKNOWN_TIER = Rule(
    "edition-unknown-tier",
    Severity.ERROR,
    "An edition gives another name to a tier that does not exist.",
    "The name is shown nowhere.",
    "editions:\n  spring: {title: Spring, date: 2025-04, tiers: {glod: {title: Adopt}}}",
    "editions:\n  spring: {title: Spring, date: 2025-04, tiers: {gold: {title: Adopt}}}",
    _unknown_tiers,
)


def _repeated(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        seen: set[str] = set()
        for place, entry in enumerate(pattern.history):
            edition = registry.resolve("edition", entry.edition) if entry.edition is not None else None
            if edition is None:
                continue
            if edition in seen:
                yield Violation(
                    in_pattern(pattern, "history", place, "edition"),
                    "the history of pattern '%s' has two entries for edition '%s'",
                    (pattern.id, edition),
                    "keep one: an edition gives a pattern one tier; what happened between two editions has a `date`",
                )
            seen.add(edition)


REPEATED_EDITION = Rule(
    "repeated-edition",
    Severity.ERROR,
    "A history has two entries for the same edition.",
    "In an edition a pattern has one tier and one text.",
    "editions:\n  spring: {title: Spring, date: 2025-04}\npatterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{edition: spring, tier: silver}, {edition: spring, tier: gold, reason: Proven.}]",
    "editions:\n  spring: {title: Spring, date: 2025-04}\npatterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{edition: spring, tier: gold}]",
    _repeated,
)


def _misdated(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    earlier = {edition.id: before for before, edition in pairwise(registry.editions)}
    for pattern in registry.all_of(Pattern):
        for step in registry.history_of(pattern):
            edition, written = step.edition, step.entry.date
            if edition is None or written is None:
                continue
            first, last = day_range(written)
            at = in_pattern(pattern, "history", step.place, "date")
            if first > edition.day:
                yield Violation(
                    at,
                    "pattern '%s' has an entry of %s for edition '%s', which is of %s",
                    (pattern.id, written, edition.id, edition.date),
                    "name a later edition, or leave the date out",
                )
            elif (before := earlier.get(edition.id)) is not None and last <= before.day:
                yield Violation(
                    at,
                    "pattern '%s' has an entry of %s for edition '%s', but edition '%s' (%s) is between the two",
                    (pattern.id, written, edition.id, before.id, before.date),
                    "name edition '%s', or leave the date out",
                    (before.id,),
                )


EDITION_DATE_MISMATCH = Rule(
    "edition-date-mismatch",
    Severity.WARNING,
    "An entry of a history has a date that does not belong to its edition.",
    "An edition publishes what happened since the edition before it. One of the two is wrong, and radars follow the "
    "edition.",
    "editions:\n  spring: {title: Spring, date: 2025-04}\npatterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{edition: spring, date: 2025-06, tier: gold}]",
    "editions:\n  spring: {title: Spring, date: 2025-04}\npatterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{edition: spring, date: 2025-03, tier: gold}]",
    _misdated,
)


def _left_twice(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        steps = registry.history_of(pattern)
        for before, step in zip((None, *steps), steps, strict=False):
            if step.tier is None and (before is None or before.tier is None):
                yield Violation(
                    in_pattern(pattern, "history", step.place),
                    "pattern '%s' left without having had a tier",
                    (pattern.id,),
                    "add the entry with the tier that it had, or remove this one",
                )


LEFT_WITHOUT_TIER = Rule(
    "left-without-tier",
    Severity.WARNING,
    "A history says that a pattern left, but it had no tier then.",
    "What was never there, or had left before, cannot leave. An entry is missing or in the wrong place.",
    "editions:\n  spring: {title: Spring, date: 2025-04}\npatterns:\n  saga:\n    title: Saga\n"
    "    history: [{edition: spring, event: left}]",
    "editions:\n  spring: {title: Spring, date: 2025-04}\npatterns:\n  saga:\n    title: Saga\n"
    "    history: [{date: 2024, tier: silver}, {edition: spring, event: left, reason: Replaced.}]",
    _left_twice,
)


def _in_no_edition(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    if not registry.editions:
        return
    for pattern in registry.all_of(Pattern):
        if pattern.tier is not None and not pattern.history:
            yield Violation(
                in_pattern(pattern),
                "pattern '%s' has a tier, but it is in no edition",
                (pattern.id,),
                "add a `history` that says since which edition or date it has the tier",
            )


PATTERN_IN_NO_EDITION = Rule(
    "pattern-in-no-edition",
    Severity.INFO,
    "The project has editions, and a pattern has a tier but no history.",
    "The pages of editions show what the histories say. This pattern is missing from all of them.",
    "editions:\n  spring: {title: Spring, date: 2025-04}\npatterns:\n  saga: {title: Saga, tier: silver}",
    "editions:\n  spring: {title: Spring, date: 2025-04}\npatterns:\n"
    "  saga: {title: Saga, tier: silver, history: [{edition: spring, tier: silver}]}",
    _in_no_edition,
    absent_keys=("history",),
)

RULES: tuple[Rule, ...] = (
    DUPLICATE_EDITION_DATE,
    EDITION_UNKNOWN_TIER,
    REPEATED_EDITION,
    EDITION_DATE_MISMATCH,
    LEFT_WITHOUT_TIER,
    PATTERN_IN_NO_EDITION,
)
