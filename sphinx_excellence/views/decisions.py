"""What pages show of decisions: one in full, and the log of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sphinx_excellence.findings import Path, RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.decision import Decision, DecisionPhase
from sphinx_excellence.model.decision import Option as Considered
from sphinx_excellence.model.decision_number import begins_with, named_by_number, shown_number, title_without_number
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import DECISION_STATUS
from sphinx_excellence.views.block_prose import prose_block_items, prose_blocks
from sphinx_excellence.views.blocks import (
    UNBROKEN,
    Block,
    Cell,
    Controls,
    Fact,
    Facts,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Option,
    Part,
    Reference,
    Rich,
    RichBlocks,
    StatusLabel,
    Table,
    View,
    Words,
)
from sphinx_excellence.views.catalogue_entries import SEPARATOR, Data, folded, tag_data
from sphinx_excellence.views.lineages import lineage_fact
from sphinx_excellence.views.own_columns import FieldFilter, column_fields, entry_values, entry_words, own_choices
from sphinx_excellence.views.own_columns import cells as own_cells
from sphinx_excellence.views.own_columns import heads as own_heads
from sphinx_excellence.views.reader_controls import (
    category_choice,
    decider_choice,
    order_data,
    reader_controls,
    status_choice,
    tag_choice,
)
from sphinx_excellence.views.record_labels import (
    category_titles,
    category_words,
    decision_label,
    pattern_reference,
    references,
    tag_title,
)
from sphinx_excellence.views.sources import sources_part
from sphinx_excellence.views.tags import tags_fact


def _header(decision: Decision, registry: Registry) -> Facts:
    number = named_by_number(decision.id)
    facts = [Fact(Label(N_("Number")), (Words(number),))] if number and not begins_with(decision.title, number) else []
    facts.append(Fact(Label(N_("Status")), (decision_label(decision, registry),)))
    if decision.date:
        facts.append(Fact(Label(N_("Date")), (Words(decision.date),)))
    for people, label in (
        (decision.deciders, N_("Deciders")),
        (decision.consulted, N_("Consulted")),
        (decision.informed, N_("Informed")),
    ):
        if people:
            facts.append(Fact(Label(label), (Words(", ".join(people)),)))
    if decision.category:
        facts.append(Fact(Label(N_("Category")), category_words(decision, registry)))
    if decision.tags:
        facts.append(tags_fact(decision, registry))
    for names, label in (
        (decision.supersedes, N_("Supersedes")),
        (decision.superseded_by, N_("Superseded by")),
        (decision.amends, N_("Amends")),
        (decision.amended_by, N_("Amended by")),
        (decision.relates_to, N_("Related decisions")),
    ):
        if names:
            facts.append(Fact(Label(label), references("decision", names, registry)))
    if decision.patterns:
        facts.append(Fact(Label(N_("Patterns")), references("pattern", decision.patterns, registry)))
        facts += lineage_fact(decision, registry)
    return Facts(tuple(facts), role="facts")


def _option(option: Considered, registry: Registry, record: RecordKey, path: Path) -> tuple[Block, ...]:
    pattern = registry.pattern(option.pattern) if option.pattern else None
    names = () if pattern is None else (pattern.title, *pattern.aliases)
    # Named as its pattern is, it is named once.
    same = option.name.casefold() in {name.casefold() for name in names}
    head: list[Inline] = [] if same else [Words(option.name, role="strong"), Words(" ")]
    if option.pattern:
        head += [pattern_reference(option.pattern, registry), Words(" ")]
    if option.chosen:
        head.append(StatusLabel("chosen", "chosen", Label(N_("Chosen"))))
    blocks: list[Block] = [Line(tuple(head), role="option")]
    blocks += _arguments(
        prose_blocks(option.pros, record, (*path, "pros")),
        prose_blocks(option.cons, record, (*path, "cons")),
        prose_blocks(option.neutral, record, (*path, "neutral")),
        prose_blocks(option.cautions, record, (*path, "cautions")),
        labels=_OF_OPTIONS,
    )
    return tuple(blocks)


#: The signs of arguments, in the order in which they are shown, each with its label.
_OF_OPTIONS = (("pro", N_("Pros:")), ("con", N_("Cons:")), ("neutral", N_("Neutral:")), ("caution", N_("Caution:")))
_OF_CONSEQUENCES = (("pro", N_("Good:")), ("con", N_("Bad:")), ("neutral", N_("Neutral:")))


def _arguments(*groups: tuple[RichBlocks, ...], labels: tuple[tuple[str, str], ...]) -> Iterator[Items]:
    """Yield a list of texts, each behind the sign of its group."""
    arguments: list[tuple[Block, ...]] = []
    for texts, (value, label) in zip(groups, labels, strict=True):
        lead = (StatusLabel("argument", value, Label(label)), Words(" "))
        arguments += [(replace(text, lead=lead),) for text in texts]
    if arguments:
        yield Items(tuple(arguments), role="arguments")


def record(decision: Decision, registry: Registry) -> View:
    """Return a decision in full, in the order of an architecture decision record."""
    key = ("decision", decision.id)
    blocks: list[Block] = [_header(decision, registry)]
    if decision.summary:
        blocks.append(Line((Rich(decision.summary),), role="summary"))
    blocks += _texts(prose_blocks(decision.context, key, ("context",)), N_("Context"))
    if decision.drivers:
        blocks.append(Part(Label(N_("Decision drivers")), (prose_block_items(decision.drivers, key, ("drivers",)),)))
    blocks += _texts(prose_blocks(decision.decision, key, ("decision",)), N_("Decision"))
    if decision.options:
        options = tuple(
            _option(option, registry, key, ("options", number)) for number, option in enumerate(decision.options)
        )
        blocks.append(Part(Label(N_("Options considered")), (Items(options, role="options"),)))
    consequences = decision.consequences
    blocks += _texts(
        (
            *_not_told_apart(consequences.text, key),
            *_arguments(
                prose_blocks(consequences.good, key, ("consequences", "good")),
                prose_blocks(consequences.bad, key, ("consequences", "bad")),
                prose_blocks(consequences.neutral, key, ("consequences", "neutral")),
                labels=_OF_CONSEQUENCES,
            ),
        ),
        N_("Consequences"),
    )
    blocks += _texts(prose_blocks(decision.confirmation, key, ("confirmation",)), N_("Confirmation"))
    if decision.phases:
        steps = tuple(_phase(phase, key, ("phases", number, "text")) for number, phase in enumerate(decision.phases))
        blocks.append(Part(Label(N_("Implementation")), (Items(steps, ordered=True),)))
    if decision.outcomes:
        blocks.append(Part(Label(N_("Outcomes")), (_outcomes(decision),)))
    if decision.lessons:
        blocks.append(Part(Label(N_("Lessons learned")), (prose_block_items(decision.lessons, key, ("lessons",)),)))
    blocks += sources_part(decision.sources)
    return View("decision", tuple(blocks), Label(N_("Decision: %s"), (decision.title,)))


def _not_told_apart(texts: tuple[str, ...], record: RecordKey) -> tuple[RichBlocks | Items, ...]:
    """Return what follows from a decision, good and bad in one: a text as it is, several as a list."""
    path = ("consequences", "text")
    return prose_blocks(texts, record, path) if len(texts) < 2 else (prose_block_items(texts, record, path),)


def _texts(texts: tuple[RichBlocks | Items, ...], label: str) -> Iterator[Part]:
    if texts:
        yield Part(Label(label), texts)


def _phase(phase: DecisionPhase, record: RecordKey, path: Path) -> tuple[Block, ...]:
    title = Words(phase.title, role="strong")
    if phase.text is None:
        return (Line((title,)),)
    return (RichBlocks(phase.text, record, path, (title, Words(": "))),)


def _outcomes(decision: Decision) -> Table:
    qualified = any(outcome.qualifier for outcome in decision.outcomes)
    labels = [N_("Metric"), N_("Before"), N_("After"), *([N_("Measured as")] if qualified else [])]
    rows = []
    for outcome in decision.outcomes:
        values = [outcome.before, outcome.after, *([outcome.qualifier or "\N{EN DASH}"] if qualified else [])]
        cells = [Cell((Line((Words(outcome.metric),)),), heading=True)]
        cells += [Cell((Line((Words(value),)),)) for value in values]
        rows.append(tuple(cells))
    return Table(tuple((Label(label),) for label in labels), tuple(rows), decision.title, role="outcomes")


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which decisions a log lists: of any of these statuses, categories and tags; all where there are none."""

    statuses: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    own: tuple[FieldFilter, ...] = ()

    def lets_through(self, decision: Decision, registry: Registry) -> bool:
        """Whether a decision is listed."""
        return (
            (not self.statuses or decision.status in self.statuses)
            and (not self.categories or not set(self.categories).isdisjoint(registry.categories_of(decision)))
            and (not self.tags or not set(self.tags).isdisjoint(decision.tags))
        )


