"""The list of a radar: its blips by ring, and the form by which readers filter both.

Owns what blips are filtered by. The form is that of any list (see ``reader_controls``); ``excellence-radar.js`` dims
the blips of the drawing that the form has taken out of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from sphinx_excellence.messages import N_
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.views.blocks import (
    Block,
    Controls,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Option,
    Part,
    Reference,
    StatusLabel,
    Words,
)
from sphinx_excellence.views.catalogue_entries import SEPARATOR, Data
from sphinx_excellence.views.radar_drawing import Blip
from sphinx_excellence.views.reader_controls import Choice, category_choice, filter_form, tag_choice, tier_choice
from sphinx_excellence.views.record_labels import category_title
from sphinx_excellence.views.tier_movement import MOVEMENT, Movement
from sphinx_excellence.views.tier_symbols import tier_role
from sphinx_excellence.views.vocabulary import NO_CATEGORY, UNRATED


def radar_list(
    rings: Sequence[ScaledTier | None], blips: Sequence[Blip], registry: Registry, *, numbered: bool,
    with_categories: bool,
) -> tuple[tuple[Block, ...], Block]:  # fmt: skip
    """Return the form, none where it would filter nothing, and the list by ring.

    Each blip has its number where one is in the drawing. Within a ring, they are by category.
    """
    choices = _choices(blips, registry)
    data = {blip.pattern.id: _data(blip.pattern.id, choices, place) for place, blip in enumerate(blips)}
    parts = [
        _ring(tier, there, registry, data, numbered=numbered, with_categories=with_categories)
        for tier in rings
        if (there := [blip for blip in blips if blip.tier is tier])
    ]
    return tuple(_controls(choices)), Group(tuple(parts), role="radar-list")


def _ring(
    tier: ScaledTier | None, blips: Sequence[Blip], registry: Registry, data: Mapping[str, Data], *, numbered: bool,
    with_categories: bool,
) -> Part:  # fmt: skip
    title = Label("%s (%s)", (Label(UNRATED if tier is None else tier.title), str(len(blips))))
    if with_categories:
        sectors = [(name, tuple(there)) for name, there in groupby(blips, lambda blip: blip.pattern.category or "")]
        held = tuple(
            (Line((_category(name, registry),), role="radar-sector"), _blips(there, data, numbered=numbered))
            for name, there in sectors
        )
        body = Items(held, role="radar-sectors")
    else:
        body = _blips(blips, data, numbered=numbered)
    return Part(title, (body,), role=f"radar-ring excellence-{tier_role(tier)}")


def _category(category: str, registry: Registry) -> Label | Words:
    return Words(category_title(category, registry)) if category else Label(NO_CATEGORY)


def _blips(blips: Iterable[Blip], data: Mapping[str, Data], *, numbered: bool) -> Items:
    return Items(tuple((_item(blip, data[blip.pattern.id], numbered=numbered),) for blip in blips), role="radar-blips")


def _item(blip: Blip, data: Data, *, numbered: bool) -> Group:
    pattern = blip.pattern
    line: list[Inline] = [Words(f"{blip.number}.", role="blip-number"), Words(" ")] if numbered else []
    line.append(Reference("pattern", pattern.id, pattern.title))
    if blip.moved and blip.moved is not Movement.UNCHANGED:
        line += [Words(" "), StatusLabel("movement", blip.moved.value, Label(MOVEMENT[blip.moved]))]
    return Group((Line(tuple(line)),), role="radar-blip", data=data)


# What readers filter by ----------------------------------------------------------------------------------------


def _choices(blips: Sequence[Blip], registry: Registry) -> list[Choice]:
    """Return what the blips differ in, and may be filtered by."""
    patterns = [blip.pattern for blip in blips]
    moves = tuple((blip.moved.value,) if blip.moved else () for blip in blips)
    moved = (Option(move.value, Label(MOVEMENT[move])) for move in Movement if (move.value,) in moves)
    choices = (
        tier_choice(patterns, registry),
        category_choice(patterns, registry),
        Choice("move", Label(N_("Movement")), "is", tuple(moved), moves),
        tag_choice(patterns, registry),
    )
    return [choice for choice in choices if choice.leaves_something]


def _controls(choices: Sequence[Choice]) -> Iterator[Controls]:
    if choices:
        yield filter_form(Label(N_("Filter the radar")), choices)


def _data(record_id: str, choices: Iterable[Choice], place: int) -> Data:
    said = ((choice.name, SEPARATOR.join(choice.values[place])) for choice in choices)
    return (("key", record_id), *((name, text) for name, text in said if text))
