"""Values of fields as a change shows them."""

from __future__ import annotations

import pytest

from sphinx_excellence.changes.field_changes import field_changes


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a", "b", ("a", "b")),
        (None, "b", ("", "b")),
        ("a\n\n  b", "a", ("a b", "a")),
        (["a", "b"], ["b", "c"], ("a", "c")),
        (["a"], ["a", "b"], ("", "b")),
        ([{"pattern": "x", "when": "y"}], [], ("pattern: x, when: y", "")),
        (["a", "b"], ["b", "a"], ("a; b", "b; a")),
        ({"from": ["a"], "to": ["b"]}, {"from": ["a"], "to": ["c"]}, ("to: b", "to: c")),
        (1, 2.5, ("1", "2.5")),
        (True, False, ("true", "false")),
    ],
)
def test_of_lists_and_mappings_only_what_differs_is_shown(old, new, shown):
    (change,) = field_changes({"f": old}, {"f": new}, without=frozenset())
    assert (change.old, change.new) == shown


def test_long_texts_are_cut_shortly_before_they_differ():
    (change,) = field_changes(
        {"f": f"{'same ' * 40}blue {'rest ' * 40}"}, {"f": f"{'same ' * 40}green {'rest ' * 40}"}, without=frozenset()
    )
    assert change.old.startswith("...")
    assert " blue " in change.old
    assert " green " in change.new
    assert max(len(change.old), len(change.new)) <= 72


def test_what_is_on_one_side_alone_is_shown_from_its_beginning():
    (change,) = field_changes({}, {"f": "begin " + "x" * 200}, without=frozenset())
    assert change.new.startswith("begin ")
    assert len(change.new) == 72


def test_fields_left_out_and_equal_ones_are_not_told():
    assert list(field_changes({"a": 1, "b": 1}, {"a": 1, "b": 2}, without=frozenset({"b"}))) == []
