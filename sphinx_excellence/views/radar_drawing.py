"""The drawing of a radar: of all sectors, or of one as a quadrant, large.

Owns what is drawn and how it looks. ``radar_geometry`` decides where blips and their names are, ``radar`` what a radar
holds.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.model.vocabulary import PATTERN_STATUS
from sphinx_excellence.views.blocks import Drawing, Label, ListLink, Mark, Reference, Words
from sphinx_excellence.views.radar_geometry import (
    BLIP,
    HALO,
    MARK,
    NUMBERED,
    Cell,
    Frame,
    Place,
    Sector,
    Wish,
    plan,
    sectors_of,
)
from sphinx_excellence.views.record_labels import category_title
from sphinx_excellence.views.shapes import (
    Anchor,
    Box,
    Circle,
    Point,
    Shape,
    Text,
    annulus,
    around,
    box_of,
    on_circle,
    polygon,
    polyline,
    rounded,
    shifted,
    wedge,
)
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.tier_movement import MOVEMENT, Movement
from sphinx_excellence.views.tier_symbols import figure_number, tier_figure, tier_role
from sphinx_excellence.views.vocabulary import NO_CATEGORY, UNRATED, word_label

#: Sizes of type: of sectors, of a quadrant, of rings and the key, of blips, of numbers in blips, of tips.
_SIZE, _LARGE, _SMALL, _NAMES, _DIGITS, _TIP = 13.0, 20.0, 11.0, 11.5, 9.5, 13.0
_LINE, _TIGHT = 1.25, 1.16
_MARGIN = 6.0
#: How far the names of sectors are from the outermost ring, in how much room a name is broken, into how many lines.
_OUTSIDE, _NAME_ROOM, _NAME_LINES = 12.0, 150.0, 4
#: The same of the names of blips.
_BLIP_ROOM, _BLIP_LINES = 146.0, 2
#: How far the names of blips may reach beyond the outermost ring: of a radar, of a quadrant.
_BEYOND, _BEYOND_QUADRANT = 24.0, 60.0
#: The radius of a small radar, and that of one which is as wide as most pages; the same of a quadrant.
_RADIUS, _QUADRANT = (90.0, 338.0), (470.0, 570.0)
#: No translation of the toolkit's own words is longer than this, in parts of the English.
_TRANSLATED = 1.5
#: In how many places of its sector a name is tried, and what part of the sector they are in.
_ANGLES, _INNER_PART = 25, 0.76


@dataclass(frozen=True, slots=True)
class Blip:
    """A pattern on the radar; ``number`` is its place in the list."""

    number: int
    pattern: Pattern
    tier: ScaledTier | None
    moved: Movement | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be drawn: rings from within, categories clockwise, and the blips of each cell.

    A ``quadrant`` has one category. ``lists`` are the names of the lists to which the names of categories lead.
    """

    rings: Sequence[ScaledTier | None]
    categories: Sequence[str]
    cells: Mapping[Cell, Sequence[Blip]]
    label: Label
    lists: Mapping[str, str]
    quadrant: bool = False


def radar_drawing(sheet: Sheet, registry: Registry) -> tuple[Drawing, bool]:
    """Return the drawing, and whether there are blips in it that only their numbers tell apart."""
    sectors = _sectors(sheet)
    named = {blip.number: _name_lines(blip) for blips in sheet.cells.values() for blip in blips}
    wishes = {cell: [_wish(blip, named[blip.number]) for blip in blips] for cell, blips in sheet.cells.items()}

    def frame(radii: Sequence[float]) -> Frame:
        return _frame(sheet, radii, sectors, registry)

    least, most = _QUADRANT if sheet.quadrant else _RADIUS
    layout = plan(wishes, sectors, frame, least=least, most=most)
    numbered = layout.unnamed > 0
    marks = _sector_marks(sheet, sectors, layout.radii[-1], registry)
    shapes = [
        *_ring_shapes(sheet, layout.radii),
        *_spokes(sheet, sectors, layout.radii[-1]),
        *_ring_names(sheet, layout.radii),
        *(shape for mark in marks for shape in mark.shapes if not isinstance(shape, Text)),
    ]
    marks = [replace(mark, shapes=tuple(s for s in mark.shapes if isinstance(s, Text))) for mark in marks]
    blips = [
        _blip_mark(blip, place, named[blip.number] if place.name else (), registry, numbered=numbered)
        for cell, places in layout.places.items()
        for blip, place in zip(sheet.cells[cell], places, strict=True)
    ]
    # From the top down: nothing that comes later is where the tip above a mark is.
    marks += sorted(blips, key=lambda mark: around(mark.shapes).top)
    return _framed(sheet, shapes, marks), numbered


