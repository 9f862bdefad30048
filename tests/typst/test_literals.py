"""Text becomes a literal that means itself, whatever it holds."""

from __future__ import annotations

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_excellence.typst import literals


def read_back(code: str) -> str:
    """What Typst makes of a literal."""
    document = f"#metadata({code}) <it>"
    (found,) = json.loads(typst.query(document.encode(), "<it>", field="value"))
    return found


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=60))
def test_a_string_is_read_back_as_it_was(text):
    assert read_back(literals.string(text)) == text.replace("\u2028", "\n").replace("\u2029", "\n")


@pytest.mark.parametrize("text", ['"', "\\", '\\"', "\\u{41}", '"); #panic()', "a\nb", "#{1+1}", "$x$", "@x", "//"])
def test_what_has_a_meaning_elsewhere_has_none_here(text):
    assert read_back(literals.string(text)) == text


def test_control_characters_and_halves_of_pairs_are_left_out():
    assert read_back(literals.string("a\x00b\x07c\ud800d\x9fe")) == "abcde"


@pytest.mark.parametrize("blank", ["\t", "\v", "\f", "\r", "\x1c", "\x85"])
def test_what_is_a_blank_elsewhere_takes_the_room_of_a_space(blank):
    assert read_back(literals.string(f"a{blank}b")) == "a b"


def test_values():
    given = {"a": 1, "b-c": [True, None, 1.5], "d e": {}, "f": ["x"], "g": []}
    assert read_back(literals.value(given)) == given


@given(st.text(min_size=1, max_size=200), st.integers(1, 30), st.one_of(st.none(), st.integers(1, 60)))
def test_breaking_loses_nothing(text, longest, room):
    assert "".join(literals.breakable(text, longest, room)) == text


def test_names_break_behind_their_separators():
    assert list(literals.breakable("sphinx.application.Sphinx", 12)) == ["sphinx.", "application.", "Sphinx"]


def test_words_of_a_language_are_left_to_hyphenation():
    assert list(literals.breakable("Donaudampfschifffahrtsgesellschaft", 28)) == ["Donaudampfschifffahrtsgesellschaft"]
