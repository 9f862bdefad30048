"""The graph of decisions: what is in it, what is drawn, and what is in the list alone."""

from __future__ import annotations

import time

from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Drawing, Folded, Items, Label, Reference
from sphinx_excellence.views.decision_graph import decision_graph
from sphinx_excellence.views.decisions import LogFilter
from tests.unit.views.test_views import values


def registry_of(*decisions: dict) -> Registry:
    records = {each["id"]: Decision.model_validate({"title": each["id"].upper(), **each}) for each in decisions}
    return Registry({"decision": records})


def graph(*decisions: dict, **wanted):
    return decision_graph(registry_of(*decisions), LogFilter(**wanted))


def named(view) -> list[str]:
    return [mark.reference.id for drawing in values(view, Drawing) for mark in drawing.marks]


def said(view) -> list[str]:
    return [label.message for label in values(view, Label)]


def test_each_link_is_there_once_whichever_decision_tells_it():
    view = graph(
        {"id": "a", "superseded_by": ["b"]},
        {"id": "b", "supersedes": ["a"], "amended_by": ["c"]},
        {"id": "c"},
        {"id": "d"},
    )
    (drawing,) = values(view, Drawing)
    assert named(view) == ["a", "b", "c"]
    lines = [shape.roles for shape in drawing.shapes if "arrow" in shape.roles]
    assert lines == [("arrow",), ("arrow", "arrow-amends")]
    (list_,) = values(view, Folded)
    assert [each.id for each in values(list_, Reference)] == ["a", "b", "b", "c", "a", "c", "b"]


def test_a_filter_keeps_what_its_decisions_replace_in_a_thin_frame():
    decisions = (
        {"id": "a", "status": "superseded"},
        {"id": "b", "status": "accepted", "supersedes": ["a"]},
        {"id": "c", "status": "superseded"},
        {"id": "d", "status": "deprecated", "supersedes": ["c"]},
    )
    view = graph(*decisions, statuses=("accepted",))
    assert named(view) == ["a", "b"]
    frames = {mark.reference.id: mark.shapes[0].roles for drawing in values(view, Drawing) for mark in drawing.marks}
    assert "box-beside" in frames["a"]
    assert "box-beside" not in frames["b"]


def test_nothing_is_said_of_decisions_that_have_nothing_to_do_with_each_other():
    view = graph({"id": "a", "supersedes": ["a", "unknown"]}, {"id": "b", "relates_to": ["a"]})
    assert said(view) == ["No decision supersedes or amends another.", "Graph of decisions"]


def test_a_cycle_is_drawn():
    view = graph(*({"id": each, "supersedes": [other]} for each, other in ("ab", "bc", "ca")))
    assert named(view) == ["a", "b", "c"]


def test_hundreds_are_bounded_in_time_and_width_and_the_rest_is_a_list():
    begin = time.perf_counter()
    pairs = [{"id": f"p{n:03}", "supersedes": [f"p{n - 1:03}"] if n % 2 else []} for n in range(200)]
    view = graph(*pairs)
    (drawing,) = values(view, Drawing)
    assert len(named(view)) == 200
    assert drawing.width < 900
    star = [{"id": "hub"}, *({"id": f"s{n:03}", "amends": ["hub"]} for n in range(300))]
    view = graph(*star, *pairs[:2])
    assert named(view) == ["p000", "p001"]
    assert "The largest groups of decisions are in the list alone." in said(view)
    view = graph(*star, *({"id": f"q{n:03}", "supersedes": [f"q{n - 1:03}"]} for n in range(1, 301)))
    assert not list(values(view, Drawing))
    assert "There are too many decisions to draw them." in said(view)
    assert len(next(values(view, Items)).items) > 500
    assert time.perf_counter() - begin < 20
