"""Rules about decisions: options, status, dates, numbers, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sphinx_excellence.findings import Phrase, Severity
from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision, Outcome
from sphinx_excellence.model.decision_number import DecisionNumber, number_of
from sphinx_excellence.model.decision_series import numbered
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.usage_report import UsageReport
from sphinx_excellence.model.vocabulary import DECISION_STATUS
from sphinx_excellence.rules.quantities import Measured
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation

#: What a status means that says an option was taken.
_TAKEN = frozenset({"in-force", "legacy", "superseded"})


def _in(decision: Decision, *path: str | int, on_key: bool = False) -> InRecord:
    return InRecord(("decision", decision.id), path, on_key)


def _unchosen(knowledge: Knowledge) -> Iterator[Violation]:
    for decision in knowledge.registry.all_of(Decision):
        if not decision.options or any(option.chosen for option in decision.options):
            continue
        if knowledge.registry.meaning_of(DECISION_STATUS, decision, decision.status) in _TAKEN:
            yield Violation(
                _in(decision, "options", on_key=True),
                "decision '%s' is %s, but none of its options is chosen",
                (decision.id, str(decision.status)),
                "add `chosen: true` to the option that was chosen",
            )


NO_CHOSEN_OPTION = Rule(
    "no-chosen-option",
    Severity.ERROR,
    "A decision was made, but none of its options is chosen.",
    "Readers see what was considered, but not what was decided.",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01, options: [{name: X}, {name: Y}]}",
    "decisions:\n  adr-1:\n    title: A\n    status: accepted\n    date: 2026-01-01\n"
    "    options: [{name: X, chosen: true}, {name: Y}]",
    _unchosen,
    absent_keys=("options",),
)


def _over_chosen(knowledge: Knowledge) -> Iterator[Violation]:
    for decision in knowledge.registry.all_of(Decision):
        chosen = [index for index, option in enumerate(decision.options) if option.chosen]
        if len(chosen) > 1 and not decision.several_chosen:
            yield Violation(
                _in(decision, "options", chosen[1], "chosen"),
                "decision '%s' has several chosen options: %s",
                (decision.id, ", ".join(decision.options[index].name for index in chosen)),
                "choose one, or set `several_chosen: true` if they were chosen together",
            )


SEVERAL_CHOSEN_OPTIONS = Rule(
    "several-chosen-options",
    Severity.WARNING,
    "Several options of a decision are chosen.",
    "Options exclude each other. A second chosen option is usually left over from a draft.",
    "decisions:\n  adr-1:\n    title: A\n    status: accepted\n    date: 2026-01-01\n"
    "    options: [{name: X, chosen: true}, {name: Y, chosen: true}]",
    "decisions:\n  adr-1:\n    title: A\n    status: accepted\n    date: 2026-01-01\n    several_chosen: true\n"
    "    options: [{name: X, chosen: true}, {name: Y, chosen: true}]",
    _over_chosen,
)


def _without_status(knowledge: Knowledge) -> Iterator[Violation]:
    decisions = list(knowledge.registry.all_of(Decision))
    without = [decision for decision in decisions if decision.status is None]
    words = ", ".join(knowledge.registry.vocabulary[DECISION_STATUS])
    if len(without) >= _SEVERAL and 2 * len(without) > len(decisions):
        yield Violation(
            _in(without[0]),
            "decision '%s' has no status; decisions without one: %s of %s",
            (without[0].id, str(len(without)), str(len(decisions))),
            "add their `status`: %s; for a log without statuses, set the rule to `off` in `excellence_rules`",
            (words,),
        )
        return
    for decision in without:
        yield Violation(_in(decision), "decision '%s' has no status", (decision.id,), "add its `status`: %s", (words,))


#: Where so many have no status, and most decisions have none, that is reported once.
_SEVERAL = 3

DECISION_WITHOUT_STATUS = Rule(
    "decision-without-status",
    Severity.INFO,
    "A decision states no status.",
    "Readers cannot tell whether it was taken, and whether it still holds. A log in which most decisions state "
    "none is reported once.",
    "decisions:\n  adr-1: {title: A, date: 2026-01-01}",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01}",
    _without_status,
    absent_keys=("status",),
)


def _undated(knowledge: Knowledge) -> Iterator[Violation]:
    for decision in knowledge.registry.all_of(Decision):
        meaning = knowledge.registry.meaning_of(DECISION_STATUS, decision, decision.status)
        if decision.date is None and decision.status is not None and meaning != "open":
            yield Violation(
                _in(decision),
                "decision '%s' is %s, but it has no date",
                (decision.id, str(decision.status)),
                "add its `date`; a month or a year is enough",
            )


DECISION_UNDATED = Rule(
    "decision-undated",
    Severity.INFO,
    "A decision was made, but it has no date.",
    "Readers cannot tell what was known at the time, and the decision log cannot sort the decision.",
    "decisions:\n  adr-1: {title: A, status: accepted}",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01}",
    _undated,
    absent_keys=("date",),
)

#: Who leaves out as many numbers begins to number anew.
_LEAP = 100


def _repeated(knowledge: Knowledge) -> Iterator[Violation]:
    for same in _by_number(knowledge.registry).values():
        first, *others = same
        for other in others:
            yield Violation(
                _in(other),
                "decisions '%s' and '%s' have the same number",
                (first.id, other.id),
                "give one of them a number of its own, and add its old id to `aliases`",
            )


DUPLICATE_DECISION_NUMBER = Rule(
    "duplicate-decision-number",
    Severity.WARNING,
    "Two decisions of one series have the same number.",
    "People name decisions by their numbers. Two branches often take the same one before they are merged.",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01}\n"
    "  ADR-0001: {title: B, status: accepted, date: 2026-02-01}",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01}\n"
    "  adr-2: {title: B, status: accepted, date: 2026-02-01}",
    _repeated,
)


def _by_number(registry: Registry) -> dict[tuple[str, str, int, str], list[Decision]]:
    """Return the numbered decisions by their folder, what precedes their number, and the number itself."""
    found: dict[tuple[str, str, int, str], list[Decision]] = {}
    for decision, number, folder in numbered(registry):
        found.setdefault(
            (folder, number.scheme if number.titled else number.prefix.casefold(), number.value, number.letter), []
        ).append(decision)
    return found


def _series(registry: Registry) -> Iterator[dict[int, tuple[Decision, DecisionNumber]]]:
    """Yield the decisions that are numbered one after the other, by number.

    A series begins with 0 or 1, or fills its numbers up with zeros: ``use-postgres-14`` and ``use-postgres-17`` are
    about versions.
    """
    series: dict[tuple[str, str, bool], dict[int, tuple[Decision, DecisionNumber]]] = {}
    for decision, number, folder in numbered(registry):
        series.setdefault((folder, number.prefix, number.titled), {})[number.value] = (decision, number)
    for _key, numbers in sorted(series.items()):
        if min(numbers) <= 1 or any(number.digits.startswith("0") for _decision, number in numbers.values()):
            yield numbers


def _gaps(knowledge: Knowledge) -> Iterator[Violation]:
    lost = [number_of(name) for kind, name in knowledge.registry.lost if kind == "decision"]
    for numbers in _series(knowledge.registry):
        ordered = sorted(numbers)
        prefix = numbers[ordered[0]][1].prefix
        unread = {number.value for number in lost if number is not None and number.prefix == prefix}
        for before, after in pairwise(ordered):
            if 1 < after - before < _LEAP and unread.isdisjoint(range(before, after)):
                (earlier, _), (later, number) = numbers[before], numbers[after]
                width = len(number.digits)
                first, last = f"{prefix}{before + 1:0{width}}", f"{prefix}{after - 1:0{width}}"
                missing = first if first == last else Phrase("%s to %s", first, last)
                yield Violation(
                    _in(later),
                    "between '%s' and '%s', the series is missing %s",
                    (earlier.id, later.id, missing),
                    "keep a record for each number; a decision that was dropped is `rejected`",
                )


DECISION_NUMBER_GAP = Rule(
    "decision-number-gap",
    Severity.INFO,
    "A number is missing in a series of decisions.",
    "Do not delete decisions: a rejected proposal is as useful to readers as an accepted one.",
    "decisions:\n  adr-001: {title: A, status: accepted, date: 2026-01-01}\n"
    "  adr-003: {title: C, status: accepted, date: 2026-03-01}",
    "decisions:\n  adr-001: {title: A, status: accepted, date: 2026-01-01}\n"
    "  adr-002: {title: B, status: rejected, date: 2026-02-01}\n"
    "  adr-003: {title: C, status: accepted, date: 2026-03-01}",
    _gaps,
)


def _difference(outcome: Outcome) -> tuple[str, tuple[str, ...]] | None:
    before, after = Measured.of(outcome.before), Measured.of(outcome.after)
    if before.main and after.main and before.percentiles.isdisjoint(after.percentiles):
        return N_("'%s' compares a p%s with a p%s"), (outcome.metric, *(min(each.main) for each in (before, after)))
    one, other = (before, after) if before.main else (after, before)
    if one.main and not other.percentiles and outcome.qualifier is None and not Measured.of(outcome.metric).percentiles:
        if other.average:
            return N_("'%s' compares a p%s with an average"), (outcome.metric, min(one.main))
        return N_("'%s' compares a p%s with a value without a percentile"), (outcome.metric, min(one.main))
    if before.is_of_another_quantity(after):
        return N_("'%s' compares %s with %s"), (outcome.metric, outcome.before, outcome.after)
    return None


def _incomparable(knowledge: Knowledge) -> Iterator[Violation]:
    measured: tuple[tuple[str, Iterable[Decision | UsageReport]], ...] = (
        ("decision", knowledge.registry.all_of(Decision)),
        ("usage-report", knowledge.registry.all_of(UsageReport)),
    )
    for kind, record in ((kind, record) for kind, records in measured for record in records):
        for index, outcome in enumerate(record.outcomes):
            difference = _difference(outcome)
            if difference is not None:
                yield Violation(
                    InRecord((kind, record.id), ("outcomes", index)),
                    *difference,
                    N_("use the same percentile and unit before and after, and say in `qualifier` what is measured"),
                )


INCOMPARABLE_OUTCOME = Rule(
    "incomparable-outcome",
    Severity.WARNING,
    "An outcome compares different percentiles or units.",
    "A p99 compared with a p95 shows no improvement. Such a line passes reviews because both numbers look right.",
    "decisions:\n  adr-1:\n    title: A\n    status: accepted\n    date: 2026-01-01\n"
    "    outcomes: [{metric: Latency, before: 450ms p99, after: 120ms p95}]",
    "decisions:\n  adr-1:\n    title: A\n    status: accepted\n    date: 2026-01-01\n"
    "    outcomes: [{metric: Latency, before: 450ms, after: 120ms, qualifier: p99}]",
    _incomparable,
)

RULES: tuple[Rule, ...] = (
    NO_CHOSEN_OPTION,
    SEVERAL_CHOSEN_OPTIONS,
    DECISION_WITHOUT_STATUS,
    DECISION_UNDATED,
    DECISION_NUMBER_GAP,
    DUPLICATE_DECISION_NUMBER,
    INCOMPARABLE_OUTCOME,
)
