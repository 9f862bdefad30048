"""Blank lines in YAML texts whose lines are joined."""

from __future__ import annotations

import pytest

from sphinx_excellence.loader.yaml_reader import read_yaml


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a: >\n  one\n  two\n", "one two\n"),
        ("a: >\n  one\n\n  two\n  three\n\n  four\n\n", "one\n\ntwo three\n\nfour\n"),
        ("a: >-\n  one\n\n\n  two", "one\n\ntwo"),
        ("a: >+\n  one\n\n  two\n\n", "one\n\ntwo\n\n"),
        ("a: >\n  one\n    - x\n    - y\n  two\n\n  three\n", "one\n  - x\n  - y\ntwo\n\nthree\n"),
        ("a: >\n  one\n\n    - x\n\n    - y\n\n  two\n", "one\n\n  - x\n\n  - y\n\ntwo\n"),
        ("a: one\n  two\n\n  three\n", "one two\n\nthree"),
        ("a: 'one\n\n  two'", "one\n\ntwo"),
        ('a: "one\n\n  two"', "one\n\ntwo"),
        ('a: "one\\n\n  two"', "one\n two"),
        ('a: "one\\ntwo\n\n  three\\\n\n  \u2028é"', "one\ntwo\n\nthree\n\n\u2028é"),
        ('a: &x !!str "\\"one\\"\n\n  two"', '"one"\n\ntwo'),
        ("a: |\n  one\n  two\n\n  three\n", "one\ntwo\n\nthree\n"),
    ],
)
def test_a_blank_line_stays_one_and_a_joined_line_is_joined(written, text):
    document = read_yaml(written)
    assert (document.problems, document.value) == ([], {"a": text})
