"""What pages show of editions: one in full, the archive of all, and what changed between two.

``edition_changes`` finds what changed; here it is put into words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sphinx_excellence.messages import N_
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import TierScale
from sphinx_excellence.views.blocks import (
    UNBROKEN,
    Badge,
    Block,
    Cell,
    Inline,
    Items,
    Label,
    Line,
    Part,
    Reference,
    Rich,
    RichBlocks,
    Table,
    View,
    Words,
)
from sphinx_excellence.views.edition_changes import Change, changes, edition_before, scale_in
from sphinx_excellence.views.record_labels import listed, reference, tier_badge
from sphinx_excellence.views.sources import sources_part
from sphinx_excellence.views.tier_movement import MOVEMENT, Movement

#: The order in which an edition tells what changed; what is unchanged comes last.
_TOLD = (Movement.NEW, Movement.RETURNED, Movement.IN, Movement.OUT, Movement.GONE)


def edition(record: Edition, registry: Registry, *, compact: bool = False) -> View:
    """Return an edition: its date, what it is about, and what is new, moved, gone and unchanged in it.

    A ``compact`` one leaves out what it says of each pattern.
    """
    before = edition_before(record, registry)
    # What was in an edition of another project is not known here.
    found = changes(before, record, registry) if record in registry.editions else []
    if compact:
        found = [replace(change, step=None) for change in found]
    scale = scale_in(record, registry)
    here = sum(change.after is not None for change in found)
    head: list[Inline] = [Words(record.date, role="date")]
    if found:
        head += [Words(" \N{EN DASH} "), _count(here)]
    if before is not None:
        head += [Words(". "), Label(N_("Compared with:")), Words(" "), edition_link(before, registry)]
    blocks: list[Block] = [Line(tuple(head), role="head")]
    if record.summary:
        blocks.append(Line((Rich(record.summary),), role="summary"))
    if record.text:
        blocks.append(RichBlocks(record.text, ("edition", record.id), ("text",)))
    if before is None:
        blocks += _by_tier(found, scale, registry, told=True)
    else:
        blocks += _told(found, (scale_in(before, registry), scale), registry)
    blocks += sources_part(record.sources)
    return View("edition", tuple(blocks), Label(N_("Edition: %s"), (record.title,)))


def difference(one: Edition, other: Edition, registry: Registry) -> View:
    """Return what changed from the older to the newer of two editions, whichever is named first."""
    older, newer = sorted((one, other), key=registry.editions.index)
    label = Label(N_("Changes from %s to %s"), (older.title, newer.title))
    arrow = Words(" \N{RIGHTWARDS ARROW} ")
    head = Line((edition_link(older, registry), arrow, edition_link(newer, registry)), role="head")
    found = [change for change in changes(older, newer, registry) if change.movement is not Movement.UNCHANGED]
    if not found:
        return View("edition", (head, Line((Label(N_("Nothing changed.")),), role="nothing")), label)
    told = _told(found, (scale_in(older, registry), scale_in(newer, registry)), registry)
    return View("edition", (head, *told), label)


def archive(registry: Registry) -> View:
    """Return a table of all editions, newest first, with the number of patterns that changed in each."""
    label = Label(N_("Editions"))
    if not registry.editions:
        return View("editions", (Line((Label(N_("There are no editions yet.")),), role="nothing"),), label)
    in_each = [(record, _counts(record, registry)) for record in reversed(registry.editions)]
    # Columns that would say nothing, or what the titles say, are left out.
    dated = any(record.date not in record.title for record in registry.editions)
    told = [each for each in _TOLD if any(counts[each] for _record, counts in in_each)]
    rows = [
        (
            Cell((Line((edition_link(record, registry),)),), heading=True),
            *((Cell((Line((Words(record.date, role=UNBROKEN),)),)),) if dated else ()),
            *(Cell((Line((Words(str(counts[each] or "\N{EN DASH}")),)),)) for each in (None, *told)),
        )
        for record, counts in in_each
    ]
    heads = [N_("Edition"), *([N_("Date")] if dated else []), N_("Patterns"), *(MOVEMENT[each] for each in told)]
    widths = (4, *([2] if dated else []), 2, *(2 for _ in told))
    table = Table(tuple((Label(head),) for head in heads), tuple(rows), label, widths, role="editions")
    return View("editions", (table,), label)


def _counts(record: Edition, registry: Registry) -> Mapping[Movement | None, int]:
    """Return how many patterns made each movement in an edition, and under ``None`` how many were in it."""
    before = edition_before(record, registry)
    found = changes(before, record, registry)
    counts: Counter[Movement | None] = Counter() if before is None else Counter(change.movement for change in found)
    counts[None] = sum(change.after is not None for change in found)
    return counts


def edition_link(record: Edition, registry: Registry) -> Inline:
    """Return a link to an edition."""
    return reference("edition", record.id, registry)


def _count(number: int) -> Label:
    return Label(N_("1 pattern")) if number == 1 else Label(N_("%s patterns"), (str(number),))


def _told(found: Iterable[Change], scales: tuple[TierScale, TierScale], registry: Registry) -> list[Block]:
    """Return a part for each sort of change, and the unchanged patterns by their tiers."""
    found = list(found)
    parts: list[Block] = []
    for movement in _TOLD:
        items = [_item(change, scales, registry) for change in found if change.movement is movement]
        if items:
            parts.append(_part(movement, len(items), (Items(tuple(items), role="changes"),)))
    same = [change for change in found if change.movement is Movement.UNCHANGED]
    if same:
        parts.append(_part(Movement.UNCHANGED, len(same), tuple(_by_tier(same, scales[1], registry, told=False))))
    return parts


def _part(movement: Movement, count: int, blocks: tuple[Block, ...]) -> Part:
    title = {
        Movement.NEW: N_("New (%s)"),
        Movement.RETURNED: N_("Returned (%s)"),
        Movement.IN: N_("Moved in (%s)"),
        Movement.OUT: N_("Moved out (%s)"),
        Movement.GONE: N_("Gone (%s)"),
        Movement.UNCHANGED: N_("Unchanged (%s)"),
    }[movement]
    return Part(Label(title, (str(count),)), blocks, role=f"change excellence-change-{movement.value}")


def _by_tier(found: list[Change], scale: TierScale, registry: Registry, *, told: bool) -> list[Block]:
    """Return the patterns of each tier: those of which the edition says something as a list, the others in one line.

    As parts of their own where nothing else is ``told``.
    """
    blocks: list[Block] = []
    for tier in scale.values():
        there = [change for change in found if change.after == tier.id]
        items = tuple(_item(change, (scale, scale), registry, badge=False) for change in there if _says(change))
        carried = listed(_link(change) for change in there if not _says(change))
        listing: list[Block] = [Items(items, role="changes")] if items else []
        if told and there:
            title = Label("%s (%s)", (Label(tier.title), str(len(there))))
            others: list[Block] = [Line(carried)] if carried else []
            blocks.append(Part(title, (*listing, *others), role="change"))
        elif there:
            blocks += [Line((tier_badge(tier), *((Words(" "), *carried) if carried else ())), role="step"), *listing]
    return blocks


def _says(change: Change) -> bool:
    entry = change.step.entry if change.step is not None else None
    return entry is not None and bool(entry.text or entry.reason or entry.decision)


def _link(change: Change) -> Reference:
    # Without the badge of today: the edition has its own.
    return Reference("pattern", change.pattern.id, change.pattern.title)


def _item(
    change: Change, scales: tuple[TierScale, TierScale], registry: Registry, *, badge: bool = True
) -> tuple[Block, ...]:
    line: list[Inline] = [_link(change)]
    if badge:
        line.append(Words(" "))
        if change.before is not None and change.before != change.after:
            line.append(_badge(change.before, scales[0]))
            line += [Words(" \N{RIGHTWARDS ARROW} ")] if change.after is not None else []
        if change.after is not None:
            line.append(_badge(change.after, scales[1]))
    blocks: list[Block] = [Line(tuple(line), role="step")]
    if change.step is not None:
        entry = change.step.entry
        why: list[Inline] = [Rich(entry.reason)] if entry.reason else []
        if entry.decision:
            why += [*([Words(" \N{EN DASH} ")] if why else []), Label(N_("Decision:")), Words(" ")]
            why.append(reference("decision", entry.decision, registry))
        blocks += [Line(tuple(why))] if why else []
        if entry.text:
            place = ("history", change.step.place, "text")
            blocks.append(RichBlocks(entry.text, ("pattern", change.pattern.id), place))
    return tuple(blocks)


def _badge(tier: str, scale: TierScale) -> Badge | Words:
    known = scale.get(tier)
    return Words(tier) if known is None else tier_badge(known)
