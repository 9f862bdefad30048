"""The scorecard: each measure with its value, its target and how it moved, and what falls short of it.

Owns what is shown. The values come from ``measures``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.figures import plain
from sphinx_excellence.model.health import is_quarter, quarter_of, quarter_title
from sphinx_excellence.model.measure import MEASURES, PERCENT, Measure, MeasureKind, Target
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    UNBROKEN,
    Block,
    Cell,
    Fact,
    Facts,
    Inline,
    Items,
    Label,
    Line,
    PageReference,
    Part,
    Rich,
    Sparkline,
    StatusLabel,
    Table,
    View,
    Words,
    said,
)
from sphinx_excellence.views.limits import limits
from sphinx_excellence.views.measures import Grounds, Measured, Shortfall, measured
from sphinx_excellence.views.record_labels import reference
from sphinx_excellence.views.sources import sources_part

#: How many of the things that fall short are named, and how many quarters a sparkline has at most.
NAMED, _SHOWN_QUARTERS = 8, 12
#: How exactly values are shown: one decimal place.
_PLACES = 1

MET, MISSED, NOT_MEASURED = "met", "missed", "not-measured"
STATES: Mapping[str, str] = MappingProxyType({
    MET: N_("met"),
    MISSED: N_("missed"),
    NOT_MEASURED: N_("not measured"),
})  # fmt: skip


@dataclass(frozen=True)
class Score:
    """A measure with its value of today."""

    measure: Measure
    value: Measured

    @property
    def kind(self) -> MeasureKind:
        """What the measure is."""
        return MEASURES[self.measure.id]

    @property
    def target(self) -> Target:
        """The target that holds."""
        return self.measure.target or self.kind.target

    @property
    def state(self) -> str:
        """Whether the target is met, by the value as it is shown: a key of :data:`STATES`."""
        if self.value.value is None:
            return NOT_MEASURED
        return MET if self.target.is_met(rounded(self.value.value)) else MISSED


def scores_of(grounds: Grounds, values: Iterable[Measured]) -> tuple[Score, ...]:
    """Return each value with its measure."""
    return tuple(Score(grounds.registry.scorecard[value.measure], value) for value in values)


def rounded(value: float) -> float:
    """Return a value as exactly as it is shown. A share that lacks anything is never rounded up to all."""
    shown = round(value, _PLACES)
    return shown if value >= 100 or shown < 100 else 100 - 10**-_PLACES


def figure(value: float, unit: str) -> str:
    """Return a value as readers see it: ``97.9 %``, ``12``."""
    text = plain(rounded(value))
    return f"{text}\N{NO-BREAK SPACE}%" if unit == PERCENT else text


def _limit(target: Target, unit: str) -> Label:
    return limits(*(None if limit is None else figure(limit, unit) for limit in (target.least, target.most)))


def limit_text(target: Target, unit: str) -> str:
    """Return the limits of a target in English, for the command: ``at least 60 %``."""
    label = _limit(target, unit)
    return label.message % label.args


def title_of(measure: Measure) -> Label | Words:
    """Return the title of a measure: the toolkit's own, which is translated, or that of the data."""
    title = MEASURES[measure.id].title
    return Label(title) if title == measure.title else Words(measure.title)


def scorecard(scores: Sequence[Score], registry: Registry, today_in: str) -> View:
    """Return the measures in a table, then each with its formula and what falls short; ``today_in`` is the quarter."""
    label = Label(N_("Scorecard"))
    columns = tuple((Label(each),) for each in (N_("Measure"), N_("Value"), N_("Target"), N_("Result"), N_("Trend")))
    rows = tuple(_row(score, today_in) for score in scores)
    table = Table(columns, rows, label, (5, 2, 3, 3, 3), role="scorecard")
    return View("scorecard", (table, *(_details(score, registry) for score in scores)), label)


def late_key(wanted: Sequence[str]) -> str:
    """Return the key of the scorecard with the measures ``wanted``, or with all where there is none."""
    return " ".join(["scorecard", *wanted])


def late_view(key: str, grounds: Grounds) -> View:
    """Return the scorecard of a key that :func:`late_key` gave."""
    wanted = key.split()[1:]
    scores = scores_of(grounds, measured(grounds, wanted or MEASURES))
    return scorecard(scores, grounds.registry, quarter_of(grounds.as_of))


def _row(score: Score, today_in: str) -> tuple[Cell, ...]:
    unit, value = score.kind.unit, score.value.value
    shown: Inline = Words(figure(value, unit), role=UNBROKEN) if value is not None else Words("\N{EN DASH}")

    def cell(*inlines: Inline, heading: bool = False) -> Cell:
        return Cell((Line(inlines),), heading=heading)

    return (
        cell(title_of(score.measure), heading=True),
        cell(shown),
        cell(_limit(score.target, unit)),
        cell(_sign(score.state)),
        cell(*_trend(score, today_in)),
    )


def _sign(state: str) -> StatusLabel:
    return StatusLabel("measure", state, Label(STATES[state]))


def _past(measure: Measure) -> list[tuple[str, float]]:
    """Return the readings of a measure, the oldest first."""
    return sorted((quarter, each.value) for quarter, each in measure.readings.items() if is_quarter(quarter))