def _framed(sheet: Sheet, shapes: list[Shape], marks: list[Mark]) -> Drawing:
    """Return the drawing of shapes and marks around the origin, with the key below them."""
    held = around([*shapes, *(shape for mark in marks for shape in mark.shapes)])
    if sheet.quadrant:
        left, right = held.left - _MARGIN, held.right + _MARGIN
    else:
        # The rings stay in the middle, whatever the names on the two sides are.
        right = max(held.right, -held.left) + _MARGIN
        left = -right
    moved = {blip.moved for blips in sheet.cells.values() for blip in blips}
    key = _key(sheet.rings, Point((left + right) / 2, held.bottom + 2 * _SIZE), right - left - 2 * _MARGIN, moved=moved)
    shapes = [*shapes, *key]
    offset, width = Point(-left, _MARGIN - held.top), right - left
    return Drawing(
        "radar",
        width,
        around(key).bottom - held.top + 2 * _MARGIN,
        sheet.label,
        Label(N_("The better a pattern's tier, the closer it is to the centre. Each sector is a category. The list "
                 "that follows has the same information.")),
        tuple(shifted(shape, offset) for shape in shapes),
        tuple(_in_place(mark, offset, width) for mark in marks),
    )  # fmt: skip


def _in_place(mark: Mark, offset: Point, width: float) -> Mark:
    """Return a mark where it is in the drawing, its tip within the drawing's sides."""
    shapes = tuple(shifted(shape, offset) for shape in mark.shapes)
    if not mark.tip:
        return replace(mark, shapes=shapes)
    box = box_of(shifted(mark.tip[0], offset))
    aside = max(1 - box.left, 0.0) - max(box.right - width + 1, 0.0)
    by = Point(offset.x + aside, offset.y + max(1 - box.top, 0.0))
    return replace(mark, shapes=shapes, tip=tuple(shifted(shape, by) for shape in mark.tip))


# Rings and sectors ---------------------------------------------------------------------------------------------


def _sectors(sheet: Sheet) -> Sequence[Sector]:
    if sheet.quadrant:
        return ((0.0, math.pi / 2),)
    counts = [
        sum(len(sheet.cells[ring, sector]) for ring in range(len(sheet.rings)))
        for sector in range(len(sheet.categories))
    ]
    return sectors_of(counts)


def _frame(sheet: Sheet, radii: Sequence[float], sectors: Sequence[Sector], registry: Registry) -> Frame:
    outer = radii[-1]
    around_it = [shape for mark in _sector_marks(sheet, sectors, outer, registry) for shape in mark.shapes]
    taken = [_wider(shape, 4.0) for shape in (*_ring_names(sheet, radii), *around_it)]
    if sheet.quadrant:
        return Frame(Box(1, -outer - 4, outer + _BEYOND_QUADRANT, -1), taken)
    half = max(outer + _BEYOND, *(abs(x) for box in taken for x in (box.left, box.right)))
    return Frame(Box(-half, -outer - 4, half, outer + 4), taken)


def _wider(shape: Shape, by: float) -> Box:
    left, top, right, bottom = box_of(shape)
    if isinstance(shape, Text) and shape.own:
        more = (_TRANSLATED - 1) * (right - left)
        left, right = left - (0 if shape.anchor == "start" else more), right + (0 if shape.anchor == "end" else more)
    return Box(left - by, top - by / 2, right + by, bottom + by / 2)


def _ring_shapes(sheet: Sheet, radii: Sequence[float]) -> list[Shape]:
    made: list[Shape] = []
    inner = 0.0
    for tier, outer in zip(sheet.rings, radii, strict=True):
        roles = ("ring", tier_role(tier))
        made.append(wedge(inner, outer, (0, math.pi / 2), roles) if sheet.quadrant else annulus(inner, outer, roles))
        inner = outer
    return made


def _ring_names(sheet: Sheet, radii: Sequence[float]) -> list[Shape]:
    """Return the names of the rings: of a radar each under the upper edge of its ring, of a quadrant next to it."""
    made: list[Shape] = []
    inner = 0.0
    for tier, outer in zip(sheet.rings, radii, strict=True):
        at = Point(0, -outer + 1.4 * _SMALL)
        anchor: Anchor = "middle"
        if sheet.quadrant:
            at, anchor = Point(-10, -(inner + outer) / 2 + 0.36 * _SMALL), "end"
        title = UNRATED if tier is None else tier.title
        made.append(Text(at, title, _SMALL, ("ring-name", tier_role(tier)), anchor, own=True, bold=True))
        inner = outer
    return made


