"""Rules about the scorecard: targets that mean nothing, and readings that nothing computed."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.findings import Phrase, Severity
from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import day_of
from sphinx_excellence.model.figures import plain
from sphinx_excellence.model.health import QUARTER_FORM, is_quarter, quarter_days
from sphinx_excellence.model.measure import MEASURES, PERCENT, Measure, Measurement
from sphinx_excellence.rules.limits import limits
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation

#: The greatest share.
_ALL = 100


def _at(measure: Measure, *path: str | int, on_key: bool = False) -> InRecord:
    return InRecord(("measure", measure.id), path, on_key)


def _readings(knowledge: Knowledge) -> Iterator[tuple[Measure, str, Measurement]]:
    for measure in knowledge.registry.all_of(Measure):
        for quarter, reading in measure.readings.items():
            yield measure, quarter, reading


def _misfitting(knowledge: Knowledge) -> Iterator[Violation]:
    for measure in knowledge.registry.all_of(Measure):
        of = MEASURES[measure.id]
        for name, meant in Measure.FIELD_OF.items():
            if name in measure.model_fields_set and meant != measure.id:
                yield Violation(
                    _at(measure, name, on_key=True),
                    "`%s` says nothing about the measure '%s'",
                    (name, measure.id),
                    "move it to the measure '%s'",
                    (meant,),
                )
        limits = [] if measure.target is None else [
            (key, value) for key in ("least", "most") if (value := getattr(measure.target, key)) is not None
        ]  # fmt: skip
        shares: list[tuple[tuple[str, ...], float]] = [(("target", key), value) for key, value in limits]
        shares += [(("readings", quarter, "value"), each.value) for quarter, each in measure.readings.items()]
        for path, value in shares:
            if of.unit == PERCENT and value > _ALL:
                yield Violation(
                    _at(measure, *path), "the measure '%s' cannot be %s", (measure.id, plain(value)),
                    "accepted: a number from 0 to 100, in percent",
                )  # fmt: skip
        for quarter, each in measure.readings.items():
            if each.count is not None and each.of is not None and each.count > each.of and of.unit == PERCENT:
                yield Violation(
                    _at(measure, "readings", quarter, "count"),
                    "the measure '%s' counts %s of %s",
                    (measure.id, str(each.count), str(each.of)),
                    "accepted: a number up to that in `of`",
                )


MEASURE_VALUE = Rule(
    "measure-value",
    Severity.ERROR,
    "A measure of the scorecard has a target or a reading that it cannot reach, or a key of another measure.",
    "A target of 950 percent is missed for ever, and a key of another measure changes nothing.",
    "scorecard:\n  reach: {target: {least: 950}}",
    "scorecard:\n  reach: {target: {least: 95}}",
    _misfitting,
)


def _unsourced(knowledge: Knowledge) -> Iterator[Violation]:
    for measure, quarter, reading in _readings(knowledge):
        absent = [key for key in ("computed", "version") if getattr(reading, key) is None]
        if absent and is_quarter(quarter):
            said = Phrase("day on which it was computed") if absent[0] == "computed" else Phrase("version")
            yield Violation(
                _at(measure, "readings", quarter),
                "the reading of '%s' in %s has no %s",
                (measure.id, quarter, said),
                "let `sphinx-excellence scorecard --quarter %s --record` write it, or remove it",
                (quarter,),
            )


TYPED_READING = Rule(
    "typed-reading",
    Severity.ERROR,
    "A reading of the scorecard does not say on which day and of which version it was computed.",
    "It was typed, and nobody can compute it again.",
    "scorecard:\n  reach:\n    readings:\n      2025Q4: {value: 95}",
    "scorecard:\n  reach:\n    readings:\n      2025Q4: {value: 95, computed: 2025-12-20, version: 4f2a1c9}",
    _unsourced,
)


def _outside(knowledge: Knowledge) -> Iterator[Violation]:
    for measure, quarter, reading in _readings(knowledge):
        at = _at(measure, "readings", quarter, on_key=True)
        if not is_quarter(quarter):
            yield Violation(at, "'%s' is not a quarter", (quarter,), "accepted: %s", (QUARTER_FORM,))
            continue
        first = quarter_days(quarter)[0]
        if knowledge.is_before(first):
            yield Violation(
                at, "the quarter %s is in the future", (quarter,), "remove the reading: it was computed of nothing"
            )
            continue
        day = day_of(reading.computed) if reading.computed is not None else None
        if day is not None and (day < first or knowledge.is_before(day)):
            said = (
                N_("the reading of '%s' in %s was computed on %s, before the quarter began")
                if day < first
                else N_("the reading of '%s' in %s was computed on %s, which is in the future")
            )
            yield Violation(
                _at(measure, "readings", quarter, "computed"), said, (measure.id, quarter, reading.computed or ""),
                "let `sphinx-excellence scorecard --quarter %s --record` compute it again", (quarter,),
            )  # fmt: skip


READING_OUTSIDE_QUARTER = Rule(
    "reading-outside-quarter",
    Severity.ERROR,
    "A reading of the scorecard is of no quarter, of one that has not begun, or was computed on a day that cannot be.",
    "The trend would show a value that nobody computed then.",
    "scorecard:\n  reach:\n    readings:\n      2027Q1: {value: 95, computed: 2025-12-20, version: 4f2a1c9}",
    "scorecard:\n  reach:\n    readings:\n      2025Q4: {value: 95, computed: 2025-12-20, version: 4f2a1c9}",
    _outside,
)


def _missed(knowledge: Knowledge) -> Iterator[Violation]:
    for measure in knowledge.registry.all_of(Measure):
        quarters = sorted(filter(is_quarter, measure.readings))
        if not quarters:
            continue
        newest = measure.readings[quarters[-1]]
        target = knowledge.registry.scorecard[measure.id].target
        if target is not None and not target.is_met(newest.value):
            yield Violation(
                _at(measure, "readings", quarters[-1], "value"),
                "the measure '%s' was %s in %s",
                (measure.id, plain(newest.value), quarters[-1]),
                "meet its target: %s",
                (limits(target.least, target.most),),
            )


MISSED_TARGET = Rule(
    "missed-target",
    Severity.INFO,
    "The newest reading of a measure misses its target.",
    "The review of the quarter wants to know what to work on. `sphinx-excellence check --fail-under targets` reports "
    "today's values as errors.",
    "scorecard:\n  reach:\n    target: {least: 95}\n    readings:\n"
    "      2025Q4: {value: 90, computed: 2025-12-20, version: 4f2a1c9}",
    "scorecard:\n  reach:\n    target: {least: 95}\n    readings:\n"
    "      2025Q4: {value: 98, computed: 2025-12-20, version: 4f2a1c9}",
    _missed,
)

RULES: tuple[Rule, ...] = (MEASURE_VALUE, TYPED_READING, READING_OUTSIDE_QUARTER, MISSED_TARGET)
