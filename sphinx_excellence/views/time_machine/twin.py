"""What the time machine shows, in tables: the patterns of each lane, and the steps that belong to none."""

from __future__ import annotations

from sphinx_excellence.messages import N_
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Block, Cell, Inline, Label, Line, Part, Reference, Table, WebLink, Words
from sphinx_excellence.views.record_labels import reference, references, tier_badge
from sphinx_excellence.views.standing import Course, Step
from sphinx_excellence.views.time_machine.canvas import years_text
from sphinx_excellence.views.time_machine.lanes import Lane, Lanes


def tables(lanes: Lanes, registry: Registry) -> tuple[Block, ...]:
    """Return the tables, and the patterns that are not drawn."""
    blocks: list[Block] = [Part(lane.name, (_of_lane(lane, lanes),)) for lane in lanes.lanes]
    others = lanes.steps_of(None)
    if others:
        blocks.append(Part(Label(N_("Other steps of the lineages")), (_of_steps(others, registry),)))
    if lanes.undated:
        links = references("pattern", (pattern.id for pattern in lanes.undated), registry)
        blocks.append(Line((Label(N_("Not drawn, because no date is recorded:")), Words(" "), *links), role="undated"))
    return tuple(blocks)


def _of_lane(lane: Lane, lanes: Lanes) -> Table:
    heads = (N_("Pattern"), N_("Since"), N_("Tiers by year"), N_("Steps"))
    rows = tuple(_row(course, lanes.steps_of(course.pattern.id)) for course in lane.courses)
    return Table(tuple((Label(head),) for head in heads), rows, lane.name, (22, 10, 28, 40), "machine")


def _row(course: Course, steps: list[Step]) -> tuple[Cell, ...]:
    link = Reference("pattern", course.pattern.id, course.pattern.title)
    tiers: list[Block] = [
        Line((Words(f"{years_text(span)} ", role="unbroken"), tier_badge(span.tier)))
        for span in course.spans
        if span.tier is not None
    ]
    if course.peak is not None:
        first, last = course.peak
        years = str(first) if first == last else f"{first}\N{EN DASH}{last}"
        tiers.append(Line((Label(N_("Used most: %s"), (years,)),)))
    found: list[Block] = [_step(step) for step in steps]
    return (
        Cell((Line((link,)),), heading=True),
        Cell((Line((Words(course.written),)),)),
        Cell(tuple(tiers) or (Line((Words("\N{EN DASH}"),)),)),
        Cell(tuple(found) or (Line((Words("\N{EN DASH}"),)),)),
    )


def _step(step: Step) -> Line:
    entry = step.entry
    words: list[Inline] = [Words(entry.year, role="date"), Words(f" {entry.label or step.evolution.title}")]
    if entry.source:
        words += [Words(" "), WebLink(entry.source, label=Label(N_("Source")))]
    return Line(tuple(words))


def _of_steps(steps: list[Step], registry: Registry) -> Table:
    heads = (N_("Year"), N_("Step"), N_("Lineage"))
    rows = tuple(
        (
            Cell((Line((Words(step.entry.year),)),)),
            Cell((Line(_named(step)),)),
            Cell((Line((reference("evolution", step.evolution.id, registry),)),)),
        )
        for step in steps
    )
    label = Label(N_("Other steps of the lineages"))
    return Table(tuple((Label(head),) for head in heads), rows, label, (10, 55, 35), "machine")


def _named(step: Step) -> tuple[Inline, ...]:
    words: list[Inline] = [Words(step.entry.label or "")]
    if step.entry.source:
        words += [Words(" "), WebLink(step.entry.source, label=Label(N_("Source")))]
    return tuple(words)