def _spokes(sheet: Sheet, sectors: Sequence[Sector], outer: float) -> list[Shape]:
    # At the top the names of the rings part the last sector from the first.
    between = [] if sheet.quadrant else [start for start, _end in sectors[1:]]
    return [polyline([Point(0, 0), on_circle(outer, start)], ("spoke",)) for start in between]


def _sector_marks(sheet: Sheet, sectors: Sequence[Sector], outer: float, registry: Registry) -> list[Mark]:
    """Return the names of the categories, with lines to their sectors where they are away from them."""
    if sheet.quadrant:
        return [_title_of_quadrant(sheet, outer, registry)]
    sides: dict[bool, list[tuple[str, float, tuple[str, ...]]]] = {True: [], False: []}
    for category, sector in zip(sheet.categories, sectors, strict=True):
        lines = wrapped(_title(category, registry), _SIZE, _NAME_ROOM, bold=True, most=_NAME_LINES)
        angle = _angle_of_name(sector, lines, outer)
        sides[angle < math.pi].append((category, angle, lines))
    made: list[Mark] = []
    for right, names in sides.items():
        names.sort(key=lambda name: -math.cos(name[1]))
        heights = [len(lines) * _SIZE * _LINE + 6 for _category, _angle, lines in names]
        wished = [-math.cos(angle) * (outer + _OUTSIDE) for _category, angle, _lines in names]
        for (category, angle, lines), y in zip(names, spread(wished, heights), strict=True):
            shapes = _sector_name(angle, lines, y, outer, right=right, own=not category)
            made.append(_sector_mark(sheet, category, shapes, registry))
    return made


def _title(category: str, registry: Registry) -> str:
    return category_title(category, registry) if category else NO_CATEGORY


def _sector_mark(sheet: Sheet, category: str, shapes: Sequence[Shape], registry: Registry) -> Mark:
    title = Label("%s", (category_title(category, registry),))
    about = Words(category_title(category, registry)) if category else Label(NO_CATEGORY)
    return Mark(ListLink(title, sheet.lists.get(category, "")), (about,), tuple(shapes))


def _angle_of_name(sector: Sector, lines: Sequence[str], outer: float) -> float:
    """Return the angle at which a sector's name reaches the least beyond the side of the outermost ring."""
    start, end = sector
    width = max(width_of(line, _SIZE, bold=True) for line in lines)
    reach, middle = outer + _OUTSIDE, (start + end) / 2

    def cost(angle: float) -> float:
        # The nearer to the middle of its sector, the better.
        beyond = max(abs(reach * math.sin(angle)) + width - outer - _BEYOND, 0.0)
        return beyond + 30 * abs(angle - middle)

    inset = (1 - _INNER_PART) / 2 * (end - start)
    step = _INNER_PART * (end - start) / (_ANGLES - 1)
    return min((start + inset + number * step for number in range(_ANGLES)), key=cost)


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


def _title_of_quadrant(sheet: Sheet, outer: float, registry: Registry) -> Mark:
    """Return the name of a quadrant, in the corner that its rings leave free."""
    (category,) = sheet.categories
    right = outer + _BEYOND_QUADRANT
    lines = wrapped(_title(category, registry), _LARGE, 0.55 * outer, bold=True, most=3)
    shapes = [
        Text(
            Point(right, -outer + (number + 0.9) * _LARGE * _LINE),
            line,
            _LARGE,
            ("sector-name", "quadrant-name"),
            "end",
            own=not category,
            bold=True,
        )
        for number, line in enumerate(lines)
    ]
    return _sector_mark(replace(sheet, lists={}), category, shapes, registry)


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


def _key(
    rings: Sequence[ScaledTier | None], at: Point, width: float, *, moved: Collection[Movement | None]
) -> list[Shape]:  # fmt: skip
    """Return the key to the figures and marks, in rows of a width, each with its middle under ``at``."""
    entries: list[tuple[list[Shape], str]] = [
        ([tier_figure(tier, Point(0, 0), BLIP, "blip")], UNRATED if tier is None else tier.title) for tier in rings
    ]
    if any(moved):
        new = N_("New or returned") if Movement.RETURNED in moved else MOVEMENT[Movement.NEW]
        marked = [(Movement.NEW, new), *((each, MOVEMENT[each]) for each in (Movement.IN, Movement.OUT))]
        if Movement.UNCHANGED in moved:
            marked.append((Movement.UNCHANGED, MOVEMENT[Movement.UNCHANGED]))
        for each, text in marked:
            figure = Circle(Point(0, 0), BLIP, ("any-blip",))
            entries.append(([figure, *_movement_marks(each, Point(0, 0), 0.0, BLIP)], text))
    rows: list[list[tuple[list[Shape], str, float]]] = [[]]
    for shapes, text in entries:
        room = 16 + width_of(text, _SMALL) * _TRANSLATED + 20
        if rows[-1] and sum(each for _shapes, _text, each in rows[-1]) + room > width:
            rows.append([])
        rows[-1].append((shapes, text, room))
    made: list[Shape] = []
    for number, row in enumerate(rows):
        x = at.x - sum(room for _shapes, _text, room in row) / 2
        y = at.y + number * 2.4 * _SMALL
        for shapes, text, room in row:
            made += [shifted(shape, Point(x + 16, y)) for shape in shapes]
            made.append(Text(Point(x + 30, y + 0.36 * _SMALL), text, _SMALL, ("key",), own=True))
            x += room
    return made


