"""The radar: every pattern as a blip in the ring of its tier and the sector of its category, and the same as a list.

Owns what a radar holds, and which other radars it leads to. ``radar_drawing`` draws it, ``radar_list`` lists it, and
``tier_movement`` says which patterns moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.views.blocks import Inline, Label, Line, ListLink, View, Words
from sphinx_excellence.views.catalogue import Filter, select
from sphinx_excellence.views.edition_changes import movements, registry_in
from sphinx_excellence.views.editions import edition_link
from sphinx_excellence.views.radar_drawing import Blip, Sheet, radar_drawing
from sphinx_excellence.views.radar_list import radar_list
from sphinx_excellence.views.record_labels import category_title, listed, references
from sphinx_excellence.views.tier_movement import Movement, first_rating, movement, since_last_edition


def radar(
    registry: Registry, wanted: Filter, *, since: date | None = None, edition: Edition | None = None,
    quadrant: str | None = None,
) -> View:  # fmt: skip
    """Return the radar of the patterns that pass the filter, as they are today or as they were in an edition.

    Moves of today count from ``since`` on, by default from the edition before the last; those of an edition count from
    the edition before it. A ``quadrant`` is a category, which is drawn alone and large.
    """
    today = registry
    if edition is not None:
        moves: Mapping[str, Movement | None] = movements(edition, registry)
        registry, label = registry_in(edition, registry), Label(N_("Pattern radar: %s"), (edition.title,))
    else:
        founded, day = first_rating(registry), since or since_last_edition(registry)
        moves = {each.id: movement(each, registry, since=day, founded=founded) for each in registry.all_of(Pattern)}
        label = Label(N_("Pattern radar"))
    if quadrant is not None:
        label = Label("%s, %s", (label, category_title(quadrant, registry)))
    # What left is not in the registry of an edition either.
    there = [
        pattern
        for pattern in select(registry, wanted)
        if (pattern.tier or not registry.has_left(pattern))
        and (quadrant is None or quadrant in registry.categories_of(pattern))
    ]
    patterns = [pattern for pattern in there if pattern.featured]
    others = (
        *_editions(today, edition),
        *(_quadrants(today, quadrant) if quadrant is not None else ()),
    )
    beside = _beside([pattern for pattern in there if not pattern.featured], registry)
    if not patterns:
        return View("radar", (*others, Line((Label(N_("No pattern matches.")),), role="nothing"), *beside), label)
    # Without tiers that are not asked for: an empty ring means that a tier has no patterns.
    rings: list[ScaledTier | None] = [
        tier for tier in registry.tiers.values() if not wanted.tiers or tier.id in wanted.tiers
    ]
    if any(registry.tier_of(pattern) is None for pattern in patterns):
        rings.append(None)
    categories = (
        [quadrant]
        if quadrant is not None
        else sorted(
            {*(pattern.category or "" for pattern in patterns), *_empty_sectors(patterns, registry, wanted)},
            key=lambda name: (not name, registry.vocabulary[CATEGORY].place(name)),
        )
    )
    place = {None if tier is None else tier.id: number for number, tier in enumerate(rings)}

    def cell_of(pattern: Pattern) -> tuple[int, int]:
        tier = registry.tier_of(pattern)
        sector = 0 if quadrant is not None else categories.index(pattern.category or "")
        return place[None if tier is None else tier.id], sector

    patterns.sort(key=lambda pattern: (cell_of(pattern), pattern.title.casefold(), pattern.id))
    blips = [
        Blip(number, each, registry.tier_of(each), moves.get(each.id)) for number, each in enumerate(patterns, start=1)
    ]
    cells: dict[tuple[int, int], list[Blip]] = {
        (ring, sector): [] for ring in range(len(rings)) for sector in range(len(categories))
    }
    for blip in blips:
        cells[cell_of(blip.pattern)].append(blip)
    lists = {category: quadrant_list(category) for category in categories}
    drawn, numbered = radar_drawing(Sheet(rings, categories, cells, label, lists, quadrant is not None), registry)
    chips, names = radar_list(rings, blips, registry, numbered=numbered, with_categories=quadrant is None)
    return View("radar", (*others, *chips, drawn, names, *beside), label)


def quadrant_list(category: str) -> str:
    """Return the name of the list of a quadrant, which no tag has: no text in data holds the separator."""
    return f"radar\x1f{category}"


def _editions(registry: Registry, shown: Edition | None) -> Iterable[Line]:
    """Yield links to the editions, newest first; the one that is shown is none."""
    links: list[Inline] = [
        Words(each.title, role="strong") if each is shown else edition_link(each, registry)
        for each in reversed(registry.editions)
    ]
    if any(each is not shown for each in registry.editions):
        yield Line((Label("%s:", (Label(N_("Editions")),)), Words(" "), *listed(links)), role="radar-others")


def _quadrants(registry: Registry, shown: str) -> Iterable[Line]:
    """Yield links to the pages of the quadrants, their names alone where a quadrant has none."""
    found = {category for pattern in registry.all_of(Pattern) if (category := pattern.category)} | {shown}
    links: list[Inline] = [
        Words(category_title(each, registry), role="strong")
        if each == shown
        else ListLink(Label("%s", (category_title(each, registry),)), quadrant_list(each))
        for each in sorted(found, key=registry.vocabulary[CATEGORY].place)
    ]
    yield Line((Label("%s:", (Label(N_("Category")),)), Words(" "), *listed(links)), role="radar-others")


def _empty_sectors(patterns: list[Pattern], registry: Registry, wanted: Filter) -> set[str]:
    """Return the categories that keep their sector without a pattern in it: those that the data defines for patterns.

    A part of another category has no sector of its own then, nor has one that only decisions are in.
    """
    words = registry.vocabulary[CATEGORY]
    filled = {each for pattern in patterns if pattern.category for each in words.with_parents(pattern.category)}
    of_patterns = {each for pattern in registry.all_of(Pattern) for each in registry.categories_of(pattern)}
    of_decisions = {each for decision in registry.all_of(Decision) for each in registry.categories_of(decision)}
    declared = {each for each in words if not words[each].parent} - filled - (of_decisions - of_patterns)
    return declared.intersection(wanted.categories) if wanted.categories else declared


def _beside(patterns: list[Pattern], registry: Registry) -> tuple[Line, ...]:
    """Return a line with the patterns that the radar does not draw."""
    if not patterns:
        return ()
    ordered = sorted(patterns, key=lambda pattern: (pattern.title.casefold(), pattern.id))
    links = references("pattern", (pattern.id for pattern in ordered), registry)
    return (Line((Label(N_("Not featured, %s:"), (str(len(patterns)),)), Words(" "), *links), role="not-featured"),)
