"""What the page shows on which readers compare patterns: what is known of each, and the comparisons that are written.

Owns what patterns are compared by, and the wording. A script sets two to four side by side. What is known of patterns
is many times as much as the rest of the page: a site loads it in chunks, of those that are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from sphinx_excellence.messages import N_
from sphinx_excellence.model.comparison import Comparison
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Block,
    Cell,
    Group,
    Inline,
    Items,
    Label,
    Line,
    OnDemand,
    Part,
    Reference,
    Rich,
    ScriptOnly,
    Table,
    View,
    WebLink,
    Words,
)
from sphinx_excellence.views.catalogue import Filter, in_order, select
from sphinx_excellence.views.catalogue_entries import SEPARATOR
from sphinx_excellence.views.patterns import alternative_items, prose_items
from sphinx_excellence.views.problem_facets import ProblemFacets, problem_facets
from sphinx_excellence.views.record_labels import (
    category_words,
    listed,
    rating_badge,
    reference,
    risk_label,
    status_label,
)
from sphinx_excellence.views.tier_history import date_of, leaving

#: So many patterns are loaded at once.
CHUNK = 40
#: So many organisations are named of those that use a pattern.
_ADOPTERS = 4
#: So many others are offered next to a pattern that is alone, and so many pairs before anything is chosen.
_SUGGESTED, _PAIRS = 4, 6

_TEXTS = (
    ("add", Label(N_("Add a pattern"))),
    ("do", Label(N_("Add"))),
    ("none", Label(N_("Choose two to four patterns. The address of this page then leads to the comparison."))),
    ("one", Label(N_("Choose one more pattern."))),
    ("remove", Label(N_("Remove {pattern}"))),
    ("suggested", Label(N_("Compare with:"))),
    ("examples", Label(N_("For example:"))),
    ("versus", Label(N_("{first} or {second}"))),
    ("criterion", Label(N_("Criterion"))),
    ("compared", Label(N_("Comparison"))),
    ("unknown", Label(N_("Unknown pattern: {pattern}"))),
)


def compare(registry: Registry, wanted: Filter) -> View:
    """Return what is known of the patterns that pass a filter, for the script, and the list of written comparisons."""
    patterns = in_order(select(registry, wanted), registry, "title")
    label = Label(N_("Compare patterns"))
    blocks: list[Block] = []
    if len(patterns) > 1:
        blocks.append(ScriptOnly((_comparer(patterns, registry),)))
    written = _written(registry)
    if written.items:
        blocks.append(Part(Label(N_("Written comparisons")), (written,)))
    elif not blocks:
        blocks.append(Line((Label(N_("There is nothing to compare yet.")),), role="nothing"))
    return View("compare", tuple(blocks), label)


def _written(registry: Registry) -> Items:
    items: list[tuple[Block, ...]] = []
    for comparison in registry.all_of(Comparison):
        line: list[Inline] = [reference("comparison", comparison.id, registry)]
        if comparison.summary:
            line += [Words(" \N{EN DASH} "), Rich(comparison.summary)]
        items.append((Line(tuple(line)),))
    return Items(tuple(items), role="comparisons")


def _comparer(patterns: Sequence[Pattern], registry: Registry) -> Group:
    """Return what the script shows: in chunks, a row of a table for each pattern, under its id."""
    facets = problem_facets(registry)
    known = {pattern.id: pattern.title for pattern in patterns}
    pairs = ("\t".join(pair) for pair in islice(_pairs(patterns, known, registry), _PAIRS))
    remaining = iter(patterns)
    chunks = []
    while chunk := list(islice(remaining, CHUNK)):
        titles = SEPARATOR.join(f"{pattern.id}\t{pattern.title}" for pattern in chunk)
        table = _table(chunk, known, facets, registry)
        chunks.append(Group((_on_demand(table),), role="chunk", data=(("titles", titles),)))
    return Group(tuple(chunks), role="comparer", data=(("pairs", SEPARATOR.join(pairs)),), texts=_TEXTS)


def _on_demand(table: Table) -> OnDemand:
    return OnDemand(
        (table,),
        before=Label(""),
        loading=Label(N_("Loading the comparison\N{HORIZONTAL ELLIPSIS}")),
        failed=Label(N_("The comparison could not be loaded. Try again.")),
    )


def _pairs(patterns: Iterable[Pattern], known: Collection[str], registry: Registry) -> Iterator[tuple[str, str]]:
    """Yield pairs that readers may want to compare: first what is legacy with what to use instead."""
    ordered = sorted(patterns, key=lambda pattern: not registry.is_legacy(pattern))
    seen: set[str] = set()
    for pattern in ordered:
        other = next(iter(_suggested(pattern, known, registry)), None)
        if other is not None and seen.isdisjoint((pattern.id, other)):
            seen |= {pattern.id, other}
            yield pattern.id, other


def _suggested(pattern: Pattern, known: Collection[str], registry: Registry) -> list[str]:
    """Return with which patterns a pattern is compared most likely."""
    names = [
        *(alternative.pattern for alternative in pattern.alternatives),
        *pattern.evolution.from_,
        *pattern.evolution.to,
        *(relation.pattern for relation in pattern.related),
    ]
    resolved = (registry.resolve("pattern", name) for name in names if name)
    found = dict.fromkeys(name for name in resolved if name and name in known and name != pattern.id)
    return list(found)[:_SUGGESTED]


# By what patterns are compared ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Criterion:
    """A column of the table: what it is called, and what is known of a pattern."""

    label: str
    of: Callable[[Pattern, ProblemFacets, Registry], tuple[Block, ...]]


def _table(patterns: Sequence[Pattern], known: Collection[str], facets: ProblemFacets, registry: Registry) -> Table:
    rows = []
    for pattern in patterns:
        data = (("key", pattern.id), ("suggested", SEPARATOR.join(_suggested(pattern, known, registry))))
        title = Line((Reference("pattern", pattern.id, pattern.title),))
        head = Group((title,), role=f"compared excellence-tier-{pattern.tier or 'unrated'}", data=data)
        cells = (Cell(criterion.of(pattern, facets, registry) or (_NOTHING,)) for criterion in _CRITERIA)
        rows.append((Cell((head,), heading=True), *cells))
    labels = (N_("Pattern"), *(criterion.label for criterion in _CRITERIA))
    return Table(
        tuple((Label(label),) for label in labels), tuple(rows), Label(N_("Comparison")), role="compared"
    )  # fmt: skip


_NOTHING = Line((Words("\N{EN DASH}"),), role="empty")


def _tier(pattern: Pattern, _facets: ProblemFacets, registry: Registry) -> tuple[Block, ...]:
    signs: list[Inline] = [rating_badge(pattern, registry)]
    if pattern.status:
        signs += [Words(" "), status_label(pattern, registry)]
    signs += [Words(" "), *left] if (left := leaving(pattern, registry)) else []
    lines: list[Block] = [Line(tuple(signs))]
    if pattern.rationale:
        lines.append(Line((Rich(pattern.rationale),), role="note"))
    return tuple(lines)


def _what(pattern: Pattern, _facets: ProblemFacets, _registry: Registry) -> tuple[Block, ...]:
    return (Line((Rich(pattern.summary),)),) if pattern.summary else ()


def _when(pattern: Pattern, _facets: ProblemFacets, _registry: Registry) -> tuple[Block, ...]:
    uses = pattern.best_for or pattern.valid_for
    return (prose_items(uses),) if uses else ()


def _pros(pattern: Pattern, _facets: ProblemFacets, _registry: Registry) -> tuple[Block, ...]:
    return (prose_items(pattern.trade_offs.pros),) if pattern.trade_offs.pros else ()


def _cons(pattern: Pattern, _facets: ProblemFacets, _registry: Registry) -> tuple[Block, ...]:
    return (prose_items(pattern.trade_offs.cons),) if pattern.trade_offs.cons else ()


def _limits(pattern: Pattern, _facets: ProblemFacets, registry: Registry) -> tuple[Block, ...]:
    """Return where another pattern is the better choice."""
    if pattern.alternatives:
        return (alternative_items(pattern.alternatives, registry),)
    return (Line((Rich(pattern.no_alternative),)),) if pattern.no_alternative is not None else ()


def _scales(pattern: Pattern, facets: ProblemFacets, _registry: Registry) -> tuple[Block, ...]:
    """Return at which scales selectors recommend it."""
    titles = [option.label for name, option in facets.scales.items() if name in facets.suited.get(pattern.id, ())]
    return (Line(listed(titles)),) if titles else ()


def _adopters(pattern: Pattern, _facets: ProblemFacets, _registry: Registry) -> tuple[Block, ...]:
    items: list[tuple[Block, ...]] = []
    for example in pattern.modern_examples[:_ADOPTERS]:
        name = WebLink(example.source, example.company) if example.source else Words(example.company, role="strong")
        items.append((Line((name, Words(": "), Rich(example.implementation))),))
    return (Items(tuple(items)),) if items else ()


def _moves(pattern: Pattern, _facets: ProblemFacets, registry: Registry) -> tuple[Block, ...]:
    """Return the playbooks that lead to a pattern and away from it, with their risk and effort."""
    items: list[tuple[Block, ...]] = []
    for label, names in (
        (N_("To it:"), registry.migrations_to(pattern.id)),
        (N_("Away from it:"), registry.migrations_from(pattern.id)),
    ):
        for name in names:
            line: list[Inline] = [Label(label), Words(" "), reference("migration", name, registry)]
            migration = registry.find("migration", name)
            if isinstance(migration, Migration) and migration.risk:
                line += [Words(" "), risk_label(migration, registry)]
            blocks: list[Block] = [Line(tuple(line))]
            if isinstance(migration, Migration) and migration.effort:
                blocks.append(Line((Words(migration.effort),), role="note"))
            items.append(tuple(blocks))
    return (Items(tuple(items)),) if items else ()


def _history(pattern: Pattern, _facets: ProblemFacets, registry: Registry) -> tuple[Block, ...]:
    lines: list[Block] = []
    if pattern.introduced:
        lines.append(Line((Label(N_("Introduced:")), Words(" "), Words(pattern.introduced))))
    steps = registry.history_of(pattern) if pattern.tier is not None else ()
    lasting = list(takewhile(lambda step: step.entry.tier == pattern.tier, reversed(steps)))
    if lasting:
        lines.append(Line((Label(N_("Tier since:")), Words(" "), *date_of(lasting[-1], registry))))
    return tuple(lines)


def _category(pattern: Pattern, _facets: ProblemFacets, registry: Registry) -> tuple[Block, ...]:
    return (Line(category_words(pattern, registry)),) if pattern.category else ()


_CRITERIA = (
    _Criterion(N_("Tier"), _tier),
    _Criterion(N_("Summary"), _what),
    _Criterion(N_("When to use"), _when),
    _Criterion(N_("Pros"), _pros),
    _Criterion(N_("Cons"), _cons),
    _Criterion(N_("When to use something else"), _limits),
    _Criterion(N_("Recommended scale"), _scales),
    _Criterion(N_("In use at"), _adopters),
    _Criterion(N_("How to move"), _moves),
    _Criterion(N_("Category"), _category),
    _Criterion(N_("History"), _history),
)
