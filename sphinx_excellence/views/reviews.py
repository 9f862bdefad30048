"""What pages show of reviews: what an open one has to look at, what a closed one decided, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.health import quarter_days, quarter_title
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review, ReviewDecision
from sphinx_excellence.model.tier_history import TierStep
from sphinx_excellence.views.blocks import (
    UNBROKEN,
    Block,
    Cell,
    Inline,
    Items,
    Label,
    Line,
    Part,
    Rich,
    RichBlocks,
    StatusLabel,
    Table,
    View,
    WebLink,
    Words,
    said,
)
from sphinx_excellence.views.record_labels import reference, tier_badge
from sphinx_excellence.views.review_items import (
    GROUPS,
    LINK,
    ReviewItem,
    by_group,
    decided_in,
    decided_in_quarter,
    review_items,
)
from sphinx_excellence.views.sources import sources_part

_OPEN, _CLOSED = Label(N_("open")), Label(N_("closed"))


def review(record: Review, registry: Registry) -> View:
    """Return a review: who reviews, what was decided, which tiers moved; of an open one also what to look at."""
    blocks: list[Block] = [_head(record)]
    if record.summary:
        blocks.append(Line((Rich(record.summary),), role="summary"))
    if record.decisions:
        items = tuple((Line(_decided(each, record, registry)),) for each in record.decisions)
        blocks.append(Part(Label(N_("Decided")), (Items(items, role="decided"),)))
    moved = tuple(_moves(record, registry))
    if moved:
        blocks.append(Part(Label(N_("What moved in this quarter")), (Items(moved, role="moves"),)))
    if record.notes:
        blocks.append(RichBlocks(record.notes, ("review", record.id), ("notes",)))
    if record.is_open:
        blocks += _checklist(review_items(registry, record.of_quarter), decided_in(record, registry), registry)
    blocks += sources_part(record.sources)
    return View("review", tuple(blocks), Label(N_("Review: %s"), (record.title,)))


def checklist(quarter: str, registry: Registry) -> View:
    """Return what a review of ``quarter`` has to look at, with what its record has decided so far."""
    blocks = _checklist(review_items(registry, quarter), decided_in_quarter(registry, quarter), registry)
    label = Label(N_("Review checklist for %s"), (quarter_title(quarter),))
    return View("review-checklist", tuple(blocks), label)


def archive(registry: Registry) -> View:
    """Return all reviews, newest first, each with its number of decisions."""
    label = Label(N_("Reviews"))
    found = sorted(registry.all_of(Review), key=lambda each: (each.of_quarter, each.id), reverse=True)
    if not found:
        return View("reviews", (Line((Label(N_("There are no reviews yet.")),), role="nothing"),), label)
    rows = tuple(
        (
            Cell((Line((reference("review", each.id, registry),)),), heading=True),
            Cell((Line((_status(each),)),)),
            Cell((Line((Words(each.closed or "\N{EN DASH}", role=UNBROKEN),)),)),
            Cell((Line((Words(str(len(each.decisions))),)),)),
        )
        for each in found
    )
    columns = tuple((Label(each),) for each in (N_("Review"), N_("Status"), N_("Closed"), N_("Decisions")))
    return View("reviews", (Table(columns, rows, label, (4, 2, 2, 2), role="reviews"),), label)


def _status(record: Review) -> StatusLabel:
    return StatusLabel("review", "open" if record.is_open else "closed", _OPEN if record.is_open else _CLOSED)


def _head(record: Review) -> Line:
    shown: list[Inline] = [_status(record)]
    if record.closed:
        shown += [Words(" "), Words(record.closed, role=UNBROKEN)]
    if record.by:
        shown += [Words(", "), Words(record.by)]
    return Line(tuple(shown), role="head")


def _decided(decision: ReviewDecision, record: Review, registry: Registry) -> tuple[Inline, ...]:
    shown: list[Inline] = [reference("pattern", decision.pattern, registry), Words(": ")]
    tier = registry.tiers.get(decision.tier or "")
    if tier is not None:
        shown += [said(N_("from now on")), Words(" "), tier_badge(tier)]
    else:
        shown.append(Words(decision.tier) if decision.tier else said(N_("keeps its tier")))
    if decision.reason:
        shown += [Words(". "), Rich(decision.reason)]
    if decision.decision:
        shown += [Words(" "), reference("decision", decision.decision, registry)]
    if decision.by and decision.by != record.by:
        shown += [Words(" ("), Words(decision.by), Words(")")]
    return tuple(shown)


def _moves(record: Review, registry: Registry) -> Iterable[tuple[Block, ...]]:
    """Yield the entries of histories in the quarter, those that the review decided itself left out."""
    first, last = quarter_days(record.of_quarter)
    decided = decided_in(record, registry)
    found = [
        (pattern, step, before)
        for pattern in registry.all_of(Pattern)
        if pattern.id not in decided
        for before, step in _steps(registry.history_of(pattern))
        # The checklist of an open review has what is new.
        if first <= step.day <= last and (before is not None or not record.is_open)
    ]
    for pattern, step, before in sorted(found, key=lambda each: (each[1].day, each[0].id)):
        yield (Line((reference("pattern", pattern.id, registry), Words(": "), *_move(step, before, registry))),)


def _steps(history: Sequence[TierStep]) -> Iterable[tuple[TierStep | None, TierStep]]:
    return zip((None, *history), history, strict=False)


def _move(step: TierStep, before: TierStep | None, registry: Registry) -> tuple[Inline, ...]:
    shown: list[Inline] = []
    for name in dict.fromkeys((before.tier if before is not None else None, step.tier)):
        tier = registry.tiers.get(name or "")
        shown += [Words(" \N{RIGHTWARDS ARROW} ")] if shown else []
        if tier is not None:
            shown.append(tier_badge(tier))
        elif name is not None:
            shown.append(Words(name))
        elif before is not None:
            shown.append(said(N_("left")))
    if step.entry.reason:
        shown += [Words(" \N{EN DASH} "), Rich(step.entry.reason)]
    return tuple(shown)


def _checklist(items: Iterable[ReviewItem], decided: frozenset[str], registry: Registry) -> list[Block]:
    grouped = by_group(items)
    if not grouped:
        return [Line((Label(N_("There is nothing to look at.")),), role="nothing")]
    return [
        Part(
            Label(title),
            (Items(tuple((Line(_item(key, found, decided, registry)),) for key, found in grouped[group].items())),),
            role="review-group",
        )
        for group, title in GROUPS.items()
        if group in grouped
    ]


def _item(
    key: RecordKey, found: Iterable[ReviewItem], decided: frozenset[str], registry: Registry
) -> tuple[Inline, ...]:
    named = WebLink(key[1], text=key[1]) if key[0] == LINK else reference(*key, registry)
    shown: list[Inline] = [named, Words(":")]
    for item in found:
        shown += [Words(" "), item.reason]
    if key[0] == "pattern" and key[1] in decided:
        shown += [Words(" "), StatusLabel("review", "decided", Label(N_("decided")))]
    return tuple(shown)
