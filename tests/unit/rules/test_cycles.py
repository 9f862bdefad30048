"""Circles: one for each knot, the shortest, and found in a time that many records do not stretch."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_excellence.rules.find_cycles import cycles

names = st.sampled_from("abcdef")
graphs = st.dictionaries(names, st.sets(names, max_size=3), max_size=6).map(
    lambda leads: {name: targets - {name} for name, targets in leads.items()}
)


def reachable(leads, start):
    found, frontier = set(), [start]
    while frontier:
        for target in leads.get(frontier.pop(), ()):
            if target not in found:
                found.add(target)
                frontier.append(target)
    return found


@settings(max_examples=400, deadline=None, derandomize=True)
@given(graphs)
def test_there_is_one_real_circle_for_each_knot(leads):
    reach = {name: reachable(leads, name) for name in leads}
    knots = {
        frozenset(other for other in reach if other in reach[name] and name in reach[other])
        for name in leads
        if name in reach[name]
    }
    found = cycles(leads)
    assert found == sorted(found)
    assert {next(knot for knot in knots if set(cycle) <= knot) for cycle in found} == knots
    assert len(found) == len(knots)
    for cycle in found:
        assert cycle[0] == min(next(knot for knot in knots if set(cycle) <= knot))
        assert len(set(cycle)) == len(cycle)
        assert all(after in leads[name] for name, after in zip(cycle, (*cycle[1:], cycle[0]), strict=True))


def test_the_shortest_is_told():
    assert cycles({"a": ["b", "c"], "b": ["c"], "c": ["a"]}) == [("a", "c")]


def test_long_chains_and_large_knots_neither_overflow_nor_take_long():
    size = 50_000
    chain = {str(number): [str(number + 1)] for number in range(size)}
    assert cycles(chain) == []
    ring = {f"{number:05}": [f"{(number + 1) % size:05}"] for number in range(size)}
    (cycle,) = cycles(ring)
    assert len(cycle) == size
