"""What pages show of a pattern's tier history: each tier, its date, its reason and its decision."""

from __future__ import annotations

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Badge, Block, Inline, Items, Label, Line, Rich, View, Words
from sphinx_excellence.views.record_labels import reference, tier_badge


def has_moved(pattern: Pattern) -> bool:
    """Whether a pattern has had more than one tier."""
    return len({entry.tier for entry in pattern.history}) > 1


def history_items(pattern: Pattern, registry: Registry) -> Items:
    """Return an item for each entry of a pattern's history, oldest first."""
    items: list[tuple[Block, ...]] = []
    before: str | None = None
    for _place, entry in pattern.dated_history():
        head: list[Inline] = [Words(entry.date, role="date"), Words(" ")]
        if before is not None and before != entry.tier:
            head += [_badge(before, registry), Words(" \N{RIGHTWARDS ARROW} ")]
        head.append(_badge(entry.tier, registry))
        step: list[Block] = [Line(tuple(head), role="step")]
        why: list[Inline] = [Rich(entry.reason)] if entry.reason else []
        if entry.decision:
            decision = reference("decision", entry.decision, registry)
            why += [*([Words(" \N{EN DASH} ")] if why else []), Label(N_("Decision:")), Words(" "), decision]
        if why:
            step.append(Line(tuple(why)))
        items.append(tuple(step))
        before = entry.tier
    return Items(tuple(items), ordered=True, role="timeline")


def history(pattern: Pattern, registry: Registry) -> View:
    """Return the tiers that a pattern has had, oldest first."""
    blocks: tuple[Block, ...] = (history_items(pattern, registry),)
    if not pattern.history:
        blocks = (Line((Label(N_("There is no tier history yet.")),), role="nothing"),)
    return View("history", blocks, Label(N_("Tier history of %s"), (pattern.title,)))


def _badge(tier: str, registry: Registry) -> Badge | Words:
    """Return the badge of a tier; its name where there is no such tier."""
    known = registry.tiers.get(tier)
    return Words(tier) if known is None else tier_badge(known)
