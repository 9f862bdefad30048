"""What happened to the records, with its day: patterns that are new, tiers that moved, decisions, reviews.

Owns the one list that the directive ``what-changed`` and the feeds are made of. A new kind of event is a function that
yields events, in ``_SOURCES``, and its name in ``EVENT_KINDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import day_range, listed_day
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review
from sphinx_excellence.model.tier_history import TierMove, TierStep
from sphinx_excellence.model.vocabulary import DECISION_STATUS
from sphinx_excellence.views.blocks import Inline, Label, Reference, Rich, Words
from sphinx_excellence.views.edition_changes import scale_in
from sphinx_excellence.views.record_labels import decision_label, listed, reference
from sphinx_excellence.views.tier_history import badge_in, date_of, reason_of
from sphinx_excellence.views.tier_movement import MOVEMENT, Movement

NEW_PATTERN, TIER_MOVE, DECISION, REVIEW = "new-pattern", "tier-move", "decision", "review"
#: What readers see each kind of event called.
EVENT_KINDS: Mapping[str, str] = MappingProxyType({
    NEW_PATTERN: N_("New pattern"),
    TIER_MOVE: N_("Tier move"),
    DECISION: N_("Decision"),
    REVIEW: N_("Review"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the record ``key``.

    ``id`` is the same for as long as the record and the day are. ``first`` and ``last`` are the days that the date may
    mean, ``written`` is the date as it is written, ``when`` the same with a link to its edition. ``what`` follows the
    title of the record, ``why`` is a reason. ``categories`` are those of the record, and those that they are part of.
    """

    kind: str
    key: RecordKey
    title: str
    id: str
    written: str
    first: date
    last: date
    when: tuple[Inline, ...]
    what: tuple[Inline, ...]
    why: tuple[Inline, ...]
    categories: tuple[str, ...]


def events(registry: Registry, *, until: date) -> list[Event]:
    """Return what has happened, newest first; what can only happen after ``until`` is left out."""
    found = [event for source in _SOURCES for event in source(registry) if event.first <= until]
    found.sort(key=lambda event: (-event.first.toordinal(), event.last, event.title.casefold(), event.id))
    taken: dict[str, int] = {}
    for place, event in enumerate(found):
        count = taken[event.id] = taken.get(event.id, 0) + 1
        if count > 1:
            found[place] = replace(event, id=f"{event.id}/{count}")
    return found


def _days(written: str) -> tuple[date, date]:
    """Return the first and the last day that a date may mean; ``before`` and ``after`` one mean the day next to it."""
    first, last = listed_day(written), day_range(written)[1]
    return first, first if last == date.max else last


def _changes_of_tiers(registry: Registry) -> Iterator[Event]:
    """Yield each entry of a history with another tier than the one before it."""
    for pattern in registry.all_of(Pattern):
        for move in registry.moves_of(pattern):
            yield _change_of_tier(pattern, move, registry)


def _change_of_tier(pattern: Pattern, move: TierMove, registry: Registry) -> Event:
    before, step = move.before, move.step
    first, last = _days(move.written)
    kind = NEW_PATTERN if before is None else TIER_MOVE
    was, now = (_tier_in(each, registry) if each is not None else () for each in (before, step))
    if before is None:
        what: tuple[Inline, ...] = (Label(MOVEMENT[Movement.NEW]), Words(", "), *now)
    elif before.tier is None:
        what = (Label(MOVEMENT[Movement.RETURNED]), Words(", "), *now)
    else:
        what = (*was, Words(" \N{RIGHTWARDS ARROW} "), *now)
    return Event(
        kind,
        ("pattern", pattern.id),
        pattern.title,
        f"pattern/{pattern.id}/{first.isoformat()}/{step.tier or 'left'}",
        step.written_date,
        first,
        last,
        date_of(step, registry, role="date"),
        what,
        reason_of(step, registry),
        registry.categories_of(pattern),
    )


def _tier_in(step: TierStep, registry: Registry) -> tuple[Inline, ...]:
    """Return the tier of a step under the name that it had then."""
    if step.tier is None:
        return (Label(N_("no longer rated")),)
    return (badge_in(step.tier, scale_in(step.edition, registry) if step.edition is not None else registry.tiers),)


