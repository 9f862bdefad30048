"""What ``health collect`` reports: the requests that it would make, or the readings and what could not be measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from sphinx_excellence.collectors.collection import Gap
from sphinx_excellence.collectors.collector import Request
from sphinx_excellence.collectors.health_file import Change, Entered
from sphinx_excellence.reports.escaping import escaped, escaped_json


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did."""

    quarter: str
    path: Path
    entered: Sequence[Entered]
    gaps: Sequence[Gap]


def show_requests(requests: Sequence[Request], wrong: Sequence[Gap], output: str) -> None:
    """Show what would be asked."""
    if output == "json":
        value = {
            "requests": [_without_nothing(address=each.address, body=each.body) for each in requests],
            "gaps": [_gap(each) for each in wrong],
        }
        click.echo(escaped_json(value), nl=False)
        return
    for request in requests:
        click.echo(escaped(request.shown))
    for gap in wrong:
        click.echo(_said(gap), err=True)
    if requests:
        count = "1 request" if len(requests) == 1 else f"{len(requests)} requests"
        click.echo(f"{count}; nothing was asked. --online asks, and goes on to further pages of long lists.", err=True)
    else:
        click.echo("There is nothing to ask: no pattern has `tracked: [{github: owner/name}]` or the like.", err=True)


def show_outcome(outcome: Outcome, output: str) -> None:
    """Show the readings, and what could not be measured."""
    if output == "json":
        click.echo(escaped_json(_as_json(outcome)), nl=False)
        return
    for entered in outcome.entered:
        click.echo(escaped(_line(entered)))
    for gap in outcome.gaps:
        click.echo(_said(gap), err=True)
    counts = Counter(entered.change for entered in outcome.entered)
    said = ", ".join(f"{counts[change]} {_CHANGES[change]}" for change in Change if counts[change]) or "no readings"
    lacking = f"; {len(outcome.gaps)} not measured" if outcome.gaps else ""
    review = ". Review the file." if counts[Change.NEW] + counts[Change.CHANGED] else "."
    click.echo(escaped(f"{outcome.path}: {said}{lacking}{review}"))


_CHANGES = {
    Change.NEW: "new",
    Change.CHANGED: "changed",
    Change.UNCHANGED: "unchanged",
    Change.KEPT: "of yours kept",
}


def _line(entered: Entered) -> str:
    reading = entered.reading
    what = f"{reading.pattern}: {reading.signal} of {reading.of}"
    value = f"{_value(reading.value)} ({reading.collector})"
    match entered.change:
        case Change.NEW:
            return f"{what}: {value}"
        case Change.CHANGED:
            return f"{what}: {value}, was {entered.before}"
        case Change.UNCHANGED:
            return f"{what}: {value}, unchanged"
        case Change.KEPT:
            return f"{what}: {entered.before}, which you wrote, is kept; measured: {value}"


def _said(gap: Gap) -> str:
    parts = (gap.pattern, gap.of, gap.collector, gap.signal, gap.reason)
    address = f" [{gap.address}]" if gap.address else ""
    place = f"{gap.place}: " if gap.place is not None else ""
    return escaped(f"{place}not measured: " + ": ".join(part for part in parts if part) + address)


def _as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "quarter": outcome.quarter,
        "file": outcome.path.as_posix(),
        "readings": [
            _without_nothing(
                pattern=each.reading.pattern,
                signal=each.reading.signal,
                of=each.reading.of,
                value=_value(each.reading.value),
                source=each.reading.source,
                retrieved=each.reading.retrieved.isoformat(),
                collector=each.reading.collector,
                change=each.change.value,
                before=each.before,
            )
            for each in outcome.entered
        ],
        "gaps": [_gap(each) for each in outcome.gaps],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    place = {} if gap.place is None else {"path": gap.place.path, "line": gap.place.line, "column": gap.place.column}
    return _without_nothing(
        pattern=gap.pattern, of=gap.of, collector=gap.collector, signal=gap.signal, reason=gap.reason,
        address=gap.address, **place,
    )  # fmt: skip


def _without_nothing(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "")}


def _value(value: str | float | date) -> str | int | float:
    return value.isoformat() if isinstance(value, date) else value
