"""The record of a diagram: what may be written, and what is said of everything else, with its place."""

from __future__ import annotations

import pytest

from sphinx_excellence.loader.diagram_record import MOST, read_diagram
from sphinx_excellence.model.diagram import (
    Graph,
    Group,
    Layers,
    Link,
    Message,
    Note,
    Ring,
    Sequence,
    Timeline,
    Wait,
    Wording,
)


def record(form: str, body: str):
    made, faults = read_diagram(form, body)
    assert faults == []
    assert made is not None
    return made.record


def told(form: str, body: str) -> list[str]:
    _made, faults = read_diagram(form, body)
    return [
        f"{each.line}:{each.column} {each.message % each.args if each.args else each.message} | "
        f"{each.accepted % each.accepted_args if each.accepted_args else each.accepted}"
        for each in faults
    ]


def test_a_sequence_has_messages_notes_and_time():
    made = record(
        "sequence",
        "steps:\n  - A -> B: ask\n  - B --> A\n  - A -x B: lost\n  - A --x B: no\n    tone: muted\n"
        "  - note A, B: both\n  - wait: 3\n  - A -> A, B: all\n",
    )
    assert isinstance(made, Sequence)
    assert [part.label.text for part in made.participants] == ["A", "B"]
    assert made.steps == (
        Message(0, 1, Wording("ask", 2)),
        Message(1, 0, dashed=True),
        Message(0, 1, Wording("lost", 4), lost=True, tone="bad"),
        Message(0, 1, Wording("no", 5), dashed=True, lost=True, tone="muted"),
        Note(0, 1, Wording("both", 7)),
        Wait(Wording("3", 8)),
        Message(0, 0, Wording("all", 9)),
        Message(0, 1, Wording("all", 9)),
    )


def test_a_flow_has_nodes_links_and_groups():
    made = record(
        "flow",
        "direction: down\nnodes:\n  A: first\n  B: {label: Bee, shape: store, tone: good}\n  C, D:\n"
        "links:\n  - A -> B --> A\n  - A <-> C, D\ngroups: {G: [A, B]}\n",
    )
    assert isinstance(made, Graph)
    assert [(part.label.text, part.detail and part.detail.text, part.shape, part.tone) for part in made.nodes] == [
        ("A", "first", "box", ""), ("Bee", None, "store", "good"), ("C, D", None, "box", ""),
    ]  # fmt: skip
    assert made.links == (Link(0, 1), Link(1, 0, dashed=True), Link(0, 2, both=True))
    assert made.groups == (Group(Wording("G", 9), (0, 1)),)
    assert made.direction == "down"


def test_states_are_round_and_begin_and_end_at_dots():
    made = record("state", "start: A\nend: [B, A]\ntransitions:\n  - A -> B\n")
    assert isinstance(made, Graph)
    assert [part.shape for part in made.nodes] == ["round", "round", "start", "end"]
    assert made.links == (Link(2, 0), Link(0, 1), Link(1, 3), Link(0, 3))


def test_layers_rings_and_timelines():
    made = record("layers", "layers:\n  - A\n  - B: [C, D: small, C]\n  - E: text\n    tone: bad\n")
    assert isinstance(made, Layers)
    assert [[part.label.text for part in each.parts] for each in made.layers] == [[], ["C", "D", "C"], []]
    assert (made.layers[2].detail, made.layers[2].tone) == (Wording("text", 4), "bad")
    made = record("ring", "nodes: [A, B]\ncycle: true\ncentre: middle\nlinks:\n  - A -x B\n")
    assert isinstance(made, Ring)
    assert (made.cycle, made.centre, made.links) == (True, Wording("middle", 3), (Link(0, 1, lost=True, tone="bad"),))
    made = record("timeline", "events:\n  - 0 s: a\n  - 5 s - 95 s\n  - 7.5 s\n")
    assert isinstance(made, Timeline)
    assert [(each.begin, each.end) for each in made.events] == [(0, None), (5, 95), (7.5, None)]
    made = record("timeline", "events:\n  - 2019: a\n  - 2020-05 - 2021: b\n  - 1999-: c\n")
    assert [each.end is None for each in made.events] == [True, False, False]
    assert made.events[1].end - made.events[1].begin == 609


