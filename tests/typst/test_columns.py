"""The widths of a table's columns: from what stands in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_excellence.typst.writing.column_widths import LANDSCAPE, UPRIGHT, widths


def test_a_small_table_is_as_wide_as_it_is():
    assert widths([["a", "b"], ["c", "d"]]).shares is None


def test_a_column_of_prose_gets_more_than_one_of_words():
    result = widths([["name", "other"], ["word " * 100, "word " * 50]])
    assert result.shares is not None and not result.landscape
    assert result.shares[1] > 4 * result.shares[0]


def test_no_column_is_narrower_than_its_longest_word():
    result = widths([["implementation"], ["word " * 200], ["status"]])
    assert result.characters[0] >= len("implementation") and result.characters[2] >= len("status")


def test_the_authors_widths_are_kept_where_the_words_fit():
    result = widths([["a"], ["b"], ["c"]], given=[10, 30, 60])
    assert result.shares is not None
    first, second, third = result.shares
    assert round(second / first) == 3 and round(third / first) == 6


def test_a_column_too_narrow_for_its_words_takes_from_the_others():
    result = widths([["x"], ["Deprecated"], ["y " * 100]], given=[80, 2, 80])
    assert result.characters[1] >= len("Deprecated")


def test_the_widest_is_turned():
    assert widths([["internationalisation"]] * 9).landscape


@given(st.lists(st.lists(st.text(max_size=80), min_size=1, max_size=4), min_size=1, max_size=12))
def test_columns_fit_on_the_page(cells):
    result = widths(cells)
    assert sum(result.characters) <= (LANDSCAPE if result.landscape else UPRIGHT)
    assert all(each >= 1 for each in result.characters)


def test_what_cannot_be_broken_keeps_its_room_where_words_are_broken():
    cells = [["internationalisation"]] * 12 + [["Gold"]]
    assert widths(cells).characters[-1] < 9
    for shares in (None, [10] * 13):
        result = widths(cells, firm=[0] * 12 + [9], given=shares)
        assert result.characters[-1] >= 9
        assert result.landscape
