"""What moved in a quarter, and why: tiers, by the histories of patterns, and the health that changed most."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sphinx_excellence.messages import N_
from sphinx_excellence.model.health import quarter_days, quarter_of, quarter_title
from sphinx_excellence.model.health_score import STEADY, QuarterHealth
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier_history import TierMove
from sphinx_excellence.views.blocks import UNBROKEN, Block, Inline, Items, Label, Line, Part, Rich, Words, said
from sphinx_excellence.views.health import change_text
from sphinx_excellence.views.record_labels import reference, tier_badge
from sphinx_excellence.views.signals import signal_title

#: So many patterns, and so many signals of each, are named.
_PATTERNS, _SIGNALS = 5, 2


def moved_in(
    quarter: str, registry: Registry, *, without: Collection[str] = (), with_new: bool = True
) -> tuple[Block, ...]:
    """Return the tiers that moved in a quarter, and the health that changed most; nothing where none did.

    The patterns ``without`` have no tier listed; first tiers are listed only ``with_new``.
    """
    blocks: list[Block] = []
    moved = tuple(_tiers(quarter, registry, without, with_new=with_new))
    if moved:
        blocks.append(Part(Label(N_("What moved in this quarter")), (Items(moved, role="moves"),)))
    changed = _changed(quarter, registry)
    if changed:
        lines: list[tuple[Block, ...]] = [(Line(_health(*each, registry)),) for each in changed[:_PATTERNS]]
        if len(changed) > _PATTERNS:
            lines.append((Line((said(N_("%s more changed less."), str(len(changed) - _PATTERNS)),)),))
        blocks.append(Part(Label(N_("Health that changed most")), (Items(tuple(lines), role="moves"),)))
    return tuple(blocks)


def quarters_of_moves(registry: Registry) -> list[str]:
    """Return the quarters in which a tier moved or health changed, oldest first."""
    found = {
        quarter
        for pattern in registry.all_of(Pattern)
        for move in registry.moves_of(pattern)
        if move.before is not None and move.is_within(*quarter_days(quarter := quarter_of(move.step.day)))
    }
    found |= {each.id for each in registry.health.quarters if _changed(each.id, registry)}
    return sorted(found)


def _tiers(
    quarter: str, registry: Registry, without: Collection[str], *, with_new: bool
) -> Iterator[tuple[Block, ...]]:
    days = quarter_days(quarter)
    found = [
        (pattern, move)
        for pattern in registry.all_of(Pattern)
        if pattern.id not in without
        for move in registry.moves_of(pattern)
        if move.is_within(*days) and (move.before is not None or with_new)
    ]
    for pattern, move in sorted(found, key=lambda each: (each[1].step.day, each[0].id)):
        yield (Line((reference("pattern", pattern.id, registry), Words(": "), *_move(move, registry))),)


def _move(move: TierMove, registry: Registry) -> tuple[Inline, ...]:
    step, before = move.step, move.before
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
    if step.entry.decision:
        shown += [Words(" ("), reference("decision", step.entry.decision, registry), Words(")")]
    return tuple(shown)


def _changed(quarter: str, registry: Registry) -> list[tuple[str, QuarterHealth, float]]:
    """Return the patterns whose health changed in a quarter, those that changed most first."""
    found = [
        (pattern, health, change)
        for pattern in registry.health.of_patterns
        if (health := registry.health.in_quarter(pattern, quarter)) is not None
        and (change := health.change) is not None
        and abs(change) >= STEADY
    ]
    return sorted(found, key=lambda each: (-abs(each[2]), each[0]))


def _health(pattern: str, health: QuarterHealth, change: float, registry: Registry) -> tuple[Inline, ...]:
    since = quarter_title(health.before.quarter) if health.before is not None else ""
    shown: list[Inline] = [reference("pattern", pattern, registry), Words(": ")]
    shown.append(said(N_("%s since %s."), change_text(change), since))
    # What moved the score most: a change by the weight of its signal.
    most = sorted(health.changes, key=lambda name: (-abs(health.changes[name]) * health.weights[name], name))
    for name in [each for each in most if health.changes[each]][:_SIGNALS]:
        shown += [Words(" "), signal_title(registry.signals[name]), Words(" ")]
        shown.append(Words(f"{change_text(health.changes[name])}.", role=UNBROKEN))
    if health.written.notes:
        shown += [Words(" \N{EN DASH} "), Rich(health.written.notes)]
    return tuple(shown)
