"""The history of a pattern's tier in the order of time, how the tier moved, and what held in an edition.

Owns the day of each entry: an entry that names an edition counts from that edition on, whatever its own date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sphinx_excellence.model.dates import day_range, listed_day
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.pattern import HistoryEntry, Pattern


@dataclass(frozen=True, slots=True)
class TierStep:
    """One entry of a history: its place in the record, the day from which it counts, and its edition where known."""

    place: int
    entry: HistoryEntry
    day: date
    edition: Edition | None = None

    @property
    def tier(self) -> str | None:
        """The tier from then on; none where the pattern left."""
        return self.entry.tier

    @property
    def written_date(self) -> str:
        """The date as it is written: the entry's own, or that of its edition; empty where neither is known."""
        return self.entry.date or (self.edition.date if self.edition is not None else "")


@dataclass(frozen=True, slots=True)
class TierMove:
    """A change of a pattern's tier: the step that made it, and the one before it; without one, it is the first tier.

    ``written`` is its date: that of the edition, where the step has one.
    """

    step: TierStep
    before: TierStep | None
    written: str

    def is_within(self, first: date, last: date) -> bool:
        """Whether all days that its date may mean are from ``first`` to ``last``."""
        begin, end = day_range(self.written)
        return first <= begin and end <= last


def moves_of(steps: Iterable[TierStep]) -> Iterator[TierMove]:
    """Yield the changes of tier in a history, oldest first.

    An entry with the tier of the one before it confirms that tier, and is no change. Nor is a first entry from
    ``before`` a date: the pattern had the tier already. An entry without a known date is left out.
    """
    before: TierStep | None = None
    for step in steps:
        written = step.edition.date if step.edition is not None else step.entry.date
        is_change = step.tier is not None if before is None else step.tier != before.tier
        if is_change and written is not None and (before is not None or day_range(written)[0] > date.min):
            yield TierMove(step, before, written)
        before = step


def in_order_of_time(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return editions, the oldest first."""
    return tuple(sorted(editions, key=lambda edition: (edition.day, edition.id)))


def steps_of(pattern: Pattern, find: Callable[[str], Edition | None]) -> tuple[TierStep, ...]:
    """Return a pattern's history, oldest first; ``find`` returns the edition of a name.

    Entries of one day keep the order of the record. One with nothing but an unknown edition follows the entry that is
    written before it.
    """
    steps: list[TierStep] = []
    day = date.min
    for place, entry in enumerate(pattern.history):
        edition = find(entry.edition) if entry.edition is not None else None
        if edition is not None:
            day = edition.day
        elif entry.date is not None:
            day = listed_day(entry.date)
        steps.append(TierStep(place, entry, day, edition))
    return tuple(sorted(steps, key=lambda step: step.day))


def step_in(steps: Iterable[TierStep], edition: Edition) -> TierStep | None:
    """Return the step of a history that holds in an edition: the last until then."""
    found = [step for step in steps if step.day <= edition.day]
    return found[-1] if found else None


def tiers_in(histories: Mapping[str, Iterable[TierStep]], edition: Edition) -> dict[str, TierStep]:
    """Return, by pattern, the step that holds in an edition; patterns that had left by then are missing."""
    found = {pattern: step_in(steps, edition) for pattern, steps in histories.items()}
    return {pattern: step for pattern, step in found.items() if step is not None and step.tier is not None}
