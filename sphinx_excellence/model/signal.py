"""Signals: what can be measured of a pattern, how each value is scored, and how much it weighs.

Owns the default set, and the score of one value. ``health_score`` makes a pattern's score of several.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.messages import N_
from sphinx_excellence.model import dates
from sphinx_excellence.model.fields import Term, Text
from sphinx_excellence.model.record import Part, Record

SignalType = Literal["number", "date", "choice"]
Combination = Literal["best", "worst", "mean", "total"]
#: The days of a month, on average.
_MONTH = 365.2425 / 12
#: What is taken for nothing on a logarithmic scale.
_LEAST = 1e-9


class ScorePoint(Part):
    """A value of a signal, and the score that it has."""

    value: Annotated[
        Term,
        Field(
            description="A number; for a date, its age in months at the end of the quarter, below zero in the future; "
            "for a choice, one of its words."
        ),
    ]
    score: Annotated[float, Field(ge=0, le=1, description="The score of the value, from 0 to 1.")]


class Signal(Record):
    """Something that can be measured of a pattern."""

    type: Annotated[SignalType, Field(description="What its values are.")] = "number"
    unit: Annotated[Text | None, Field(description="The unit of its values, such as `downloads a month`.")] = None
    weight: Annotated[
        float, Field(ge=0, le=1000, description="How much it counts. One with weight 0 is shown and not scored.")
    ] = 1
    scores: Annotated[
        tuple[ScorePoint, ...],
        Field(
            min_length=1,
            description="The scores of values. Those between two numbers or ages are interpolated; beyond the first "
            "and the last, the score stays.",
        ),
    ]
    scale: Annotated[
        Literal["linear", "log"],
        Field(description="How scores of numbers are interpolated. `log` suits numbers that differ by magnitudes."),
    ] = "linear"
    least: Annotated[
        float | None,
        Field(description="The least number that there can be, such as 0 for a count."),
    ] = None
    most: Annotated[
        float | None,
        Field(description="The greatest number that there can be, such as 100 for a percentage."),
    ] = None
    combine: Annotated[
        Combination,
        Field(
            description="What counts where several things are measured: the best of the scores, the worst, their mean, "
            "or the score of the total of the numbers."
        ),
    ] = "best"

    @model_validator(mode="after")
    def _points_fit(self) -> Signal:
        if self.combine == "total" and self.type != "number":
            raise _refusal(
                N_("`combine` is `total`, but the values are no numbers"), N_("choose `best`, `worst` or `mean`")
            )
        if self.type != "number" and not (self.least is None and self.most is None):
            raise _refusal(N_("has `least` or `most`, but the values are no numbers"), N_("remove the two"))
        if self.least is not None and self.most is not None and self.least > self.most:
            raise _refusal(N_("has more in `least` than in `most`"), N_("put the smaller number into `least`"))
        if self.type != "choice":
            values = [number_of(point.value) for point in self.scores]
            if None in values:
                raise _refusal(
                    N_("`scores` has a value that is not a number"), N_("use numbers: values, or ages in months")
                )
            if len(set(values)) < len(values):
                raise _refusal(N_("`scores` has the same value twice"), N_("keep one score for each value"))
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """The words that a value can be; none where it is a number or a date."""
        return tuple(point.value for point in self.scores) if self.type == "choice" else ()

    def accepts(self, value: str) -> bool:
        """Whether ``value`` is of the signal's type, and within its limits."""
        if self.type == "choice":
            return value in self.words
        if self.type == "date":
            return dates.is_date(value)
        number = number_of(value)
        return (
            number is not None
            and (self.least is None or number >= self.least)
            and (self.most is None or number <= self.most)
        )

    @property
    def is_of_the_past(self) -> bool:
        """Whether its values are dates that have been: it has scores for the ages of dates, and none for the future."""
        return self.type == "date" and all(float(point.value) >= 0 for point in self.scores)

    def score(self, value: str, end: date) -> float | None:
        """Return the score of a value, 0 to 1, at the ``end`` of a quarter; nothing where it does not fit."""
        if not self.accepts(value):
            return None
        if self.type == "choice":
            return next(point.score for point in self.scores if point.value == value)
        if self.type == "date":
            return self.score_of_number((end - dates.listed_day(value)).days / _MONTH)
        return self.score_of_number(float(value))

    def score_of_number(self, number: float) -> float:
        """Return the score of a number, or of an age in months: linear between the points around it."""
        points = sorted((float(point.value), point.score) for point in self.scores)
        if number <= points[0][0]:
            return points[0][1]
        for (low, before), (high, after) in pairwise(points):
            if number <= high:
                share = (self._scaled(number) - self._scaled(low)) / (self._scaled(high) - self._scaled(low))
                return before + share * (after - before)
        return points[-1][1]

    def _scaled(self, number: float) -> float:
        return math.log10(max(number, _LEAST)) if self.scale == "log" and self.type == "number" else number


