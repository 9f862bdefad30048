"""What pages show of decisions: one in full, and the log of all."""

from __future__ import annotations

from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision, Option
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Block,
    Cell,
    Fact,
    Facts,
    Inline,
    Items,
    Label,
    Line,
    Part,
    Reference,
    Rich,
    Sign,
    Table,
    View,
    Words,
)
from sphinx_excellence.views.patterns import prose_items
from sphinx_excellence.views.record_labels import decision_sign, pattern_reference, references
from sphinx_excellence.views.sources import sources_part


def _header(decision: Decision, registry: Registry) -> Facts:
    facts = [Fact(Label(N_("Status")), (decision_sign(decision.status),))]
    if decision.date:
        facts.append(Fact(Label(N_("Date")), (Words(decision.date),)))
    if decision.deciders:
        facts.append(Fact(Label(N_("Deciders")), (Words(", ".join(decision.deciders)),)))
    for names, label in (
        (decision.supersedes, N_("Supersedes")),
        (decision.superseded_by, N_("Superseded by")),
    ):
        if names:
            facts.append(Fact(Label(label), references("decision", names, registry)))
    if decision.patterns:
        facts.append(Fact(Label(N_("Patterns")), references("pattern", decision.patterns, registry)))
    return Facts(tuple(facts), role="facts")


def _option(option: Option, registry: Registry) -> tuple[Block, ...]:
    head: list[Inline] = [Words(option.name, role="strong")]
    if option.pattern:
        head += [Words(" "), pattern_reference(option.pattern, registry)]
    if option.chosen:
        head += [Words(" "), Sign("chosen", "chosen", Label(N_("Chosen")))]
    blocks: list[Block] = [Line(tuple(head), role="option")]
    arguments: list[tuple[Block, ...]] = []
    for texts, value, label in (
        (option.pros, "pro", N_("For:")),
        (option.cons, "con", N_("Against:")),
        (option.cautions, "caution", N_("Caution:")),
    ):
        arguments += [(Line((Sign("argument", value, Label(label)), Words(" "), Rich(text))),) for text in texts]
    if arguments:
        blocks.append(Items(tuple(arguments), role="arguments"))
    return tuple(blocks)


def record(decision: Decision, registry: Registry) -> View:
    """Return a decision in full, in the order of an architecture decision record."""
    blocks: list[Block] = [_header(decision, registry)]
    if decision.summary:
        blocks.append(Line((Rich(decision.summary),), role="summary"))
    for texts, label in ((decision.context, N_("Context")), (decision.decision, N_("Decision"))):
        if texts:
            blocks.append(Part(Label(label), tuple(Line((Rich(text),)) for text in texts)))
    if decision.options:
        options = tuple(_option(option, registry) for option in decision.options)
        blocks.append(Part(Label(N_("Options considered")), (Items(options, role="options"),)))
    if decision.phases:
        steps = tuple(
            (Line((Words(phase.title, role="strong"), *((Words(": "), Rich(phase.text)) if phase.text else ()))),)
            for phase in decision.phases
        )
        blocks.append(Part(Label(N_("Implementation")), (Items(steps, ordered=True),)))
    if decision.outcomes:
        blocks.append(Part(Label(N_("Outcomes")), (_outcomes(decision),)))
    if decision.lessons:
        blocks.append(Part(Label(N_("Lessons")), (prose_items(decision.lessons),)))
    blocks += sources_part(decision.sources)
    return View("decision", tuple(blocks), Label(N_("Decision: %s"), (decision.title,)))


def _outcomes(decision: Decision) -> Table:
    qualified = any(outcome.qualifier for outcome in decision.outcomes)
    labels = [N_("Measure"), N_("Before"), N_("After"), *([N_("Measured as")] if qualified else [])]
    rows = []
    for outcome in decision.outcomes:
        values = [outcome.before, outcome.after, *([outcome.qualifier or "\N{EN DASH}"] if qualified else [])]
        cells = [Cell((Line((Words(outcome.metric),)),), heading=True)]
        cells += [Cell((Line((Words(value),)),)) for value in values]
        rows.append(tuple(cells))
    return Table(tuple((Label(label),) for label in labels), tuple(rows), decision.title, role="outcomes")


def log(registry: Registry) -> View:
    """Return the log: every decision by id, with its state, date and the patterns it is about."""
    rows = [
        (
            Cell((Line((Words(decision.id),)),), heading=True),
            Cell((Line((Reference("decision", decision.id, decision.title),)),)),
            Cell((Line((decision_sign(decision.status),)),)),
            Cell((Line((Words(decision.date or "\N{EN DASH}"),)),)),
        )
        for decision in registry.all_of(Decision)
    ]
    label = Label(N_("Decision log"))
    if not rows:
        return View("log", (Line((Label(N_("No decision is on record yet.")),), role="nothing"),), label)
    columns = tuple((Label(label),) for label in (N_("Id"), N_("Decision"), N_("Status"), N_("Date")))
    return View(
        "log",
        (Table(columns, tuple(rows), Label(N_("Decisions")), (2, 6, 2, 2), role="log"),),
        label,
    )
