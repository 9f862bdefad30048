"""Column widths of tables that give none, from what their cells hold.

Owns the measure (characters, since nothing is set yet) and the choice of type size and of a page turned on its side.
Left to itself LaTeX makes every column as wide as its longest paragraph, or all of one width, and lets a table that is
too wide or too long run off the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil, sqrt
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import (
    excellence_badge,
    excellence_folded,
    excellence_scroll,
    excellence_sparkline,
    excellence_view,
)

#: How many characters a line holds across the page, by the class of the table's surroundings; the last is a page on its
#: side. Measured with the faces that the toolkit supplies, and rounded down.
_CAPACITIES: tuple[tuple[str, int], ...] = (
    ("", 88),
    ("excellence-small-table", 104),
    ("excellence-sideways-table", 160),
)
#: The room between two columns, in characters.
_GUTTER = 3.0
#: Code is set in a wider face; Sphinx lets it break at these signs.
_CODE_WIDTH = 1.15
#: Heads of rows and columns are bold.
_HEAD_WIDTH = 1.2
_CODE_BREAKS = re.compile(r"(?<=[.,;?!/])|\s+")
#: What a badge adds to its words, and the width at least of an image and of an indented list.
_BADGE, _IMAGE, _INDENT = 4.0, 20.0, 4.0
#: What a bar of a sparkline takes.
_BAR = 1.0
#: No column needs more than this to hold one word that cannot be broken.
_LONGEST_WORD = 40.0
#: From here on a table is set small, to be read at one glance: this many lines' worth of text in a row.
_CROWDED = 3.5
#: A table of more lines than this may break over pages.
_LONG = 30
#: What is between two rows, in lines, and what a capital is wider than other letters, in characters.
_ROW, _CAPITAL = 0.4, 0.3
#: The classes of containers that are no box on paper.
_OPEN = frozenset({"excellence", "excellence-coverage", "excellence-parts", "excellence-part"})
_GRAIN = 10


@dataclass(slots=True)
class _Cell:
    """What one cell holds, in characters: the widest piece that cannot be broken, and the length of each paragraph."""

    column: int
    narrowest: float = 3.0
    paragraphs: list[float] = field(default_factory=list)

    @property
    def widest(self) -> float:
        return max(3.0, *self.paragraphs)  # an empty paragraph is one too

    def lines(self, width: float) -> float:
        """Return how many lines the cell takes in a column of this width; ragged lines are not full."""
        return sum(ceil(length * 1.1 / width) for length in self.paragraphs)


@dataclass(slots=True)
class _Column:
    """What a column asks for, in characters."""

    cells: list[_Cell]

    @property
    def narrowest(self) -> float:
        return max((cell.narrowest for cell in self.cells), default=3.0)

    @property
    def widest(self) -> float:
        return max((cell.widest for cell in self.cells), default=3.0)

    @property
    def weight(self) -> float:
        lengths = [sum(cell.paragraphs) for cell in self.cells] or [3.0]
        return sqrt(sum(length * length for length in lengths) / len(lengths))


class SetColumnWidths(SphinxPostTransform):
    """Gives tables without widths some that suit what they hold."""

    # Late: references must be resolved, since they are what cells show.
    default_priority = 500
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Set the widths of each table that has none."""
        for table in list(self.document.findall(nodes.table)):
            if "colwidths-given" not in table["classes"] and not _has_specification(table):
                _set(table)


def _has_specification(table: nodes.table) -> bool:
    """Return whether ``tabularcolumns`` is before the table."""
    before = table.previous_sibling()
    return isinstance(before, addnodes.tabular_col_spec)


def _set(table: nodes.table) -> None:
    group = next(child for child in table.children if isinstance(child, nodes.tgroup))
    specifications = [child for child in group.children if isinstance(child, nodes.colspec)]
    rows = list(_rows(group, len(specifications)))
    columns = [_Column([cell for row in rows for cell in row if cell.column == n]) for n in range(len(specifications))]
    free = is_top_level(table)
    room, surroundings = _fitting(columns, free=free)
    widths = [column.widest for column in columns]
    if is_wide := sum(widths) > room:
        widths = _shared(columns, room)
    height = sum(_ROW + max((cell.lines(widths[cell.column]) for cell in row), default=1.0) for row in rows)
    if (free or _may_break(table)) and height > _LONG and "longtable" not in table["classes"]:
        table["classes"].append("longtable")
    # The columns of a table over several pages would all be as wide as each other, where nothing is said.
    if is_wide or "longtable" in table["classes"]:
        for specification, width in zip(specifications, widths, strict=True):
            specification["colwidth"] = max(1, round((width + _GUTTER) * _GRAIN))
        table["classes"] = [name for name in table["classes"] if name != "colwidths-auto"] + ["colwidths-given"]
    if surroundings:
        inner = table.parent if isinstance(table.parent, excellence_scroll) else table
        wrapper = nodes.container(classes=[surroundings])
        inner.parent.replace(inner, wrapper)
        wrapper += inner


