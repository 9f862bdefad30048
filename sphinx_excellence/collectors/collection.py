"""Runs the collectors over what patterns track: which requests there are, and what the answers give.

Owns the order, and what happens where a measure fails: the others go on. Who answers is for the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sphinx_excellence.collectors.collector import (
    Answer,
    Collector,
    Measure,
    NotMeasured,
    Request,
    Unmeasured,
)
from sphinx_excellence.collectors.periods import Period
from sphinx_excellence.findings import Path, Place, suggestion
from sphinx_excellence.loader.value_findings import shortened

#: Of this many requests for one thing, each of which depends on the answer before it, a collector has lost its way.
_MOST_REQUESTS = 50


class NoAnswer(Exception):  # noqa: N818 - a service that does not answer is no error of the run
    """A request has no answer; the text says why."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a pattern tracks: what it is called, and its names, by the collectors that know them.

    ``path`` is where it is in the pattern's record; ``others`` are the collectors whose names are under `other` there.
    """

    pattern: str
    name: str
    names: Mapping[str, str]
    path: Path = ()
    others: frozenset[str] = frozenset()

    def path_of(self, collector: str) -> Path:
        """Return where the name for a collector is in the pattern's record."""
        return (*self.path, "other", collector) if collector in self.others else (*self.path, collector)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a signal, as it is written: of what, where it can be looked up, and when it was."""

    pattern: str
    signal: str
    of: str
    value: str | int | float | date
    source: str
    retrieved: date
    collector: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What could not be had, and why; ``address`` is empty where nothing was asked.

    ``path`` is what is wrong in the pattern's record, ``on_key`` its key there; ``place`` is where that is written.
    """

    pattern: str
    of: str
    collector: str
    reason: str
    address: str = ""
    signal: str = ""
    path: Path = ()
    on_key: bool = False
    place: Place | None = None


@dataclass(slots=True)
class Collection:
    """What a run gave."""

    readings: list[Reading] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Task:
    """One measure of one thing."""

    subject: Subject
    collector: Collector
    measure: Measure

    @property
    def key(self) -> str:
        """What the collector's service calls it."""
        return self.subject.names[self.collector.name]


def plan_tasks(
    subjects: Iterable[Subject], collectors: Mapping[str, Collector]
) -> tuple[Sequence[Task], Sequence[Gap]]:
    """Return what is to be measured, and which names cannot be those of anything."""
    tasks: list[Task] = []
    wrong: list[Gap] = []
    known: set[tuple[str, str]] = set()
    for subject in subjects:
        if (subject.pattern, subject.name) in known:
            reason = "the pattern tracks another thing of this name; give each a `name` of its own"
            wrong.append(Gap(subject.pattern, subject.name, "", reason, path=subject.path))
            continue
        known.add((subject.pattern, subject.name))
        for name in subject.names:
            if name not in collectors:
                accepted, args = suggestion(name, collectors)
                reason = f"there is no collector '{name}'; {accepted % args}"
                path = subject.path_of(name)
                wrong.append(Gap(subject.pattern, subject.name, name, reason, path=path, on_key=True))
        for collector in collectors.values():
            key = subject.names.get(collector.name)
            if key is None:
                continue
            if collector.subject.fullmatch(key):
                tasks += [Task(subject, collector, measure) for measure in collector.measures]
            else:
                reason = f"`{collector.name}`: '{shortened(key)}' cannot be looked up; accepted: {collector.form}"
                path = subject.path_of(collector.name)
                wrong.append(Gap(subject.pattern, subject.name, collector.name, reason, path=path))
    return tasks, wrong


def first_requests(tasks: Iterable[Task], period: Period) -> Iterator[Request]:
    """Yield what is asked first for each task, each request once: what follows depends on the answers."""
    seen: set[Request] = set()
    for task in tasks:
        running = task.measure.measure(task.key, period)
        try:
            request = next(running)
        except (StopIteration, NotMeasured):
            continue
        if request not in seen:
            seen.add(request)
            yield request


def collect(
    tasks: Sequence[Task],
    period: Period,
    ask: Callable[[Request, Collector], Answer],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Collection:
    """Measure everything, one after the other.

    ``ask`` gives answers, or raises ``NoAnswer``. A signal that an earlier collector gave of the same thing is not
    measured again.
    """
    result = Collection()
    had: set[tuple[str, str, str]] = set()
    for done, task in enumerate(tasks):
        progress(done, len(tasks))
        of = (task.subject.pattern, task.subject.name)
        if all((*of, signal) in had for signal in task.measure.signals):
            continue
        for found in _run(task, period, ask):
            if isinstance(found, Gap):
                result.gaps.append(found)
            elif (*of, found.signal) not in had:
                had.add((*of, found.signal))
                result.readings.append(found)
    progress(len(tasks), len(tasks))
    return result


def _run(task: Task, period: Period, ask: Callable[[Request, Collector], Answer]) -> Sequence[Reading | Gap]:
    """Take one measurement: ask what it wants to know until it has what it needs."""
    subject, collector = task.subject, task.collector
    asked = ""
    days: list[date] = []

    def gap(reason: str, signal: str = "") -> Gap:
        return Gap(subject.pattern, subject.name, collector.name, reason, asked, signal)

    running = task.measure.measure(task.key, period)
    try:
        request = next(running)
        for _ in range(_MOST_REQUESTS):
            asked = request.shown
            answer = ask(request, collector)
            days.append(answer.day)
            request = running.send(answer)
    except StopIteration as end:
        return [
            gap(each.reason, each.signal)
            if isinstance(each, Unmeasured)
            else Reading(
                subject.pattern, each.signal, subject.name, each.value, each.source, max(days), collector.name
            )
            for each in end.value or ()
        ]  # fmt: skip
    except (NotMeasured, NoAnswer) as reason:
        return [gap(str(reason))]
    except Exception as error:  # noqa: BLE001 - one that a package offers may do anything
        return [gap(f"the collector fails: {type(error).__name__}: {shortened(str(error), 200)}")]
    return [gap(f"the collector asks more than {_MOST_REQUESTS} times")]
