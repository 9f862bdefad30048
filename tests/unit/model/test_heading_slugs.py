"""Anchors of headings as other generators make them: compared with those generators."""

from __future__ import annotations

import pytest

from sphinx_excellence.model.heading_slugs import GENERATORS, numbered, numbered_by

TITLES = [
    "Plain words",
    "A.b & c_d",
    "  Two   blanks ",
    "Übung macht",
    "日本語",
    "1. First",
    "--dashes--",
    "C++ / C#",
    "a's",
]


@pytest.mark.parametrize("title", TITLES)
def test_anchors_are_those_of_python_markdown(title):
    toc = pytest.importorskip("markdown.extensions.toc")
    assert GENERATORS["python-markdown"](title) == toc.slugify(title, "-")
    assert GENERATORS["python-markdown-unicode"](title) == toc.slugify_unicode(title, "-")


@pytest.mark.parametrize("title", TITLES)
def test_anchors_are_those_of_pymdown_extensions(title):
    slugs = pytest.importorskip("pymdownx.slugs")
    assert GENERATORS["pymdownx"](title) == slugs.slugify(case="lower")(title, "-")


@pytest.mark.parametrize(
    ("slug", "taken", "expected"),
    [
        ("x", set(), "x"),
        ("x", {"x"}, "x_1"),
        ("x", {"x", "x_1"}, "x_2"),
        ("", set(), "_1"),
        ("", {"_1"}, "_2"),
        ("x_1", {"x_1"}, "x_2"),
    ],
)
def test_equal_anchors_are_numbered_as_python_markdown_does(slug, taken, expected):
    assert numbered(slug, taken) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Plain words", "plain-words"),
        ("A.b & c_d", "ab--c_d"),
        ("Übung macht", "übung-macht"),
        ("日本語", "日本語"),
        ("1. First", "1-first"),
        ("🚀 Launch", "-launch"),
        ("a's `x²`", "as-x"),
        ("C++ / C#", "c--c"),
        ("हिन्दी", "हिन्दी"),
        ("!?", ""),
    ],
)
def test_anchors_of_github_keep_letters_marks_digits_and_dashes(title, expected):
    assert GENERATORS["github"](title) == expected


@pytest.mark.parametrize(
    ("slug", "taken", "expected"),
    [("x", set(), "x"), ("x", {"x"}, "x-1"), ("x", {"x", "x-1"}, "x-2"), ("", set(), ""), ("x-1", {"x-1"}, "x-1-1")],
)
def test_equal_anchors_are_numbered_as_github_does(slug, taken, expected):
    assert numbered_by("github", slug, taken) == expected
