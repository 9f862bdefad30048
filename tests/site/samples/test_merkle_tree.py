"""The tree of the page is that of RFC 6962, finds differences with few questions, and proves what is in it only."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.site.samples import defined_in

names = defined_in("merkle-tree")
leaf, root, differences, proof, root_by = (names[name] for name in ("leaf", "root", "differences", "proof", "root_by"))


def entries(size):
    return [f"row {number}".encode() for number in range(size)]


def hashes(size):
    return [leaf(entry) for entry in entries(size)]


def test_roots_of_small_trees_are_those_of_certificate_transparency():
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    a, b, c = hashes(3)
    assert root([a, b, c]) == sha256(b"\x01" + sha256(b"\x01" + a + b).digest() + c).digest()


@pytest.mark.parametrize("size", range(1, 10))
def test_every_position_has_a_proof_and_no_other_entry_fits_it(size):
    tree = hashes(size)
    for at, entry in enumerate(entries(size)):
        path = proof(tree, at)
        assert root_by(path, entry, at, size) == root(tree)
        assert root_by(path, b"never added", at, size) != root(tree)
        with pytest.raises(ValueError):
            root_by([*path, b"more"], entry, at, size)
        if path:
            with pytest.raises(ValueError):
                root_by(path[1:], entry, at, size)


@pytest.mark.parametrize("size", [0, 1, 4, 7])
def test_positions_outside_of_the_tree_have_no_proof(size):
    tree = hashes(size)
    for at in (-1, size, size + 1, 2 * size + 1):
        with pytest.raises(IndexError):
            proof(tree, at)
        for path in [proof(tree, each) for each in range(size)] or [[]]:
            with pytest.raises(ValueError):
                root_by(path, b"row 0", at, size)


def test_an_inner_node_does_not_pass_for_a_leaf():
    """Without different prefixes, two hashes side by side would be an entry of a tree that is half as large."""
    tree = hashes(4)
    forged = tree[0] + tree[1]
    path = [root(tree[2:])]
    assert root_by(path, forged, 0, 2) != root(tree)


def test_no_list_with_repeated_entries_has_the_root_of_another():
    one, two, three, four, five, six = hashes(6)
    assert root([one, two, three, four, five, six]) != root([one, two, three, four, five, six, five, six])


@pytest.mark.parametrize("changed", [set(), {5}, {0, 127}, {3, 4, 90}])
def test_differences_are_found_with_two_questions_a_level(changed):
    ours = hashes(128)
    theirs = [leaf(b"other") if at in changed else each for at, each in enumerate(ours)]
    asked = []

    def ask(low, high):
        asked.append((low, high))
        return root(theirs[low:high])

    assert set(differences(ours, ask)) == changed
    assert len(asked) <= 1 + 2 * 7 * len(changed)


@pytest.mark.parametrize("sizes", [(10, 11), (11, 10), (8, 9), (0, 1)])
def test_lists_of_different_sizes_are_compared_up_to_the_larger(sizes):
    ours, theirs = map(hashes, sizes)
    found = differences(ours, lambda low, high: root(theirs[low:high]), 0, max(sizes))
    assert list(found) == [max(sizes) - 1]


def test_lists_that_are_not_a_power_of_two_are_compared_to_the_last_row():
    ours, theirs = hashes(11), [*hashes(10), leaf(b"other")]
    assert list(differences(ours, lambda low, high: root(theirs[low:high]))) == [10]
