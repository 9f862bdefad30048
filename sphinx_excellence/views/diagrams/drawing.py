"""A diagram as a drawing, and as words: a line for each step, which says what the drawing shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.diagram import (
    Diagram,
    Graph,
    Layers,
    Link,
    Message,
    Note,
    Part,
    Ring,
    Sequence,
    Timeline,
    Tone,
    Wording,
)
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.diagrams.graph import graph
from sphinx_excellence.views.diagrams.layers import layers
from sphinx_excellence.views.diagrams.ring import ring
from sphinx_excellence.views.diagrams.sequence import sequence
from sphinx_excellence.views.diagrams.timeline import timeline
from sphinx_excellence.views.shapes import Point, Shape, around, shifted

#: What a diagram without a title is called.
FORM_LABELS: Mapping[str, str] = MappingProxyType({
    "sequence": N_("Sequence diagram"),
    "flow": N_("Flow diagram"),
    "state": N_("State diagram"),
    "layers": N_("Diagram of layers"),
    "ring": N_("Diagram of a ring"),
    "timeline": N_("Timeline"),
})  # fmt: skip
_MARGIN = 3.0
#: What precedes a text in words, where the drawing has a sign.
_SIGNS: Mapping[Tone, str] = MappingProxyType({"good": "\N{CHECK MARK} ", "bad": "\N{BALLOT X} "})


def shapes_of(diagram: Diagram) -> tuple[tuple[Shape, ...], float, float]:
    """Return the shapes of a diagram, and its width and height."""
    match diagram.record:
        case Sequence():
            shapes = sequence(diagram.record)
        case Graph():
            shapes = graph(diagram.record)
        case Layers():
            shapes = layers(diagram.record)
        case Ring():
            shapes = ring(diagram.record)
        case Timeline():
            shapes = timeline(diagram.record)
    held = around(shapes)
    by = Point(_MARGIN - held.left, _MARGIN - held.top)
    moved = tuple(shifted(shape, by) for shape in shapes)
    return moved, held.right - held.left + 2 * _MARGIN, held.bottom - held.top + 2 * _MARGIN


def lines_in_words(diagram: Diagram) -> tuple[Label | str, ...]:
    """Return what a diagram shows, a line for each step, link, layer or event."""
    match diagram.record:
        case Sequence():
            return tuple(_steps(diagram.record))
        case Graph():
            return tuple(_graph(diagram.record))
        case Layers():
            return tuple(map(_part, diagram.record.layers))
        case Ring():
            return tuple(_ring(diagram.record))
        case Timeline():
            return tuple(
                _behind(each.when.text, each.text, each.tone) for each in diagram.record.events
            )  # fmt: skip


def _behind(what: str, text: Wording | None, tone: Tone = "") -> str:
    return f"{what}: {_SIGNS.get(tone, '')}{text.text}" if text is not None else what


def _steps(record: Sequence) -> Iterator[Label | str]:
    names = [each.label.text for each in record.participants]
    yield from (_part(each) for each in record.participants if each.detail is not None)
    for step in record.steps:
        match step:
            case Message():
                yield _arrow(names[step.sender], names[step.receiver], step.text, step.tone, lost=step.lost)
            case Note():
                over = ", ".join(names[step.first : step.last + 1])
                yield Label(N_("Note on %s: %s"), (over, _SIGNS.get(step.tone, "") + step.text.text))
            case _:
                yield Label(N_("Time passes: %s"), (step.text.text,))


def _arrow(
    source: str, target: str, text: Wording | None, tone: Tone, *, lost: bool = False, both: bool = False
) -> Label:  # fmt: skip
    said = _SIGNS.get("" if lost else tone, "") + text.text if text is not None else ""
    if lost:
        message = N_("From %s to %s, fails: %s") if said else N_("From %s to %s, fails")
    elif both:
        message = N_("Between %s and %s: %s") if said else N_("Between %s and %s")
    else:
        message = N_("From %s to %s: %s") if said else N_("From %s to %s")
    return Label(message, (source, target, said) if said else (source, target))


def _link(link: Link, nodes: tuple[Part, ...]) -> Label:
    source, target = nodes[link.source], nodes[link.target]
    if source.shape == "start":
        return Label(N_("Start: %s"), (target.label.text,))
    if target.shape == "end":
        return Label(N_("End: %s"), (source.label.text,))
    return _arrow(source.label.text, target.label.text, link.text, link.tone, lost=link.lost, both=link.both)


def _graph(record: Graph) -> Iterator[Label | str]:
    linked = {end for link in record.links for end in (link.source, link.target)}
    for number, each in enumerate(record.nodes):
        if each.detail is not None or number not in linked or each.tone in _SIGNS:
            yield _part(each)
    for group in record.groups:
        yield f"{group.label.text}: {', '.join(record.nodes[each].label.text for each in group.members)}"
    yield from (_link(link, record.nodes) for link in record.links)


def _part(part: Part) -> str:
    inside = ", ".join(
        f"{_SIGNS.get(each.tone, '')}{each.label.text}" + (f" ({each.detail.text})" if each.detail is not None else "")
        for each in part.parts
    )
    said = [part.detail.text] if part.detail is not None else []
    label = _SIGNS.get(part.tone, "") + part.label.text
    return ": ".join([label, *said, *([inside] if inside else [])])


def _ring(record: Ring) -> Iterator[Label | str]:
    if record.centre is not None:
        yield record.centre.text
    yield Label(N_("Clockwise: %s"), (", ".join(map(_part, record.nodes)),))
    yield from (_link(link, record.nodes) for link in record.links)
