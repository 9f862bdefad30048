"""Rules about lineages: which pattern evolved from which, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from sphinx_excellence.findings import Addition, Ordering, Severity
from sphinx_excellence.model.dates import beginning, day_range
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.external import registry_of
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.rules.references import unknown_in_record
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation, in_pattern


def _resolved(registry: Registry, names: tuple[str, ...]) -> list[Pattern]:
    return [pattern for name in names if (pattern := registry.pattern(name)) is not None]


def _is_ours(other: Pattern | None, pattern: Pattern) -> TypeGuard[Pattern]:
    """Whether ``other`` is a second pattern of this project: records of another project cannot be fixed here."""
    return other is not None and other is not pattern and registry_of(other.id) is None


def _one_sided(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        for index, name in enumerate(pattern.evolution.to):
            other = registry.pattern(name)
            if _is_ours(other, pattern) and pattern not in _resolved(registry, other.evolution.from_):
                yield Violation(
                    in_pattern(pattern, "evolution", "to", index),
                    "pattern '%s' evolved into '%s', which does not name it in `evolution.from`",
                    (pattern.id, other.id),
                    "add '%s' to `evolution.from` of '%s'",
                    (pattern.id, other.id),
                    fix=Addition(("pattern", other.id), ("evolution", "from"), pattern.id),
                )
        for index, name in enumerate(pattern.evolution.from_):
            other = registry.pattern(name)
            if _is_ours(other, pattern) and pattern not in _resolved(registry, other.evolution.to):
                yield Violation(
                    in_pattern(pattern, "evolution", "from", index),
                    "pattern '%s' evolved from '%s', which does not name it in `evolution.to`",
                    (pattern.id, other.id),
                    "add '%s' to `evolution.to` of '%s'",
                    (pattern.id, other.id),
                    fix=Addition(("pattern", other.id), ("evolution", "to"), pattern.id),
                )


ASYMMETRIC_EVOLUTION = Rule(
    "asymmetric-evolution",
    Severity.WARNING,
    "Only one of two patterns says that one evolved from the other.",
    "Readers of one page find the other pattern, but readers of the other page do not.",
    "patterns:\n  tpc: {title: 2PC, evolution: {to: [saga]}}\n  saga: {title: Saga}",
    "patterns:\n  tpc: {title: 2PC, evolution: {to: [saga]}}\n  saga: {title: Saga, evolution: {from: [tpc]}}",
    _one_sided,
)


def _anachronisms(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        if pattern.introduced is None:
            continue
        born = day_range(pattern.introduced)[0]
        if pattern.peak_usage is not None and beginning(pattern.peak_usage)[1] < born:
            yield Violation(
                in_pattern(pattern, "peak_usage"),
                "the peak usage of pattern '%s' starts before it was introduced in %s",
                (pattern.id, pattern.introduced),
                "give a period that starts in %s or later",
                (pattern.introduced,),
            )
        for index, name in enumerate(pattern.evolution.from_):
            older = registry.pattern(name)
            if older is not None and older.introduced and _is_before(pattern.introduced, older.introduced):
                yield Violation(
                    in_pattern(pattern, "evolution", "from", index),
                    "pattern '%s' (%s) cannot have evolved from '%s', which is newer (%s)",
                    (pattern.id, pattern.introduced, older.id, older.introduced),
                    "name an older pattern, or correct the year of one of the two",
                )
    yield from _anachronisms_of_lineages(registry)


def _anachronisms_of_lineages(registry: Registry) -> Iterator[Violation]:
    """Yield the steps that show a pattern, and the standings that they give to others, before these were introduced."""
    for evolution in registry.all_of(Evolution):
        for index, entry in enumerate(evolution.timeline):
            shown = registry.pattern(entry.pattern or "")
            if shown is not None and shown.introduced and _is_before(entry.year, shown.introduced):
                yield Violation(
                    InRecord(("evolution", evolution.id), ("timeline", index, "year")),
                    "pattern '%s' was introduced in %s and cannot appear in %s",
                    (shown.id, shown.introduced, entry.year),
                    "give a year from %s on, or correct the pattern's `introduced`",
                    (shown.introduced,),
                )
            for place, standing in enumerate(entry.standing):
                other = registry.pattern(standing.pattern)
                if other is None or other is shown or not other.introduced:
                    continue
                if _is_before(entry.year, other.introduced):
                    yield Violation(
                        InRecord(("evolution", evolution.id), ("timeline", index, "standing", place)),
                        "pattern '%s' was introduced in %s and cannot have a tier in %s",
                        (other.id, other.introduced, entry.year),
                        "move the standing to a step from %s on, or correct the pattern's `introduced`",
                        (other.introduced,),
                    )


def _is_before(day: str, other: str) -> bool:
    """Whether a date is over before another begins."""
    return day_range(day)[1] < day_range(other)[0]


ANACHRONISM = Rule(
    "anachronism",
    Severity.ERROR,
    "A pattern appears in a history before it was introduced.",
    "One of the two years is wrong.",
    "patterns:\n  saga: {title: Saga, introduced: 1987, peak_usage: 1970-1980}",
    "patterns:\n  saga: {title: Saga, introduced: 1987, peak_usage: 2015-}",
    _anachronisms,
)


def _shown_late(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for evolution in registry.all_of(Evolution):
        shown: set[str] = set()
        for index, entry in enumerate(evolution.timeline):
            pattern = registry.pattern(entry.pattern or "")
            if pattern is None or pattern.id in shown:
                continue
            shown.add(pattern.id)
            # A label says what happened in that year; without one, the step shows the pattern itself.
            if entry.label is not None or pattern.introduced is None:
                continue
            if _is_before(pattern.introduced, entry.year):
                yield Violation(
                    InRecord(("evolution", evolution.id), ("timeline", index, "year")),
                    "the lineage '%s' introduces pattern '%s' in %s, but its record says %s",
                    (evolution.id, pattern.id, entry.year, pattern.introduced),
                    "give the step a `label` that says what happened then, or correct one of the two dates",
                )


LATE_FIRST_STEP = Rule(
    "late-first-step",
    Severity.WARNING,
    "A lineage introduces a pattern later than the pattern's record.",
    "The first step of a pattern that has no label of its own is read as its introduction, so a page and a lineage "
    "give two dates for it.",
    "patterns:\n  ws: {title: WebSocket, introduced: 2009}\n"
    "evolutions:\n  e: {title: E, timeline: [{year: 2011, pattern: ws}]}",
    "patterns:\n  ws: {title: WebSocket, introduced: 2009}\n"
    "evolutions:\n  e: {title: E, timeline: [{year: 2009, pattern: ws}, {year: 2011, pattern: ws, label: RFC 6455}]}",
    _shown_late,
)


def _out_of_order(knowledge: Knowledge) -> Iterator[Violation]:
    for evolution in knowledge.registry.all_of(Evolution):
        days = [day_range(entry.year) for entry in evolution.timeline]
        order = tuple(sorted(range(len(days)), key=lambda index: days[index]))
        for index, entry in enumerate(evolution.timeline[1:], start=1):
            before = evolution.timeline[index - 1]
            if day_range(entry.year)[1] < day_range(before.year)[0]:
                yield Violation(
                    InRecord(("evolution", evolution.id), ("timeline", index, "year")),
                    "%s comes after %s in the timeline of '%s'",
                    (entry.year, before.year, evolution.id),
                    "put the oldest entry first",
                    fix=Ordering(("evolution", evolution.id), ("timeline",), order),
                )


TIMELINE_ORDER = Rule(
    "timeline-order",
    Severity.WARNING,
    "The entries of a timeline are not in chronological order.",
    "Entries are shown in the order in which they are written, and readers expect them to be chronological.",
    "evolutions:\n  e: {title: E, timeline: [{year: 1987, label: B}, {year: 1978, label: A}]}",
    "evolutions:\n  e: {title: E, timeline: [{year: 1978, label: A}, {year: 1987, label: B}]}",
    _out_of_order,
)


def _dead_ends(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for evolution in registry.all_of(Evolution):
        latest = max(day_range(entry.year)[1] for entry in evolution.timeline)
        newest = [
            (index, registry.pattern(entry.pattern or ""))
            for index, entry in enumerate(evolution.timeline)
            if day_range(entry.year)[1] == latest
        ]
        if newest and all(pattern is not None and registry.is_legacy(pattern) for _, pattern in newest):
            index, pattern = newest[-1]
            yield Violation(
                InRecord(("evolution", evolution.id), ("timeline", index)),
                "the lineage '%s' ends with '%s', which is legacy",
                (evolution.id, pattern.id if pattern is not None else ""),
                "add an entry for the pattern that replaced it",
            )


TIMELINE_TIER_GAP = Rule(
    "timeline-tier-gap",
    Severity.WARNING,
    "The newest entry of a lineage is legacy.",
    "Readers follow a lineage to learn what is used today. This one ends too early.",
    "patterns:\n  tpc: {title: 2PC, tier: bronze, no_alternative: None.}\n"
    "evolutions:\n  e: {title: E, timeline: [{year: 1978, pattern: tpc}]}",
    "patterns:\n  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga}]}\n  saga: {title: Saga, tier: gold}\n"
    "evolutions:\n  e: {title: E, timeline: [{year: 1978, pattern: tpc}, {year: 1987, pattern: saga}]}",
    _dead_ends,
)


def _far_away(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    leaving = {
        registry.resolve("pattern", name) for migration in registry.all_of(Migration) for name in migration.from_
    }
    for pattern in registry.all_of(Pattern):
        if not registry.is_legacy(pattern) or pattern.category is None or pattern.id in leaving:
            continue
        named = [registry.pattern(alternative.pattern or "") for alternative in pattern.alternatives]
        if named and all(other is not None and other.category not in {None, pattern.category} for other in named):
            yield Violation(
                in_pattern(pattern, "alternatives", on_key=True),
                "every alternative of pattern '%s' is in a category other than %s, and no migration leads there",
                (pattern.id, pattern.category),
                "write a migration from '%s', or name an alternative in its own category",
                (pattern.id,),
            )


NO_NEAR_REPLACEMENT = Rule(
    "no-near-replacement",
    Severity.INFO,
    "All alternatives of a legacy pattern are in another category, and no migration leads to them.",
    "An alternative in another category requires a different approach, and readers find no instructions for it.",
    "patterns:\n  tpc: {title: 2PC, tier: bronze, category: data, alternatives: [{pattern: mesh}]}\n"
    "  mesh: {title: Mesh, tier: gold, category: network}",
    "patterns:\n  tpc: {title: 2PC, tier: bronze, category: data, alternatives: [{pattern: saga}]}\n"
    "  saga: {title: Saga, tier: gold, category: data}",
    _far_away,
)


def _recommended_legacy(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        tier = registry.tier_of(pattern)
        if registry.is_legacy(pattern) or tier is None or tier.position != 0:
            continue
        leads: list[tuple[tuple[str | int, ...], str | None]] = [
            *((("alternatives", index, "pattern"), part.pattern) for index, part in enumerate(pattern.alternatives)),
            *((("evolution", "to", index), name) for index, name in enumerate(pattern.evolution.to)),
        ]
        for path, name in leads:
            other = registry.pattern(name or "")
            if other is not None and registry.is_legacy(other):
                yield Violation(
                    in_pattern(pattern, *path),
                    "pattern '%s' is %s and leads to '%s', which is legacy",
                    (pattern.id, tier.id, other.id),
                    "name a pattern that is not legacy; list its predecessors in `evolution.from`",
                )


LEGACY_RECOMMENDED = Rule(
    "legacy-recommended",
    Severity.WARNING,
    "A pattern of the best tier leads to a legacy pattern.",
    "Readers who have found the recommended pattern are sent back to an outdated one.",
    "patterns:\n  saga: {title: Saga, tier: gold, alternatives: [{pattern: tpc}]}\n"
    "  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga}]}",
    "patterns:\n  saga: {title: Saga, tier: gold}\n  tpc: {title: 2PC, tier: bronze, alternatives: [{pattern: saga}]}",
    _recommended_legacy,
)


def _unknown_migrations(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for evolution in registry.all_of(Evolution):
        for index, name in enumerate(evolution.migration_paths):
            if not registry.is_known("migration", name):
                at = InRecord(("evolution", evolution.id), ("migration_paths", index))
                yield unknown_in_record(at, registry, "migration", name)


UNKNOWN_MIGRATION = Rule(
    "unknown-migration",
    Severity.ERROR,
    "A lineage names a migration that does not exist.",
    "The lineage promises instructions that do not exist.",
    "evolutions:\n  e: {title: E, timeline: [{year: 1978, label: A}], migration_paths: [there]}",
    "patterns:\n  a: {title: A}\n  b: {title: B}\n"
    "evolutions:\n  e: {title: E, timeline: [{year: 1978, label: A}], migration_paths: [there]}\n"
    "migrations:\n  there: {title: There, from: a, to: b, checklist: [Ready]}",
    _unknown_migrations,
)

RULES: tuple[Rule, ...] = (
    ASYMMETRIC_EVOLUTION,
    ANACHRONISM,
    LATE_FIRST_STEP,
    NO_NEAR_REPLACEMENT,
    LEGACY_RECOMMENDED,
    TIMELINE_ORDER,
    UNKNOWN_MIGRATION,
    TIMELINE_TIER_GAP,
)
