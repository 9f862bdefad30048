"""Circles among things that lead to each other."""

from __future__ import annotations

from collections.abc import Mapping


def cycles(leads: Mapping[str, Mapping[str, object]]) -> list[tuple[str, ...]]:
    """Return one shortest cycle for each knot of things that lead to each other, smallest name first.

    ``leads`` maps each thing to those it leads to.
    """
    found: dict[frozenset[str], tuple[str, ...]] = {}
    settled: set[str] = set()
    for start in sorted(leads):
        if start in settled:
            continue
        paths: dict[str, tuple[str, ...]] = {start: (start,)}
        frontier = [start]
        cycle: tuple[str, ...] | None = None
        while frontier and cycle is None:
            following: list[str] = []
            for name in frontier:
                for target in sorted(leads.get(name, {})):
                    if target == start:
                        cycle = paths[name]
                        break
                    if target not in paths:
                        paths[target] = (*paths[name], target)
                        following.append(target)
                if cycle:
                    break
            frontier = following
        if cycle:
            found.setdefault(frozenset(cycle), cycle)
            settled |= set(cycle)
    return sorted(found.values())
