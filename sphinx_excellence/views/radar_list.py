"""The list of a radar: its blips by ring, and the chips by which readers filter both.

Owns which chips there are, and what blips are filtered by. ``excellence-radar-chips.js`` filters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sphinx_excellence.messages import N_
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.model.vocabulary import CATEGORY, TAG
from sphinx_excellence.views.blocks import (
    Block,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Part,
    Reference,
    ScriptOnly,
    StatusLabel,
    Words,
)
from sphinx_excellence.views.catalogue_entries import filter_texts
from sphinx_excellence.views.radar_drawing import Blip
from sphinx_excellence.views.record_labels import category_title, tag_title
from sphinx_excellence.views.tier_movement import MOVEMENT, Movement
from sphinx_excellence.views.tier_symbols import tier_role
from sphinx_excellence.views.vocabulary import NO_CATEGORY, UNRATED

#: So many tags have a chip, those of the most blips.
_MOST_TAGS = 10
_UNRATED = "unrated"

#: A facet: its name, what it is called, and its values with their labels and roles, in order.
_Facet = tuple[str, str, list[tuple[str, Label | Words, str]]]


def radar_list(
    rings: Sequence[ScaledTier | None], blips: Sequence[Blip], registry: Registry, *, numbered: bool,
    with_categories: bool,
) -> tuple[tuple[Block, ...], Block]:  # fmt: skip
    """Return the chips, none where they would filter nothing, and the list by ring.

    Each blip has its number where one is in the drawing. Within a ring, they are by category.
    """
    parts = [
        _ring(tier, there, registry, numbered=numbered, with_categories=with_categories)
        for tier in rings
        if (there := [blip for blip in blips if blip.tier is tier])
    ]
    return tuple(_chips(rings, blips, registry)), Group(tuple(parts), role="radar-list")


def _ring(
    tier: ScaledTier | None, blips: Sequence[Blip], registry: Registry, *, numbered: bool, with_categories: bool
) -> Part:
    title = Label("%s (%s)", (Label(UNRATED if tier is None else tier.title), str(len(blips))))
    if with_categories:
        sectors = [(name, tuple(there)) for name, there in groupby(blips, lambda blip: blip.pattern.category or "")]
        held = tuple(
            (Line((_category(name, registry),), role="radar-sector"), _blips(there, numbered=numbered))
            for name, there in sectors
        )
        body = Items(held, role="radar-sectors")
    else:
        body = _blips(blips, numbered=numbered)
    return Part(title, (body,), role=f"radar-ring excellence-{tier_role(tier)}")


def _category(category: str, registry: Registry) -> Label | Words:
    return Words(category_title(category, registry)) if category else Label(NO_CATEGORY)


def _blips(blips: Iterable[Blip], *, numbered: bool) -> Items:
    return Items(tuple((_item(blip, numbered=numbered),) for blip in blips), role="radar-blips")


def _item(blip: Blip, *, numbered: bool) -> Group:
    pattern = blip.pattern
    line: list[Inline] = [Words(f"{blip.number}.", role="blip-number"), Words(" ")] if numbered else []
    line.append(Reference("pattern", pattern.id, pattern.title))
    if blip.moved and blip.moved is not Movement.UNCHANGED:
        line += [Words(" "), StatusLabel("movement", blip.moved.value, Label(MOVEMENT[blip.moved]))]
    data = (
        ("key", pattern.id),
        *((name, "\n".join(found)) for name, values in _VALUES.items() if (found := values(blip))),
    )
    return Group((Line(tuple(line)),), role="radar-blip", data=data)


# What readers filter by ----------------------------------------------------------------------------------------


def _rings_of(blip: Blip) -> tuple[str, ...]:
    return (_UNRATED if blip.tier is None else blip.tier.id,)


def _categories_of(blip: Blip) -> tuple[str, ...]:
    return (blip.pattern.category,) if blip.pattern.category else ()


def _moves_of(blip: Blip) -> tuple[str, ...]:
    return (blip.moved.value,) if blip.moved else ()


def _tags_of(blip: Blip) -> tuple[str, ...]:
    return tuple(blip.pattern.tags)


#: What a blip is filtered by, by the name that the script knows it under.
_VALUES = {"ring": _rings_of, "category": _categories_of, "move": _moves_of, "tag": _tags_of}


def _chips(rings: Sequence[ScaledTier | None], blips: Sequence[Blip], registry: Registry) -> Iterator[Block]:
    facets = [facet for facet in _facets(rings, blips, registry) if _leaves_something(facet, blips)]
    if facets:
        texts = filter_texts()
        outcome = Group(
            (
                Line((texts["shown"],), role="radar-shown"),
                Line((texts["none"],), role="radar-none"),
                Line((texts["reset"],), role="radar-reset"),
            ),
            role="radar-outcome",
        )
        groups = (Group((Line((Label(title),)), _facet(name, values)), "radar-facet") for name, title, values in facets)
        yield ScriptOnly((Group((*groups, outcome), role="radar-chips"),))


def _facet(name: str, values: Iterable[tuple[str, Label | Words, str]]) -> Items:
    chips = tuple((Group((Line((label,)),), role=role, data=((name, value),)),) for value, label, role in values)
    return Items(chips, role="radar-values")


def _leaves_something(facet: _Facet, blips: Sequence[Blip]) -> bool:
    """Whether blips differ in it: a chip that all have would hide nothing."""
    return len({frozenset(_VALUES[facet[0]](blip)) for blip in blips}) > 1


def _facets(rings: Sequence[ScaledTier | None], blips: Sequence[Blip], registry: Registry) -> Iterator[_Facet]:
    def used(name: str) -> Counter[str]:
        return Counter(value for blip in blips for value in _VALUES[name](blip))

    held = used("ring")
    tiers = [("unrated" if t is None else t.id, Label(UNRATED if t is None else t.title), tier_role(t)) for t in rings]
    yield "ring", N_("Tier"), [(i, label, f"radar-chip excellence-{role}") for i, label, role in tiers if held[i]]
    categories = sorted(used("category"), key=registry.vocabulary[CATEGORY].place)
    yield "category", N_("Category"), [(c, Words(category_title(c, registry)), "radar-chip") for c in categories]
    moved = used("move")
    yield "move", N_("Movement"), [(m.value, Label(MOVEMENT[m]), "radar-chip") for m in Movement if moved[m.value]]
    tags = sorted(used("tag").items(), key=lambda each: (-each[1], registry.vocabulary[TAG].place(each[0])))
    yield "tag", N_("Tag"), [(tag, Words(tag_title(tag, registry)), "radar-chip") for tag, _count in tags[:_MOST_TAGS]]
