"""The years of the time machine, one at a time: what one would have chosen in each, what changed in it, and why.

A script shows the groups whose years hold the one that a reader has chosen. Owns these groups and their years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sphinx_excellence.messages import N_
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier_history import TierMove
from sphinx_excellence.views.blocks import (
    Badge,
    Block,
    Group,
    Inline,
    Label,
    Line,
    Reference,
    Rich,
    ScriptOnly,
    WebLink,
    Words,
    Years,
    said,
)
from sphinx_excellence.views.record_labels import pattern_reference, tier_badge
from sphinx_excellence.views.standing import Course, Span, Step
from sphinx_excellence.views.tier_history import badge_in, reason_of
from sphinx_excellence.views.time_machine.lanes import Lane, Lanes
from sphinx_excellence.views.vocabulary import UNRATED


def panel(lanes: Lanes, registry: Registry, drawn: tuple[Block, ...]) -> ScriptOnly:
    """Return the slider, what it leads to, and ``drawn`` below."""
    slider = Years(
        lanes.first,
        lanes.last,
        Label(N_("Year")),
        Label(N_("%s; known patterns: %s, first choice: %s, what changed: %s")),
        Label(N_("First choice in %s: %s")),
        Label(N_("In %s, no pattern is rated yet.")),
        Label(N_("Previous change")),
        Label(N_("Next change")),
        Label(N_("Play")),
        Label(N_("Stop")),
    )
    chosen: tuple[Block, ...] = (
        Line((Label(N_("What one would have chosen")),), role="machine-title"),
        *(_lane(lane, lanes, registry) for lane in lanes.lanes),
    )
    changed: tuple[Block, ...] = (
        Line((Label(N_("What changed, and why")),), role="machine-title"),
        *changes(lanes, registry),
    )
    hint = Label(N_("Choose a year to see what one would have chosen then, what changed, and why."), role="said")
    year = Group((Group(chosen, "machine-chosen"), Group(changed, "machine-changed")), "machine-year")
    return ScriptOnly((slider, Line((hint,), role="machine-hint"), year, *drawn))


# What one would have chosen -------------------------------------------------------------------------------------


def _lane(lane: Lane, lanes: Lanes, registry: Registry) -> Group:
    """Return the patterns of a lane, an entry for the years of each tier, the best tier first."""
    entries = [
        (len(registry.tiers) if span.tier is None else span.tier.position, number, course, span)
        for number, course in enumerate(lane.courses)
        for span in course.spans
        if span.last >= lanes.first
    ]
    entries.sort(key=lambda each: each[:2])
    title = Line((lane.name,), role="machine-lane-title")
    choices = tuple(_choice(course, span) for _place, _number, course, span in entries)
    first = min(course.first for course in lane.courses)
    return Group((title, Group(choices, "machine-choices")), "machine-lane", _held(max(first, lanes.first), lanes.last))


def _held(first: int, last: int) -> tuple[tuple[str, str], ...]:
    return ("from", str(first)), ("to", str(last))


def _choice(course: Course, span: Span) -> Group:
    tier = span.tier
    badge = Badge("", UNRATED, "") if tier is None else tier_badge(tier)
    kind = "known" if tier is None else "gone" if tier.legacy else "best" if tier.position == 0 else "good"
    link = Reference("pattern", course.pattern.id, course.pattern.title)
    role = f"excellence-tier-{tier.id if tier else 'unrated'}"
    line = Line((badge, Words(" "), link), role="machine-choice-line")
    return Group((line,), f"machine-choice machine-{kind} {role}", _held(span.first, span.last))


# What changed ----------------------------------------------------------------------------------------------------


def changes(lanes: Lanes, registry: Registry) -> list[Group]:
    """Return what changed, a group for each year with a change: it stays until the year of the next one."""
    by_year: dict[int, list[tuple[Block, ...]]] = {}
    for year, blocks in _changes(lanes, registry):
        by_year.setdefault(year, []).append(blocks)
    years = sorted(by_year)
    made = []
    for year, after in zip(years, [*years[1:], lanes.last + 1], strict=True):
        items = tuple(Group(blocks, "machine-change") for blocks in by_year[year])
        made.append(Group((Line((Words(str(year), role="date"),), role="machine-when"), *items), "machine-changes",
                          (*_held(year, after - 1), ("count", str(len(items))))))  # fmt: skip
    return made


def _changes(lanes: Lanes, registry: Registry) -> Iterator[tuple[int, tuple[Block, ...]]]:
    """Yield what changed with its year: steps, patterns that appeared without one, and tiers."""
    courses = {course.pattern.id: course for lane in lanes.lanes for course in lane.courses}
    told = {(step.year, step.pattern) for step in lanes.steps}
    for step in lanes.steps:
        yield step.year, _step(step, registry)
    for course in courses.values():
        if course.first >= lanes.first and (course.first, course.pattern.id) not in told:
            yield course.first, _appeared(course)
    rated: dict[int, list[TierMove]] = {}
    for course in courses.values():
        for move in registry.moves_of(course.pattern):
            if not lanes.first <= move.step.day.year <= lanes.last:
                continue
            if move.before is None:
                rated.setdefault(move.step.day.year, []).append(move)
            else:
                yield move.step.day.year, _moved(course, move, registry)
    for year, moves in rated.items():
        yield year, _first_rated(len(moves))


def _step(step: Step, registry: Registry) -> tuple[Block, ...]:
    """Return a step with its reason and its source, and what it did to the standing of patterns."""
    entry = step.entry
    head: list[Inline] = [Words(entry.label, role="strong")] if entry.label else []
    if entry.pattern is not None:
        head += [*([Words(" \N{EN DASH} ")] if head else []), _without_badge(entry.pattern, registry)]
    body: list[Inline] = [Rich(entry.context)] if entry.context else []
    if entry.source:
        body += [*([Words(" ")] if body else []), WebLink(entry.source, label=Label(N_("Source")))]
    blocks: list[Block] = [Line(tuple(head), role="machine-what")]
    blocks += [Line(tuple(body), role="machine-why")] if body else []
    if entry.standing:
        after = [
            (_without_badge(each.pattern, registry), Words(" "), badge_in(each.tier, registry.tiers))
            for each in entry.standing
        ]
        parts = [inline for number, part in enumerate(after) for inline in ((Words(", "),) if number else ()) + part]
        blocks.append(Line((Words("\N{RIGHTWARDS ARROW} "), *parts), role="machine-after"))
    return tuple(blocks)


def _without_badge(name: str, registry: Registry) -> Inline:
    """Return a link to a pattern without its tier, which is that of today."""
    found = pattern_reference(name, registry)
    return replace(found, badge=None) if isinstance(found, Reference) else found


def _appeared(course: Course) -> tuple[Block, ...]:
    link = Reference("pattern", course.pattern.id, course.pattern.title)
    when = "" if course.written == str(course.first) else f" ({course.written})"
    return (Line((link, Words(" \N{EN DASH} "), said(N_("first appeared")), Words(when)), role="machine-what"),)


def _moved(course: Course, move: TierMove, registry: Registry) -> tuple[Block, ...]:
    now = said(N_("no longer rated")) if move.step.tier is None else badge_in(move.step.tier, registry.tiers)
    before = move.before.tier if move.before is not None else None
    was = () if before is None else (badge_in(before, registry.tiers), Words(" \N{RIGHTWARDS ARROW} "))
    link = Reference("pattern", course.pattern.id, course.pattern.title)
    why = reason_of(move.step, registry)
    blocks: list[Block] = [Line((link, Words(" "), *was, now), role="machine-what")]
    return (*blocks, Line(why, role="machine-why")) if why else tuple(blocks)


def _first_rated(count: int) -> tuple[Block, ...]:
    return (
        Line(
            (said(N_("Patterns rated for the first time in this knowledge base: %s"), str(count)),), role="machine-what"
        ),
    )
