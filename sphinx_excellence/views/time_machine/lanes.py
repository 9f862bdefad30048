"""The lanes of the time machine: its patterns by category, and the years that it is drawn over.

Owns which patterns and steps are in it, and in what order.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.views import ancestry, standing
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.record_labels import category_title
from sphinx_excellence.views.standing import Course, Step
from sphinx_excellence.views.vocabulary import NO_CATEGORY, literal

#: The first year is one that is divided by this.
_ROUND = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a time machine shows: patterns of some categories or lineages, and years; without any, all that there is."""

    categories: tuple[str, ...] = ()
    lineages: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """The patterns of one category, oldest first."""

    category: str
    name: Label
    courses: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """What is drawn: lanes, and the steps of lineages, from the ``first`` to the ``last`` year.

    ``descent`` are the pairs of patterns of which the second came of the first. ``undated`` are the patterns that would
    be in a lane if it were known when they appeared.
    """

    first: int
    last: int
    lanes: tuple[Lane, ...]
    steps: tuple[Step, ...]
    descent: tuple[tuple[str, str], ...]
    undated: tuple[Pattern, ...]

    def steps_of(self, pattern_id: str | None) -> list[Step]:
        """Return the steps of a pattern that are drawn; of none, those without a pattern in a lane."""
        drawn = {course.pattern.id for lane in self.lanes for course in lane.courses}
        return [
            step
            for step in self.steps
            if (step.pattern if step.pattern in drawn else None) == pattern_id
        ]  # fmt: skip


def lanes_of(registry: Registry, wanted: Wanted, *, today: date) -> Lanes | None:
    """Return what a time machine draws; nothing where no pattern has a date."""
    until = today if wanted.last is None else min(today, date(wanted.last, 12, 31))
    patterns = _patterns(registry, wanted)
    courses = standing.courses(registry, patterns, until=until)
    if not courses:
        return None
    begin = courses[0].first // _ROUND * _ROUND
    first = begin if wanted.first is None else min(max(wanted.first, begin), until.year)
    by_category: dict[str, list[Course]] = {}
    for course in courses:
        by_category.setdefault(course.pattern.category or "", []).append(course)
    order = sorted(by_category, key=lambda name: (not name, registry.vocabulary[CATEGORY].place(name)))
    lanes = tuple(
        Lane(name, literal(category_title(name, registry)) if name else Label(NO_CATEGORY), tuple(by_category[name]))
        for name in order
    )
    there = {course.pattern.id: course.first for course in courses}
    steps = tuple(
        step
        for step in standing.steps(registry, until=until)
        # One before its pattern appeared is a mistake, which a rule reports.
        if step.year >= max(first, there.get(step.pattern or "", 0)) and _is_shown(step, registry, wanted, there)
    )
    descent = tuple(sorted(edge for edge in ancestry.edges(registry) if there.keys() >= set(edge)))
    return Lanes(first, until.year, lanes, steps, descent, tuple(standing.undated(patterns, courses)))


def _patterns(registry: Registry, wanted: Wanted) -> list[Pattern]:
    """Return the patterns of the categories and lineages that are wanted."""
    of_lineages: set[str | None] = set()
    for name in wanted.lineages:
        evolution = registry.find("evolution", name)
        if isinstance(evolution, Evolution):
            of_lineages |= {registry.resolve("pattern", each) for each in evolution.patterns()}
    return [
        pattern
        for pattern in registry.all_of(Pattern)
        if (not wanted.lineages or pattern.id in of_lineages)
        and (not wanted.categories or not set(wanted.categories).isdisjoint(registry.categories_of(pattern)))
    ]


def _is_shown(step: Step, registry: Registry, wanted: Wanted, drawn: Collection[str]) -> bool:
    """Whether a step is in a lineage that is wanted; where categories are, it has to be one of a pattern in a lane."""
    if wanted.lineages and step.evolution.id not in {registry.resolve("evolution", name) for name in wanted.lineages}:
        return step.pattern in drawn
    return not wanted.categories or step.pattern in drawn