def _decided(registry: Registry) -> Iterator[Event]:
    """Yield each decision at its date, and once more when another one has superseded it."""
    successors = _successors(registry)
    for decision in registry.all_of(Decision):
        newer = successors.get(decision.id, [])
        if decision.date:
            yield _decision(decision, registry, is_superseded=bool(newer))
        for each in newer:
            if each.date:
                yield _superseded(decision, each, each.date, registry)


def _successors(registry: Registry) -> dict[str, list[Decision]]:
    """Return the decisions with a date that have superseded each other one, by its id.

    A decision that is still open, or that was rejected, supersedes none.
    """
    own = registry.of_kind("decision")
    pairs = {
        (older, newer)
        for each in registry.all_of(Decision)
        for older, newer in (
            *((registry.resolve("decision", name), each.id) for name in each.supersedes),
            *((each.id, registry.resolve("decision", name)) for name in each.superseded_by),
        )
        if older in own and newer in own and older != newer
    }
    found: dict[str, list[Decision]] = {}
    for older, newer in sorted(pairs, key=str):
        record = own[newer] if newer is not None else None
        if not isinstance(record, Decision) or older is None or not record.date:
            continue
        if registry.meaning_of(DECISION_STATUS, record, record.status) not in {"open", "closed"}:
            found.setdefault(older, []).append(record)
    return found


def _decision(decision: Decision, registry: Registry, *, is_superseded: bool) -> Event:
    written = decision.date or ""
    first, last = _days(written)
    is_open = registry.meaning_of(DECISION_STATUS, decision, decision.status) == "open"
    # What it was before it was superseded is not known.
    what: Inline = Label(N_("Decided")) if is_superseded else decision_label(decision, registry)
    replaced = [reference("decision", name, registry) for name in decision.supersedes]
    why: list[Inline] = [Rich(decision.summary)] if decision.summary else []
    if replaced:
        why += [*([Words(" \N{EN DASH} ")] if why else []), Label(N_("Supersedes")), Words(" "), *listed(replaced)]
    return Event(
        DECISION,
        ("decision", decision.id),
        decision.title,
        # A proposal that is accepted is news, even on the same day.
        f"decision/{decision.id}/{first.isoformat()}/{'proposed' if is_open else 'decided'}",
        written,
        first,
        last,
        (Words(written, role="date"),),
        (what,),
        tuple(why),
        registry.categories_of(decision),
    )


def _superseded(decision: Decision, newer: Decision, written: str, registry: Registry) -> Event:
    first, last = _days(written)
    return Event(
        DECISION,
        ("decision", decision.id),
        decision.title,
        f"decision/{decision.id}/{first.isoformat()}/superseded-by/{newer.id}",
        written,
        first,
        last,
        (Words(written, role="date"),),
        (Label(N_("Superseded by")), Words(" "), reference("decision", newer.id, registry)),
        (Rich(newer.summary),) if newer.summary else (),
        registry.categories_of(decision),
    )


def _closed_reviews(registry: Registry) -> Iterator[Event]:
    """Yield each review on the day on which it was closed, with the patterns that it decided about."""
    for review in registry.all_of(Review):
        if review.closed is None:
            continue
        first, last = _days(review.closed)
        patterns = list(dict.fromkeys(each.pattern for each in review.decisions))
        why: list[Inline] = [Rich(review.summary)] if review.summary else []
        if patterns:
            why += [*([Words(" \N{EN DASH} ")] if why else []), Label(N_("Decided about")), Words(" ")]
            why += listed(_without_badge("pattern", name, registry) for name in patterns)
        found = [registry.pattern(name) for name in patterns]
        yield Event(
            REVIEW,
            ("review", review.id),
            review.title,
            f"review/{review.id}/{first.isoformat()}/closed",
            review.closed,
            first,
            last,
            (Words(review.closed, role="date"),),
            (Label(N_("Review closed")),),
            tuple(why),
            tuple(dict.fromkeys(each for record in found if record for each in registry.categories_of(record))),
        )


def _without_badge(kind: str, name: str, registry: Registry) -> Inline:
    """Return a link to a record without its tier: that of today may not be the one that was decided."""
    found = reference(kind, name, registry)
    return replace(found, badge=None) if isinstance(found, Reference) else found


_SOURCES: tuple[Callable[[Registry], Iterator[Event]], ...] = (_changes_of_tiers, _decided, _closed_reviews)
