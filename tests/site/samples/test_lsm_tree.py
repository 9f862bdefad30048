"""The tree of the page answers like a dictionary, whatever was flushed and merged, and pays in rewritten rows."""

from __future__ import annotations

import random

import pytest

from tests.site.samples import defined_in

Tree = defined_in("lsm-tree")["Tree"]


@pytest.mark.parametrize("seed", range(10))
def test_it_answers_like_a_dictionary_through_flushes_and_merges(seed):
    chance, tree, expected = random.Random(seed), Tree(), {}
    for value in range(120):
        key = chance.randrange(12)
        if chance.random() < 0.3:
            tree.delete(key)
            expected.pop(key, None)
        else:
            tree.put(key, value)
            expected[key] = value
        if tree.runs and chance.random() < 0.1:
            tree.compact(chance.randint(1, len(tree.runs)))
        assert [tree.get(key) for key in range(12)] == [expected.get(key) for key in range(12)]


def filled(*keys, tree=None, value="old"):
    tree = tree or Tree()
    for key in keys:
        tree.put(key, value)
    return tree


def test_a_tombstone_stays_while_an_older_run_has_the_row_and_goes_in_a_full_merge():
    tree = filled(1, 2, 3, 4)
    for key in (1, 2, 3, 4):
        tree.delete(key)
    filled(5, 6, 7, 8, tree=tree)
    tree.compact(2)
    assert tree.get(1) is None
    assert len(tree.runs[0]) == 8
    tree.compact(2)
    assert tree.get(1) is None
    assert [key for key, _value in tree.runs[0]] == [5, 6, 7, 8]


@pytest.mark.parametrize("count", [2, 3])
def test_a_merge_of_all_runs_or_more_drops_the_tombstones(count):
    tree = filled(1, 2, 3, 4)
    for key in (1, 2, 3, 4):
        tree.delete(key)
    tree.compact(count)
    assert [len(run) for run in tree.runs] == [0]
    assert tree.get(1) is None


def test_the_newest_of_several_versions_wins_also_in_a_merge():
    tree = filled(1, 2, 3, 4)
    filled(1, 2, 3, 4, tree=tree, value="new")
    assert tree.get(1) == "new"
    tree.compact(2)
    assert tree.get(1) == "new"
    assert len(tree.runs) == 1


def test_files_are_never_changed_and_every_merge_writes_rows_again():
    tree = filled(*range(8))
    before = [list(run) for run in tree.runs]
    filled(8, 9, tree=tree)
    assert tree.runs == before
    assert tree.written == 8
    tree.compact(2)
    assert tree.written == 16
