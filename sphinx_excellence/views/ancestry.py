"""Which pattern evolved from which, according to the records.

Owns what counts as descent (``evolution``, and relations that mean ``replaces``), the date of a pattern without
``introduced``, and which patterns belong to the lineage of an evolution, of a pattern, of a category.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import RELATION


@dataclass(frozen=True, slots=True)
class Lineage:
    """Patterns and the arrows between them; ``neighbours`` are those that only lead to or from the others.

    ``dates`` says when each appeared, where that is known. All are by id, an arrow is what was and what came of it.
    """

    members: tuple[str, ...]
    neighbours: frozenset[str]
    edges: tuple[tuple[str, str], ...]
    dates: Mapping[str, str]


def edges(registry: Registry) -> set[tuple[str, str]]:
    """Return every step from one pattern to another that the records tell, whichever of the two tells it."""
    found: set[tuple[str | None, str | None]] = set()
    replacing = registry.vocabulary[RELATION].that_mean("replaces")
    for pattern in registry.all_of(Pattern):
        found |= {(registry.resolve("pattern", name), pattern.id) for name in pattern.evolution.from_}
        found |= {(pattern.id, registry.resolve("pattern", name)) for name in pattern.evolution.to}
        replaced = (each.pattern for each in pattern.related if each.kind in replacing)
        found |= {(registry.resolve("pattern", name), pattern.id) for name in replaced}
    # That a name leads nowhere, or to the pattern itself, is for the rules to tell.
    return {(one, two) for one, two in found if one is not None and two is not None and one != two}


def of_evolution(evolution: Evolution, registry: Registry) -> Lineage:
    """Return the patterns of a timeline, and their direct predecessors and successors."""
    named = {registry.resolve("pattern", entry.pattern) for entry in evolution.timeline if entry.pattern}
    return _with_neighbours((each for each in named if each is not None), registry)


def of_category(category: str, registry: Registry) -> Lineage:
    """Return the patterns of a category that have predecessors or successors, and those others too."""
    family = {pattern.id for pattern in registry.all_of(Pattern) if category in registry.categories_of(pattern)}
    joined = {each for arrow in edges(registry) for each in arrow}
    return _with_neighbours(family & joined, registry)


def of_pattern(pattern_id: str, registry: Registry) -> Lineage:
    """Return a pattern with all that it came from and all that came of it, however far."""
    known = edges(registry)
    reached = {pattern_id}
    for one, two in ((0, 1), (1, 0)):
        frontier = {pattern_id}
        while frontier:
            frontier = {arrow[two] for arrow in known if arrow[one] in frontier} - reached
            reached |= frontier
    return _lineage(reached, frozenset(), known, registry)


def _with_neighbours(members: Iterable[str], registry: Registry) -> Lineage:
    known, inner = edges(registry), set(members)
    touching = {arrow for arrow in known if not inner.isdisjoint(arrow)}
    neighbours = {each for arrow in touching for each in arrow} - inner
    return _lineage(inner | neighbours, frozenset(neighbours), touching, registry)


def _dates(registry: Registry) -> dict[str, str]:
    """Return where the timelines first have each pattern that they name."""
    found: dict[str, str] = {}
    entries = [entry for evolution in registry.all_of(Evolution) for entry in evolution.timeline]
    for entry in sorted(entries, key=lambda entry: (listed_day(entry.year), entry.year)):
        pattern = registry.resolve("pattern", entry.pattern) if entry.pattern else None
        if pattern is not None:
            found.setdefault(pattern, entry.year)
    return found


def _lineage(
    members: set[str], neighbours: frozenset[str], known: Iterable[tuple[str, str]], registry: Registry
) -> Lineage:
    of_timeline = _dates(registry)
    of_record = {each: pattern.introduced for each in members if (pattern := registry.pattern(each)) is not None}
    when = {each: date for each in members if (date := of_record.get(each) or of_timeline.get(each))}

    def order(each: str) -> tuple[str, str]:
        return (str(listed_day(when[each])) if each in when else "\uffff", each)

    inside = [arrow for arrow in known if members.issuperset(arrow)]
    return Lineage(
        tuple(sorted(members, key=order)),
        neighbours,
        tuple(sorted(inside, key=lambda arrow: (order(arrow[0]), order(arrow[1])))),
        when,
    )
