"""The standing of patterns in each year, as far as it is recorded: since when there is each, and its tier.

Owns what counts as a record of it: when a pattern appeared (``introduced``, or the first step of a lineage that names
it), the ``standing`` that a step of a lineage gives, and the history of its tier. Nothing is guessed between two of
these: a year without a tier is one in which none is recorded. What is drawn of it, the ``time_machine`` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sphinx_excellence.model.dates import day_range, listed_day, period_range
from sphinx_excellence.model.evolution import Evolution, TimelineEntry
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a lineage: the year it is listed in, its pattern if it has one here, and what it says."""

    year: int
    pattern: str | None
    evolution: Evolution
    entry: TimelineEntry


@dataclass(frozen=True, slots=True)
class Span:
    """Years in a row, with the last one, in which a pattern had one tier; ``None`` is one without a recorded tier."""

    first: int
    last: int
    tier: ScaledTier | None


@dataclass(frozen=True, slots=True)
class Course:
    """The standing of a pattern from the year in which it appeared until today, without a gap.

    ``written`` is that year as the record has it, ``is_exact`` whether it means one year. ``peak`` are the first and
    the last year of the time in which it was used most.
    """

    pattern: Pattern
    written: str
    is_exact: bool
    spans: tuple[Span, ...]
    peak: tuple[int, int] | None

    @property
    def first(self) -> int:
        """The first year."""
        return self.spans[0].first

    @property
    def last(self) -> int:
        """The last year: that of today."""
        return self.spans[-1].last

    def tier_in(self, year: int) -> ScaledTier | None:
        """Return the tier in a year; nothing where none is recorded."""
        return next((span.tier for span in self.spans if span.first <= year <= span.last), None)


def steps(registry: Registry, *, until: date) -> list[Step]:
    """Return the steps of all lineages, oldest first; what can only be after ``until`` is left out."""
    found = [
        Step(day.year, registry.resolve("pattern", entry.pattern) if entry.pattern else None, evolution, entry)
        for evolution in registry.all_of(Evolution)
        for entry in evolution.timeline
        if (day := listed_day(entry.year)) <= until
    ]
    return sorted(found, key=lambda step: (listed_day(step.entry.year), step.evolution.id))


def courses(registry: Registry, patterns: Iterable[Pattern], *, until: date) -> list[Course]:
    """Return the standing of each pattern, oldest first; one without a date, or that appears later, is left out."""
    told = steps(registry, until=until)
    named: dict[str, str] = {}
    given: dict[str, list[tuple[date, str]]] = {}
    for step in told:
        if step.pattern is not None:
            named.setdefault(step.pattern, step.entry.year)
        for each in step.entry.standing:
            pattern = registry.resolve("pattern", each.pattern)
            if pattern is not None:
                given.setdefault(pattern, []).append((listed_day(step.entry.year), each.tier))
    found = [
        course
        for pattern in patterns
        if (written := pattern.introduced or named.get(pattern.id))
        and (course := _course(pattern, written, given.get(pattern.id, []), registry, until)) is not None
    ]
    return sorted(found, key=lambda course: (course.first, course.pattern.title.casefold(), course.pattern.id))


def undated(patterns: Iterable[Pattern], drawn: Iterable[Course]) -> list[Pattern]:
    """Return the patterns without a course, by title."""
    known = {course.pattern.id for course in drawn}
    left = [pattern for pattern in patterns if pattern.id not in known]
    return sorted(left, key=lambda pattern: (pattern.title.casefold(), pattern.id))


def _course(
    pattern: Pattern, written: str, given: list[tuple[date, str]], registry: Registry, until: date
) -> Course | None:
    begin = listed_day(written)
    if begin > until:
        return None
    first, last = begin.year, until.year
    # In a year with several records of it, the last one counts; a history is the project's own word.
    tiers: dict[int, ScaledTier | None] = {first: None}
    for day, name in _records(pattern, given, registry, until):
        tiers[max(day.year, first)] = registry.tiers.get(name) if name is not None else None
    years = sorted(tiers)
    spans: list[Span] = []
    for year, after in zip(years, [*years[1:], last + 1], strict=True):
        begin_of = spans.pop().first if spans and spans[-1].tier == tiers[year] else year
        spans.append(Span(begin_of, after - 1, tiers[year]))
    earliest, latest = day_range(written)
    return Course(pattern, written, earliest.year == latest.year, tuple(spans), _peak(pattern, first, last))


def _records(
    pattern: Pattern, given: list[tuple[date, str]], registry: Registry, until: date
) -> Iterator[tuple[date, str | None]]:
    history = registry.history_of(pattern)
    yield from sorted(given, key=lambda each: each[0])
    for step in history:
        if date.min < step.day <= until:
            yield step.day, step.tier
    if pattern.tier is not None and not history:
        yield until, pattern.tier


def _peak(pattern: Pattern, first: int, last: int) -> tuple[int, int] | None:
    """Return the years of a pattern's peak within its course."""
    if pattern.peak_usage is None:
        return None
    begin, end = period_range(pattern.peak_usage)
    years = max(begin.year, first), last if end is None else min(end.year, last)
    return years if years[0] <= years[1] else None
