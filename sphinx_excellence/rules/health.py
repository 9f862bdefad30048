"""Rules about health: signals without a source, readings that do not fit, and scores that contradict tiers."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.findings import Phrase, Severity, suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import day_of, listed_day, months_after
from sphinx_excellence.model.health import Health, Reading, quarter_days
from sphinx_excellence.model.health_score import QuarterHealth, contradicts_tier
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.signal import DEFAULT_SIGNALS, Signal
from sphinx_excellence.rules.limits import limits
from sphinx_excellence.rules.references import unknown_name
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation

#: The months after the end of a quarter in which there is to be a newer one.
STALE_MONTHS = 6


def _example(before: int, after: int, head: str, notes: str = "") -> str:
    """Return two quarters of a pattern, with so many adopters, talks and downloads in each."""
    quarters = ""
    for quarter, value, day in (("2025Q3", before, "2025-07-20"), ("2025Q4", after, "2025-10-05")):
        rows = "".join(
            f"        {signal}: {{value: {value}, source: https://example.org/saga, retrieved: {day}}}\n"
            for signal in ("named-adopters", "talks-and-papers", "questions")
        )
        quarters += f"  {quarter}:\n    saga:\n{notes if quarter == '2025Q4' else ''}      signals:\n{rows}"
    return f"{head}\nhealth:\n{quarters}"


_NOTES = "      notes: Three companies replaced it.\n"
_RATED = "patterns: {saga: {title: Saga, tier: gold}}"


def _at(quarter: Health, *path: str | int, on_key: bool = False) -> InRecord:
    return InRecord(("health", quarter.id), path, on_key)


def _readings(quarter: Health) -> Iterator[tuple[str, str, int, Reading]]:
    """Yield the readings of a quarter: the name of the pattern, the signal, the place in its list, the reading."""
    for pattern, health in quarter.patterns.items():
        for signal, readings in health.signals.items():
            for place, reading in enumerate(readings):
                yield pattern, signal, place, reading


def _unsourced(knowledge: Knowledge) -> Iterator[Violation]:
    for quarter in knowledge.registry.all_of(Health):
        for pattern, signal, place, reading in _readings(quarter):
            absent = [key for key in ("source", "retrieved") if getattr(reading, key) is None]
            if absent:
                yield Violation(
                    _at(quarter, pattern, "signals", signal, place),
                    "the signal '%s' of '%s' has no %s",
                    (signal, pattern, Phrase("source") if absent[0] == "source" else Phrase("day of retrieval")),
                    "add %s, or remove the reading: what cannot be looked up is left out",
                    (" and ".join(f"`{key}`" for key in absent),),
                )


UNSOURCED_SIGNAL = Rule(
    "unsourced-signal",
    Severity.ERROR,
    "A reading in the health of a pattern has no source, or no day on which it was looked up.",
    "Readers cannot check the value, and the next review cannot measure it again.",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga:\n      signals:\n"
    "        named-adopters: {value: 4}",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga:\n      signals:\n"
    '        named-adopters: {value: 4, source: "https://example.org/saga", retrieved: 2025-10-05}',
    _unsourced,
)


def _unknown_signals(knowledge: Knowledge) -> Iterator[Violation]:
    signals = knowledge.registry.signals
    for quarter in knowledge.registry.all_of(Health):
        for pattern, health in quarter.patterns.items():
            for name in health.signals:
                if name not in signals and not knowledge.registry.is_known("signal", name):
                    accepted, args = suggestion(name, list(signals))
                    at = _at(quarter, pattern, "signals", name, on_key=True)
                    yield Violation(at, "unknown signal '%s'", (name,), accepted, args)


UNKNOWN_SIGNAL = Rule(
    "unknown-signal",
    Severity.ERROR,
    "The health of a pattern has a signal that is not defined.",
    "Its readings have no title, no unit and no score. Define it in `signals`, or use one of the default signals.",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga:\n      signals:\n"
    '        download: {value: 4, source: "https://example.org/saga", retrieved: 2025-10-05}',
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga:\n      signals:\n"
    '        downloads: {value: 4, source: "https://example.org/saga", retrieved: 2025-10-05}',
    _unknown_signals,
)


def _unknown_patterns(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for quarter in registry.all_of(Health):
        seen: dict[str, str] = {}
        for name in quarter.patterns:
            at = _at(quarter, name, on_key=True)
            if not registry.is_known("pattern", name):
                yield Violation(at, *unknown_name(registry, "pattern", name))
                continue
            pattern = registry.resolve("pattern", name)
            if pattern is not None and pattern in seen:
                yield Violation(
                    at,
                    "the health of pattern '%s' is already given as '%s'",
                    (pattern, seen[pattern]),
                    "keep one, with the signals of both: a pattern has one health in a quarter",
                )
            elif pattern is not None:
                seen[pattern] = name


HEALTH_OF_UNKNOWN_PATTERN = Rule(
    "health-of-unknown-pattern",
    Severity.ERROR,
    "A quarter has the health of a pattern that does not exist, or of one pattern twice.",
    "What was measured is shown nowhere.",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    sga: {signals: {}}",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga: {signals: {}}",
    _unknown_patterns,
)


def _misfitting(knowledge: Knowledge) -> Iterator[Violation]:
    signals = knowledge.registry.signals
    for quarter in knowledge.registry.all_of(Health):
        for pattern, name, place, reading in _readings(quarter):
            signal = signals.get(name)
            if signal is None:
                continue
            if not signal.accepts(reading.value):
                yield Violation(
                    _at(quarter, pattern, "signals", name, place, "value"),
                    "'%s' is no value of the signal '%s'",
                    (reading.value, name),
                    *_accepted(signal, reading.value),
                )
            elif signal.is_of_the_past and reading.retrieved and listed_day(reading.value) > day_of(reading.retrieved):
                yield Violation(
                    _at(quarter, pattern, "signals", name, place, "value"),
                    "the signal '%s' is of %s, which is after the day on which it was looked up",
                    (name, reading.value),
                    "give a date until %s, or correct `retrieved`",
                    (reading.retrieved,),
                )
            if reading.unit is not None and reading.unit != signal.unit:
                yield Violation(
                    _at(quarter, pattern, "signals", name, place, "unit"),
                    "the signal '%s' is measured in another unit than '%s'",
                    (name, reading.unit),
                    "accepted: %s",
                    (signal.unit or Phrase("no unit"),),
                )


def _accepted(signal: Signal, value: str) -> tuple[str, tuple[str, ...]]:
    if signal.type == "choice":
        return suggestion(value, list(signal.words))
    if signal.type == "date":
        return N_("accepted: a date, such as 2026-03-01"), ()
    unit = _unit(signal)
    if signal.least is None and signal.most is None:
        return N_("accepted: a number, in %s"), (unit,)
    return N_("accepted: a number, %s, in %s"), (limits(signal.least, signal.most), unit)


def _unit(signal: Signal) -> str:
    """Return the unit of a signal; the toolkit's own is translated."""
    if signal.unit is None:
        return Phrase("no unit")
    default = DEFAULT_SIGNALS.get(signal.id)
    return Phrase(signal.unit) if default is not None and default.unit == signal.unit else signal.unit


