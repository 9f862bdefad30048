"""What pages show of health: one pattern's, in the banner and in full, and that of all patterns in a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.health import Health, Reading, quarter_title
from sphinx_excellence.model.health_score import QuarterHealth
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    UNBROKEN,
    Block,
    Cell,
    Fact,
    Inline,
    Label,
    Line,
    Part,
    Rich,
    Sparkline,
    Table,
    View,
    Words,
    said,
)
from sphinx_excellence.views.record_labels import reference
from sphinx_excellence.views.signals import signal_title, unit_words
from sphinx_excellence.views.sources import source_link, sources_part

_TRENDS: Mapping[str, Label] = MappingProxyType({
    "rising": said(N_("rising")),
    "stable": said(N_("stable")),
    "declining": said(N_("declining")),
})  # fmt: skip
_CERTAINTIES: Mapping[str, Label] = MappingProxyType({
    "high": said(N_("high confidence")),
    "medium": said(N_("medium confidence")),
    "low": said(N_("low confidence")),
})  # fmt: skip
#: The number of quarters that a sparkline shows at most: three years.
_SHOWN_QUARTERS = 12


def score_text(score: float) -> str:
    """Return a score as readers see it: two decimal places, as all scores have them."""
    return f"{score:.2f}"


def change_text(change: float) -> str:
    """Return a change as readers see it, with its sign."""
    rounded = round(change, 2)
    sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else "\N{PLUS-MINUS SIGN}"
    return f"{sign}{abs(rounded):.2f}"


def health_fact(pattern: Pattern, registry: Registry) -> Iterable[Fact]:
    """Yield the line of the banner: the score and the trend in the newest quarter; nothing without a score."""
    newest = registry.health.newest(pattern.id)
    if newest is not None and newest.score is not None:
        said: list[Inline] = [Words(score_text(newest.score), role=UNBROKEN)]
        said += [Words(", "), _TRENDS[newest.trend]] if newest.trend else []
        said += [Words(", "), _CERTAINTIES["low"]] if newest.certainty == "low" else []
        quarter = Words(quarter_title(newest.quarter), role=UNBROKEN)
        yield Fact(Label(N_("Health")), (*said, Words(" ("), quarter, Words(")")))


def _verdict(health: QuarterHealth) -> list[Inline]:
    """Return the score with its trend, the confidence and the quarter, as a sentence."""
    quarter = Words(quarter_title(health.quarter), role=UNBROKEN)
    if health.score is None:
        return [quarter, Words(": "), said(N_("No signal has a score."))]
    shown: list[Inline] = [quarter, Words(": "), Words(score_text(health.score), role="strong")]
    shown += [Words(", "), _TRENDS[health.trend]] if health.trend else []
    return [*shown, Words(", "), _CERTAINTIES[health.certainty], Words(".")]


def pattern_health(pattern: Pattern, registry: Registry) -> View:
    """Return a pattern's health: the score, how it moved, and each signal with its source and day."""
    quarters = registry.health.of(pattern.id)
    label = Label(N_("Health of %s"), (pattern.title,))
    if not quarters:
        return View("health", (Line((Label(N_("Nothing has been measured yet.")),), role="nothing"),), label)
    newest = quarters[-1]
    blocks: list[Block] = [Line((*_verdict(newest), *_moved(newest), *_sparkline(quarters)))]
    if newest.written.notes:
        blocks.append(Line((Rich(newest.written.notes),), role="notes"))
    if newest.written.signals:
        blocks.append(_signals(pattern, newest, registry))
    return View("health", tuple(blocks), label)


def _moved(health: QuarterHealth) -> list[Inline]:
    if health.change is None or health.before is None:
        return []
    told = (change_text(health.change), quarter_title(health.before.quarter))
    message = N_("%s since %s.") if health.is_like_before else N_("%s since %s, by what both quarters measured.")
    return [Words(" "), said(message, *told), Words(" ")]


def _sparkline(quarters: tuple[QuarterHealth, ...]) -> list[Inline]:
    scored = [(each.quarter, each.score) for each in quarters[-_SHOWN_QUARTERS:] if each.score is not None]
    if len(scored) < 2:
        return []
    told = ", ".join(f"{quarter_title(quarter)}: {score_text(score)}" for quarter, score in scored)
    return [Sparkline(tuple(round(100 * score) for _quarter, score in scored), 100, told)]


