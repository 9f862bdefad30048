"""Finds cycles in a graph of references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def cycles(leads: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return one shortest cycle for each component of things that lead to each other, smallest name first.

    ``leads`` maps each thing to those it leads to; nothing leads to itself. The time is in proportion to the leads.
    """
    return sorted(_shortest(min(component), leads, component) for component in _components(leads) if len(component) > 1)


def _shortest(start: str, leads: Mapping[str, Iterable[str]], component: frozenset[str]) -> tuple[str, ...]:
    """Return the shortest way inside ``component`` that leads from ``start`` back to it."""
    came_from: dict[str, str] = {}
    frontier = [start]
    while True:
        following: list[str] = []
        for name in frontier:
            for target in sorted(component.intersection(leads.get(name, ()))):
                if target == start:
                    way = [name]
                    while way[-1] != start:
                        way.append(came_from[way[-1]])
                    return tuple(reversed(way))
                if target not in came_from:
                    came_from[target] = name
                    following.append(target)
        frontier = following


def _components(leads: Mapping[str, Iterable[str]]) -> Iterator[frozenset[str]]:
    """Yield the sets of things that can all be reached from each other.

    Tarjan's algorithm (R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2),
    1972), without recursion: chains may be long.
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    is_waiting: set[str] = set()
    places: dict[str, int] = {}
    for start in leads:
        if start in order:
            continue
        visits = [(start, iter(leads[start]))]
        order[start] = lowest[start] = len(order)
        places[start] = len(waiting)
        waiting.append(start)
        is_waiting.add(start)
        while visits:
            name, targets = visits[-1]
            target = next(targets, None)
            if target is None:
                visits.pop()
                if visits:
                    above = visits[-1][0]
                    lowest[above] = min(lowest[above], lowest[name])
                if lowest[name] == order[name]:
                    at = places[name]
                    component = frozenset(waiting[at:])
                    del waiting[at:]
                    is_waiting -= component
                    yield component
            elif target in is_waiting:
                lowest[name] = min(lowest[name], order[target])
            elif target not in order and target in leads:
                order[target] = lowest[target] = len(order)
                places[target] = len(waiting)
                waiting.append(target)
                is_waiting.add(target)
                visits.append((target, iter(leads[target])))
