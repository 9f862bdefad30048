"""The successors of a legacy pattern that the search shows for a query about the pattern.

If an alternative is legacy too, its own alternatives count, and so on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry


@dataclass(frozen=True, slots=True)
class Successor:
    """One thing to use instead: a pattern of this project by its ``id``, or anything else by its name.

    ``address`` is where that other thing is described, if anywhere.
    """

    name: str
    id: str = ""
    address: str = ""


def successors_of(pattern: Pattern, registry: Registry) -> tuple[Successor, ...]:
    """Return what to use instead of a legacy pattern, best first; empty only where it names no alternative.

    A legacy alternative that leads nowhere itself is named where there is nothing else.
    """
    found = dict(_followed(pattern, registry, {pattern.id}))
    return tuple(successor for successor, current in found.items() if current) or tuple(found)


def _followed(pattern: Pattern, registry: Registry, passed: set[str]) -> Iterator[tuple[Successor, bool]]:
    """Yield each way with whether it is current; ``passed`` are the patterns that need not be followed again."""
    for alternative in pattern.alternatives:
        found = registry.pattern(alternative.pattern) if alternative.pattern else None
        if found is None:
            yield Successor(alternative.name or alternative.pattern or "", address=alternative.url or ""), True
        elif not registry.is_legacy(found):
            yield _successor(found, registry), True
        elif found.id not in passed:
            passed.add(found.id)
            beyond = tuple(_followed(found, registry, passed))
            yield from beyond or [(_successor(found, registry), False)]


def _successor(pattern: Pattern, registry: Registry) -> Successor:
    if pattern.id in registry.of_kind("pattern"):
        return Successor(pattern.title, pattern.id)
    return Successor(pattern.title, address=registry.address_of("pattern", pattern.id) or "")
