"""The lineage graph: which pattern evolved from which, oldest on top, as boxes and arrows and as a nested list.

Owns how a box looks and its text. ``ancestry`` decides which patterns there are, and ``graph_layout`` where they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import PATTERN_STATUS
from sphinx_excellence.views.ancestry import Lineage
from sphinx_excellence.views.blocks import (
    Block,
    Drawing,
    Inline,
    Items,
    Label,
    Line,
    Mark,
    Reference,
    View,
    Words,
)
from sphinx_excellence.views.folding import transcript
from sphinx_excellence.views.graph_arrows import BOX_WIDTH, Row, arrows, box_at
from sphinx_excellence.views.graph_layout import Layers, layered
from sphinx_excellence.views.record_labels import pattern_reference, unrated_title
from sphinx_excellence.views.shapes import (
    Box,
    Point,
    Shape,
    Text,
    polyline,
    rounded,
)
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.tier_icons import icon_path
from sphinx_excellence.views.tier_symbols import tier_role
from sphinx_excellence.views.vocabulary import word_label

_TITLE, _SMALL = 12.5, 10.5
_LINE = 1.25
_PADDING, _GAP = 9.0, 22.0
_BETWEEN = 46.0
_MARGIN = 6.0
#: Lists are nested no deeper than this.
_DEEPEST = 5


def lineage_graph(lineage: Lineage, registry: Registry, title: str) -> View:
    """Return the graph of a lineage, with the same as a list; ``title`` is whose it is."""
    label = Label(N_("Lineage graph of %s"), (title,))
    if not lineage.members:
        return View("lineage", (Line((Label(N_("No pattern matches.")),), role="nothing"),), label)
    words = transcript((_outline(lineage, registry),))
    return View("lineage", (_drawing(lineage, registry, label), words), label)


# The drawing ---------------------------------------------------------------------------------------------------


def _drawing(lineage: Lineage, registry: Registry, label: Label) -> Drawing:
    patterns = [pattern for each in lineage.members if (pattern := registry.pattern(each)) is not None]
    numbers = {pattern.id: number for number, pattern in enumerate(patterns)}
    edges = [(numbers[one], numbers[two]) for one, two in lineage.edges]
    decades = _decades([lineage.dates.get(pattern.id) for pattern in patterns], edges)
    layers = layered([BOX_WIDTH] * len(patterns), decades, edges, gap=_GAP)
    titles = [wrapped(pattern.title, _TITLE, BOX_WIDTH - 2 * _PADDING, bold=True) for pattern in patterns]
    rows: list[Row] = []
    for row in layers.rows:
        top = rows[-1].bottom + _BETWEEN if rows else _MARGIN
        height = 2 * _PADDING + max(len(titles[node]) for node in row) * _TITLE * _LINE + _SMALL * 1.5
        rows.append(Row(top, top + height))
    names = [_decade_name(decades[row[0]]) for row in layers.rows]
    axis = max(width_of(name.text, _SMALL, bold=True) * (1.5 if name.own else 1.0) for name in names) + 14
    left = axis + _MARGIN
    shapes = [*_axis(layers, decades, rows, names, left), *arrows(layers, edges, rows, left)]
    places = {node: rows[number] for number, row in enumerate(layers.rows) for node in row}
    marks = [
        _mark(pattern, lineage, registry, titles[node], box_at(layers.centres[node] + left, places[node]))
        for node, pattern in enumerate(patterns)
    ]
    return Drawing(
        "lineage",
        left + layers.width + _MARGIN,
        rows[-1].bottom + _MARGIN,
        label,
        Label(N_("Time runs from top to bottom. An arrow leads from a pattern to its successor. The list that "
                 "follows has the same information.")),
        tuple(shapes),
        tuple(marks),
        Label(N_("Thin frame: a related pattern that is not in the lineage.")) if lineage.neighbours else None,
    )  # fmt: skip


_UNDATED = 99990


def _decades(dates: Sequence[str | None], edges: Sequence[tuple[int, int]]) -> list[int]:
    """Return the decade of each pattern; of one without a date the decade of its nearest relative, if that has one."""
    found = {number: listed_day(date).year // 10 * 10 for number, date in enumerate(dates) if date}
    waiting = [number for number, date in enumerate(dates) if not date]
    while True:
        known: dict[int, int] = {}
        for number in waiting:
            before = [found[one] for one, two in edges if two == number and one in found]
            after = [found[two] for one, two in edges if one == number and two in found]
            if before or after:
                known[number] = max(before) if before else min(after)
        if not known:
            break
        found |= known
        waiting = [number for number in waiting if number not in found]
    return [found.get(number, _UNDATED) for number in range(len(dates))]


def _decade_name(decade: int) -> Text:
    undated = decade == _UNDATED
    return Text(Point(0, 0), N_("Undated") if undated else f"{decade}s", _SMALL, ("decade",), own=undated, bold=True)


def _axis(
    layers: Layers, decades: Sequence[int], rows: Sequence[Row], names: Sequence[Text], left: float
) -> list[Shape]:
    """Return the decades down the side, and a line across where each begins."""
    if set(decades) == {_UNDATED}:
        return []
    made: list[Shape] = []
    last = None
    for place, name in zip(rows, names, strict=True):
        if name.text == last:
            continue
        if last is not None:
            y = place.top - _BETWEEN / 2
            made.append(polyline([Point(_MARGIN, y), Point(left + layers.width, y)], ("decade-line",)))
        last = name.text
        y = place.top + _PADDING + _TITLE
        made.append(Text(Point(_MARGIN, y), name.text, _SMALL, name.roles, own=name.own, bold=True))
    return made


def _mark(pattern: Pattern, lineage: Lineage, registry: Registry, title: Sequence[str], box: Box) -> Mark:
    tier = registry.tier_of(pattern)
    role = tier_role(tier)
    kinds = [name for name, holds in (
        ("box-legacy", registry.is_legacy(pattern)),
        ("box-beside", pattern.id in lineage.neighbours),
        ("box-unrated", tier is None),
    ) if holds]  # fmt: skip
    shapes: list[Shape] = [rounded(box, 4, ("box", *kinds, role))]
    y = box.top + _PADDING + _TITLE * 0.85
    for line in title:
        shapes.append(Text(Point(box.left + _PADDING, y), line, _TITLE, ("box-title",), bold=True))
        y += _TITLE * _LINE
    foot = box.bottom - _PADDING
    x = box.left + _PADDING
    if tier is not None:
        if tier.symbol:
            shapes.append(Text(Point(x, foot), tier.symbol, _SMALL, ("symbol",)))
        else:
            shapes.append(icon_path(tier.icon, Point(x, foot - 0.85 * _SMALL), _SMALL, ("icon", role)))
        x += 1.6 * _SMALL if tier.symbol else 1.3 * _SMALL
    name = unrated_title(pattern, registry) if tier is None else tier.title
    shapes.append(Text(Point(x, foot), name, _SMALL, ("rating", role), own=True, bold=True))
    date = lineage.dates.get(pattern.id, "")
    if date:
        shapes.append(Text(Point(box.right - _PADDING, foot), date, _SMALL, ("date",), "end"))
    about: list[Label | Words] = [Words(f"{pattern.title}: "), Label(name)]
    # First what the box shows, in its order: who speaks to the page says what is to be seen.
    if date:
        about.append(Words(f", {date}"))
    if pattern.status:
        about += [Words(", "), word_label(registry.vocabulary, PATTERN_STATUS, pattern.status)]
    address = registry.address_of("pattern", pattern.id)
    return Mark(Reference("pattern", pattern.id, pattern.title, None, address), tuple(about), tuple(shapes))


# The list ------------------------------------------------------------------------------------------------------


def _outline(lineage: Lineage, registry: Registry) -> Items:
    """Return the lineage as a nested list: each pattern with what came of it, told in full where it first comes.

    What would be nested too deep is named, and told further down.
    """
    below: dict[str, list[str]] = {each: [] for each in lineage.members}
    for one, two in lineage.edges:
        below[one].append(two)
    told: set[str] = set()
    later: list[str] = []

    def line(each: str) -> list[Inline]:
        date = lineage.dates.get(each)
        return [pattern_reference(each, registry), *([Words(f" ({date})")] if date else [])]

    def item(each: str, depth: int = 0) -> tuple[Block, ...]:
        if not below[each]:
            return (Line(tuple(line(each))),)
        if each in told:
            return (Line((*line(each), Words(", "), Label(N_("see above")))),)
        told.add(each)
        head = (*line(each), Words(" "), Label(N_("evolved into:")))
        if depth < _DEEPEST:
            return (Line(head), Items(tuple(item(other, depth + 1) for other in below[each])))
        later.extend(other for other in below[each] if below[other])
        named = [part for other in below[each] for part in (Words(", "), *line(other))]
        return (Line((*head, Words(" "), *named[1:])),)

    entered = {two for _one, two in lineage.edges}
    items = [item(each) for each in lineage.members if each not in entered]
    # The rest was nested too deep, or is in a cycle: the oldest of a cycle comes first.
    rest = [each for each in lineage.members if each in entered and below[each]]
    for each in (*later, *rest):
        if each not in told:
            items.append(item(each))
        while later:
            deeper = later.pop(0)
            if deeper not in told:
                items.append(item(deeper))
    return Items(tuple(items), role="descent")
