"""The radar: every pattern as a blip in the ring of its tier and the sector of its category, and the same as a table.

Owns the texts and their places. ``radar_geometry`` decides where blips are, and ``tier_movement`` which patterns moved.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.model.vocabulary import CATEGORY, PATTERN_STATUS
from sphinx_excellence.views.blocks import (
    Cell,
    Drawing,
    Inline,
    Label,
    Line,
    Mark,
    Reference,
    StatusLabel,
    Table,
    View,
    Words,
)
from sphinx_excellence.views.catalogue import Filter, select
from sphinx_excellence.views.edition_changes import movements, registry_in
from sphinx_excellence.views.radar_geometry import BLIP, HALO, MARK, Plan, plan
from sphinx_excellence.views.record_labels import category_title, category_titles, references, status_label, tier_badge
from sphinx_excellence.views.shapes import (
    Anchor,
    Circle,
    Point,
    Shape,
    Text,
    annulus,
    around,
    on_circle,
    polygon,
    polyline,
    shifted,
)
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.tier_movement import MOVEMENT, Movement, first_rating, movement, since_last_edition
from sphinx_excellence.views.tier_symbols import figure_number, tier_figure, tier_role
from sphinx_excellence.views.vocabulary import NO_CATEGORY, UNRATED, word_label

_SIZE, _SMALL, _DIGITS = 13.0, 11.5, 10.0
_LINE = 1.25
_MARGIN = 8.0
#: How far the names of sectors stand from the outermost ring, in how much room a name is broken, into how many lines.
_OUTSIDE, _NAME_ROOM, _NAME_LINES = 14.0, 150.0, 4
#: No translation of the toolkit's own words is longer than this, in parts of the English.
_TRANSLATED = 1.5


@dataclass(frozen=True, slots=True)
class _Blip:
    """A pattern on the radar."""

    number: int
    pattern: Pattern
    tier: ScaledTier | None
    moved: Movement | None


def radar(
    registry: Registry, wanted: Filter, *, since: date | None = None, edition: Edition | None = None
) -> View:  # fmt: skip
    """Return the radar of the patterns that pass the filter, as they are today or as they were in an edition.

    Moves of today count from ``since`` on, by default from the edition before the last; those of an edition count from
    the edition before it.
    """
    if edition is not None:
        moves: Mapping[str, Movement | None] = movements(edition, registry)
        registry, label = registry_in(edition, registry), Label(N_("Pattern radar: %s"), (edition.title,))
    else:
        founded, day = first_rating(registry), since or since_last_edition(registry)
        moves = {each.id: movement(each, registry, since=day, founded=founded) for each in registry.all_of(Pattern)}
        label = Label(N_("Pattern radar"))
    # What left is not in the registry of an edition either.
    there = [pattern for pattern in select(registry, wanted) if pattern.tier or not registry.has_left(pattern)]
    patterns = [pattern for pattern in there if pattern.featured]
    beside = _beside([pattern for pattern in there if not pattern.featured], registry)
    if not patterns:
        return View("radar", (Line((Label(N_("No pattern matches.")),), role="nothing"), *beside), label)
    # Without tiers that are not asked for: an empty ring means that a tier has no patterns.
    rings: list[ScaledTier | None] = [
        tier for tier in registry.tiers.values() if not wanted.tiers or tier.id in wanted.tiers
    ]
    if any(registry.tier_of(pattern) is None for pattern in patterns):
        rings.append(None)
    categories = sorted(
        {*(pattern.category or "" for pattern in patterns), *_empty_sectors(patterns, registry, wanted)},
        key=lambda name: (not name, registry.vocabulary[CATEGORY].place(name)),
    )
    place = {None if tier is None else tier.id: number for number, tier in enumerate(rings)}

    def cell_of(pattern: Pattern) -> tuple[int, int]:
        tier = registry.tier_of(pattern)
        return place[None if tier is None else tier.id], categories.index(pattern.category or "")

    patterns.sort(key=lambda pattern: (cell_of(pattern), pattern.title.casefold(), pattern.id))
    blips = [
        _Blip(number, each, registry.tier_of(each), moves.get(each.id)) for number, each in enumerate(patterns, start=1)
    ]
    cells: dict[tuple[int, int], list[_Blip]] = {
        (ring, sector): [] for ring in range(len(rings)) for sector in range(len(categories))
    }
    for blip in blips:
        cells[cell_of(blip.pattern)].append(blip)
    drawn = _drawing(rings, categories, cells, label, registry, moved={blip.moved for blip in blips})
    return View("radar", (drawn, _table(blips, registry, label), *beside), label)


def _empty_sectors(patterns: list[Pattern], registry: Registry, wanted: Filter) -> set[str]:
    """Return the categories that keep their sector without a pattern in it: those that the data defines for patterns.

    A part of another category has no sector of its own then, nor has one that only decisions are in.
    """
    words = registry.vocabulary[CATEGORY]
    filled = {each for pattern in patterns if pattern.category for each in words.with_parents(pattern.category)}
    of_patterns = {each for pattern in registry.all_of(Pattern) for each in registry.categories_of(pattern)}
    of_decisions = {each for decision in registry.all_of(Decision) for each in registry.categories_of(decision)}
    declared = {each for each in words if not words[each].parent} - filled - (of_decisions - of_patterns)
    return declared.intersection(wanted.categories) if wanted.categories else declared


def _beside(patterns: list[Pattern], registry: Registry) -> tuple[Line, ...]:
    """Return a line with the patterns that the radar does not draw."""
    if not patterns:
        return ()
    ordered = sorted(patterns, key=lambda pattern: (pattern.title.casefold(), pattern.id))
    links = references("pattern", (pattern.id for pattern in ordered), registry)
    return (Line((Label(N_("Not featured, %s:"), (str(len(patterns)),)), Words(" "), *links), role="not-featured"),)


# The drawing ---------------------------------------------------------------------------------------------------


def _drawing(
    rings: list[ScaledTier | None],
    categories: list[str],
    cells: dict[tuple[int, int], list[_Blip]],
    label: Label,
    registry: Registry,
    *,
    moved: Collection[Movement | None],
) -> Drawing:
    counts = [[len(cells[ring, sector]) for sector in range(len(categories))] for ring in range(len(rings))]
    names = [_ring_name(tier, Point(0, 0)) for tier in rings]
    layout = plan(
        counts, gutter=max(width_of(name.text, name.size, bold=True) * _room(own=name.own) for name in names) + 10
    )
    shapes = [*_rings(rings, layout), *_spokes(layout), *_sector_names(categories, layout, registry)]
    held = around(shapes)
    shapes += _legend(rings, held.right - held.left, held.bottom + 2 * _SIZE, moved=moved)
    marks = [
        _mark(blip, point, registry)
        for cell, points in sorted(layout.places.items())
        for blip, point in zip(cells[cell], points, strict=True)
    ]
    held = around(shapes)
    # The rings stay in the middle, whatever the names on the two sides are.
    half = max(held.right, -held.left) + _MARGIN
    offset = Point(half, _MARGIN - held.top)
    return Drawing(
        "radar",
        2 * half,
        held.bottom - held.top + 2 * _MARGIN,
        label,
        Label(N_("The better a pattern's tier, the closer it is to the centre. Each sector is a category. The "
                 "numbers refer to the table that follows, which has the same information.")),
        tuple(shifted(shape, offset) for shape in shapes),
        tuple(Mark(mark.reference, mark.about, tuple(shifted(shape, offset) for shape in mark.shapes))
              for mark in marks),
    )  # fmt: skip


def _room(*, own: bool) -> float:
    return _TRANSLATED if own else 1.0


def _ring_name(tier: ScaledTier | None, at: Point) -> Text:
    title = UNRATED if tier is None else tier.title
    return Text(at, title, _SMALL, ("ring-name", tier_role(tier)), "middle", own=True, bold=True)


def _rings(rings: list[ScaledTier | None], layout: Plan) -> list[Shape]:
    made: list[Shape] = []
    inner = 0.0
    for tier, outer in zip(rings, layout.radii, strict=True):
        made.append(annulus(inner, outer, ("ring", tier_role(tier))))
        inner = outer
    # Names are above all rings, each under the upper edge of its own.
    names = [
        _ring_name(tier, Point(0, -outer + 1.35 * _SMALL))
        for tier, outer in zip(rings, layout.radii, strict=True)
    ]  # fmt: skip
    return [*made, *names]


def _spokes(layout: Plan) -> list[Shape]:
    outer = layout.radii[-1]
    # At the top the names of the rings part the last sector from the first.
    return [polyline([Point(0, 0), on_circle(outer, start)], ("spoke",)) for start, _end in layout.sectors[1:]]


def _sector_names(categories: list[str], layout: Plan, registry: Registry) -> list[Shape]:
    """Return the names of the sectors around the outermost ring, on each side one below the other."""
    outer = layout.radii[-1]
    sides: dict[bool, list[tuple[float, tuple[str, ...], bool]]] = {True: [], False: []}
    for category, (start, end) in zip(categories, layout.sectors, strict=True):
        lines = _name_lines(category, registry) if category else (NO_CATEGORY,)
        middle = (start + end) / 2
        sides[middle < math.pi].append((middle, lines, not category))
    made: list[Shape] = []
    for right, names in sides.items():
        names.sort(key=lambda name: -math.cos(name[0]))
        heights = [len(lines) * _SIZE * _LINE + 4 for _angle, lines, _own in names]
        wished = [-math.cos(angle) * (outer + _OUTSIDE) for angle, _lines, _own in names]
        for (angle, lines, own), y in zip(names, spread(wished, heights), strict=True):
            made += _sector_name(angle, lines, y, outer, right=right, own=own)
    return made


def _name_lines(category: str, registry: Registry) -> tuple[str, ...]:
    return wrapped(category_title(category, registry), _SIZE, _NAME_ROOM, bold=True, most=_NAME_LINES)


def _sector_name(
    angle: float, lines: tuple[str, ...], y: float, outer: float, *, right: bool, own: bool
) -> list[Shape]:
    reach = outer + _OUTSIDE
    # Next to the ring at the height of the name: that of its line which is nearest to the middle.
    near = max(abs(y) - len(lines) * _SIZE * _LINE / 2, 0.0)
    x = max(math.sqrt(max(reach * reach - near * near, 0.0)), 10.0)
    side = 1 if right else -1
    anchor: Anchor = "start" if right else "end"
    top = y - len(lines) * _SIZE * _LINE / 2
    made: list[Shape] = [
        Text(
            Point(side * x, top + (number + 0.78) * _SIZE * _LINE),
            line,
            _SIZE,
            ("sector-name",),
            anchor,
            own=own,
            bold=True,
        )
        for number, line in enumerate(lines)
    ]
    if abs(y + math.cos(angle) * reach) > 2 * _SIZE:
        made.append(polyline([on_circle(outer + 2, angle), Point(side * (x - 3), y)], ("leader",)))
    return made


def spread(wished: list[float], heights: list[float]) -> list[float]:
    """Return places near the wished ones, in the same order, at which things of these heights do not overlap."""
    # Blocks of things that touch, each a mean wish and the things in it; two that meet become one.
    blocks: list[tuple[float, list[int]]] = []

    def height(block: list[int]) -> float:
        return sum(heights[number] for number in block)

    for number, wish in enumerate(wished):
        blocks.append((wish, [number]))
        while len(blocks) > 1:
            (above, first), (below, second) = blocks[-2:]
            if below - height(second) / 2 >= above + height(first) / 2:
                break
            joined = first + second
            middle = (above * len(first) + below * len(second)) / len(joined)
            blocks[-2:] = [(middle, joined)]
    places = []
    for middle, block in blocks:
        y = middle - height(block) / 2
        for number in block:
            places.append(y + heights[number] / 2)
            y += heights[number]
    return places


def _legend(
    rings: list[ScaledTier | None], width: float, top: float, *, moved: Collection[Movement | None]
) -> list[Shape]:  # fmt: skip
    """Return the key to the figures and marks, in rows as wide as the radar, each in the middle."""
    entries: list[tuple[list[Shape], str]] = [
        ([tier_figure(tier, Point(0, 0), 7, "blip")], UNRATED if tier is None else tier.title) for tier in rings
    ]
    if any(moved):
        new = N_("New or returned") if Movement.RETURNED in moved else MOVEMENT[Movement.NEW]
        marked = [(Movement.NEW, new), *((each, MOVEMENT[each]) for each in (Movement.IN, Movement.OUT))]
        if Movement.UNCHANGED in moved:
            marked.append((Movement.UNCHANGED, MOVEMENT[Movement.UNCHANGED]))
        for each, text in marked:
            figure = Circle(Point(0, 0), 7, ("any-blip",))
            entries.append(([figure, *_movement_marks(each, Point(0, 0), 0.0, 7)], text))
    rows: list[list[tuple[list[Shape], str, float]]] = [[]]
    for shapes, text in entries:
        room = 16 + width_of(text, _SMALL) * _TRANSLATED + 20
        if rows[-1] and sum(each for _shapes, _text, each in rows[-1]) + room > width:
            rows.append([])
        rows[-1].append((shapes, text, room))
    made: list[Shape] = []
    for number, row in enumerate(rows):
        x = -sum(room for _shapes, _text, room in row) / 2
        y = top + number * 2.4 * _SMALL
        for shapes, text, room in row:
            made += [shifted(shape, Point(x + 16, y)) for shape in shapes]
            made.append(Text(Point(x + 32, y + 0.36 * _SMALL), text, _SMALL, ("key",), own=True))
            x += room
    return made


def _mark(blip: _Blip, at: Point, registry: Registry) -> Mark:
    pattern = blip.pattern
    about: list[Label | Words] = [Words(f"{blip.number}. {pattern.title}: "), _tier_label(blip.tier)]
    if pattern.status:
        about += [Words(", "), word_label(registry.vocabulary, PATTERN_STATUS, pattern.status)]
    if blip.moved:
        about += [Words(", "), Label(MOVEMENT[blip.moved])]
    angle = math.atan2(at.x, -at.y)
    shapes = [
        *_movement_marks(blip.moved, at, angle, BLIP),
        tier_figure(blip.tier, at, BLIP, "blip"),
        figure_number(blip.tier, at, BLIP, blip.number, _DIGITS),
    ]  # fmt: skip
    reference = Reference("pattern", pattern.id, pattern.title)
    return Mark(reference, tuple(about), tuple(shapes))


def _tier_label(tier: ScaledTier | None) -> Label:
    return Label(UNRATED if tier is None else tier.title)


def _movement_marks(moved: Movement | None, at: Point, angle: float, radius: float) -> list[Shape]:
    """Return the sign of a move: a triangle that points towards the centre or away from it, or a ring around all."""
    if moved is None or moved is Movement.UNCHANGED:
        return []
    if moved in {Movement.NEW, Movement.RETURNED}:
        return [Circle(at, radius + HALO, ("new",))]
    way = -1 if moved is Movement.IN else 1
    tip = on_circle(way * (radius + MARK), angle, at)
    base = on_circle(way * (radius + 2.2), angle, at)
    across = on_circle(5.0, angle + math.pi / 2)
    corners = [tip, Point(base.x + across.x, base.y + across.y), Point(base.x - across.x, base.y - across.y)]
    return [polygon(corners, ("moved",))]


# The table -----------------------------------------------------------------------------------------------------


def _table(blips: list[_Blip], registry: Registry, label: Label) -> Table:
    dash: tuple[Inline, ...] = (Words("\N{EN DASH}"),)
    with_status = any(blip.pattern.status for blip in blips)
    rows = []
    for blip in blips:
        pattern = blip.pattern
        status = (status_label(pattern, registry),) if pattern.status else dash
        moved = (StatusLabel("movement", blip.moved.value, Label(MOVEMENT[blip.moved])),) if blip.moved else dash
        rows.append(
            (
                Cell((Line((Words(str(blip.number)),)),)),
                Cell((Line((Reference("pattern", pattern.id, pattern.title),)),)),
                Cell((Line((tier_badge(blip.tier),)),)),
                Cell((Line((Words(category_titles(pattern, registry) or "\N{EN DASH}"),)),)),
                *((Cell((Line(status),)),) if with_status else ()),
                Cell((Line(moved),)),
            )
        )
    heads = [N_("No."), N_("Pattern"), N_("Tier"), N_("Category"), N_("Status"), N_("Movement")]
    widths = [1, 5, 2, 3, 3, 2]
    if not with_status:
        del heads[4], widths[4]
    return Table(tuple((Label(head),) for head in heads), tuple(rows), label, tuple(widths), role="radar")