ARROWS = "write two names with an arrow between blanks, such as 'A -> B: text'; arrows: "
FAULTS = [
    ("sequence", "", "1:1 the diagram is empty | write its `steps`"),
    ("flow", "- A", "1:1 the diagram is a list; expected a mapping | accepted: title, description, links, nodes, groups, direction"),
    ("ring", "nodes: []", "1:8 `nodes` has no entries | write at least one"),
    ("ring", "title: x", "1:1 the diagram is missing the key 'nodes' | write its `nodes`"),
    ("layers", "layer: [A]\nlayers: [A]", "1:1 unknown key 'layer' | did you mean 'layers'? accepted: description, layers, title"),
    ("layers", "layers: A", "1:9 `layers` is the string 'A'; expected a list | write one line for each, after a hyphen"),
    ("layers", "layers: [{tone: good}, [A], ]", "1:10 the entry has no name | write a name first, such as 'Orders: ...'"),
    ("layers", "layers: [[A]]", "1:10 the entry is a list | write a name, or a name with its text"),
    ("layers", "layers:\n  - A: {shape: box}", "2:9 unknown key 'shape' | accepted: detail, label, parts, tone"),
    ("sequence", "steps:\n  - A => B", f"2:5 'A => B' has no arrow between two names | {ARROWS}-> --> -x --x"),
    ("sequence", "steps:\n  - A <-> B", f"2:7 a step has one direction, and '<->' has two | {ARROWS}-> --> -x --x"),
    ("sequence", "steps:\n  - wait", "2:5 'wait' has no text | write it after a colon"),
    ("sequence", "steps:\n  - tone: good", f"2:5 the entry says nothing | {ARROWS}-> --> -x --x"),
    ("sequence", "steps:\n  - [A]", f"2:5 the entry is a list | {ARROWS}-> --> -x --x"),
    ("sequence", "steps:\n  - A -> B: x\n    colour: red", "3:5 unknown key 'colour' in an entry | accepted: tone"),
    ("sequence", "steps:\n  - A -> B: [x]", "2:13 `A -> B` is a list; expected a string | write a string; quote one that contains ': ' or begins with a bracket"),
    ("sequence", "participants: [A, B]\nsteps:\n  - A -> A, C: x", "3:13 unknown name 'C' | accepted: A, B"),
    ("sequence", "participants: [A, A]\nsteps:\n  - A -> A", "1:19 'A' is listed twice | name each once"),
    ("flow", "links:\n  - A -> , B", "2:5 a name is missing | accepted: A"),
    ("flow", "links:\n  - A -> B -> C: x", "2:5 'A -> B -> C' has several arrows, and one text | write one line for each arrow that has a text"),
    ("flow", "links:\n  - A -> B: x\n    tone: green", "3:11 `tone` cannot be the string 'green' | accepted: accent, bad, good, muted"),
    ("flow", "direction: up\nlinks:\n  - A -> B", "1:12 `direction` cannot be the string 'up' | accepted: down, right"),
    ("flow", "nodes: {A: {shape: disk}}\nlinks:\n  - A -> A", "1:20 `shape` cannot be the string 'disk' | accepted: box, choice, plain, round, store"),
    ("flow", "links:\n  - A -> B\ngroups: [A]", "3:9 `groups` is a list; expected a mapping | write a name for each, and the names of its nodes: {Region: [A, B]}"),
    ("flow", "links:\n  - A -> B\ngroups: {G: A}", "3:13 `G` is the string 'A'; expected a list | name the group's nodes: [A, B]"),
    ("flow", "links:\n  - A -> B\ngroups: {G: [A], H: [B, A]}", "3:25 'A' is in two groups | name it in one of them"),
    ("flow", "links:\n  - A -> B\ngroups: {G: [C]}", "3:14 unknown name 'C' | accepted: A, B"),
    ("state", "start: C\ntransitions:\n  - A -> B", "1:8 unknown name 'C' | accepted: A, B"),
    ("ring", "nodes: [A, B]\ncycle: 1", "2:8 `cycle` is the number 1; expected true or false | accepted: true, false"),
    ("ring", "nodes: [A, B]\nlinks:\n  - B -> B", "3:5 'B' is linked to itself, which a ring does not show | name two nodes"),
    ("timeline", "events:\n  - soon: x", "2:5 'soon' is no point in time | write a date or a period (2019, 2020-05 - 2021), or a number with a unit (95 s, 0 s - 95 s)"),
    ("timeline", "events:\n  - 2019: x\n  - 3 s: y", "3:5 '3 s' is not on the scale of the others | write a date or a period (2019, 2020-05 - 2021), or a number with a unit (95 s, 0 s - 95 s)"),
    ("timeline", "events:\n  - 9 s - 3 s: x", "2:5 '9 s - 3 s' ends before it begins | put the earlier one first"),
    ("layers", f"layers: [{', '.join(['A'] * (MOST + 1))}]", f"1:9 `layers` has {MOST + 1} entries | make several diagrams; one shows at most {MOST}"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "body", "expected"), FAULTS, ids=lambda value: value[:40])
def test_each_fault_has_a_place_and_says_what_is_accepted(form, body, expected):
    assert told(form, body)[0] == expected


def test_what_is_right_is_drawn_and_every_fault_is_told():
    made, faults = read_diagram("sequence", "steps:\n  - A => B\n  - A -> B: x\n    tone: green\n")
    assert [fault.line for fault in faults] == [2, 4]
    assert made is not None
    assert made.record == Sequence(made.record.participants, (Message(0, 1, Wording("x", 3)),))


def test_a_tone_below_a_link_without_a_colon_is_explained():
    (said,) = told("flow", "links:\n  - A -> B\n    tone: bad\n")
    assert said.endswith(" | write a colon at the end of the line above")
    assert record("flow", "links:\n  - A -> B:\n    tone: bad\n").links == (Link(0, 1, tone="bad"),)


def test_yaml_that_cannot_be_read_is_one_fault():
    made, faults = read_diagram("flow", "links:\n  - A -> B: x: y\n")
    assert made is None
    assert [(fault.line, fault.message) for fault in faults] == [(2, "invalid YAML: %s")]
