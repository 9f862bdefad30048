"""The score, the trend and the confidence of a pattern's health: one formula, for any signals that there are.

The score of a quarter is the mean of the scores of its signals, weighted by the signals' weights: ``sum(w * s) /
sum(w)`` over the signals that have a reading. What could not be looked up does not count, neither as 0 nor as 1.

The confidence says how much of it is known: the weights of the signals that have a reading as a share of
:data:`ENOUGH_WEIGHT`, or their number as a share of :data:`ENOUGH_SIGNALS`, whichever is less, at most 1.

The change against an earlier quarter is the same mean of the differences, over the signals that both quarters have, and
in each over the readings of what both have (``of``): a signal or an implementation that is new, or has gone, moves the
score and is no change. The trend follows from it by :data:`STEADY`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sphinx_excellence.model.health import Health, PatternHealth, Reading, quarter_days
from sphinx_excellence.model.signal import Signal, number_of
from sphinx_excellence.model.tier import ScaledTier

#: The weight, and the number of signals, with which a score is as certain as one can be.
ENOUGH_WEIGHT, ENOUGH_SIGNALS = 5.0, 5
#: The least confidence that is called medium, and the least that is called high.
MEDIUM, HIGH = 0.5, 0.8
#: A change that is smaller is none, and one that is larger asks for an explanation.
STEADY, LARGE_CHANGE = 0.1, 0.2
#: The score below which a pattern is not doing well, and the one from which it is.
LOW, GOOD = 0.4, 0.6


@dataclass(frozen=True)
class QuarterHealth:
    """What is known of a pattern's health in one quarter.

    ``name`` is the name under which the quarter has the pattern. ``scores`` are the scores of its signals, 0 to 1, by
    id: of those that are defined, weigh something, and have a reading that fits. ``changes`` are the differences to the
    quarter ``before``, -1 to 1, of the signals that can be compared with it. ``is_like_before`` says that both quarters
    have readings of the same things, so that the changes are those of the scores.
    """

    quarter: str
    name: str
    written: PatternHealth
    scores: Mapping[str, float]
    weights: Mapping[str, float]
    before: QuarterHealth | None = None
    changes: Mapping[str, float] = field(default_factory=dict)
    is_like_before: bool = False

    @property
    def score(self) -> float | None:
        """The score, 0 to 1; nothing where no signal has one."""
        return _mean(self.scores, self.weights)

    @property
    def confidence(self) -> float:
        """How certain the score is, 0 to 1."""
        weight = sum(self.weights[name] for name in self.scores) / ENOUGH_WEIGHT
        return min(1.0, weight, len(self.scores) / ENOUGH_SIGNALS)

    @property
    def certainty(self) -> str:
        """The confidence in a word: ``high``, ``medium`` or ``low``."""
        return "high" if self.confidence >= HIGH else "medium" if self.confidence >= MEDIUM else "low"

    @property
    def change(self) -> float | None:
        """How much better the signals are than in the quarter before, -1 to 1; nothing where none can be compared."""
        # A weight that is no more the same counts as it is today.
        return _mean(self.changes, self.weights)

    @property
    def has_moved_much(self) -> bool:
        """Whether the change is so large that it asks for an explanation."""
        return self.change is not None and abs(self.change) > LARGE_CHANGE

    @property
    def trend(self) -> str:
        """The trend in a word: ``rising``, ``stable``, ``declining``; empty where it is not known."""
        change = self.change
        if change is None:
            return ""
        return "rising" if change >= STEADY else "declining" if change <= -STEADY else "stable"


def _mean(values: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    total = sum(weights[name] for name in values)
    # Rounded, so that the order of sums decides nothing.
    return round(sum(weights[name] * value for name, value in values.items()) / total, 9) if total else None


def signal_score(signal: Signal, readings: Iterable[Reading], end: date) -> float | None:
    """Return the score of a signal's readings, 0 to 1, at the end of a quarter; nothing where none of them fits."""
    fitting = [reading.value for reading in readings if signal.accepts(reading.value)]
    if not fitting:
        return None
    if signal.combine == "total":
        return signal.score_of_number(sum(number_of(value) or 0 for value in fitting))
    scores = [score for value in fitting if (score := signal.score(value, end)) is not None]
    if signal.combine == "mean":
        return sum(scores) / len(scores)
    return min(scores) if signal.combine == "worst" else max(scores)


