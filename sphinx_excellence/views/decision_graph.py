"""The graph of decisions: which one supersedes or amends which, older ones on top, as boxes and arrows and as a list.

Owns which decisions are in it, how a box looks, and what is drawn where the graph is large: groups of decisions that
have to do with each other are placed in lines like words, and what cannot be drawn is in the list alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.decision_number import shown_number, title_without_number
from sphinx_excellence.model.external import registry_of
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import DECISION_STATUS
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
from sphinx_excellence.views.decisions import LogFilter
from sphinx_excellence.views.folding import transcript
from sphinx_excellence.views.graph_arrows import BOX_WIDTH, Row, arrows, box_at
from sphinx_excellence.views.graph_layout import layered
from sphinx_excellence.views.record_labels import decision_label, listed, reference
from sphinx_excellence.views.shapes import Box, Path, Point, Shape, Text, rounded, shifted
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.tier_symbols import tier_role
from sphinx_excellence.views.vocabulary import NOT_STATED

_TITLE, _SMALL, _LINE = 12.5, 10.5, 1.25
_PADDING, _GAP, _BETWEEN, _MARGIN = 9.0, 22.0, 40.0, 6.0
#: Groups stand next to each other up to this width.
_WIDEST = 860.0
#: A group with more decisions or arrows is not drawn, nor is a graph with more decisions.
_GROUP, _ARROWS, _DRAWN = 40, 80, 200
#: What the status of a decision means that is no longer in force.
_ENDED = frozenset({"superseded", "legacy", "closed"})
#: What an arrow says, by the fields of the two decisions.
_LINKS = (("supersedes", "superseded_by"), ("amends", "amended_by"))
_SAYS = {
    "superseded_by": N_("Superseded by:"),
    "amended_by": N_("Amended by:"),
    "supersedes": N_("Supersedes:"),
    "amends": N_("Amends:"),
}


@dataclass(frozen=True, slots=True)
class _Graph:
    """Decisions and their links: ``members`` are those asked for, the rest only have to do with one of them.

    ``edges`` are by id, the older decision first, with the field of the newer one that says so.
    """

    decisions: Mapping[str, Decision]
    members: frozenset[str]
    edges: tuple[tuple[str, str, str], ...]


def decision_graph(registry: Registry, wanted: LogFilter) -> View:
    """Return the graph of the decisions that ``wanted`` lets through."""
    return View("decision-graph", graph_blocks(registry, wanted), Label(N_("Graph of decisions")))


def graph_blocks(registry: Registry, wanted: LogFilter) -> tuple[Block, ...]:
    """Return the drawing of the graph, and the same as a list."""
    graph = _graph(registry, wanted)
    if not graph.edges:
        return (Line((Label(N_("No decision supersedes or amends another.")),), role="nothing"),)
    outline = _outline(graph, registry)
    groups = _groups(graph)
    drawn = [group for group in groups if _is_drawable(group, graph)]
    if not drawn or sum(map(len, drawn)) > _DRAWN:
        return (Line((Label(N_("There are too many decisions to draw them.")),)), outline)
    drawing = _drawing(drawn, graph, registry)
    if len(drawn) < len(groups):
        return (drawing, Line((Label(N_("The largest groups of decisions are in the list alone.")),)), outline)
    return (drawing, transcript((outline,)))


def foreign_decisions(registry: Registry, wanted: LogFilter) -> list[str]:
    """Return the ids of the decisions of other projects that the graph shows."""
    return sorted(each for each in _graph(registry, wanted).decisions if registry_of(each) is not None)


def _graph(registry: Registry, wanted: LogFilter) -> _Graph:
    found: set[tuple[str, str, str]] = set()
    for decision in registry.all_of(Decision):
        for newer, older in _LINKS:
            for name in getattr(decision, newer):
                found.add((registry.resolve("decision", name) or "", decision.id, newer))
            for name in getattr(decision, older):
                found.add((decision.id, registry.resolve("decision", name) or "", newer))
    members = {
        each.id
        for each in registry.all_of(Decision)
        if wanted.lets_through(each, registry) and all(one.lets_through(each, registry) for one in wanted.own)
    }
    # That a name leads nowhere, or to the decision itself, is for the rules to tell.
    edges = sorted(
        edge for edge in found if edge[0] and edge[1] and edge[0] != edge[1] and not members.isdisjoint(edge[:2])
    )
    ids = sorted({each for edge in edges for each in edge[:2]})
    decisions = {each: record for each in ids if isinstance(record := registry.find("decision", each), Decision)}
    return _Graph(decisions, frozenset(members & decisions.keys()), tuple(edges))


def _groups(graph: _Graph) -> list[list[str]]:
    """Return the decisions that have to do with each other, each group and all of them in their order."""
    group_of = {each: each for each in graph.decisions}

    def root(each: str) -> str:
        while group_of[each] != each:
            group_of[each] = group_of[group_of[each]]
            each = group_of[each]
        return each

    for one, two, _field in graph.edges:
        first, second = sorted((root(one), root(two)))
        group_of[second] = first
    groups: dict[str, list[str]] = {}
    for each in graph.decisions:
        groups.setdefault(root(each), []).append(each)
    return list(groups.values())


def _is_drawable(group: Sequence[str], graph: _Graph) -> bool:
    inside = set(group)
    return len(group) <= _GROUP and sum(edge[0] in inside for edge in graph.edges) <= _ARROWS


# The drawing ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawn:
    shapes: tuple[Shape, ...]
    marks: tuple[tuple[str, tuple[Shape, ...]], ...]
    width: float
    height: float


def _drawing(groups: Iterable[Sequence[str]], graph: _Graph, registry: Registry) -> Drawing:
    shapes: list[Shape] = []
    marks: list[Mark] = []
    x = y = _MARGIN
    widest = height = 0.0
    for group in groups:
        drawn = _group(group, graph, registry)
        if x > _MARGIN and x + drawn.width > _WIDEST:
            x, y, height = _MARGIN, y + height + _BETWEEN, 0.0
        shapes += (shifted(shape, Point(x, y)) for shape in drawn.shapes)
        marks += (
            _mark(graph.decisions[each], registry, tuple(shifted(shape, Point(x, y)) for shape in of_box))
            for each, of_box in drawn.marks
        )
        x += drawn.width
        widest, height = max(widest, x), max(height, drawn.height)
        x += 2 * _GAP
    keys = [N_("Dashed arrow: amended by. Dashed frame: no longer in force.")]
    if len(graph.members) < len(graph.decisions):
        keys.append(
            N_("Dashed arrow: amended by. Dashed frame: no longer in force. Thin frame: not among those listed.")
        )
    return Drawing(
        "decision-graph",
        widest + _MARGIN,
        y + height + _MARGIN,
        Label(N_("Graph of decisions")),
        Label(N_("An arrow leads from a decision to the one that supersedes it, a dashed arrow to one that amends it. "
                 "The list that follows has the same information.")),
        tuple(shapes),
        tuple(marks),
        Label(keys[-1]),
    )  # fmt: skip


def _group(group: Sequence[str], graph: _Graph, registry: Registry) -> _Drawn:
    """Return a group of decisions, with its upper left corner at the origin."""
    numbers = {each: number for number, each in enumerate(group)}
    field_of = {
        (numbers[one], numbers[two]): field for one, two, field in reversed(graph.edges) if one in numbers
    }  # one that supersedes another and amends it supersedes it
    edges = sorted(field_of)
    layers = layered([BOX_WIDTH] * len(group), [0] * len(group), edges, gap=_GAP)
    titles = [
        wrapped(title_without_number(graph.decisions[each]), _TITLE, BOX_WIDTH - 2 * _PADDING, bold=True)
        for each in group
    ]
    rows: list[Row] = []
    for row in layers.rows:
        top = rows[-1].bottom + _BETWEEN if rows else 0.0
        lines = max(len(titles[node]) for node in row)
        rows.append(Row(top, top + 2 * _PADDING + _SMALL * 1.4 + lines * _TITLE * _LINE + _SMALL * 1.5))
    places = {node: rows[number] for number, row in enumerate(layers.rows) for node in row}

    def roles(edge: tuple[int, int]) -> tuple[str, ...]:
        return ("arrow",) if field_of[edge] == "supersedes" else ("arrow", "arrow-amends")

    marks = tuple(
        (each, tuple(_box(graph, registry, each, titles[node], box_at(layers.centres[node], places[node]))))
        for node, each in enumerate(group)
    )
    return _Drawn(tuple(arrows(layers, edges, rows, 0.0, roles)), marks, layers.width, rows[-1].bottom)


def _box(graph: _Graph, registry: Registry, decision_id: str, title: Sequence[str], box: Box) -> Iterator[Shape]:
    decision = graph.decisions[decision_id]
    kinds = [name for name, holds in (
        ("box-legacy", registry.meaning_of(DECISION_STATUS, decision, decision.status) in _ENDED),
        ("box-beside", decision.id not in graph.members),
    ) if holds]  # fmt: skip
    frame: Path = rounded(box, 4, ("box", *kinds, tier_role(None)))
    yield frame
    x, y = box.left + _PADDING, box.top + _PADDING + _SMALL * 0.85
    room = BOX_WIDTH - 2 * _PADDING
    beside = width_of(decision.date, _SMALL) + _PADDING if decision.date else 0.0
    yield Text(Point(x, y), wrapped(shown_number(decision.id), _SMALL, room - beside, most=1)[0], _SMALL, ("date",))
    if decision.date:
        yield Text(Point(box.right - _PADDING, y), decision.date, _SMALL, ("date",), "end")
    y += _SMALL * 0.55 + _TITLE * 0.85
    for line in title:
        yield Text(Point(x, y), line, _TITLE, ("box-title",), bold=True)
        y += _TITLE * _LINE
    foot = box.bottom - _PADDING
    word = registry.vocabulary_of(decision)[DECISION_STATUS].get(decision.status or "")
    is_own = word is not None and word.is_own
    status = wrapped(word.title if word is not None else NOT_STATED, _SMALL, room, bold=True, most=1)[0]
    yield Text(Point(x, foot), status, _SMALL, ("rating", tier_role(None)), own=not is_own, bold=True)


def _mark(decision: Decision, registry: Registry, shapes: tuple[Shape, ...]) -> Mark:
    about: list[Label | Words] = [
        Words(f"{shown_number(decision.id)} {title_without_number(decision)}: "),
        decision_label(decision, registry).label,
    ]
    if decision.date:
        about.append(Words(f", {decision.date}"))
    address = registry.address_of("decision", decision.id)
    return Mark(Reference("decision", decision.id, decision.title, None, address), tuple(about), shapes)


# The list ------------------------------------------------------------------------------------------------------


def _outline(graph: _Graph, registry: Registry) -> Items:
    """Return each decision with what it supersedes and amends, and with what supersedes and amends it."""
    links: dict[tuple[str, str], list[str]] = {}
    reverse = dict(_LINKS)
    for one, two, field in graph.edges:
        links.setdefault((two, field), []).append(one)
        links.setdefault((one, reverse[field]), []).append(two)
    items: list[tuple[Block, ...]] = []
    for each, decision in graph.decisions.items():
        head = [
            Words(f"{shown_number(each)} "),
            _numbered_reference(decision, registry),
            Words(" "),
            decision_label(decision, registry),
        ]
        said = [
            (Line((Label(label), Words(" "), *listed(reference("decision", other, registry) for other in others))),)
            for field, label in _SAYS.items()
            if (others := links.get((each, field)))
        ]
        items.append((Line(tuple(head)), Items(tuple(said))))
    return Items(tuple(items), role="descent")


def _numbered_reference(decision: Decision, registry: Registry) -> Inline:
    """Return a link to a decision next to its number, which its title may begin with."""
    found = reference("decision", decision.id, registry)
    return replace(found, title=title_without_number(decision)) if isinstance(found, Reference) else found
