"""Rules about migrations: their targets, checklists and rollouts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sphinx_excellence.findings import Severity
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation


def _in(migration: Migration, *path: str | int) -> InRecord:
    return InRecord(("migration", migration.id), path)


def _backwards(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for migration in registry.all_of(Migration):
        for index, name in enumerate(migration.to):
            pattern = registry.pattern(name)
            if pattern is not None and registry.is_legacy(pattern):
                yield Violation(
                    _in(migration, "to", index),
                    "migration '%s' leads to '%s', which is legacy",
                    (migration.id, pattern.id),
                    "migrate to its replacement: %s",
                    (
                        ", ".join(part.pattern or part.name or "" for part in pattern.alternatives)
                        or "a current pattern",
                    ),
                )


MIGRATION_TO_LEGACY = Rule(
    "migration-to-legacy",
    Severity.ERROR,
    "A migration leads to a legacy pattern.",
    "Teams that follow it must migrate again.",
    "patterns:\n  a: {title: A}\n  b: {title: B, tier: bronze, alternatives: [{pattern: a}]}\n"
    "migrations:\n  m: {title: M, from: a, to: b, checklist: [Ready]}",
    "patterns:\n  a: {title: A}\n  b: {title: B, tier: bronze, alternatives: [{pattern: a}]}\n"
    "migrations:\n  m: {title: M, from: b, to: a, checklist: [Ready]}",
    _backwards,
)


def _unprepared(knowledge: Knowledge) -> Iterator[Violation]:
    for migration in knowledge.registry.all_of(Migration):
        if not migration.checklist:
            yield Violation(
                _in(migration),
                "migration '%s' has no checklist",
                (migration.id,),
                "add a `checklist` of what must be true before you start",
            )


MIGRATION_WITHOUT_CHECKLIST = Rule(
    "migration-without-checklist",
    Severity.WARNING,
    "A migration does not say what must be true before it starts.",
    "Teams start too early, and find out halfway.",
    "patterns:\n  a: {title: A}\n  b: {title: B}\nmigrations:\n  m: {title: M, from: a, to: b}",
    "patterns:\n  a: {title: A}\n  b: {title: B}\nmigrations:\n  m: {title: M, from: a, to: b, checklist: [Ready]}",
    _unprepared,
    absent_keys=("checklist",),
)


def _stumbling(knowledge: Knowledge) -> Iterator[Violation]:
    for migration in knowledge.registry.all_of(Migration):
        steps = migration.rollout
        for index, (before, step) in enumerate(pairwise(steps), start=1):
            if step.day < before.day:  # two steps of one day are a morning and an evening
                yield Violation(
                    _in(migration, "rollout", index, "day"),
                    "day %s comes after day %s in the rollout of '%s'",
                    (str(step.day), str(before.day), migration.id),
                    "give the day of the previous step or a later one",
                )
            if step.share < before.share:
                yield Violation(
                    _in(migration, "rollout", index, "share"),
                    "the share falls from %s to %s percent in the rollout of '%s'",
                    (f"{before.share:g}", f"{step.share:g}", migration.id),
                    "give at least the share of the previous step; put the way back in `rollback`",
                )
        if steps and steps[-1].share < 100:
            yield Violation(
                _in(migration, "rollout", len(steps) - 1, "share"),
                "the rollout of '%s' ends at %s percent",
                (migration.id, f"{steps[-1].share:g}"),
                "add a last step with a share of 100",
            )


ROLLOUT_ORDER = Rule(
    "rollout-order",
    Severity.WARNING,
    "A rollout goes backwards, or does not reach 100 percent.",
    "A team that follows the steps literally stops where they stop.",
    "patterns:\n  a: {title: A}\n  b: {title: B}\nmigrations:\n  m:\n    title: M\n    from: a\n    to: b\n"
    "    checklist: [Ready]\n    rollout: [{day: 1, share: 10}, {day: 3, share: 50}]",
    "patterns:\n  a: {title: A}\n  b: {title: B}\nmigrations:\n  m:\n    title: M\n    from: a\n    to: b\n"
    "    checklist: [Ready]\n    rollout: [{day: 1, share: 10}, {day: 3, share: 100}]",
    _stumbling,
)

RULES: tuple[Rule, ...] = (MIGRATION_TO_LEGACY, MIGRATION_WITHOUT_CHECKLIST, ROLLOUT_ORDER)
