"""Rules about patterns: tier, status, and the alternatives of legacy patterns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_excellence.findings import Phrase, Severity
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import PATTERN_STATUS
from sphinx_excellence.rules.find_cycles import cycles
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation, in_pattern


def _why_legacy(pattern: Pattern, registry: Registry) -> str:
    tier = registry.tier_of(pattern)
    by_status = registry.meaning_of(PATTERN_STATUS, pattern, pattern.status) == "legacy"
    by_tier = tier is not None and tier.legacy and not (tier.advisory and by_status)
    return tier.id if tier is not None and by_tier else str(pattern.status)


def _severity(pattern: Pattern, registry: Registry) -> Severity | None:
    """Return the severity of what is wrong with the alternatives of a pattern; nothing where it is the rule's own."""
    return None if registry.needs_alternative(pattern) else Severity.INFO


def _no_alternative(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        if registry.is_legacy(pattern) and not pattern.alternatives and pattern.no_alternative is None:
            yield Violation(
                in_pattern(pattern),
                "pattern '%s' is %s, but it names no alternative",
                (pattern.id, _why_legacy(pattern, registry)),
                "add `alternatives: [{pattern: ..., when: ...}]`, or `no_alternative` with the reason",
                severity=_severity(pattern, registry),
            )


NO_ALTERNATIVE = Rule(
    "no-alternative",
    Severity.ERROR,
    "A legacy pattern names no alternative and gives no reason.",
    "Readers who learn that a pattern is legacy need to know what to use instead. Where the tier says "
    "`legacy: advisory`, this is a note.",
    "patterns:\n  tpc: {title: 2PC, tier: bronze}",
    "patterns:\n  tpc:\n    title: 2PC\n    tier: bronze\n    alternatives: [{pattern: saga}]\n"
    "  saga: {title: Saga, tier: gold}",
    _no_alternative,
    absent_keys=("alternatives", "no_alternative"),
)


def _leads(registry: Registry) -> Mapping[str, dict[str, InRecord]]:
    """Return, by pattern, the patterns that readers are sent on to and where that is written.

    A legacy pattern sends readers to its alternatives; every pattern to what it evolved into.
    """
    leads: dict[str, dict[str, InRecord]] = {}
    for pattern in registry.all_of(Pattern):
        targets: dict[str, InRecord] = {}
        if registry.is_legacy(pattern):
            for index, alternative in enumerate(pattern.alternatives):
                target = registry.resolve("pattern", alternative.pattern or "")
                if target is not None and target != pattern.id:
                    targets.setdefault(target, in_pattern(pattern, "alternatives", index, "pattern"))
        for index, name in enumerate(pattern.evolution.to):
            target = registry.resolve("pattern", name)
            if target is not None and target != pattern.id:
                targets.setdefault(target, in_pattern(pattern, "evolution", "to", index))
        leads[pattern.id] = targets
    return leads


def _replacement_cycles(knowledge: Knowledge) -> Iterator[Violation]:
    leads = _leads(knowledge.registry)
    for cycle in cycles(leads):
        last, first = cycle[-1], cycle[0]
        yield Violation(
            leads[last][first],
            "replacements form a cycle: %s",
            (" \N{RIGHTWARDS ARROW} ".join([*cycle, first]),),
            "let one of them name only patterns outside the cycle",
        )


REPLACEMENT_CYCLE = Rule(
    "replacement-cycle",
    Severity.ERROR,
    "Patterns replace each other in a cycle.",
    "Readers who follow the alternatives return to where they started.",
    "patterns:\n  a: {title: A, tier: bronze, alternatives: [{pattern: b}, {pattern: c}]}\n"
    "  b: {title: B, tier: bronze, alternatives: [{pattern: a}, {pattern: c}]}\n  c: {title: C, tier: gold}",
    "patterns:\n  a: {title: A, tier: bronze, alternatives: [{pattern: b}, {pattern: c}]}\n"
    "  b: {title: B, tier: bronze, alternatives: [{pattern: c}]}\n  c: {title: C, tier: gold}",
    _replacement_cycles,
)


def _dead_alternatives(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    circling: set[str] | None = None
    for pattern in registry.all_of(Pattern):
        if not registry.is_legacy(pattern) or not pattern.alternatives:
            continue
        named = [registry.pattern(alternative.pattern or "") for alternative in pattern.alternatives]
        dead = [other for other in named if other is not None and registry.is_legacy(other)]
        if len(dead) == len(pattern.alternatives) and pattern not in dead:
            if circling is None:
                circling = {name for cycle in cycles(_leads(registry)) for name in cycle}
            if pattern.id in circling:  # which is reported as such
                continue
            yield Violation(
                in_pattern(pattern, "alternatives", on_key=True),
                "pattern '%s' has only legacy alternatives: %s",
                (pattern.id, ", ".join(f"{other.id} ({_why_legacy(other, registry)})" for other in dead)),
                "name at least one alternative whose tier and status are not legacy",
                severity=_severity(pattern, registry),
            )


DEAD_ALTERNATIVE = Rule(
    "dead-alternative",
    Severity.ERROR,
    "Every alternative of a legacy pattern is also legacy.",
    "Readers are sent from one outdated pattern to another. Where the tier says `legacy: advisory`, this is a note.",
    "patterns:\n  a: {title: A, tier: bronze, alternatives: [{pattern: b}]}\n"
    "  b: {title: B, tier: bronze, alternatives: [{pattern: c}]}\n  c: {title: C, tier: gold}",
    "patterns:\n  a: {title: A, tier: bronze, alternatives: [{pattern: c}]}\n"
    "  b: {title: B, tier: bronze, alternatives: [{pattern: c}]}\n  c: {title: C, tier: gold}",
    _dead_alternatives,
    absent_keys=("alternatives",),
)


def _either(words: tuple[str, ...]) -> Phrase | str:
    """Return words as a choice: ``a, b or c``."""
    if len(words) < 2:
        return words[0] if words else Phrase("none is defined")
    return Phrase("%s or %s", ", ".join(words[:-1]), words[-1])


def _contradictions(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        tier = registry.tier_of(pattern)
        if tier is None or pattern.status is None:
            continue
        meaning = registry.meaning_of(PATTERN_STATUS, pattern, pattern.status)
        words = registry.vocabulary[PATTERN_STATUS]
        if tier.legacy and meaning == "recommended":
            yield Violation(
                in_pattern(pattern, "status"),
                "pattern '%s' is %s, a legacy tier, but its status is %s",
                (pattern.id, tier.id, pattern.status),
                "choose the status %s, or a tier that is not legacy",
                (_either(words.that_mean("legacy")),),
            )
        elif not tier.legacy and meaning == "legacy":
            legacy = ", ".join(other.id for other in registry.tiers.values() if other.legacy)
            yield Violation(
                in_pattern(pattern, "status"),
                "pattern '%s' is %s and %s",
                (pattern.id, tier.id, pattern.status),
                "choose the status %s, or a legacy tier (%s)",
                (_either(words.that_mean("recommended", "caution")), legacy or Phrase("none is configured")),
            )


STATUS_CONTRADICTS_TIER = Rule(
    "status-contradicts-tier",
    Severity.ERROR,
    "A pattern's status contradicts its tier.",
    "The banner would recommend the pattern and warn against it at the same time.",
    "patterns:\n  saga: {title: Saga, tier: gold, status: deprecated, no_alternative: none yet}",
    "patterns:\n  saga: {title: Saga, tier: gold, status: recommended}",
    _contradictions,
)

RULES: tuple[Rule, ...] = (NO_ALTERNATIVE, DEAD_ALTERNATIVE, REPLACEMENT_CYCLE, STATUS_CONTRADICTS_TIER)
