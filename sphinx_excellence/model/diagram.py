"""What the directive ``diagram`` draws, as plain values: one record for each form.

Owns the records and their wordings, the texts that are translated. Reading a record from YAML belongs to the loader,
its geometry to ``views.diagrams``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

Tone = Literal["", "good", "bad", "muted", "accent"]
TONES: tuple[Tone, ...] = ("good", "bad", "muted", "accent")
NodeShape = Literal["box", "round", "store", "choice", "plain", "start", "end"]
#: The shapes that a record may ask for.
SHAPES: tuple[NodeShape, ...] = ("box", "round", "store", "choice", "plain")
Direction = Literal["", "right", "down"]
DIRECTIONS: tuple[Direction, ...] = ("right", "down")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that readers see, in plain words; ``line`` is its line in the record, from 1."""

    text: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A participant, a node, a state or a layer: its label, and a smaller text below it."""

    label: Wording
    detail: Wording | None = None
    tone: Tone = ""
    shape: NodeShape = "box"
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message from one participant to another, by their numbers; one that is ``lost`` does not arrive."""

    sender: int
    receiver: int
    text: Wording | None = None
    dashed: bool = False
    lost: bool = False
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A text over the participants from ``first`` to ``last``."""

    first: int
    last: int
    text: Wording
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Time that passes for all."""

    text: Wording


@dataclass(frozen=True, slots=True)
class Sequence:
    """Participants side by side, and what happens between them from top to bottom."""

    participants: tuple[Part, ...]
    steps: tuple[Message | Note | Wait, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow from one node to another, by their numbers."""

    source: int
    target: int
    text: Wording | None = None
    dashed: bool = False
    both: bool = False
    lost: bool = False
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes in a frame with a name."""

    label: Wording
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and links, of the forms ``flow`` and ``state``."""

    nodes: tuple[Part, ...]
    links: tuple[Link, ...]
    groups: tuple[Group, ...] = ()
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Layers:
    """Boxes on top of each other, some of them with parts side by side."""

    layers: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """Nodes on a circle, clockwise from the top, and links across; a ``cycle`` has an arrow from each to the next."""

    nodes: tuple[Part, ...]
    links: tuple[Link, ...] = ()
    cycle: bool = False
    centre: Wording | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A point in time, or a span that ends at ``end``; both in one unit, whatever it is, and as they are written."""

    when: Wording
    begin: float
    end: float | None
    text: Wording | None = None
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in their order, on one scale."""

    events: tuple[Event, ...]


Record = Sequence | Graph | Layers | Ring | Timeline
#: The forms, as the directive's argument names them.
FORMS = ("sequence", "flow", "state", "layers", "ring", "timeline")


@dataclass(frozen=True, slots=True)
class Diagram:
    """A record with its title, which is inline markup of the page, and a description, both optional."""

    form: str
    record: Record
    title: Wording | None = None
    description: Wording | None = None


def wordings_of(value: Any) -> Iterator[Wording]:
    """Yield the wordings in a record or a part of it, in the order of its fields."""
    if isinstance(value, Wording):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from wordings_of(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from wordings_of(getattr(value, field.name))


def reworded(value: Any, texts: Mapping[str, str]) -> Any:
    """Return a record or a part of it with the ``texts`` that there are for its wordings, by the wording's own text."""
    if isinstance(value, Wording):
        return replace(value, text=texts.get(value.text) or value.text)
    if isinstance(value, tuple):
        return tuple(reworded(each, texts) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: reworded(getattr(value, field.name), texts) for field in fields(value)}
        return replace(value, **changed)
    return value