def _refusal(what: str, accepted: str) -> PydanticCustomError:
    return PydanticCustomError("wrong-value", "{what}", {"what": Phrase(what), "accepted": Phrase(accepted)})


def number_of(text: str) -> float | None:
    """Return the finite number that a text is; nothing where it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and text.isascii() and "_" not in text else None


def _signal(
    name: str, title: str, summary: str, scores: Mapping[object, float], *, unit: str | None = None,
    of: SignalType = "number", weight: float = 1, scale: Literal["linear", "log"] = "linear",
    combine: Combination = "best", least: float | None = None, most: float | None = None,
) -> Signal:  # fmt: skip
    points = tuple(ScorePoint(value=str(value), score=score) for value, score in scores.items())
    return Signal(
        id=name, title=title, summary=summary, scores=points, unit=unit, type=of, weight=weight, scale=scale,
        combine=combine, least=least, most=most,
    )  # fmt: skip


_DEFAULTS = (
    _signal(
        "maintenance", N_("Maintenance"), N_("Whether an implementation is maintained or archived."),
        {"maintained": 1, "maintenance-mode": 0.4, "archived": 0}, of="choice", weight=2,
    ),
    _signal(
        "last-release", N_("Last release"), N_("When an implementation was last released."),
        {6: 1, 36: 0}, of="date",
    ),
    _signal(
        "release-cadence", N_("Release cadence"), N_("How often an implementation is released."),
        {0: 0.3, 4: 1}, unit=N_("releases a year"), least=0,
    ),
    _signal(
        "downloads", N_("Downloads"), N_("How often implementations are downloaded."),
        {1_000: 0, 10_000_000: 1}, unit=N_("downloads a month"), scale="log", combine="total", least=0,
    ),
    _signal(
        "open-advisories", N_("Open advisories"), N_("Security advisories without a fixed release."),
        {0: 1, 3: 0}, unit=N_("advisories"), combine="mean", least=0,
    ),
    _signal(
        "standard-state", N_("State of the standard"), N_("How far its standard has come, at the IETF or at the W3C."),
        {
            "internet-standard": 1, "living-standard": 1, "recommendation": 1,
            "proposed-standard": 0.9, "candidate-recommendation": 0.8,
            "informational": 0.6, "draft": 0.5, "working-draft": 0.5, "experimental": 0.4, "expired": 0.1,
            "obsoleted": 0, "historic": 0, "retired": 0,
        },
        of="choice", weight=2,
    ),
    _signal(
        "baseline", N_("Baseline"), N_("Whether the browsers support it, by the Baseline of web features."),
        {"widely": 1, "newly": 0.7, "limited": 0.2}, of="choice", weight=2,
    ),
    _signal(
        "usage", N_("Usage"), N_("The share of page loads that use it."),
        {0.01: 0, 10: 1}, unit=N_("percent of page loads"), scale="log", least=0, most=100,
    ),
    _signal(
        "vendor-support", N_("End of support"), N_("When support by the vendor ends."),
        {-24: 1, 0: 0}, of="date",
    ),
    _signal(
        "named-adopters", N_("Named adopters"), N_("Companies whose use of it is recorded."),
        {0: 0, 10: 1}, unit=N_("companies"), weight=2, least=0,
    ),
    _signal(
        "talks-and-papers", N_("Talks and papers"), N_("Talks and papers about it."),
        {0: 0, 10: 1}, unit=N_("a year"), least=0,
    ),
    _signal(
        "questions", N_("Questions"), N_("Questions that developers ask about it."),
        {1: 0, 1_000: 1}, unit=N_("questions a month"), scale="log", least=0,
    ),
)  # fmt: skip

#: The signals that a project has without declaring any, by id.
DEFAULT_SIGNALS: Mapping[str, Signal] = MappingProxyType({signal.id: signal for signal in _DEFAULTS})