def _may_break(table: nodes.table) -> bool:
    """Say whether a table may go on on the next page: in what readers unfold, and in parts that are no box on paper."""
    around = _containers(table)
    return around is not None and (
        all(set(each["classes"]) <= _OPEN for each in around)
        or any(isinstance(each, excellence_folded) for each in around)
    )


def is_top_level(block: nodes.Element) -> bool:
    """Say whether a page may be turned for a table or drawing: it is in no list, box or other table."""
    around = _containers(block)
    return around is not None and all(isinstance(each, excellence_scroll | excellence_view) for each in around)


def _containers(block: nodes.Element) -> list[nodes.container] | None:
    """Return the containers that a block of a section is in, from the inside; nothing where it is in anything else."""
    node, found = block.parent, []
    while isinstance(node, nodes.container | nodes.compound | addnodes.start_of_file):
        if isinstance(node, nodes.container):
            found.append(node)
        node = node.parent
    return found if isinstance(node, nodes.section | nodes.document) else None


def _fitting(columns: list[_Column], *, free: bool) -> tuple[float, str]:
    """Return the room for text, and the class of the surroundings that give it."""
    gutters = _GUTTER * len(columns)
    needed = sum(column.narrowest for column in columns)
    crowded = sum(column.weight for column in columns) > _CROWDED * _CAPACITIES[0][1]
    choices = _CAPACITIES if free else _CAPACITIES[:2]
    if crowded:
        choices = choices[1:]
    for surroundings, capacity in choices:
        if needed <= capacity - gutters:
            return capacity - gutters, surroundings
    surroundings, capacity = choices[-1]
    return max(capacity - gutters, 1.0), surroundings


def _shared(columns: list[_Column], room: float) -> list[float]:
    """Return the columns' widths: what each needs, and a share of the rest by how much more it holds."""
    needed = sum(column.narrowest for column in columns)
    if needed >= room:
        return [column.narrowest * room / needed for column in columns]
    wishes = [max(min(column.weight * 1.3, column.widest) - column.narrowest, 0.1) for column in columns]
    rest = room - needed
    return [column.narrowest + rest * wish / sum(wishes) for column, wish in zip(columns, wishes, strict=True)]


def _rows(group: nodes.Element, count: int) -> Iterator[list[_Cell]]:
    """Yield the cells of each row that are in one column; cells that reach over rows push others aside."""
    stubs = [bool(child.get("stub")) for child in group.children if isinstance(child, nodes.colspec)]
    for part in group.children:
        below = [0] * count
        for row in part.children if isinstance(part, nodes.thead | nodes.tbody) else ():
            made, waiting = [], _elements(row)
            column = 0
            while column < count:
                if below[column]:
                    below[column] -= 1
                    column += 1
                    continue
                if not waiting:
                    break
                entry = waiting.pop(0)
                reach = entry.get("morecols", 0) + 1
                for covered in range(column, min(column + reach, count)):
                    below[covered] = entry.get("morerows", 0)
                if reach == 1:
                    cell = _Cell(column)
                    _measure(entry, cell, 0.0)
                    if stubs[column] or isinstance(part, nodes.thead):
                        cell.narrowest *= _HEAD_WIDTH
                    made.append(cell)
                column += reach
            yield made


def _elements(node: nodes.Node) -> list[nodes.Element]:
    return [child for child in node.children if isinstance(child, nodes.Element)]


def _measure(node: nodes.Element, cell: _Cell, indent: float) -> None:
    for child in node.children:
        if isinstance(child, nodes.literal_block):
            lines = [len(line) * _CODE_WIDTH + 2 + indent for line in child.astext().splitlines()]
            cell.paragraphs += lines
            cell.narrowest = max(cell.narrowest, min(max(lines, default=0.0), _LONGEST_WORD))
        elif isinstance(child, nodes.TextElement):
            pieces = list(_pieces(child))
            cell.paragraphs.append(sum(pieces) + max(len(pieces) - 1, 0) + indent)
            longest = min(max(pieces, default=0.0), _LONGEST_WORD)
            cell.narrowest = max(cell.narrowest, longest + indent)
        elif isinstance(child, nodes.Element):
            _measure(child, cell, indent + (_INDENT if isinstance(child, nodes.list_item) else 0.0))


def _pieces(node: nodes.Node) -> Iterator[float]:
    """Yield the width of each piece of a paragraph that is not broken over lines."""
    if isinstance(node, nodes.Text):
        yield from (len(word) + _CAPITAL * sum(map(str.isupper, word)) for word in node.astext().split())
    elif isinstance(node, nodes.image):
        yield _IMAGE
    elif isinstance(node, excellence_badge):
        yield len(node.astext()) + _BADGE
    elif isinstance(node, excellence_sparkline):
        yield len(node["values"]) * _BAR
    elif isinstance(node, nodes.literal):
        yield from (len(piece) * _CODE_WIDTH for piece in _CODE_BREAKS.split(node.astext()) if piece)
    else:
        for child in node.children:
            yield from _pieces(child)
