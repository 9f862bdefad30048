"""What pages show of migrations: the checklist, and the whole playbook."""

from __future__ import annotations

from sphinx_excellence.findings import Path, RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.migration import Migration, Phase
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.block_prose import prose_block_items
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
    Rich,
    RichBlocks,
    Table,
    Tasks,
    View,
    Words,
)
from sphinx_excellence.views.lineages import lineage_fact
from sphinx_excellence.views.record_labels import references, risk_label
from sphinx_excellence.views.sources import sources_part


def checklist(migration: Migration) -> View:
    """Return what must be true before the migration begins."""
    blocks: tuple[Block, ...] = (Tasks(migration.checklist),)
    if not migration.checklist:
        blocks = (Line((Label(N_("There is no checklist yet.")),), role="nothing"),)
    return View("checklist", blocks, Label(N_("Checklist of %s"), (migration.title,)))


def _phase(phase: Phase, record: RecordKey, path: Path) -> tuple[Block, ...]:
    head: list[Inline] = [Words(phase.title, role="strong")]
    if phase.when:
        head.append(Words(f" ({phase.when})"))
    steps = [prose_block_items(phase.steps, record, (*path, "steps"))] if phase.steps else []
    return (Line(tuple(head), role="step"), *steps)


def playbook(migration: Migration, registry: Registry) -> View:
    """Return the whole playbook, in the order in which it is followed."""
    key = ("migration", migration.id)
    facts = [
        Fact(Label(N_("From")), references("pattern", migration.from_, registry)),
        Fact(Label(N_("To")), references("pattern", migration.to, registry)),
    ]
    if migration.effort:
        facts.append(Fact(Label(N_("Effort")), (Words(migration.effort),)))
    if migration.risk:
        facts.append(Fact(Label(N_("Risk")), (risk_label(migration, registry),)))
    facts += lineage_fact(migration, registry)
    blocks: list[Block] = [Facts(tuple(facts), role="facts")]
    if migration.summary:
        blocks.append(Line((Rich(migration.summary),), role="summary"))
    if migration.checklist:
        blocks.append(Part(Label(N_("Before you begin")), (Tasks(migration.checklist),)))
    if migration.phases:
        phases = tuple(_phase(phase, key, ("phases", number)) for number, phase in enumerate(migration.phases))
        blocks.append(Part(Label(N_("Phases")), (Items(phases, ordered=True, role="timeline"),)))
    if migration.rollout:
        blocks.append(Part(Label(N_("Rollout")), (_rollout(migration),)))
    if migration.pitfalls:
        blocks.append(Part(Label(N_("Pitfalls")), (_pitfalls(migration, key),)))
    if migration.rollback:
        steps = prose_block_items(migration.rollback, key, ("rollback",), ordered=True)
        blocks.append(Part(Label(N_("Rollback")), (steps,)))
    if migration.done_when:
        blocks.append(Part(Label(N_("Done when")), (Tasks(migration.done_when),)))
    blocks += sources_part(migration.sources)
    return View("playbook", tuple(blocks), Label(N_("Playbook: %s"), (migration.title,)))


def _rollout(migration: Migration) -> Table:
    rows = []
    for step in migration.rollout:
        note: tuple[Inline, ...] = (Rich(step.note),) if step.note else (Words("\N{EN DASH}"),)
        rows.append(
            (
                Cell((Line((Words(str(step.day)),)),), heading=True),
                Cell((Line((Words(f"{step.share:g} %"),)),)),
                Cell((Line(note),)),
            )
        )
    columns = tuple((Label(label),) for label in (N_("Day"), N_("Share of traffic"), N_("Continue when")))
    return Table(columns, tuple(rows), migration.title, (1, 2, 6), role="rollout")


def _pitfalls(migration: Migration, record: RecordKey) -> Items:
    items: list[tuple[Block, ...]] = []
    for number, pitfall in enumerate(migration.pitfalls):
        symptom = RichBlocks(pitfall.symptom, record, ("pitfalls", number, "symptom"))
        solution = RichBlocks(pitfall.solution, record, ("pitfalls", number, "solution"))
        details = Facts(
            (
                Fact(Label(N_("Symptom")), blocks=(symptom,)),
                Fact(Label(N_("Solution")), blocks=(solution,)),
            )
        )
        items.append((Line((Words(pitfall.title, role="strong"),), role="option"), details))
    return Items(tuple(items), role="options")
