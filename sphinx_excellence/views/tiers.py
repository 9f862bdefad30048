"""What pages show of the tiers: what each means and requires."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier, TierScale
from sphinx_excellence.model.tier_evidence import Assessment, assessments
from sphinx_excellence.views.blocks import (
    Block,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Rich,
    StatusLabel,
    View,
    WebLink,
    Words,
    said,
)
from sphinx_excellence.views.record_labels import reference, tier_badge, tier_headline


def criteria(tiers: TierScale, only: str | None = None) -> View:
    """Return every tier, best first, or only the one that is named."""
    shown = [tier for tier in tiers.values() if only is None or tier.id == only]
    groups = tuple(Group(_tier(tier), role=f"criteria excellence-tier-{tier.id}") for tier in shown)
    return View("criteria", groups, Label(N_("Tier criteria")))


def evidence(pattern: Pattern, registry: Registry) -> View:
    """Return the criteria of a pattern's tier, each with whether the records show it, and which do."""
    label = Label(N_("Evidence for %s"), (pattern.title,))
    tier = registry.tier_of(pattern)
    found = assessments(pattern, registry)
    if tier is None or not found:
        nothing = N_("It has no tier.") if tier is None else N_("The tier has no criteria.")
        return View("evidence", (Line((Label(nothing),), role="nothing"),), label)
    head = Line((tier_badge(tier),), role="head")
    return View("evidence", (head, Items(tuple(_assessed(each, registry) for each in found))), label, tier=tier.id)


_STATES: Mapping[bool | None, tuple[str, Label]] = MappingProxyType({
    True: ("met", Label(N_("met"))),
    False: ("not-met", Label(N_("not met"))),
    None: ("not-known", Label(N_("not known"))),
})  # fmt: skip


def _assessed(assessment: Assessment, registry: Registry) -> tuple[Block, ...]:
    value, state = _STATES[assessment.is_met]
    criterion = assessment.criterion
    first = Line(
        (
            Words(criterion.title, role="strong"), Words(" "), StatusLabel("evidence", value, state),
            Words(" \N{EN DASH} "), Rich(criterion.text),
        )
    )  # fmt: skip
    shown: list[Inline] = []
    for each in assessment.shown:
        shown += [Words("; ")] if shown else []
        if each.record is not None:
            shown.append(reference(*each.record, registry))
        elif each.url is not None:
            shown.append(WebLink(each.url, text=each.text))
        elif each.items:
            shown.append(said(N_("Items in its production checklist: %s"), str(each.items)))
        if each.amount:
            shown += [Words(" ("), Words(each.amount), Words(")")]
    return (first, Line(tuple(shown))) if shown else (first,)


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
