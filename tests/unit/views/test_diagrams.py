"""The drawings of diagrams: nothing overlaps, nothing leaves the canvas, and the words say what is drawn."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from sphinx_excellence.loader.diagram_record import read_diagram
from sphinx_excellence.model.diagram import FORMS, Diagram, reworded, wordings_of
from sphinx_excellence.views.diagrams.drawing import lines_in_words, shapes_of
from sphinx_excellence.views.shapes import Box, Circle, Curve, Path, Point, Text, box_of

WORDS = [
    "the",
    "lease",
    "expires",
    "while",
    "nobody",
    "looks",
    "at",
    "internationalization",
    "of",
    "4711",
    "orders",
    "and",
    "Zuständigkeiten",
]
TONES = ("", "good", "bad", "muted", "accent")


def diagram(form: str, body: str) -> Diagram:
    made, faults = read_diagram(form, body)
    assert faults == []
    assert made is not None
    return made


def said(made: Diagram) -> list[str]:
    return [each if isinstance(each, str) else each.message % each.args for each in lines_in_words(made)]


def shapes(made: Diagram):
    return shapes_of(made)[0]


def with_role(made: Diagram, role: str):
    return [shape for shape in shapes(made) if role in shape.roles]


def texts(made: Diagram) -> list[str]:
    return [shape.text for shape in shapes(made) if isinstance(shape, Text)]


# Records of all kinds ------------------------------------------------------------------------------------------------


class Records:
    """Random bodies, valid ones, with more and longer texts than people write."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def text(self, most: int = 9) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, most)))

    def names(self, least: int, most: int) -> list[str]:
        return [f"N{number} {self.text(3)}" for number in range(self.random.randint(least, most))]

    def part(self, name: str, *, shape: bool = False) -> str:
        more = [f"tone: {tone}"] if (tone := self.random.choice(TONES)) else []
        more += [f"detail: {self.text()}"] if self.random.random() < 0.4 else []
        if shape and self.random.random() < 0.5:
            more.append(f"shape: {self.random.choice(['box', 'round', 'store', 'choice', 'plain'])}")
        return f"  - {name}: {{{', '.join(more)}}}\n" if more else f"  - {name}\n"

    def arrows(self, names: list[str], signs: list[str], most: int, *, apart: bool = False) -> str:
        lines = []
        for _ in range(self.random.randint(1, most)):
            one, two = self.random.sample(names, 2) if apart else self.random.choices(names, k=2)
            lines.append(f"  - {one} {self.random.choice(signs)} {two}")
            if self.random.random() < 0.6:
                lines[-1] += f": {self.text()}"
                if tone := self.random.choice(TONES):
                    lines.append(f"    tone: {tone}")
        return "\n".join(lines) + "\n"

    def body(self, form: str) -> str:
        names = self.names(1 if form in {"layers", "timeline"} else 2, 8)
        parts = "".join(self.part(name, shape=form == "flow") for name in names)
        both = ["->", "-->", "-x", "--x", "<->"]
        match form:
            case "sequence":
                notes = f"  - note {self.random.choice(names)}, {self.random.choice(names)}: {self.text(20)}\n"
                return (
                    f"participants:\n{parts}steps:\n{self.arrows(names, both[:4], 12)}{notes}  - wait: {self.text()}\n"
                )
            case "flow":
                group = f"groups:\n  {self.text(5)}: [{', '.join(names[:2])}]\n" if self.random.random() < 0.5 else ""
                way = self.random.choice(["", "direction: right\n", "direction: down\n"])
                return f"nodes:\n{parts}links:\n{self.arrows(names, both, 12)}{group}{way}"
            case "state":
                ends = f"start: {names[0]}\nend: {names[-1]}\n"
                return f"states:\n{parts}{ends}transitions:\n{self.arrows(names, both, 9)}"
            case "layers":
                inner = f"  - {self.text(4)}: [{', '.join(self.names(1, 9))}]\n"
                return f"layers:\n{parts}{inner}"
            case "ring":
                return f"nodes:\n{parts}centre: {self.text(4)}\nlinks:\n{self.arrows(names, both, 3, apart=True)}"
            case _:
                years = [f"  - {self.random.randint(1970, 2030)}: {self.text(20)}\n" for _ in names]
                return f"events:\n{''.join(years)}  - 1980 - 2000: {self.text()}\n"