def _signals(pattern: Pattern, health: QuarterHealth, registry: Registry) -> Table:
    rows: list[tuple[Cell, ...]] = []
    listed = [name for name in registry.signals if name in health.written.signals]
    for name in [*listed, *(name for name in health.written.signals if name not in registry.signals)]:
        signal = registry.signals.get(name)
        score = health.scores.get(name)
        rows.append(
            (
                Cell((Line((signal_title(signal) if signal else Words(name),)),), heading=True),
                Cell(
                    tuple(_reading(each, unit_words(signal) if signal else ()) for each in health.written.signals[name])
                ),
                Cell((Line((Words(score_text(score), role=UNBROKEN) if score is not None else _none(),)),)),
                Cell((Line((Words(f"{health.weights[name]:g}") if name in health.weights else _none(),)),)),
            )
        )
    columns = tuple((Label(each),) for each in (N_("Signal"), N_("Reading"), N_("Score"), N_("Weight")))
    return Table(columns, tuple(rows), Label(N_("Signals of %s"), (pattern.title,)), (3, 6, 1, 1), role="signals")


def _none() -> Words:
    return Words("\N{EN DASH}")


def _reading(reading: Reading, unit: tuple[Inline, ...]) -> Line:
    shown: list[Inline] = [Words(reading.of, role="strong"), Words(": ")] if reading.of else []
    shown += [Words(_grouped(reading.value), role=UNBROKEN)]
    shown += [Words(" "), *unit] if unit else []
    if reading.source:
        shown += [Words(" ("), source_link(reading.source)]
        shown += [Words(", "), Words(reading.retrieved, role=UNBROKEN)] if reading.retrieved else []
        shown.append(Words(")"))
    return Line(tuple(shown))


def _grouped(value: str) -> str:
    """Return a value with a narrow space between groups of three digits, where it is a long number."""
    return f"{int(value):,}".replace(",", "\N{NARROW NO-BREAK SPACE}") if value.isascii() and value.isdigit() else value


def report(record: Health, registry: Registry) -> View:
    """Return the health of all patterns in a quarter, those that moved most first."""
    label = Label(N_("Health in %s"), (record.title,))
    there = {
        pattern: each
        for pattern in registry.health.of_patterns
        if (each := registry.health.in_quarter(pattern, record.id)) is not None
    }
    blocks: list[Block] = [Line((Rich(record.summary),), role="summary")] if record.summary else []
    if not there:
        blocks += [Line((Label(N_("Nothing has been measured yet.")),), role="nothing"), *sources_part(record.sources)]
        return View("health-report", tuple(blocks), label)
    rows = [
        _row(pattern, there[pattern], registry) for pattern in sorted(there, key=lambda each: _order(there[each], each))
    ]
    columns = tuple(
        (Label(each),) for each in (N_("Pattern"), N_("Score"), N_("Change"), N_("Trend"), N_("Confidence"))
    )
    blocks.append(Table(columns, tuple(rows), label, (5, 2, 2, 3, 3), role="health"))
    noted = [(pattern, each) for pattern, each in sorted(there.items()) if each.written.notes]
    if noted:
        lines = tuple(
            Line((reference("pattern", pattern, registry), Words(": "), Rich(each.written.notes or "")))
            for pattern, each in noted
        )
        blocks.append(Part(Label(N_("Notes")), lines, role="notes"))
    blocks += sources_part(record.sources)
    return View("health-report", tuple(blocks), label)


def _order(health: QuarterHealth, pattern: str) -> tuple[float, str]:
    # Those that are compared with nothing come last.
    return (-abs(health.change) if health.change is not None else 1.0), pattern


def _row(pattern: str, health: QuarterHealth, registry: Registry) -> tuple[Cell, ...]:
    def cell(*inlines: Inline, heading: bool = False) -> Cell:
        return Cell((Line(inlines),), heading=heading)

    history = registry.health.of(pattern)
    shown = history[: history.index(health) + 1]
    trend: list[Inline] = [_TRENDS[health.trend]] if health.trend else [_none()]
    line = _sparkline(shown)
    return (
        cell(reference("pattern", pattern, registry), heading=True),
        cell(Words(score_text(health.score), role=UNBROKEN) if health.score is not None else _none()),
        cell(Words(change_text(health.change), role=UNBROKEN) if health.change is not None else _none()),
        cell(*trend, *((Words(" "), *line) if line else ())),
        cell(_CERTAINTIES[health.certainty] if health.score is not None else _none()),
    )
