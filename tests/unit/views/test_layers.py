"""Where the nodes and lanes of small graphs are, that can be checked with pencil and paper."""

from __future__ import annotations

import pytest

from sphinx_excellence.views.graph_arrows import BOX_WIDTH, Row, arrows
from sphinx_excellence.views.graph_layout import layered
from sphinx_excellence.views.shapes import Path


@pytest.mark.parametrize(
    ("widths", "periods", "edges", "rows", "centres", "lanes", "width"),
    [
        # Nothing, one, two beside each other, and two that time puts below each other.
        ([], [], [], (), [], {}, 0.0),
        ([100], [1990], [], ((0,),), [50.0], {}, 100.0),
        ([100, 100], [1990, 1990], [], ((0, 1),), [50.0, 170.0], {}, 220.0),
        ([100, 60], [1990, 1980], [], ((1,), (0,)), [50.0, 50.0], {}, 100.0),
        # An edge within a period leads down; twice the same, or to itself, is nothing more.
        ([100, 100], [1990, 1990], [(0, 1)], ((0,), (1,)), [50.0, 50.0], {}, 100.0),
        ([100, 100], [1990, 1990], [(1, 0), (1, 0), (0, 0)], ((1,), (0,)), [50.0, 50.0], {}, 100.0),
        # Two below one, and an edge that passes a row.
        ([100, 100, 100], [1990, 1990, 1990], [(0, 1), (0, 2)], ((0,), (1, 2)), [110.0, 50.0, 170.0], {}, 220.0),
        ([100, 100, 100], [1, 2, 3], [(0, 1), (1, 2), (0, 2)], ((0,), (1,), (2,)), [83.5, 50.0, 100.9], {(0, 2): ((1, 117.0),)}, 150.9),
        ([100, 100, 100], [3, 2, 1], [(0, 1), (1, 2), (0, 2)], ((2,), (1,), (0,)), [100.9, 50.0, 83.5], {(0, 2): ((1, 117.0),)}, 150.9),
        # Crossings that can be avoided, and one that cannot.
        ([100, 100, 100, 100], [1, 1, 2, 2], [(0, 3), (1, 2)], ((0, 1), (3, 2)), [50.0, 170.0, 170.0, 50.0], {}, 220.0),
        ([100, 100, 100, 100], [1, 1, 2, 2], [(0, 2), (0, 3), (1, 2), (1, 3)], ((0, 1), (2, 3)), [50.0, 170.0, 50.0, 170.0], {}, 220.0),
        ([100, 100, 100, 100, 100], [1, 1, 1, 2, 2], [(0, 4), (1, 3), (2, 3), (2, 4)], ((0, 2, 1), (4, 3)), [50.0, 290.0, 170.0, 230.0, 110.0], {}, 340.0),
        ([40, 100, 160, 100], [1, 2, 2, 3], [(0, 3), (0, 1), (2, 3)], ((0,), (1, 2), (3,)), [173.5, 50.0, 200.0, 282.9], {(0, 3): ((1, 297.0),)}, 332.9),
        ([100, 100, 100, 100, 100, 100], [1, 1, 2, 2, 3, 3], [(0, 5), (1, 4), (0, 2), (3, 4)], ((0, 1), (2, 3), (5, 4)), [83.5, 268.9, 50.0, 201.9, 243.6, 123.6], {(0, 5): ((1, 117.0),), (1, 4): ((1, 268.9),)}, 318.9),
        ([100, 100, 100], [1, 1, 1], [(0, 1), (1, 2), (2, 0)], ((0,), (1,), (2,)), [83.5, 50.0, 100.9], {(2, 0): ((1, 117.0),)}, 150.9),
        ([100, 100, 100, 100, 100], [1, 1, 1, 1, 1], [(0, 1), (1, 2), (2, 1), (3, 2), (4, 0)], ((3, 4), (2, 0), (1,)), [170.0, 95.1, 50.0, 50.0, 170.0], {}, 220.0),
        ([100, 100, 100, 100, 100, 100, 100], [1, 2, 2, 2, 3, 3, 3], [(0, 1), (0, 2), (0, 3), (1, 6), (2, 5), (3, 4)], ((0,), (1, 2, 3), (6, 5, 4)), [170.0, 50.0, 170.0, 290.0, 290.0, 170.0, 50.0], {}, 340.0),
        ([100, 100, 100, 100, 100, 100], [1, 1, 1, 2, 2, 2], [(0, 5), (0, 4), (1, 3), (1, 5), (2, 3)], ((0, 1, 2), (4, 5, 3)), [90.0, 210.0, 330.0, 290.0, 50.0, 170.0], {}, 380.0),
    ],
)  # fmt: skip
def test_a_graph_is_laid_out_in_rows_with_a_lane_past_each_node(widths, periods, edges, rows, centres, lanes, width):
    made = layered([float(each) for each in widths], periods, edges, gap=20)
    assert made.rows == rows
    assert list(made.centres) == pytest.approx(centres, abs=0.05)
    passing = {edge: found for edge, found in made.lanes.items() if found}
    assert {edge: tuple(row for row, _ in found) for edge, found in passing.items()} == {
        edge: tuple(row for row, _ in found) for edge, found in lanes.items()
    }
    assert [x for found in passing.values() for _, x in found] == pytest.approx(
        [x for found in lanes.values() for _, x in found], abs=0.05
    )
    assert made.width == pytest.approx(width, abs=0.05)
    assert set(made.lanes) == {edge for edge in edges if edge[0] != edge[1]}