def log(registry: Registry, wanted: LogFilter = LogFilter(), *, filterable: bool = False) -> View:
    """Return the log: decisions by id, with title, status and date, and with the category where any has one.

    A ``filterable`` one can be filtered and sorted further by its readers.
    """
    found = [
        decision
        for decision in registry.all_of(Decision)
        if wanted.lets_through(decision, registry) and all(each.lets_through(decision, registry) for each in wanted.own)
    ]
    label = Label(N_("Decision log"))
    if not found:
        nothing = N_("There are no decisions yet.") if wanted == LogFilter() else N_("No decision matches.")
        return View("log", (Line((Label(nothing),), role="nothing"),), label)
    data = _log_data(found, registry) if filterable else {}
    table = _log_table(found, registry, data)
    return View("log", (_log_controls(found, registry), table) if filterable else (table,), label)


def _log_table(found: list[Decision], registry: Registry, data: Mapping[str, Data]) -> Table:
    own = column_fields(registry.kinds["decision"])
    with_category = any(decision.category for decision in found)
    rows = []
    for decision in found:
        head: Block = Line((_number(decision),))
        if data:
            head = Group((head,), role="row", data=data[decision.id])
        row = [
            Cell((head,), heading=True),
            Cell((Line((Reference("decision", decision.id, title_without_number(decision)),)),)),
            Cell((Line((decision_label(decision, registry),)),)),
            Cell((Line((Words(decision.date, role=UNBROKEN) if decision.date else Words("\N{EN DASH}"),)),)),
        ]
        if with_category:
            row.append(Cell((Line((Words(category_titles(decision, registry) or "\N{EN DASH}"),)),)))
        row += own_cells(own, decision, registry)
        rows.append(tuple(row))
    names = [N_("Id"), N_("Decision"), N_("Status"), N_("Date"), *([N_("Category")] if with_category else [])]
    widths = (2, 6, 2, 2, *((2,) if with_category else ()), *[2] * len(own))
    heads = (*((Label(name),) for name in names), *own_heads(own, registry))
    return Table(heads, tuple(rows), Label(N_("Decisions")), widths, role="log")


