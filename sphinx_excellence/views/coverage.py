"""Coverage: how many patterns there are of each tier, and what each has besides its record."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.views.blocks import Block, Cell, Inline, Label, Line, Part, Rich, Sparkline, Table, View, Words
from sphinx_excellence.views.catalogue import Filter, select
from sphinx_excellence.views.record_labels import category_path, pattern_reference, tier_badge
from sphinx_excellence.views.vocabulary import NO_CATEGORY

#: The kinds of record that may name a pattern, with the heading of their column.
_NAMING = {
    "evolution": N_("Lineages"),
    "comparison": N_("Matrices"),
    "case-study": N_("Cases"),
    "migration": N_("Playbooks"),
    "decision": N_("ADRs"),
}


def coverage(registry: Registry) -> View:
    """Return the number of patterns by category, tier and decade, then a table for each category, a row a pattern."""
    label = Label(N_("Pattern coverage"))
    patterns = select(registry, Filter(sort="category"))
    if not patterns:
        return View("coverage", (Line((Label(N_("There are no patterns yet.")),), role="nothing"),), label)
    named = _named_by(registry)
    groups = [(key, list(group)) for key, group in groupby(patterns, key=lambda pattern: pattern.category)]
    parts = [
        Part(_heading(category, registry), (*_about(category, registry), _details(group, registry, named)))
        for category, group in groups
    ]
    return View("coverage", (_totals(groups, registry), *parts), label)


def _heading(category: str | None, registry: Registry) -> Words | Label:
    return Words(category_path(category, registry)) if category else Label(NO_CATEGORY)


def _about(category: str | None, registry: Registry) -> tuple[Line, ...]:
    word = registry.vocabulary[CATEGORY].get(category or "")
    return (Line((Rich(word.description),)),) if word is not None and word.description else ()


def _named_by(registry: Registry) -> dict[str, dict[str, int]]:
    """Return how many records of each kind name a pattern, by its id and the kind."""
    counts: dict[str, dict[str, int]] = {}
    for kind in registry.kinds:
        if kind.name not in _NAMING:
            continue
        for record_id in registry.of_kind(kind.name):
            names = {
                registry.resolve("pattern", reference.value)
                for reference in registry.references_of(kind.name, record_id)
                if reference.mark.kind == "pattern"
            }
            for pattern_id in names - {None}:
                of_pattern = counts.setdefault(str(pattern_id), {})
                of_pattern[kind.name] = of_pattern.get(kind.name, 0) + 1
    return counts


def _totals(groups: Iterable[tuple[str | None, list[Pattern]]], registry: Registry) -> Table:
    tiers = [*registry.tiers.values(), None]
    listed = [(_heading(category, registry), patterns) for category, patterns in groups]
    everything = [pattern for _category, patterns in listed for pattern in patterns]
    decades = _decades(everything)
    top = max((count for _heading, patterns in listed for count in _by_decade(patterns, decades)), default=0)
    rows = []
    for heading, patterns in [*listed, (Label(N_("All")), everything)]:
        counts = [_of_tier(patterns, tier.id if tier else None) for tier in tiers]
        # All together are on a scale of their own: on theirs each category would be next to nothing.
        scale = max(_by_decade(patterns, decades), default=0) if patterns is everything else top
        rows.append((*_row(heading, counts), Cell((Line((_appearance(patterns, decades, scale),)),))))
    columns: tuple[tuple[Inline, ...], ...] = (
        (Label(N_("Category")),), *((tier_badge(tier),) for tier in tiers), (Label(N_("All")),),
        (_span(decades),),
    )  # fmt: skip
    widths = (4, *[2] * (len(tiers) + 1), 4)
    return Table(columns, tuple(rows), Label(N_("Patterns by category and tier")), widths, role="coverage")


def _decade(pattern: Pattern) -> int | None:
    return listed_day(pattern.introduced).year // 10 * 10 if pattern.introduced else None


def _decades(patterns: Iterable[Pattern]) -> range:
    """Return every decade from the first in which a pattern was introduced to the last."""
    known = sorted({decade for pattern in patterns if (decade := _decade(pattern)) is not None})
    return range(known[0], known[-1] + 10, 10) if known else range(0)


def _span(decades: range) -> Label:
    if not decades:
        return Label(N_("Introduced"))
    return Label(N_("Introduced, %s to %s"), (f"{decades[0]}s", f"{decades[-1]}s"))


def _by_decade(patterns: Iterable[Pattern], decades: range) -> list[int]:
    introduced = [_decade(pattern) for pattern in patterns]
    return [introduced.count(decade) for decade in decades]


def _appearance(patterns: list[Pattern], decades: range, top: int) -> Inline:
    counts = _by_decade(patterns, decades)
    if not any(counts):
        return Words("\N{EN DASH}")
    told = (f"{decade}s: {count}" for decade, count in zip(decades, counts, strict=True) if count)
    return Sparkline(tuple(counts), top, ", ".join(told))


def _of_tier(patterns: list[Pattern], tier: str | None) -> int:
    return sum(pattern.tier == tier for pattern in patterns)


def _row(head: Inline, counts: list[int]) -> tuple[Cell, ...]:
    cells = (Cell((Line((Words(str(count) if count else "\N{EN DASH}"),)),)) for count in [*counts, sum(counts)])
    return (Cell((Line((head,)),), heading=True), *cells)


def _details(patterns: list[Pattern], registry: Registry, named: dict[str, dict[str, int]]) -> Block:
    rows = []
    for pattern in patterns:
        sourced = sum(example.source is not None for example in pattern.modern_examples)
        counts = [sourced, len(pattern.production_checklist), len(pattern.sources)]
        counts += [named.get(pattern.id, {}).get(kind, 0) for kind in _NAMING]
        cells = (Cell((Line((Words(str(count) if count else "\N{EN DASH}"),)),)) for count in counts)
        rows.append((Cell((Line((pattern_reference(pattern.id, registry),)),), heading=True), *cells))
    labels = (N_("Pattern"), N_("Examples"), N_("Checks"), N_("Sources"), *_NAMING.values())
    columns = tuple((Label(label),) for label in labels)
    return Table(columns, tuple(rows), Label(N_("Coverage")), (6, *[2] * (len(labels) - 1)), role="coverage")