CASES = [(form, seed) for form in FORMS for seed in range(24)]


def overlaps(one: Box, two: Box) -> bool:
    return (
        min(one.right, two.right) - max(one.left, two.left) > 0.5
        and min(one.bottom, two.bottom) - max(one.top, two.top) > 0.5
    )


@pytest.mark.parametrize(("form", "seed"), CASES)
def test_no_text_is_on_another_and_none_leaves_the_canvas(form, seed):
    drawn, width, height = shapes_of(diagram(form, Records(seed).body(form)))
    boxes = [(shape.text, box_of(shape)) for shape in drawn if isinstance(shape, Text)]
    for (text, one), (other, two) in combinations(boxes, 2):
        assert not overlaps(one, two), (text, other)
    for shape in drawn:
        left, top, right, bottom = box_of(shape)
        assert (left >= 0, top >= 0, right <= width, bottom <= height) == (True,) * 4, shape


def points_of(path: Path) -> list[Point]:
    """Points along a path, close to each other."""
    found: list[Point] = []
    for step in path.steps:
        if not found:
            found.append(step[0])
            continue
        here = found[-1]
        for number in range(1, 41):
            t = number / 40
            if isinstance(step, Curve):
                u = 1 - t
                parts = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                ends = (here, *step)
                found.append(Point(*(sum(p * each[k] for p, each in zip(parts, ends, strict=True)) for k in (0, 1))))
            elif step:
                found.append(Point(*(here[k] + t * (step[0][k] - here[k]) for k in (0, 1))))
    return found


@pytest.mark.parametrize(("form", "seed"), [case for case in CASES if case[0] in {"flow", "state"}])
def test_no_line_goes_through_a_text_of_a_graph(form, seed):
    drawn = shapes(diagram(form, Records(seed).body(form)))
    words = [box_of(shape) for shape in drawn if isinstance(shape, Text) and "figure-frame-name" not in shape.roles]
    for shape in drawn:
        if isinstance(shape, Path) and "figure-line" in shape.roles:
            for x, y in points_of(shape):
                assert not any(box.left + 1 < x < box.right - 1 and box.top + 2 < y < box.bottom - 2 for box in words)


# The forms -----------------------------------------------------------------------------------------------------------

SAGA = """title: A saga that is undone
participants: [Orders, Payments, Stock]
steps:
  - Orders -> Payments: charge
  - Payments --> Orders: done
    tone: good
  - Orders -> Stock: reserve
  - Stock -x Orders: out of stock
  - note Orders, Payments: undo
  - wait: 95 s
"""


def test_steps_of_a_sequence_follow_each_other_downwards():
    made = diagram("sequence", SAGA)
    places = {shape.text: shape.at for shape in shapes(made) if isinstance(shape, Text)}
    steps = ["Orders", "charge", "done", "reserve", "out of stock", "undo", "95 s"]
    assert sorted(steps, key=lambda text: places[text].y) == steps
    assert places["Orders"].x < places["Payments"].x < places["Stock"].x
    assert len(with_role(made, "figure-dashed")) == 1
    assert len(with_role(made, "figure-head")) == 3
    # A message that is lost ends in a cross, a good one has a tick.
    assert len(with_role(made, "figure-sign-bad")) == 4
    assert len(with_role(made, "figure-sign-good")) == 1


def test_words_of_a_sequence_say_each_step():
    assert said(diagram("sequence", SAGA)) == [
        "From Orders to Payments: charge",
        "From Payments to Orders: \N{CHECK MARK} done",
        "From Orders to Stock: reserve",
        "From Stock to Orders, fails: out of stock",
        "Note on Orders, Payments: undo",
        "Time passes: 95 s",
    ]