SIGNAL_VALUE = Rule(
    "signal-value",
    Severity.ERROR,
    "A reading does not fit its signal: it is of another type, in another unit, or no value that there can be.",
    "Where it has no score, the score of the pattern leaves it out. Else it has a score that is wrong.",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga:\n      signals:\n"
    '        downloads: {value: many, source: "https://example.org/saga", retrieved: 2025-10-05}',
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga:\n      signals:\n"
    '        downloads: {value: 4000, source: "https://example.org/saga", retrieved: 2025-10-05}',
    _misfitting,
)


def _outside(knowledge: Knowledge) -> Iterator[Violation]:
    for quarter in knowledge.registry.all_of(Health):
        first = quarter_days(quarter.id)[0]
        if knowledge.is_before(first):
            yield Violation(
                _at(quarter, on_key=True),
                "the quarter %s is in the future",
                (quarter.id,),
                "move its readings to the quarter in which they were looked up",
            )
            continue
        for pattern, name, place, reading in _readings(quarter):
            if reading.retrieved is None:
                continue
            day = day_of(reading.retrieved)
            at = _at(quarter, pattern, "signals", name, place, "retrieved")
            if day < first:
                yield Violation(
                    at,
                    "the signal '%s' of '%s' was looked up on %s, before the quarter began",
                    (name, pattern, reading.retrieved),
                    "move it to the quarter in which it was looked up, or look it up again",
                )
            elif knowledge.is_before(day):
                yield Violation(
                    at,
                    "the signal '%s' of '%s' was looked up on %s, which is in the future",
                    (name, pattern, reading.retrieved),
                    "give the day on which it was looked up",
                )


