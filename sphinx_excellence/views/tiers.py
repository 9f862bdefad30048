"""What pages show of the tiers: what each means and requires."""

from __future__ import annotations

from sphinx_excellence.messages import N_
from sphinx_excellence.model.tier import ScaledTier, TierScale
from sphinx_excellence.views.blocks import Block, Group, Inline, Items, Label, Line, Rich, View, Words
from sphinx_excellence.views.record_labels import tier_badge, tier_headline


def criteria(tiers: TierScale, only: str | None = None) -> View:
    """Return every tier, best first, or only the one that is named."""
    shown = [tier for tier in tiers.values() if only is None or tier.id == only]
    groups = tuple(Group(_tier(tier), role=f"criteria excellence-tier-{tier.id}") for tier in shown)
    return View("criteria", groups, Label(N_("Tier criteria")))


def _tier(tier: ScaledTier) -> tuple[Block, ...]:
    head: list[Inline] = [tier_badge(tier)]
    headline = tier_headline(tier)
    if headline is not None:
        head += [Words(" \N{EN DASH} "), headline]
    blocks: list[Block] = [Line(tuple(head), role="head")]
    if tier.definition:
        blocks.append(Line((Rich(tier.definition),), role="summary"))
    if tier.criteria:
        items = tuple((Line((Words(c.title, role="strong"), Words(": "), Rich(c.text))),) for c in tier.criteria)
        blocks.append(Items(items))
    return tuple(blocks)
