"""How a pattern has moved between tiers, by its history.

Owns which two entries of a history are compared. The current tier is the pattern's own; a rule
checks that the two agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry


class Movement(Enum):
    """What has become of a pattern; the value is its role in drawings."""

    NEW = "new"
    IN = "moved-in"
    OUT = "moved-out"


MOVEMENT: Mapping[Movement, str] = MappingProxyType({
    Movement.NEW: N_("New"),
    Movement.IN: N_("Moved in"),
    Movement.OUT: N_("Moved out"),
})  # fmt: skip


def first_rating(registry: Registry) -> date | None:
    """Return the day on which the first tier of all was set."""
    return min(
        (listed_day(entry.date) for pattern in registry.all_of(Pattern) for entry in pattern.history), default=None
    )


def movement(pattern: Pattern, registry: Registry, *, since: date | None, founded: date | None) -> Movement | None:
    """Return how a pattern has moved: by its last entry against the one before it.

    With ``since`` only an entry from that day on counts, against what held before the day. A pattern with nothing to
    compare is new, but not on the day the whole record was ``founded``: there everything would be.
    """
    history = [entry for _place, entry in pattern.dated_history()]
    if not history:
        return None
    *before, last = history
    if since is not None:
        if listed_day(last.date) < since:
            return None
        before = [entry for entry in before if listed_day(entry.date) < since]
    if not before:
        return Movement.NEW if since is not None or listed_day(last.date) != founded else None
    old, new = registry.tiers.get(before[-1].tier), registry.tiers.get(last.tier)
    if old is None or new is None or old.position == new.position:
        return None
    return Movement.IN if new.position < old.position else Movement.OUT
