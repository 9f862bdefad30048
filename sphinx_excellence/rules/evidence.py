"""Rules about the evidence for a pattern's tier: a rating, examples, sources, a checklist."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.findings import Phrase, Severity, all_of
from sphinx_excellence.messages import N_
from sphinx_excellence.model.figures import plain
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.tier import Criterion
from sphinx_excellence.model.tier_evidence import assessments
from sphinx_excellence.rules.rule import Knowledge, Rule, Violation, in_pattern


def _unrated(knowledge: Knowledge) -> Iterator[Violation]:
    tiers = ", ".join(knowledge.registry.tiers)
    if not tiers:  # a project may do without them
        return
    for pattern in knowledge.registry.all_of(Pattern):
        if pattern.tier is None and not knowledge.registry.has_left(pattern):
            yield Violation(
                in_pattern(pattern), "pattern '%s' has no tier", (pattern.id,), "add its `tier`, one of %s", (tiers,)
            )


UNRATED_PATTERN = Rule(
    "unrated-pattern",
    Severity.INFO,
    "A pattern has no tier.",
    "The pattern is shown as unrated, and readers cannot tell whether to use it.",
    "patterns:\n  saga: {title: Saga}",
    "patterns:\n  saga: {title: Saga, tier: gold}",
    _unrated,
    absent_keys=("tier",),
)


def _lacking_evidence(knowledge: Knowledge) -> Iterator[Violation]:
    for pattern in knowledge.registry.all_of(Pattern):
        tier = knowledge.registry.tier_of(pattern)
        if tier is None:
            continue
        lacking = [
            (counted(len(shown)), counted(wanted))
            for shown, wanted, counted in (
                (pattern.modern_examples, tier.evidence.modern_examples, _examples),
                (pattern.production_checklist, tier.evidence.production_checklist, _items),
            )
            if len(shown) < wanted
        ]
        if lacking:
            yield Violation(
                in_pattern(pattern),
                "pattern '%s' is %s, but it has %s",
                (pattern.id, tier.id, all_of([has for has, _ in lacking])),
                "add what the tier's `evidence` requires, at least %s, or choose another tier",
                (all_of([wants for _, wants in lacking]),),
            )


def _examples(count: int) -> Phrase:
    if count == 0:
        return Phrase("no modern examples")
    return Phrase("1 modern example") if count == 1 else Phrase("%s modern examples", str(count))


def _items(count: int) -> Phrase:
    if count == 0:
        return Phrase("no items in its production checklist")
    if count == 1:
        return Phrase("1 item in its production checklist")
    return Phrase("%s items in its production checklist", str(count))


GOLD_LACKS_EVIDENCE = Rule(
    "gold-lacks-evidence",
    Severity.INFO,
    "A pattern has fewer examples or checklist items than its tier requires.",
    "A recommendation without production use is an opinion. Each tier's definition sets what it requires, under "
    "`evidence`. By default, gold requires three modern examples and a checklist.",
    "patterns:\n  saga: {title: Saga, tier: gold}",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n    modern_examples:\n"
    "      - {company: Netflix, implementation: Conductor}\n      - {company: Uber, implementation: Cadence}\n"
    "      - {company: Airbnb, implementation: Own}\n    production_checklist: [Make steps idempotent]",
    _lacking_evidence,
    absent_keys=("modern_examples", "production_checklist"),
)


def _unsourced(knowledge: Knowledge) -> Iterator[Violation]:
    for pattern in knowledge.registry.all_of(Pattern):
        for index, example in enumerate(pattern.modern_examples):
            if example.source is None:
                yield Violation(
                    in_pattern(pattern, "modern_examples", index),
                    "no source is given for the claim that %s uses '%s'",
                    (example.company, pattern.id),
                    "add its `source`, a web address",
                )


UNSOURCED_EXAMPLE = Rule(
    "unsourced-example",
    Severity.INFO,
    "An example of production use has no source.",
    "Readers cannot check whether the claim is true, or still true.",
    "patterns:\n  saga:\n    title: Saga\n    modern_examples: [{company: Uber, implementation: Cadence}]",
    "patterns:\n  saga:\n    title: Saga\n    modern_examples:\n"
    '      - {company: Uber, implementation: Cadence, source: "https://cadenceworkflow.io/"}',
    _unsourced,
    absent_keys=("modern_examples",),
)


def _uncited(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        tier = registry.tier_of(pattern)
        if tier is None or not tier.evidence.cited or registry.case_studies_of(pattern.id):
            continue
        # Where there are too few examples, only that is reported.
        enough = len(pattern.modern_examples) >= tier.evidence.modern_examples
        if enough and not any(example.source for example in pattern.modern_examples):
            yield Violation(
                in_pattern(pattern),
                "no case study and no sourced example shows pattern '%s'",
                (pattern.id,),
                "write a case study that names it, or add a source to an example",
            )


UNCITED_CASE = Rule(
    "uncited-case",
    Severity.INFO,
    "A pattern of a tier that asks for it has neither a case study nor a sourced example.",
    "Readers who are advised to use a pattern want to see an organisation that does. A tier asks for it by `cited` in "
    "its `evidence`; by default, gold does.",
    "tiers:\n  gold: {evidence: {}}\npatterns:\n  saga: {title: Saga, tier: gold}",
    "tiers:\n  gold: {evidence: {}}\npatterns:\n  saga: {title: Saga, tier: gold}\ncase_studies:\n"
    "  rides: {title: Rides, company: Uber, patterns: [{pattern: saga}]}",
    _uncited,
    absent_keys=("modern_examples",),
)


def _gaps(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern in registry.all_of(Pattern):
        tier = registry.tier_of(pattern)
        if tier is None or tier.position != 0:
            continue
        for each in assessments(pattern, registry):
            if each.criterion.measure is not None and not each.is_met:
                said = N_("pattern '%s' is %s, and it does not meet '%s'")
                unknown = N_("pattern '%s' is %s, and nothing shows that it meets '%s'")
                yield Violation(
                    in_pattern(pattern, "tier"),
                    unknown if each.is_met is None else said,
                    (pattern.id, tier.id, each.criterion.title),
                    *_needed(each.criterion),
                )


def _needed(criterion: Criterion) -> tuple[str, tuple[str, ...]]:
    number = plain(criterion.at_least)
    match criterion.measure:
        case "adopters":
            return N_("add examples or case studies with sources, of at least %s organisations"), (number,)
        case "scale":
            what = f"{number} {criterion.unit}" if criterion.unit else number
            return N_("add the `figure`, `unit` and `source` of an example with at least %s"), (what,)
        case "development":
            return N_("add its health, with maintenance and releases of an implementation"), ()
        case "operation":
            return N_("add items to its production checklist, or a playbook that leads to it: at least %s"), (number,)
    return N_("add alternatives of a better tier, at least %s"), (number,)


EVIDENCE_GAP = Rule(
    "evidence-gap",
    Severity.INFO,
    "A pattern of the best tier does not meet a criterion of that tier, or nothing shows that it does.",
    "Readers trust the best tier for its criteria. Only criteria with a `measure` are looked at.",
    "tiers:\n  gold:\n    criteria: [{title: Adoption, text: Three use it., measure: adopters, least: 1}]\n"
    "patterns:\n  saga: {title: Saga, tier: gold}",
    "tiers:\n  gold:\n    criteria: [{title: Adoption, text: Three use it., measure: adopters, least: 1}]\n"
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n    modern_examples:\n"
    '      - {company: Uber, implementation: Cadence, source: "https://cadenceworkflow.io/"}',
    _gaps,
    absent_keys=("modern_examples", "production_checklist"),
)

RULES: tuple[Rule, ...] = (UNRATED_PATTERN, GOLD_LACKS_EVIDENCE, UNSOURCED_EXAMPLE, UNCITED_CASE, EVIDENCE_GAP)
