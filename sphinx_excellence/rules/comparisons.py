"""Rules about comparisons: columns, cells and their tiers."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.findings import Phrase, Severity, sole_match, suggestion
from sphinx_excellence.model.comparison import Cell, Comparison
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation, misspelled_key


def _named(cell: Cell) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield where in ``cell`` each pattern is named, and its name."""
    if cell.pattern:
        yield ("pattern",), cell.pattern
    for at, name in enumerate(cell.patterns):
        yield ("patterns", at), name


def _mismatched(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for comparison in registry.all_of(Comparison):
        tiers = {column.id: column.tier for column in comparison.columns if column.tier in registry.tiers}
        for number, row in enumerate(comparison.rows):
            for name, cell in row.cells.items():
                wanted = tiers.get(name)
                if wanted is None:
                    continue
                for path, pattern_name in _named(cell):
                    pattern = registry.pattern(pattern_name)
                    # An unknown tier is reported where it is written.
                    if pattern is not None and pattern.tier in {None, *registry.tiers} - {wanted}:
                        yield Violation(
                            InRecord(("comparison", comparison.id), ("rows", number, name, *path)),
                            "pattern '%s' is %s, but it is in the column '%s', which is %s",
                            (pattern.id, pattern.tier or Phrase("unrated"), name, wanted),
                            "name a pattern of the column's tier, or remove the column's tier",
                        )


COLUMN_TIER_MISMATCH = Rule(
    "column-tier-mismatch",
    Severity.WARNING,
    "A pattern is in a column of another tier.",
    "The column heading and the pattern's badge contradict each other. Usually the tier has changed "
    "since the matrix was written.",
    "patterns:\n  saga: {title: Saga, tier: silver}\ncomparisons:\n  c:\n    title: C\n"
    "    columns: [{id: best, tier: gold}]\n    rows: [{need: ACID, best: {pattern: saga}}]",
    "patterns:\n  saga: {title: Saga, tier: gold}\ncomparisons:\n  c:\n    title: C\n"
    "    columns: [{id: best, tier: gold}]\n    rows: [{need: ACID, best: {pattern: saga}}]",
    _mismatched,
)


def _legacy_recommended(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for comparison in registry.all_of(Comparison):
        columns = {column.id for column in comparison.columns if column.recommends}
        for number, row in enumerate(comparison.rows):
            for name, cell in row.cells.items():
                for path, pattern_name in _named(cell) if name in columns else ():
                    pattern = registry.pattern(pattern_name)
                    if pattern is not None and registry.is_legacy(pattern):
                        yield Violation(
                            InRecord(("comparison", comparison.id), ("rows", number, name, *path)),
                            "the column '%s' of comparison '%s' recommends '%s', which is legacy",
                            (name, comparison.id, pattern.id),
                            "name what replaced it, or say in a label what to use",
                        )


LEGACY_IN_COMPARISON = Rule(
    "legacy-in-comparison",
    Severity.WARNING,
    "A column of recommendations names a legacy pattern.",
    "The matrix sends readers to a pattern whose own page sends them away. Only columns with `recommends` are "
    "looked at.",
    "patterns:\n  poll: {title: Polling, tier: bronze, alternatives: [{name: Streams}]}\ncomparisons:\n  c:\n"
    "    title: C\n    columns: [{id: use, recommends: true}]\n    rows: [{need: Updates, use: {pattern: poll}}]",
    "patterns:\n  sse: {title: Streams, tier: gold}\ncomparisons:\n  c:\n"
    "    title: C\n    columns: [{id: use, recommends: true}]\n    rows: [{need: Updates, use: {pattern: sse}}]",
    _legacy_recommended,
)


def _unknown_columns(knowledge: Knowledge) -> Iterator[Violation]:
    for comparison in knowledge.registry.all_of(Comparison):
        columns = [column.id for column in comparison.columns]
        for number, row in enumerate(comparison.rows):
            for name in row.cells:
                if name not in columns:
                    at = InRecord(("comparison", comparison.id), ("rows", number, name), on_key=True)
                    yield Violation(
                        at,
                        "'%s' is not a column of comparison '%s'",
                        (name, comparison.id),
                        *suggestion(name, columns),
                        fix=misspelled_key(at, columns, row.cells),
                    )


UNKNOWN_COLUMN = Rule(
    "unknown-column",
    Severity.ERROR,
    "A row has a cell for a column that the comparison does not have.",
    "The cell is not shown anywhere.",
    "comparisons:\n  c: {title: C, columns: [{id: when}], rows: [{need: ACID, wehn: Always}]}",
    "comparisons:\n  c: {title: C, columns: [{id: when}], rows: [{need: ACID, when: Always}]}",
    _unknown_columns,
)


def _empty_cells(knowledge: Knowledge) -> Iterator[Violation]:
    for comparison in knowledge.registry.all_of(Comparison):
        known = {column.id for column in comparison.columns}
        for number, row in enumerate(comparison.rows):
            missing = known - row.cells.keys()
            misnamed = {sole_match(name, missing) for name in row.cells.keys() - known}
            for column in comparison.columns:
                cell = row.cells.get(column.id)
                if column.id in misnamed:
                    continue  # the misspelled name of its cell is reported
                if cell is None or not (cell.options() or cell.label or cell.note):
                    path: tuple[str | int, ...] = ("rows", number) if cell is None else ("rows", number, column.id)
                    yield Violation(
                        InRecord(("comparison", comparison.id), path),
                        "the row '%s' of comparison '%s' is empty in the column '%s'",
                        (row.need or row.era or "", comparison.id, column.id),
                        "add a pattern, a label or a note; write `note: none` if there is no option",
                    )


EMPTY_CELL = Rule(
    "empty-cell",
    Severity.WARNING,
    "A cell of a comparison is empty.",
    "Readers cannot tell whether there is no such option, or the cell was forgotten.",
    "comparisons:\n  c: {title: C, columns: [{id: when}], rows: [{need: ACID}]}",
    "comparisons:\n  c: {title: C, columns: [{id: when}], rows: [{need: ACID, when: Always}]}",
    _empty_cells,
    absent_keys=("rows", "columns"),
)

RULES: tuple[Rule, ...] = (COLUMN_TIER_MISMATCH, LEGACY_IN_COMPARISON, UNKNOWN_COLUMN, EMPTY_CELL)
