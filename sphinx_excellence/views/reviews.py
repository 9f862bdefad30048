"""What pages show of reviews: what an open one has to look at, what a closed one decided, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.health import quarter_title
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review, ReviewDecision
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
from sphinx_excellence.views.quarter_moves import moved_in, quarters_of_moves
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
    # The checklist of an open review has what is new.
    blocks += moved_in(record.of_quarter, registry, without=decided_in(record, registry), with_new=not record.is_open)
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


def quarter(name: str, registry: Registry) -> View | None:
    """Return what moved in a quarter in which no review was held; nothing where nothing did, or one was held."""
    if any(each.of_quarter == name for each in registry.all_of(Review)):
        return None
    moved = moved_in(name, registry)
    if not moved:
        return None
    held = Line((Label(N_("No review was held.")),), role="nothing")
    return View("review", (held, *moved), Label(N_("Review: %s"), (quarter_title(name),)))


def archive(registry: Registry) -> View:
    """Return all reviews, newest first, each with its number of decisions, and quarters since the first without one."""
    label = Label(N_("Reviews"))
    found = sorted(registry.all_of(Review), key=lambda each: (each.of_quarter, each.id), reverse=True)
    if not found:
        return View("reviews", (Line((Label(N_("There are no reviews yet.")),), role="nothing"),), label)
    held = {each.of_quarter for each in found}
    lacking = [each for each in quarters_of_moves(registry) if each > min(held) and each not in held]
    listed: list[tuple[str, str, tuple[Cell, ...]]] = [
        (each.of_quarter, each.id, _row(each, registry)) for each in found
    ]
    listed += [(each, "", _row_without(each)) for each in lacking]
    rows = tuple(row for _quarter, _id, row in sorted(listed, key=lambda each: each[:2], reverse=True))
    columns = tuple((Label(each),) for each in (N_("Review"), N_("Status"), N_("Closed"), N_("Decisions")))
    return View("reviews", (Table(columns, rows, label, (4, 2, 2, 2), role="reviews"),), label)


def _row(record: Review, registry: Registry) -> tuple[Cell, ...]:
    return (
        Cell((Line((reference("review", record.id, registry),)),), heading=True),
        Cell((Line((_status(record),)),)),
        Cell((Line((Words(record.closed or "\N{EN DASH}", role=UNBROKEN),)),)),
        Cell((Line((Words(str(len(record.decisions))),)),)),
    )


def _row_without(name: str) -> tuple[Cell, ...]:
    none = Cell((Line((Words("\N{EN DASH}"),)),))
    return (
        Cell((Line((Words(quarter_title(name), role=UNBROKEN),)),), heading=True),
        Cell((Line((said(N_("not held")),)),)),
        none,
        none,
    )


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