# Blips ---------------------------------------------------------------------------------------------------------


def _name_lines(blip: Blip) -> tuple[str, ...]:
    return wrapped(blip.pattern.title, _NAMES, _BLIP_ROOM, most=_BLIP_LINES)


def _wish(blip: Blip, lines: Sequence[str]) -> Wish:
    width = max(width_of(line, _NAMES) for line in lines)
    figure = box_of(tier_figure(blip.tier, Point(0, 0), NUMBERED, "blip"))
    # A triangle reaches further than a circle.
    reach = max(abs(side) for side in figure) - NUMBERED
    if blip.moved in {Movement.NEW, Movement.RETURNED}:
        reach = max(reach, HALO + 1)
    elif blip.moved in {Movement.IN, Movement.OUT}:
        reach = MARK
    return Wish(width, len(lines) * _TIGHT * _NAMES, reach)


def _blip_mark(blip: Blip, place: Place, lines: Sequence[str], registry: Registry, *, numbered: bool) -> Mark:
    pattern, at = blip.pattern, place.at
    number = f"{blip.number}. " if numbered else ""
    about: list[Label | Words] = [Words(f"{number}{pattern.title}: ")]
    about.append(Label(UNRATED if blip.tier is None else blip.tier.title))
    if pattern.status:
        about += [Words(", "), word_label(registry.vocabulary, PATTERN_STATUS, pattern.status)]
    if blip.moved:
        about += [Words(", "), Label(MOVEMENT[blip.moved])]
    radius = BLIP if lines else NUMBERED
    shapes = [
        *_movement_marks(blip.moved, at, math.atan2(at.x, -at.y), radius),
        tier_figure(blip.tier, at, radius, "blip"),
        *(_name(place, lines) if lines else (figure_number(blip.tier, at, radius, blip.number, _DIGITS),)),
    ]
    is_whole = "".join("".join(lines).split()) == "".join(pattern.title.split())
    tip = () if is_whole else _tip(pattern.title, Point(at.x, around(shapes).top))
    return Mark(Reference("pattern", pattern.id, pattern.title), tuple(about), tuple(shapes), tip=tip)


def _name(place: Place, lines: Sequence[str]) -> list[Shape]:
    box = place.name or Box(0, 0, 0, 0)
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[place.anchor]
    step = _TIGHT * _NAMES
    return [
        Text(Point(x, box.top + number * step + 0.83 * _NAMES), line, _NAMES, ("blip-name",), place.anchor)
        for number, line in enumerate(lines)
    ]


def _tip(title: str, above: Point) -> tuple[Shape, ...]:
    """Return a name in a frame above a point."""
    half = width_of(title, _TIP, bold=True) / 2 + 8
    box = Box(above.x - half, above.y - 4 - 1.9 * _TIP, above.x + half, above.y - 4)
    text = Text(Point(above.x, box.bottom - 0.6 * _TIP), title, _TIP, ("tip-text",), "middle", bold=True)
    return rounded(box, 4, ("tip-frame",)), text


def _movement_marks(moved: Movement | None, at: Point, angle: float, radius: float) -> list[Shape]:
    """Return the sign of a move: a triangle that points towards the centre or away from it, or a ring around all."""
    if moved is None or moved is Movement.UNCHANGED:
        return []
    if moved in {Movement.NEW, Movement.RETURNED}:
        return [Circle(at, radius + HALO, ("new",))]
    way = -1 if moved is Movement.IN else 1
    tip = on_circle(way * (radius + MARK), angle, at)
    base = on_circle(way * (radius + 1.5), angle, at)
    across = on_circle(4.0, angle + math.pi / 2)
    corners = [tip, Point(base.x + across.x, base.y + across.y), Point(base.x - across.x, base.y - across.y)]
    return [polygon(corners, ("moved",))]
