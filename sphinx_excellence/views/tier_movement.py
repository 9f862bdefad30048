"""How a pattern has moved between tiers, by its history.

Owns which two entries of a history are compared. The current tier is the pattern's own; a rule
checks that the two agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.vocabulary import GONE


class Movement(Enum):
    """What has become of a pattern; the value is its role in drawings."""

    NEW = "new"
    RETURNED = "returned"
    IN = "moved-in"
    OUT = "moved-out"
    UNCHANGED = "unchanged"
    GONE = "gone"


MOVEMENT: Mapping[Movement, str] = MappingProxyType({
    Movement.NEW: N_("New"),
    Movement.RETURNED: N_("Returned"),
    Movement.IN: N_("Moved in"),
    Movement.OUT: N_("Moved out"),
    Movement.UNCHANGED: N_("Unchanged"),
    Movement.GONE: GONE,
})  # fmt: skip


def between(before: str | None, after: str | None, registry: Registry) -> Movement:
    """Return how the tier ``after`` compares with the one ``before``; the scale of the registry orders them."""
    if after is None:
        return Movement.GONE
    if before is None:
        return Movement.NEW
    old, new = registry.tiers.get(before), registry.tiers.get(after)
    if old is None or new is None or old.position == new.position:
        return Movement.UNCHANGED
    return Movement.IN if new.position < old.position else Movement.OUT


def first_rating(registry: Registry) -> date | None:
    """Return the day on which the first tier of all was set."""
    return min((steps[0].day for steps in registry.histories.values()), default=None)


def since_last_edition(registry: Registry) -> date | None:
    """Return the day from which moves count where none is given: that after the last edition but one.

    Where there is only one, it is the day after that; where there is none, the last move of each pattern counts.
    """
    editions = registry.editions
    if not editions:
        return None
    day = editions[-2 if len(editions) > 1 else -1].day
    return min(day, date.max - timedelta(1)) + timedelta(1)


def movement(pattern: Pattern, registry: Registry, *, since: date | None, founded: date | None) -> Movement | None:
    """Return how a pattern has moved: by its last entry against the one before it.

    With ``since`` only an entry from that day on counts, against what held before the day. A pattern with nothing to
    compare is new, but not on the day the whole record was ``founded``: there everything would be.
    """
    history = registry.history_of(pattern)
    if not history:
        return None
    *before, last = history
    if since is not None:
        if last.day < since:
            return None
        before = [step for step in before if step.day < since]
    if not before:
        return Movement.NEW if since is not None or last.day != founded else None
    moved = between(before[-1].tier, last.tier, registry)
    if moved is Movement.NEW:
        return Movement.RETURNED
    return None if moved is Movement.UNCHANGED else moved