def _number(decision: Decision) -> Words:
    number = shown_number(decision.id)
    return Words(number, role=UNBROKEN if len(number) <= _LONGEST_NUMBER else "")


def _log_controls(found: list[Decision], registry: Registry) -> Controls:
    return reader_controls(
        Label(N_("Filter decisions")),
        (
            status_choice(found, DECISION_STATUS, registry),
            category_choice(found, registry),
            tag_choice(found, registry),
            decider_choice(found),
            *own_choices(registry.kinds["decision"], found, registry),
        ),
        (Option(name, Label(title)) for name, title, _key in _ORDERS),
    )


def _log_data(found: list[Decision], registry: Registry) -> dict[str, Data]:
    """Return what each decision is filtered and sorted by."""
    ordered = ((name, sorted(found, key=key) if key else found) for name, _title, key in _ORDERS)
    places = order_data(ordered)
    return {decision.id: (*_log_entry(decision, registry), *places[decision.id]) for decision in found}


def _log_entry(decision: Decision, registry: Registry) -> Data:
    kind = registry.kinds["decision"]
    words = (
        *(shown_number(decision.id), decision.title, *decision.aliases, plain_text(decision.summary or "")),
        *(category_titles(decision, registry), *(tag_title(tag, registry) for tag in decision.tags)),
        *(*decision.deciders, *entry_words(kind, decision, registry)),
    )
    return (
        ("key", decision.id),
        ("status", decision.status or ""),
        ("category", SEPARATOR.join(registry.categories_of(decision))),
        ("decider", SEPARATOR.join(decision.deciders)),
        *tag_data(decision),
        *entry_values(kind, decision, registry),
        ("words", folded(words)),
    )


def _newest_first(decision: Decision) -> tuple[int, str]:
    # Those without a date come last.
    return (-listed_day(decision.date).toordinal() if decision.date else 1), decision.id


def _by_title(decision: Decision) -> tuple[str, str]:
    return title_without_number(decision).casefold(), decision.id


#: The orders that readers can choose, the first to begin with; each with its title and its key. No key: by id.
_ORDERS: tuple[tuple[str, str, Callable[[Decision], tuple[Any, str]] | None], ...] = (
    ("id", N_("Id"), None),
    ("newest", N_("Newest first"), _newest_first),
    ("title", N_("Title"), _by_title),
)
#: A number of more characters than this may be broken: it is an id.
_LONGEST_NUMBER = 12
