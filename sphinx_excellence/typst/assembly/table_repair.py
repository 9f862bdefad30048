"""Repairs tables that docutils' own parser would not make, so that they can be drawn as a grid of cells.

Extensions build trees by hand, and HTML draws any node in any other. A grid of cells cannot: what is not a cell is
put into one, and a part outside a table is replaced with what it holds. Nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

#: What each part of a table may hold, and in what another node is put there.
_ALLOWED_CHILDREN: tuple[tuple[type[nodes.Element], tuple[type[nodes.Node], ...]], ...] = (
    (nodes.row, (nodes.entry,)),
    (nodes.thead, (nodes.row,)),
    (nodes.tbody, (nodes.row,)),
    (nodes.tgroup, (nodes.colspec, nodes.thead, nodes.tbody)),
)
#: Where each part of a table belongs, from the outermost to the innermost.
_ALLOWED_PARENTS: dict[type[nodes.Element], tuple[type[nodes.Element], ...]] = {
    nodes.tgroup: (nodes.table,),
    nodes.colspec: (nodes.tgroup,),
    nodes.thead: (nodes.tgroup,),
    nodes.tbody: (nodes.tgroup,),
    nodes.row: (nodes.thead, nodes.tbody),
    nodes.entry: (nodes.row,),
}


def repair_tables(tree: nodes.document) -> None:
    """Repair the tables of a document."""
    for table in list(tree.findall(nodes.table)):
        _split(table)
    for kind, parents in _ALLOWED_PARENTS.items():
        for part in list(tree.findall(kind)):
            if part.parent is not None and not isinstance(part.parent, parents):
                _replace(part, nodes.container("", *part.children, ids=part["ids"], classes=part["classes"]))
    for kind, accepted in _ALLOWED_CHILDREN:
        for part in list(tree.findall(kind)):
            _wrap_strays(part, accepted)


def _split(table: nodes.table) -> None:
    """Leave a table one title and one group of columns; put what else it holds behind it."""
    groups = [child for child in table.children if isinstance(child, nodes.tgroup)]
    titles = [child for child in table.children if isinstance(child, nodes.title)]
    kept = [*titles[:1], *groups[:1]]
    rest: list[nodes.Node] = []
    for child in table.children:
        if isinstance(child, nodes.tgroup) and child not in kept:
            rest.append(_with_source(nodes.table("", child), table))
        elif isinstance(child, nodes.title) and child not in kept:
            rest.append(_with_source(nodes.paragraph("", "", *child.children), child))
        elif child not in kept and _is_visible(child):
            rest.append(child)
    if not groups:
        head = [_with_source(nodes.paragraph("", "", *title.children), title) for title in titles[:1]]
        _replace(table, nodes.container("", *head, *rest, ids=table["ids"]))
        return
    if rest:
        for child in rest:
            if child in table.children:
                table.remove(child)
        parent = table.parent
        at = parent.index(table) + 1
        for offset, child in enumerate(rest):
            parent.insert(at + offset, child)


def _wrap_strays(part: nodes.Element, accepted: Sequence[type[nodes.Node]]) -> None:
    """Put what a part of a table may not hold into a cell, in a row of its own where it is in none."""
    seen_head = False
    children: list[nodes.Node] = []
    for child in part.children:
        if isinstance(child, nodes.thead) and isinstance(part, nodes.tgroup) and seen_head:
            children.append(_with_source(nodes.tbody("", *child.children), child))
        elif isinstance(child, tuple(accepted)) or not _is_visible(child):
            children.append(child)
        else:
            wrapped: nodes.Element = nodes.entry("", child)
            if not isinstance(part, nodes.row):
                wrapped = nodes.row("", wrapped)
            if isinstance(part, nodes.tgroup):
                wrapped = nodes.tbody("", wrapped)
            children.append(_with_source(wrapped, part))
        seen_head |= isinstance(child, nodes.thead)
    if any(new is not old for new, old in zip(children, part.children, strict=True)):
        part.children = []
        part.extend(children)


def _is_visible(node: nodes.Node) -> bool:
    """Whether a node prints anything."""
    return bool(node.astext().strip()) or not isinstance(node, (nodes.Text, nodes.Invisible))


def _with_source(new: nodes.Element, old: nodes.Element) -> nodes.Element:
    for node in new.findall(nodes.Element):
        if node.line is None and node.source is None:
            node.source, node.line = old.source, old.line
    return new


def _replace(old: nodes.Element, new: nodes.Element) -> None:
    parent = old.parent
    _with_source(new, old)
    at = parent.index(old)
    parent.children[at] = new
    new.parent = parent


def column_count(rows: Iterable[nodes.Element]) -> int:
    """Return how many columns rows take, with what spans from one into the next."""
    widest = 0
    taken: dict[int, int] = {}
    for row in rows:
        column = 0
        for entry in row.children:
            if not isinstance(entry, nodes.entry):
                continue
            while column in taken:
                column += 1
            across = int(entry.get("morecols", 0)) + 1
            down = int(entry.get("morerows", 0)) + 1
            if down > 1:
                taken.update(dict.fromkeys(range(column, column + across), down))
            column += across
        widest = max(widest, column)
        taken = {each: left - 1 for each, left in taken.items() if left > 1}
    return widest