SIGNAL_OUTSIDE_QUARTER = Rule(
    "signal-outside-quarter",
    Severity.WARNING,
    "A reading was looked up before its quarter began, or on a day that has not come yet.",
    "A value that is copied from quarter to quarter makes every trend stable.",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga:\n      signals:\n"
    '        downloads: {value: 4000, source: "https://example.org/saga", retrieved: 2025-01-05}',
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q4:\n    saga:\n      signals:\n"
    '        downloads: {value: 4000, source: "https://example.org/saga", retrieved: 2025-10-05}',
    _outside,
)


def _newest(registry: Registry) -> Iterator[tuple[Pattern, QuarterHealth, InRecord]]:
    """Yield each pattern that has health, with the newest, and where that is written."""
    for pattern in registry.all_of(Pattern):
        newest = registry.health.newest(pattern.id)
        if newest is not None:
            yield pattern, newest, InRecord(("health", newest.quarter), (newest.name,), on_key=True)


def _stale(knowledge: Knowledge) -> Iterator[Violation]:
    for pattern, newest, at in _newest(knowledge.registry):
        due = months_after(quarter_days(newest.quarter)[1], STALE_MONTHS)
        if knowledge.is_after(due):
            yield Violation(
                at,
                "the health of pattern '%s' was last measured in %s",
                (pattern.id, newest.quarter),
                "add a newer quarter: `sphinx-excellence health collect` fills it",
            )


STALE_HEALTH = Rule(
    "stale-health",
    Severity.WARNING,
    "The newest health of a pattern ended more than six months ago.",
    "Readers take the score for today's. The newest quarter of a pattern is the one that pages show.",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2024Q1:\n    saga: {signals: {}}",
    "patterns: {saga: {title: Saga}}\nhealth:\n  2025Q3:\n    saga: {signals: {}}",
    _stale,
)


def _contradicting(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for pattern, newest, at in _newest(registry):
        tier = registry.tier_of(pattern)
        if newest.written.notes or tier is None:
            continue
        if not contradicts_tier(newest, tier, legacy=registry.is_legacy(pattern)):
            continue
        best = tier.position == 0
        said = (
            N_("pattern '%s' is %s, and its health is %s")
            if best
            else N_("pattern '%s' is legacy, and its health is %s")
        )
        yield Violation(
            at,
            said,
            (pattern.id, tier.id, _said(newest)) if best else (pattern.id, _said(newest)),
            "let a review decide: change the tier, or explain the health in its `notes`",
        )


def _said(health: QuarterHealth) -> str:
    score = f"{health.score:.2f}"
    words = {"rising": Phrase("%s and rising", score), "declining": Phrase("%s and declining", score)}
    return words.get(health.trend, score)


HEALTH_CONTRADICTS_TIER = Rule(
    "health-contradicts-tier",
    Severity.WARNING,
    "A pattern of the best tier declines below 0.6 or scores below 0.4, or a legacy pattern rises to 0.6 and more.",
    "Either the tier is wrong or the signals are. Scores of low confidence are left out, and so are patterns whose "
    "newest health has `notes`.",
    _example(3, 2, _RATED),
    _example(3, 2, _RATED, _NOTES),
    _contradicting,
)


def _moved(knowledge: Knowledge) -> Iterator[Violation]:
    for pattern, newest, at in _newest(knowledge.registry):
        change, before = newest.change, newest.before
        explained = newest.written.notes is not None or newest.certainty == "low"
        if change is None or before is None or explained or not newest.has_moved_much:
            continue
        yield Violation(
            at,
            "the health of pattern '%s' changed by %s since %s",
            (pattern.id, f"{change:+.2f}", before.quarter),
            "add `notes` that explain it",
        )


LARGE_HEALTH_CHANGE = Rule(
    "large-health-change",
    Severity.WARNING,
    "The health of a pattern changed by more than 0.2 from one quarter to the next, without a note.",
    "Such a change is an event, or a reading that is wrong. Readers want to know which. "
    "Scores of low confidence are left out.",
    _example(9, 4, "patterns: {saga: {title: Saga}}"),
    _example(9, 4, "patterns: {saga: {title: Saga}}", _NOTES),
    _moved,
)

RULES: tuple[Rule, ...] = (
    UNSOURCED_SIGNAL,
    UNKNOWN_SIGNAL,
    HEALTH_OF_UNKNOWN_PATTERN,
    SIGNAL_VALUE,
    SIGNAL_OUTSIDE_QUARTER,
    STALE_HEALTH,
    HEALTH_CONTRADICTS_TIER,
    LARGE_HEALTH_CHANGE,
)