def test_a_flow_goes_to_the_right_where_it_is_short_and_down_where_it_is_not():
    def ends(body: str) -> tuple[Point, Point]:
        places = {shape.text: shape.at for shape in shapes(diagram("flow", body)) if isinstance(shape, Text)}
        return places["A"], places["B"]

    short = "links:\n  - A -> B\n"
    one, two = ends(short)
    assert (one.y, one.x < two.x) == (two.y, True)
    one, two = ends(f"{short}direction: down\n")
    assert (one.x, one.y < two.y) == (two.x, True)
    one, two = ends("links:\n  - A -> C -> D -> E -> F -> G -> H -> I -> B\n")
    assert (one.x, one.y < two.y) == (two.x, True)


def test_a_group_is_a_frame_around_its_nodes_and_nothing_else():
    body = "links:\n  - A -> B: x\n  - B -> C\n  - C -> D\ngroups: {G: [B, A]}\n"
    made = diagram("flow", body)
    (frame,) = map(box_of, with_role(made, "figure-frame"))
    inside = {
        shape.text
        for shape in shapes(made)
        if isinstance(shape, Text) and frame.left < shape.at.x < frame.right and frame.top < shape.at.y < frame.bottom
    }
    assert inside == {"A", "B", "G", "x"}
    assert said(made)[0] == "G: B, A"


def test_a_group_with_links_that_pass_its_nodes_is_named_in_them_instead():
    links = "".join(f"  - {one} -> {two}\n" for one, two in combinations("ABC", 2))
    made = diagram("flow", f"links:\n{links}groups: {{G: [A, B, C]}}\n")
    assert with_role(made, "figure-frame") == []
    assert texts(made).count("G") == 3


def test_states_have_a_start_an_end_and_links_to_themselves():
    body = "start: A\nend: B\ntransitions:\n  - A -> A: again\n  - A -> B: on\n  - B -> A: back\n"
    made = diagram("state", body)
    assert len(with_role(made, "figure-dot")) == 2
    assert said(made) == ["Start: A", "From A to A: again", "From A to B: on", "From B to A: back", "End: B"]
    assert {"again", "on", "back"} <= {*texts(made)}


def test_parts_of_a_layer_are_side_by_side():
    made = diagram("layers", "layers:\n  - Top: [One, Two]\n  - Bottom: below\n")
    places = {shape.text: shape.at for shape in shapes(made) if isinstance(shape, Text)}
    assert (places["One"].y, places["One"].x < places["Two"].x) == (places["Two"].y, True)
    assert places["Top"].y < places["One"].y < places["Bottom"].y
    assert said(made) == ["Top: One, Two", "Bottom: below"]


def test_nodes_of_a_ring_are_clockwise_from_the_top():
    made = diagram("ring", "cycle: true\nnodes: [A, B, C, D]\n")
    a, b, c, d = [shape.at for shape in shapes(made) if isinstance(shape, Text)]
    assert (a.x, b.y) == (pytest.approx(c.x), pytest.approx(d.y))
    assert a.y < b.y < c.y
    assert d.x < a.x < b.x
    assert len(with_role(made, "figure-head")) == 4
    assert said(made) == ["Clockwise: A, B, C, D"]


def test_events_are_at_their_places_on_the_scale():
    made = diagram("timeline", "events:\n  - 2000: a\n  - 2010 - 2020: b\n  - 2020: c\n")
    marks = with_role(made, "figure-band")
    begin, end = marks[0].centre.x, marks[2].centre.x
    assert isinstance(marks[0], Circle)
    span = box_of(marks[1])
    assert span.left + 4.5 == pytest.approx((begin + end) / 2, abs=1)
    assert span.right > end
    assert said(made) == ["2000: a", "2010 - 2020: b", "2020: c"]


def test_translated_texts_are_laid_out_and_names_stay_what_links_lead_to():
    made = diagram("flow", "links:\n  - A -> B: yes\n")
    german = reworded(made, {"A": "Anfang", "yes": "ja"})
    assert texts(german) == ["Anfang", "B", "ja"]
    assert [(each.text, each.line) for each in wordings_of(made.record)] == [("A", 2), ("B", 2), ("yes", 2)]