@pytest.mark.parametrize(
    "edges",
    [
        [(0, 3), (1, 2), (2, 3)],
        [(0, 3), (1, 2), (2, 3), (3, 4)],
        [(0, 4), (1, 2), (2, 3), (3, 4)],
        [(3, 0), (2, 0), (1, 2), (4, 1)],
        [(0, 1), (0, 2), (1, 4), (2, 3), (3, 4)],
    ],
)
def test_within_a_period_every_edge_leads_down_however_many_lead_to_a_node(edges):
    made = layered([BOX_WIDTH] * 5, [0] * 5, edges, gap=20)
    row_of = {node: number for number, row in enumerate(made.rows) for node in row}
    assert all(row_of[one] < row_of[other] for one, other in edges), made.rows


@pytest.mark.parametrize("many", [1, 5, 40])
@pytest.mark.parametrize("outwards", [True, False])
def test_all_arrows_of_a_box_touch_it_apart_and_in_the_order_of_the_other_boxes(many, outwards):
    edges = [(0, each) if outwards else (each, 0) for each in range(1, many + 1)]
    periods = [0 if outwards else 1, *[1 if outwards else 0] * many]
    layers = layered([BOX_WIDTH] * (many + 1), periods, edges, gap=20)
    lines = [shape for shape in arrows(layers, edges, [Row(0, 40), Row(80, 120)], 0.0) if isinstance(shape, Path)]
    touched = {}
    for edge, line in zip(edges, [line for line in lines if line.roles == ("arrow",)], strict=True):
        begin, end = line.steps[0].to.x, line.steps[-1].to.x
        touched[edge] = (begin, end) if outwards else (end, begin)
    order = sorted(edges, key=lambda edge: layers.centres[max(edge)])
    hub = [touched[edge][0] for edge in order]
    assert hub == sorted(set(hub))
    assert layers.centres[0] - BOX_WIDTH / 2 < hub[0] <= hub[-1] < layers.centres[0] + BOX_WIDTH / 2
    assert all(abs(touched[edge][1] - layers.centres[max(edge)]) < BOX_WIDTH / 2 for edge in edges)


def test_edges_that_begin_aside_of_a_centre_are_straight():
    layers = layered([100.0, 20.0], [0, 0], [(0, 1)], gap=10.0, attached={(0, 1): (30.0, 0.0)})
    assert layers.centres[1] - layers.centres[0] == 30.0
