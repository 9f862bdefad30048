"""Where the nodes and lanes of small graphs are, that can be checked with pencil and paper."""

from __future__ import annotations

import pytest

from sphinx_excellence.views.graph_layout import layered


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
