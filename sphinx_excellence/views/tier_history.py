"""What pages show of a pattern's tier history: each tier, its date, its reason and its decision."""

from __future__ import annotations

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import TierScale
from sphinx_excellence.model.tier_history import TierStep
from sphinx_excellence.views.blocks import Badge, Block, Inline, Items, Label, Line, Rich, RichBlocks, View, Words
from sphinx_excellence.views.edition_changes import scale_in
from sphinx_excellence.views.record_labels import reference, tier_badge


def has_moved(pattern: Pattern) -> bool:
    """Whether a pattern has had more than one tier, or has left."""
    return len({entry.tier for entry in pattern.history}) > 1


def date_of(step: TierStep, registry: Registry, *, role: str = "") -> tuple[Inline, ...]:
    """Return when a step was: a link to its edition, and the date where the edition's title does not say it."""
    date = step.written_date
    if step.entry.edition is None:
        return (Words(date, role=role),)
    link = reference("edition", step.entry.edition, registry)
    if not date or (step.edition is not None and date in step.edition.title):
        return (link,)
    return (link, Words(" ("), Words(date, role=role), Words(")"))


def reason_of(step: TierStep, registry: Registry) -> tuple[Inline, ...]:
    """Return why a step was made: the reason, and a link to the decision; nothing where the record has neither."""
    entry = step.entry
    why: list[Inline] = [Rich(entry.reason)] if entry.reason else []
    if entry.decision:
        decision = reference("decision", entry.decision, registry)
        why += [*([Words(" \N{EN DASH} ")] if why else []), Label(N_("Decision:")), Words(" "), decision]
    return tuple(why)


def leaving(pattern: Pattern, registry: Registry) -> tuple[Inline, ...]:
    """Return since when a pattern that left has no tier; nothing for any other."""
    if pattern.tier is not None or not registry.has_left(pattern):
        return ()
    return (Label(N_("Not rated since")), Words(" "), *date_of(registry.history_of(pattern)[-1], registry))


def history_items(pattern: Pattern, registry: Registry, *, with_texts: bool = False) -> Items:
    """Return an item for each entry of a pattern's history, oldest first; ``with_texts`` with what editions say."""
    items: list[tuple[Block, ...]] = []
    before: str | None = None
    for each in registry.history_of(pattern):
        entry, tiers = each.entry, registry.tiers
        head: list[Inline] = [*date_of(each, registry, role="date"), Words(" ")]
        if before is not None and before != entry.tier:
            head += [badge_in(before, tiers), Words(" \N{RIGHTWARDS ARROW} ")]
        if each.edition is not None:
            tiers = scale_in(each.edition, registry)
        head.append(badge_in(entry.tier, tiers) if entry.tier is not None else Label(N_("no longer rated")))
        step: list[Block] = [Line(tuple(head), role="step")]
        why = reason_of(each, registry)
        if why:
            step.append(Line(why))
        if with_texts and entry.text:
            step.append(RichBlocks(entry.text, ("pattern", pattern.id), ("history", each.place, "text")))
        items.append(tuple(step))
        before = entry.tier
    return Items(tuple(items), ordered=True, role="timeline")


def history(pattern: Pattern, registry: Registry) -> View:
    """Return the tiers that a pattern has had, oldest first."""
    blocks: tuple[Block, ...] = (history_items(pattern, registry, with_texts=True),)
    if not pattern.history:
        blocks = (Line((Label(N_("There is no tier history yet.")),), role="nothing"),)
    return View("history", blocks, Label(N_("Tier history of %s"), (pattern.title,)))


def badge_in(tier: str, tiers: TierScale) -> Badge | Words:
    """Return the badge of a tier; its name where there is no such tier."""
    known = tiers.get(tier)
    return Words(tier) if known is None else tier_badge(known)