def _trend(score: Score, today_in: str) -> tuple[Inline, ...]:
    """Return how a measure moved: today's value after the readings of earlier quarters, and the change since the last.

    Today's value stands for its quarter, in place of a reading of it.
    """
    unit = score.kind.unit
    points = [(quarter, value) for quarter, value in _past(score.measure) if quarter < today_in]
    if score.value.value is not None:
        points.append((today_in, score.value.value))
    points = points[-_SHOWN_QUARTERS:]
    if len(points) < 2:
        return (Words("\N{EN DASH}"),)
    told = ", ".join(f"{quarter_title(quarter)}: {figure(value, unit)}" for quarter, value in points)
    return (_line([value for _quarter, value in points], unit, told), Words(" "), _change(points[-1], points[-2]))


def _line(values: Sequence[float], unit: str, told: str) -> Sparkline:
    top = 1000 if unit == PERCENT else round(10 * max(values)) or 1
    return Sparkline(tuple(round(10 * value) for value in values), top, told)


def _change(now: tuple[str, float], before: tuple[str, float]) -> Label:
    change = round(rounded(now[1]) - rounded(before[1]), _PLACES)
    sign = "+" if change > 0 else "\N{MINUS SIGN}" if change < 0 else "\N{PLUS-MINUS SIGN}"
    return said(N_("%s since %s"), f"{sign}{plain(abs(change))}", quarter_title(before[0]))


def _details(score: Score, registry: Registry) -> Part:
    kind, value = score.kind, score.value
    lines: list[Block] = [Line((said(kind.formula),), role="summary")]
    if value.lacking is not None:
        lines.append(Line((_sign(NOT_MEASURED), Words(" "), value.lacking), role="nothing"))
    elif value.what is not None:
        count = said(N_("%s of %s"), str(value.count), str(value.of)) if value.of else Words(str(value.count))
        lines.append(Line((count, Words(" "), value.what, Words("."))))
    reason = _reason(score.target, kind)
    lines.append(Line((Label(N_("Target:")), Words(" "), _limit(score.target, kind.unit), Words(". "), *reason)))
    if value.short:
        lines.append(Line((Label(N_("What falls short:")),)))
        lines.append(_short(value.short, registry))
    return Part(title_of(score.measure), tuple(lines), role="measure")


def _short(short: Sequence[Shortfall], registry: Registry) -> Items:
    items: list[tuple[Block, ...]] = [
        (Line((_named(each, registry), Words(": "), each.reason)),) for each in short[:NAMED]
    ]
    if len(short) > NAMED:
        items.append((Line((said(N_("and %s more"), str(len(short) - NAMED)),)),))
    return Items(tuple(items), role="short")


def _named(each: Shortfall, registry: Registry) -> Inline:
    if each.record is not None:
        return reference(*each.record, registry)
    return PageReference(each.page, each.title) if each.page else Words(each.title, role="query")


def measure(record: Measure, registry: Registry) -> View:
    """Return one measure in full: how it is computed, its target, and the values that it had."""
    kind = MEASURES[record.id]
    target = registry.scorecard[record.id].target or kind.target
    unit = said(N_("percent")) if kind.unit == PERCENT else said(kind.unit)
    rows = [
        Fact(Label(N_("Formula")), (said(kind.formula),)),
        Fact(Label(N_("Unit")), (unit,)),
        Fact(Label(N_("Target")), (_limit(target, kind.unit), Words(". "), *_reason(target, kind))),
    ]
    if record.pages:
        rows.append(Fact(Label(N_("Pages")), (Words(", ".join(record.pages)),)))
    for label, number in ((N_("Clicks"), record.clicks), (N_("Words"), record.words), (N_("Months"), record.months)):
        if number is not None:
            rows.append(Fact(Label(label), (Words(str(number)),)))
    blocks: list[Block] = [Line((Rich(record.summary),), role="summary")] if record.summary else []
    blocks.append(Facts(tuple(rows), role="facts"))
    if record.readings:
        blocks.append(_readings(record, kind))
    blocks += sources_part(record.sources)
    return View("measure", tuple(blocks), Label(N_("Measure: %s"), (record.title,)))


def _reason(target: Target, kind: MeasureKind) -> tuple[Inline, ...]:
    """Return the reason for a target: the toolkit's own is translated."""
    if not target.reason:
        return ()
    return (said(target.reason) if target.reason == kind.target.reason else Words(target.reason),)


def _readings(record: Measure, kind: MeasureKind) -> Table:
    columns = tuple((Label(each),) for each in (N_("Quarter"), N_("Value"), N_("Computed"), N_("Version")))
    rows = []
    for quarter, reading in sorted(record.readings.items(), reverse=True):
        texts = (figure(reading.value, kind.unit), reading.computed or "\N{EN DASH}", reading.version or "\N{EN DASH}")
        title = quarter_title(quarter) if is_quarter(quarter) else quarter
        cells = (Cell((Line((Words(text, role=UNBROKEN),)),)) for text in texts)
        rows.append((Cell((Line((Words(title, role=UNBROKEN),)),), heading=True), *cells))
    return Table(columns, tuple(rows), Label(N_("Readings")), (2, 2, 3, 3), role="readings")


def measures(registry: Registry) -> View:
    """Return all measures, with how they are computed and the targets that they have."""
    columns = tuple((Label(each),) for each in (N_("Measure"), N_("How it is computed"), N_("Target")))
    rows = []
    for name, kind in MEASURES.items():
        of = registry.scorecard[name]
        head = Cell((Line((title_of(of),)), Line((Words(name, role="id"),))), heading=True)
        limit = Cell((Line((_limit(of.target or kind.target, kind.unit),)),))
        rows.append((head, Cell((Line((said(kind.formula),)),)), limit))
    label = Label(N_("Measures"))
    return View("measures", (Table(columns, tuple(rows), label, (3, 7, 2), role="measures"),), label)
