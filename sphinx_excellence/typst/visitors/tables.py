"""Tables: spans, headers that repeat, widths, captions; the widest on a landscape page of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docutils import nodes

from sphinx_excellence.typst.assembly.table_repair import column_count
from sphinx_excellence.typst.literals import Code
from sphinx_excellence.typst.writing import column_widths
from sphinx_excellence.typst.writing.emitter import FLAT, Emitter

#: A header with more text than this does not repeat on each page: it would leave no room for the rows.
LONGEST_HEADER = 1200
#: An image in a cell is as wide as so many characters.
IMAGE_WIDTH = 12


@dataclass(slots=True)
class Grid:
    """The table being written: which columns are stubs, which places are taken by spans from above."""

    width: int
    stubs: tuple[bool, ...]
    #: How long a word may be in each column before it must be broken; nothing: as long as it is.
    longest_words: tuple[int, ...]
    heading: bool = False
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)

    def next_row(self) -> None:
        """Go to the next row: spans from above reach one row less far."""
        self.taken = {column: rows - 1 for column, rows in self.taken.items() if rows > 1}
        self.column = 0

    def free(self) -> int:
        """Go to the next free place in the row; return its column."""
        while self.column in self.taken:
            self.column += 1
        return self.column


class TableVisitors(Emitter):
    """Tables."""

    _grids: list[Grid]
    _longest_words: dict[int, tuple[int, ...]]

    def visit_table(self, node: nodes.table) -> None:
        """Draw a table, its caption above it."""
        tgroup = next(iter(node.findall(nodes.tgroup)), None)
        if tgroup is None:
            raise nodes.SkipNode
        if not hasattr(self, "_grids"):
            self._grids, self._longest_words = [], {}
        widths = _widths(tgroup, given="colwidths-given" in node["classes"], may_turn=self.top_level)
        turned = widths.landscape
        if turned:
            self.open("landscape", block=True)
            self.extra_frames.add(id(node))
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if title is not None:
            caption = self.capture_child(node, nodes.title)
            self.open("captioned-table", block=True, number=self.number_of(node, "table"), caption=caption)
        shares = widths.shares
        self._longest_words[id(tgroup)] = widths.characters
        count = _column_count(tgroup)
        self.open_arguments(
            "data-table",
            block=True,
            columns=[Code(f"{share}fr") for share in shares] if shares else [Code("auto")] * count,
            align=node.get("align") if node.get("align") in {"left", "center", "right"} else None,
        )

    def depart_table(self, node: nodes.table) -> None:
        """End the table."""
        self.close()
        if any(isinstance(child, nodes.title) for child in node.children):
            self.close()
        self.close_extra_frame(node)

    def visit_tgroup(self, node: nodes.tgroup) -> None:
        """Begin the rows."""
        specs = [child for child in node.children if isinstance(child, nodes.colspec)]
        self._grids.append(
            Grid(
                _column_count(node),
                tuple(bool(spec.get("stub")) for spec in specs),
                self._longest_words.get(id(node), ()),
            )
        )

    def depart_tgroup(self, node: nodes.tgroup) -> None:
        """End the rows."""
        self._grids.pop()

    visit_colspec = Emitter.skip

    def visit_thead(self, node: nodes.thead) -> None:
        """Begin the header."""
        self._grids[-1].heading = True
        if node.children:
            repeat = len(node.astext()) <= LONGEST_HEADER
            if self.frames[-1].function == FLAT:
                self.open_arguments(FLAT)
            else:
                self.open_arguments("table.header", repeat=repeat)

    def depart_thead(self, node: nodes.thead) -> None:
        """End the header: no span reaches out of it."""
        grid = self._grids[-1]
        grid.heading = False
        grid.taken.clear()
        if node.children:
            self.close()

    visit_tbody = depart_tbody = Emitter.pass_through

    def visit_row(self, node: nodes.row) -> None:
        """Begin a row."""

    def depart_row(self, node: nodes.row) -> None:
        """End a row: what the source leaves out is empty."""
        grid = self._grids[-1]
        while grid.free() < grid.width:
            self.emit("[]")
            grid.column += 1
        grid.next_row()

    def visit_entry(self, node: nodes.entry) -> None:
        """Draw a cell."""
        grid = self._grids[-1]
        column = grid.free()
        free = 1
        while column + free < grid.width and column + free not in grid.taken:
            free += 1
        across = min(node.get("morecols", 0) + 1, free)
        group = node.parent.parent
        down = min(node.get("morerows", 0) + 1, len(group.children) - group.index(node.parent))
        if down > 1:
            grid.taken.update(dict.fromkeys(range(column, column + across), down))
        grid.column += across
        stub = not grid.heading and column < len(grid.stubs) and grid.stubs[column]
        classes = node["classes"]
        align = next((each for each in ("left", "center", "right") if f"text-{each}" in classes), None)
        spans: dict[str, Any] = {name: span for name, span in (("colspan", across), ("rowspan", down)) if span > 1}
        if align:
            spans["align"] = Code(align)
        # Two frames for each cell: its position in the grid, and its content.
        if self.frames[-1].function == FLAT:
            spans = {}
        self.open("table.cell" if spans else "", **spans)
        self.in_cell += 1
        self.longest_words.append(sum(grid.longest_words[column : column + across]) or None)
        self.open("heading-cell" if grid.heading else "stub" if stub else "", block=True)

    def depart_entry(self, node: nodes.entry) -> None:
        """End the cell."""
        self.in_cell -= 1
        self.longest_words.pop()
        self.close()
        self.close()


def _column_count(tgroup: nodes.Element) -> int:
    specs = sum(1 for child in tgroup.children if isinstance(child, nodes.colspec))
    parts = [child for child in tgroup.children if isinstance(child, (nodes.thead, nodes.tbody))]
    widest = max(
        (column_count(child for child in part.children if isinstance(child, nodes.row)) for part in parts), default=1
    )
    return max(int(tgroup.get("cols", specs) or 1), specs, widest, 1)


def _widths(tgroup: nodes.Element, *, given: bool, may_turn: bool) -> column_widths.Widths:
    count = _column_count(tgroup)
    specs = [child for child in tgroup.children if isinstance(child, nodes.colspec)]
    cells: list[list[str]] = [[] for _ in range(count)]
    firm = [0] * count
    for row in tgroup.findall(nodes.row):
        if row.parent.parent is not tgroup:
            continue
        column = 0
        for entry in row.children:
            if not isinstance(entry, nodes.Element):
                continue
            across = entry.get("morecols", 0) + 1
            if across == 1 and column < count:
                text, unbroken = _measured_text(entry)
                cells[column].append(text)
                firm[column] = max(firm[column], unbroken)
            column += across
    shares = [float(spec.get("colwidth", 1) or 1) for spec in specs] if given and len(specs) == count else None
    return column_widths.widths(cells, given=shares, firm=firm, may_turn=may_turn)


def _measured_text(entry: nodes.Element) -> tuple[str, int]:
    """Return the text of a cell as it is measured, and the width of the widest node that stays in one line.

    Such a node, for instance a badge, says how many characters it takes: ``unbroken_width``.
    """
    text, widest = entry.astext(), 0
    if not text and any(entry.findall(nodes.image)):
        return "x" * IMAGE_WIDTH, 0
    for node in entry.findall(nodes.inline):
        width = int(getattr(node, "unbroken_width", 0))
        if width:
            text, widest = text.replace(node.astext(), "x" * width, 1), max(widest, width)
    return text, widest
