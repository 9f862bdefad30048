"""Tables of the text builder: no word is broken, whatever the columns hold.

Owns how wide the columns of the toolkit's tables are as plain text. Where a line has no room for the longest words of
all columns, each row becomes a list of fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils.utils import column_width
from sphinx.writers.text import MAXWIDTH, STDINDENT, Table, TextWrapper, my_wrap

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.writers.text import Cell, TextTranslator

#: How many characters a table may be wide, with its lines. One of few short columns is narrower.
LINE = 104
#: The characters between two columns, with one space on each side.
_BORDER = 3


class RowsAsFields:
    """A table whose rows are written one below the other: each cell behind the title of its column."""

    def __init__(self, table: Table) -> None:
        self._titles = [_title(table, column) for column in range(len(table.colwidth))]
        self._rows = table.lines[table.separator :]

    def __str__(self) -> str:
        """Return the rows, with an empty line between them."""
        return "\n\n".join("\n".join(self._fields(row)) for row in self._rows)

    def _fields(self, row: list[Cell]) -> list[str]:
        lines: list[str] = []
        for column, cell in enumerate(row):
            if column and cell is row[column - 1]:
                continue
            indent = " " * STDINDENT if column else ""
            title = self._titles[column] if column < len(self._titles) else ""
            lines += my_wrap(
                f"{title}: {cell.text}" if title else cell.text,
                MAXWIDTH,
                initial_indent=indent,
                subsequent_indent=indent + " " * STDINDENT,
                break_long_words=False,
            )
        return lines


def _title(table: Table, column: int) -> str:
    # A head that spans rows is in the lines of each.
    heads = dict.fromkeys(line[column] for line in table.lines[: table.separator] if column < len(line))
    return " ".join(" ".join(head.text for head in heads).split())


def fit_columns(table: Table) -> bool:
    """Widen the columns that are narrower than their longest word, at the others' expense.

    Return whether a line has room for the longest words of all columns; the table is as it was where it has none.
    """
    needs = [1] * len(table.colwidth)
    for cell in table.cells:
        if cell.colspan == 1 and cell.col is not None:
            needs[cell.col] = max(needs[cell.col], _longest_word(cell.text))
    if all(width >= need for width, need in zip(table.colwidth, needs, strict=True)):
        return True
    room = max(LINE - _BORDER * len(needs) - 1, 0)
    if sum(needs) > room:
        return False
    spare = [max(width - need, 0) for width, need in zip(table.colwidth, needs, strict=True)]
    left = room - sum(needs)
    table.colwidth = [
        need + more * min(left, sum(spare)) // max(sum(spare), 1) for need, more in zip(needs, spare, strict=True)
    ]
    return True


def _longest_word(text: str) -> int:
    """Return how wide the longest part of a text is that is not broken between words."""
    # What Sphinx wraps by: words end at hyphens too, and each wide character is one.
    parts = TextWrapper(width=1)._split(text)  # noqa: SLF001
    return max((column_width(part.strip()) for part in parts), default=1)


def without_broken_words(translator: type[TextTranslator]) -> type[TextTranslator]:
    """Return a translator that writes the toolkit's tables so."""

    class Translator(translator):  # type: ignore[misc, valid-type]
        def depart_table(self, node: nodes.Element) -> None:
            if "excellence-table" in node["classes"] and not fit_columns(self.table):
                self.table: Any = RowsAsFields(self.table)
            super().depart_table(node)

    return Translator


def fit_tables(app: Sphinx) -> None:
    """Set the translator of a run of the text builder."""
    if app.builder.name == "text":
        translator = cast("type[TextTranslator]", app.registry.get_translator_class(app.builder))
        app.set_translator(app.builder.name, without_broken_words(translator), override=True)
