"""Waivers: which findings they silence, and which waivers have no effect."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sphinx_excellence.findings import Finding, Path, RecordKey, Replacement, Severity, sole_match, suggestion
from sphinx_excellence.model.dates import day_of
from sphinx_excellence.model.record import Waiver
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation

EXPIRED_WAIVER = Rule(
    "expired-waiver",
    Severity.WARNING,
    "A waiver has expired.",
    "Its rule applies again. The record was meant to be fixed by that date.",
    "patterns:\n  a:\n    title: A\n    tier: bronze\n"
    "    waivers: [{rule: no-alternative, reason: Being written., until: 2020-01-01}]",
    "patterns:\n  a:\n    title: A\n    tier: bronze\n    no_alternative: Nothing does this.",
)

UNUSED_WAIVER = Rule(
    "unused-waiver",
    Severity.WARNING,
    "A waiver has no effect.",
    "Its rule finds nothing in the record, or there is no such rule. Later, the waiver could hide a real problem.",
    "patterns:\n  a:\n    title: A\n    waivers: [{rule: no-alternative, reason: Being written.}]",
    "patterns:\n  a:\n    title: A\n    tier: bronze\n    waivers: [{rule: no-alternative, reason: Being written.}]",
)

RULES: tuple[Rule, ...] = (EXPIRED_WAIVER, UNUSED_WAIVER)


def _holds(waiver: Waiver, knowledge: Knowledge) -> bool:
    return waiver.until is None or not knowledge.is_after(day_of(waiver.until))


def excused(finding: Finding, knowledge: Knowledge) -> bool:
    """Whether the record of a finding waives its rule today."""
    if finding.record is None:
        return False
    record = knowledge.registry.find(*finding.record)
    return record is not None and any(
        waiver.rule == finding.rule and _holds(waiver, knowledge) for waiver in record.waivers
    )


def _meant(key: RecordKey, path: Path, name: str, rules: Collection[str]) -> Replacement | None:
    meant = sole_match(name, rules)
    return Replacement(key, path, meant) if meant is not None else None


def unused_waivers(
    knowledge: Knowledge, rules: Collection[str], ran: Collection[str], used: Collection[tuple[RecordKey | None, str]]
) -> Iterator[tuple[Rule, Violation]]:
    """Yield a violation for each waiver that has ended or excuses nothing.

    ``rules`` are the names of all rules, ``ran`` those that were applied, ``used`` the waivers that excused
    something: record and rule.
    """
    for kind in knowledge.registry.kinds:
        for record_id, record in knowledge.registry.of_kind(kind.name).items():
            key = (kind.name, record_id)
            for index, waiver in enumerate(record.waivers):
                if waiver.rule not in rules:
                    yield (
                        UNUSED_WAIVER,
                        Violation(
                            InRecord(key, ("waivers", index, "rule")),
                            "unknown rule '%s'",
                            (waiver.rule,),
                            *suggestion(waiver.rule, sorted(rules)),
                            fix=_meant(key, ("waivers", index, "rule"), waiver.rule, rules),
                        ),
                    )
                elif not _holds(waiver, knowledge):
                    yield (
                        EXPIRED_WAIVER,
                        Violation(
                            InRecord(key, ("waivers", index, "until")),
                            "the waiver of `%s` for %s '%s' ended on %s",
                            (waiver.rule, kind.noun, record_id, str(waiver.until)),
                            "fix the record, or give a later date and the reason for it",
                        ),
                    )
                elif waiver.rule in ran and (key, waiver.rule) not in used:
                    yield (
                        UNUSED_WAIVER,
                        Violation(
                            InRecord(key, ("waivers", index)),
                            "the waiver of `%s` for %s '%s' has no effect",
                            (waiver.rule, kind.noun, record_id),
                            "remove it: the record does not break the rule",
                        ),
                    )
