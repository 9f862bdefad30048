"""What pages show of signals: one in full, and the list of all, with how values are scored."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.figures import plain
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.signal import DEFAULT_SIGNALS, Signal
from sphinx_excellence.views.blocks import (
    Block,
    Cell,
    Fact,
    Facts,
    Inline,
    Label,
    Line,
    Rich,
    Table,
    View,
    Words,
    said,
)
from sphinx_excellence.views.limits import limits
from sphinx_excellence.views.sources import sources_part

_TYPES: Mapping[str, str] = MappingProxyType({
    "number": N_("a number"),
    "date": N_("a date, scored by its age in months at the end of the quarter"),
    "choice": N_("one of the words"),
})  # fmt: skip
_COMBINATIONS: Mapping[str, str] = MappingProxyType({
    "best": N_("the best score counts"),
    "worst": N_("the worst score counts"),
    "mean": N_("the mean of the scores counts"),
    "total": N_("the total of the values is scored"),
})  # fmt: skip


def _is_default(signal: Signal, field: str) -> bool:
    """Whether a text of a signal is the toolkit's own, which is translated."""
    default = DEFAULT_SIGNALS.get(signal.id)
    return default is not None and getattr(default, field) == getattr(signal, field)


def signal_title(signal: Signal) -> Label | Words:
    """Return the title of a signal."""
    return Label(signal.title) if _is_default(signal, "title") else Words(signal.title)


def unit_words(signal: Signal) -> tuple[Inline, ...]:
    """Return the unit of a signal; nothing where it has none."""
    if signal.unit is None:
        return ()
    return (said(signal.unit) if _is_default(signal, "unit") else Words(signal.unit),)


def _summary(signal: Signal) -> tuple[Inline, ...]:
    if signal.summary is None:
        return ()
    return (said(signal.summary) if _is_default(signal, "summary") else Rich(signal.summary),)


def _scores(signal: Signal) -> tuple[Inline, ...]:
    shown: list[Inline] = []
    for point in signal.scores:
        shown += [Words("; ")] if shown else []
        shown.append(said(N_("%s months"), point.value) if signal.type == "date" else Words(point.value))
        shown.append(Words(f": {point.score:g}"))
    if signal.type == "number" and signal.scale == "log":
        shown += [Words(" ("), said(N_("logarithmic")), Words(")")]
    return tuple(shown)


def _limits(signal: Signal) -> Label:
    """Return the limits of a signal's values."""
    return limits(*(None if limit is None else plain(limit) for limit in (signal.least, signal.most)))


def signal(record: Signal, registry: Registry) -> View:  # noqa: ARG001 - as every view of a kind
    """Return one signal in full."""
    rows = [
        Fact(Label(N_("Values")), (said(_TYPES[record.type]),)),
        *([Fact(Label(N_("Unit")), unit_words(record))] if record.unit else []),
        Fact(Label(N_("Scores")), _scores(record)),
        *([Fact(Label(N_("Limits")), (_limits(record),))] if (record.least, record.most) != (None, None) else []),
        Fact(Label(N_("Weight")), (Words(f"{record.weight:g}"),)),
        Fact(Label(N_("Several readings")), (said(_COMBINATIONS[record.combine]),)),
    ]
    blocks: list[Block] = [Line(_summary(record))] if record.summary else []
    blocks.append(Facts(tuple(rows), role="facts"))
    blocks += sources_part(record.sources)
    return View("signal", tuple(blocks), Label(N_("Signal: %s"), (record.title,)))


def signals(registry: Registry) -> View:
    """Return all signals, with what each value is worth."""
    rows = []
    for each in registry.signals.values():
        unit = unit_words(each)
        about = [Line(_summary(each))] if each.summary else []
        about.append(Line((*(unit or (said(_TYPES[each.type]),)), Words("; "), said(_COMBINATIONS[each.combine]))))
        rows.append(
            (
                Cell((Line((signal_title(each),)), Line((Words(each.id, role="id"),))), heading=True),
                Cell(tuple(about)),
                Cell((Line(_scores(each)),)),
                Cell((Line((Words(f"{each.weight:g}"),)),)),
            )
        )
    columns = tuple((Label(each),) for each in (N_("Signal"), N_("What it is"), N_("Scores"), N_("Weight")))
    return View(
        "signals",
        (Table(columns, tuple(rows), Label(N_("Signals")), (3, 6, 5, 1), role="signals"),),
        Label(N_("Signals")),
    )
