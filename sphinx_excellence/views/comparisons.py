"""What pages show of a comparison: needs or eras against options, each with its pattern's own badge.

Columns of tiers are in the order of the tiers, whatever their order in the data: what to use today comes first.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_excellence.messages import N_
from sphinx_excellence.model import comparison as model
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Block, Cell, Facts, Inline, Label, Line, Rich, Table, View, Words
from sphinx_excellence.views.lineages import lineage_fact
from sphinx_excellence.views.record_labels import pattern_reference, tier_badge
from sphinx_excellence.views.sources import sources_part
from sphinx_excellence.views.vocabulary import in_words


def matrix(comparison: model.Comparison, registry: Registry) -> View:
    """Return the matrix. The first column holds the needs or eras; an era table has its pattern second."""
    by_era = any(row.era is not None for row in comparison.rows)
    with_pattern = any(row.pattern or row.label for row in comparison.rows)
    columns: list[tuple[Inline, ...]] = [(Label(N_("Era") if by_era else N_("Need")),)]
    if with_pattern:
        columns.append((Label(N_("Pattern")),))
    options = _best_first(comparison.columns, registry)
    columns += [_heading(column, registry) for column in options]
    rows = []
    for row in comparison.rows:
        head: Inline = Rich(row.need) if row.need is not None else Words(row.era or "")
        cells = [Cell((Line((head,)),), heading=True)]
        if with_pattern:
            cells.append(Cell(_options(row.pattern, (), row.label, registry)))
        cells += [_cell(row.cells.get(column.id), registry) for column in options]
        rows.append(tuple(cells))
    blocks: list[Block] = []
    if comparison.summary:
        blocks.append(Line((Rich(comparison.summary),), role="summary"))
    widths = (2, *([2] if with_pattern else []), *(3 for _ in options))
    blocks.append(Table(tuple(columns), tuple(rows), comparison.title, widths, role="matrix", stacked=True))
    if lineages := tuple(lineage_fact(comparison, registry)):
        blocks.append(Facts(lineages, role="facts"))
    blocks += sources_part(comparison.sources)
    return View("matrix", tuple(blocks), Label(N_("Comparison: %s"), (comparison.title,)))


def _best_first(columns: Iterable[model.Column], registry: Registry) -> list[model.Column]:
    """Return columns with those of tiers in the order of the tiers; the others stay where they are."""
    made = list(columns)
    places = [place for place, column in enumerate(made) if column.tier in registry.tiers]
    tiers = list(registry.tiers)
    ordered = sorted((made[place] for place in places), key=lambda column: tiers.index(column.tier or ""))
    for place, column in zip(places, ordered, strict=True):
        made[place] = column
    return made


def _heading(column: model.Column, registry: Registry) -> tuple[Inline, ...]:
    tier = registry.tiers.get(column.tier) if column.tier else None
    if tier is None:
        return (Words(column.title or in_words(column.id, registry.words)),)
    if column.title:
        return Words(column.title), Words(" "), tier_badge(tier)
    return (tier_badge(tier),)


def _options(
    pattern: str | None, patterns: tuple[str, ...], label: str | None, registry: Registry
) -> tuple[Block, ...]:
    names = (*([pattern] if pattern else []), *patterns)
    lines: list[Block] = [Line((pattern_reference(name, registry),), role="option") for name in names]
    if label:
        lines.append(Line((Words(label, role="strong"),), role="option"))
    return tuple(lines)


def _cell(cell: model.Cell | None, registry: Registry) -> Cell:
    if cell is None:
        return Cell((Line((Words("\N{EN DASH}"),), role="empty"),))
    blocks = [*_options(cell.pattern, cell.patterns, cell.label, registry)]
    if cell.note:
        blocks.append(Line((Rich(cell.note),), role="note"))
    return Cell(tuple(blocks))
