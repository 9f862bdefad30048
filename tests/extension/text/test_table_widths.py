"""Tables as plain text: their words are whole, in columns or, where the line has no room, in fields."""

from __future__ import annotations

import pytest
from sphinx.writers.text import Cell, Table

from sphinx_excellence.extension.text.table_widths import LINE, RowsAsFields, fit_columns


def table(widths, *rows, heads=1):
    made = Table(list(widths))
    for number, row in enumerate(rows):
        if number:
            made.add_row()
        for text in row:
            made.add_cell(text if isinstance(text, Cell) else Cell(text))
        if number + 1 == heads:
            made.set_separator()
    return made


@pytest.mark.parametrize(
    ("widths", "rows"),
    [
        ([6, 80], [["Word", "Text"], ["Responsibility", "a b"]]),
        ([30, 6, 6], [["Setting", "Internationalization", "x"], ["short", "Deployment [Gold]", "y"]]),
        ([80, 6], [["First", "Second"], ["many words " * 12, "excellence_heading_anchors"]]),
        ([6, 6, 6], [["A", "B", "C"], ["コンピューター・システム", "two-phase-commit", "naïveté!"]]),
    ],
)
def test_columns_are_as_wide_as_their_longest_words(widths, rows):
    made = table(widths, *rows)
    assert fit_columns(made)
    written = str(made)
    for row in rows[1:]:
        # A word may end at a hyphen, and each wide character is a word.
        words = [part for text in row for word in text.split() for part in word.split("-") if part.isascii()]
        assert [word for word in words if word not in written] == []
    assert max(map(len, written.splitlines())) <= LINE


def test_columns_that_are_wide_enough_stay_as_they_are():
    made = table([10, 60], ["A", "B"], ["word", "many words"])
    assert fit_columns(made)
    assert made.colwidth == [10, 60]


def test_a_cell_over_several_columns_makes_none_of_them_wider():
    made = table([10, 10], ["A", "B"], [Cell("Internationalization", colspan=2)])
    assert fit_columns(made)
    assert made.colwidth == [10, 10]


def test_rows_become_fields_where_the_line_is_too_short():
    long = "w" * 40
    made = table([6, 6, 6], ["One", "Two", "Three"], [f"{long} a", long, "x " * 60], [Cell("over", colspan=2), long])
    assert not fit_columns(made)
    assert made.colwidth == [6, 6, 6]
    first, second = str(RowsAsFields(made)).split("\n\n")
    lines = first.splitlines()
    assert lines[:2] == [f"One: {long} a", f"   Two: {long}"]
    assert lines[2].startswith("   Three: x x")
    assert lines[3].startswith("      x x")
    assert second.splitlines() == ["One: over", f"   Three: {long}"]


def test_rows_of_a_table_without_heads_become_plain_lines():
    made = table([6, 6, 6], *[["w" * 40] * 3] * 2, heads=0)
    assert not fit_columns(made)
    assert str(RowsAsFields(made)).splitlines()[:3] == ["w" * 40, "   " + "w" * 40, "   " + "w" * 40]


FIELDS = ("Responsibility", "Infrastructure", "Documentation", "Implementation", "Availability", "Confidentiality")
MODEL = "kinds:\n  service:\n    fields:\n" + "".join(
    f"      {name.lower()}: {{type: line, show: catalogue}}\n" for name in FIELDS
)
SERVICE = "services:\n  books:\n    title: Bookkeeping\n" + "".join(
    f"    {name.lower()}: Of {name}\n" for name in FIELDS
)


def test_the_text_builder_writes_our_tables_so(project):
    catalogues = "# Home\n\n```{service-catalog}\n```\n\n```{pattern-catalog}\n:layout: table\n```\n"
    pattern = (
        "patterns:\n  long:\n    title: Internationalization-Infrastructures\n    summary: Text.\n    tier: gold\n"
    )
    project.write({"data/model.yaml": MODEL + SERVICE, "data/p.yaml": pattern, "source/index.md": catalogues})
    text = project.build("text").text("index.txt")
    assert [f"   {name}: Of {name}" in text for name in FIELDS] == [True] * len(FIELDS)
    assert "Service: Bookkeeping\n" in text
    assert "| Internationalization-" in text
    assert text.count("| Infrastructures") == 1
