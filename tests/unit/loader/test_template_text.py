"""The words of templates that are still in a page: which lines have them, and what is said of each."""

from __future__ import annotations

import pytest

from sphinx_excellence.loader.template_text import placeholders

ISSUE = "What is the issue that we're seeing"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("# {short title, representative of solved problem}", "{short title, representative of solved problem}"),
        ("* [option 1]", "[option 1]"),
        ("A {title of option 2} B", "{title of option 2}"),
        (f"**{ISSUE}?**", f"{ISSUE}?"),
        ("- TBD", "TBD"),
        ("_to be decided_", "to be decided"),
        ("T.B.D.", "T.B.D."),
        # What is a link, code, a comment or prose is none.
        ("see [option 1](a.md)", None),
        ("a [link] and {braces}", None),
        ("`{title of option 2}`", None),
        ("<!-- [option 1] -->", None),
        ("todo lists are kept", None),
        ("We ask what is the matter.", None),
        ("", None),
    ],
)
def test_the_words_of_a_template_are_told_from_prose(line, words):
    assert list(placeholders(["prose", line, "prose"])) == ([(1, words)] if words is not None else [])


def test_each_line_is_told_once_with_its_number():
    lines = ["{title of option 1} and {title of option 2}", "", "a {b}", "TODO", "[x](y)", "TODO"]
    assert list(placeholders(lines)) == [(0, "{title of option 1}"), (3, "TODO"), (5, "TODO")]


@pytest.mark.parametrize(
    ("rest", "shown"),
    [
        ("x" * 44, "x" * 44),
        ("x" * 45, "x" * 43 + "\N{HORIZONTAL ELLIPSIS}"),
        ("x" * 42 + " yy", "x" * 42 + "\N{HORIZONTAL ELLIPSIS}"),
    ],
)
def test_a_long_text_is_shown_to_its_eightieth_character(rest, shown):
    assert len(ISSUE) == 35
    assert list(placeholders([f"{ISSUE} {rest}"])) == [(0, f"{ISSUE} {shown}")]