def contradicts_tier(health: QuarterHealth, tier: ScaledTier | None, *, legacy: bool) -> bool:
    """Whether a score contradicts the tier of its pattern: the best one declines or is low, a legacy one rises.

    A score of low confidence contradicts nothing.
    """
    if health.score is None or health.certainty == "low":
        return False
    if tier is not None and tier.position == 0:
        return health.score < LOW or (health.trend == "declining" and health.score < GOOD)
    return legacy and health.trend == "rising" and health.score >= GOOD


@dataclass(frozen=True)
class HealthHistory:
    """The health of all patterns in all quarters.

    ``quarters`` are the records of quarters, ``ids`` the ids of patterns by the names under which these have them.
    """

    quarters: tuple[Health, ...]
    signals: Mapping[str, Signal]
    ids: Mapping[str, str | None]

    @cached_property
    def of_patterns(self) -> Mapping[str, tuple[QuarterHealth, ...]]:
        """The health of each pattern that has any, by id: its quarters, oldest first."""
        found: dict[str, list[QuarterHealth]] = {}
        for quarter in sorted(self.quarters, key=lambda each: each.id):
            end = quarter_days(quarter.id)[1]
            for name, written in quarter.patterns.items():
                pattern = self.ids.get(name)
                if pattern is None:
                    continue
                earlier = found.setdefault(pattern, [])
                if earlier and earlier[-1].quarter == quarter.id:
                    continue  # named twice, by an alias too, which is reported
                earlier.append(self._assessed(quarter.id, name, end, written, earlier[-1] if earlier else None))
        return {pattern: tuple(quarters) for pattern, quarters in found.items()}

    def _assessed(
        self, quarter: str, name: str, end: date, written: PatternHealth, before: QuarterHealth | None
    ) -> QuarterHealth:
        scores: dict[str, float] = {}
        weights: dict[str, float] = {}
        for signal_id, readings in written.signals.items():
            signal = self.signals.get(signal_id)
            score = signal_score(signal, readings, end) if signal is not None and signal.weight else None
            if signal is not None and score is not None:
                scores[signal_id], weights[signal_id] = score, signal.weight
        if before is None:
            return QuarterHealth(quarter, name, written, scores, weights)
        changes = {
            signal_id: change
            for signal_id in scores
            if signal_id in before.scores and (change := self._changed(signal_id, end, written, before)) is not None
        }
        is_like = scores.keys() == before.scores.keys() and all(
            self._measured(signal_id, written) == self._measured(signal_id, before.written) for signal_id in scores
        )
        return QuarterHealth(quarter, name, written, scores, weights, before, changes, is_like)

    def _measured(self, signal_id: str, written: PatternHealth) -> frozenset[str | None]:
        """Return what a signal was measured of, where its reading fits."""
        signal = self.signals[signal_id]
        return frozenset(each.of for each in written.signals[signal_id] if signal.accepts(each.value))

    def _changed(self, signal_id: str, end: date, written: PatternHealth, before: QuarterHealth) -> float | None:
        """Return by how much a signal's score is better than before, by the readings of what both quarters have."""
        both = self._measured(signal_id, written) & self._measured(signal_id, before.written)
        now, then = (
            signal_score(self.signals[signal_id], [each for each in part.signals[signal_id] if each.of in both], day)
            for part, day in ((written, end), (before.written, quarter_days(before.quarter)[1]))
        )
        return None if now is None or then is None else now - then

    def of(self, pattern: str) -> tuple[QuarterHealth, ...]:
        """Return the health of a pattern, oldest quarter first."""
        return self.of_patterns.get(pattern, ())

    def in_quarter(self, pattern: str, quarter: str) -> QuarterHealth | None:
        """Return the health of a pattern in one quarter; nothing where it has none there."""
        return next((each for each in self.of(pattern) if each.quarter == quarter), None)

    def newest(self, pattern: str) -> QuarterHealth | None:
        """Return the health of a pattern in the newest quarter that has some."""
        quarters = self.of(pattern)
        return quarters[-1] if quarters else None
