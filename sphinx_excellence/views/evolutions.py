"""What pages show of an evolution: a dated list, migrations, and real-world migrations."""

from __future__ import annotations

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Block,
    Inline,
    Items,
    Label,
    Line,
    Part,
    Rich,
    View,
    Words,
)
from sphinx_excellence.views.record_labels import pattern_reference, reference
from sphinx_excellence.views.sources import bracketed, source_link, sources_part


def timeline(evolution: Evolution, registry: Registry) -> View:
    """Return the lineage, oldest step first; steps of one year keep the order of the record."""
    steps: list[tuple[Block, ...]] = []
    for entry in sorted(evolution.timeline, key=lambda entry: listed_day(entry.year)):
        head: list[Inline] = [Words(entry.year, role="date"), Words(" ")]
        if entry.label:
            head.append(Words(entry.label, role="strong"))
        if entry.pattern:
            if entry.label:
                head.append(Words(" \N{EN DASH} "))
            head.append(pattern_reference(entry.pattern, registry))
        step: list[Block] = [Line(tuple(head), role="step")]
        body: list[Inline] = [Rich(entry.context)] if entry.context else []
        if entry.source:
            link = source_link(entry.source, evolution.sources)
            body += bracketed(link) if body else (link,)
        if body:
            step.append(Line(tuple(body)))
        steps.append(tuple(step))
    blocks: list[Block] = []
    if evolution.summary:
        blocks.append(Line((Rich(evolution.summary),), role="summary"))
    blocks.append(Items(tuple(steps), ordered=True, role="timeline"))
    if evolution.migration_paths:
        paths = tuple((Line((reference("migration", name, registry),)),) for name in evolution.migration_paths)
        blocks.append(Part(Label(N_("Migration paths")), (Items(paths),)))
    if evolution.real_world_migrations:
        blocks.append(Part(Label(N_("Real-world migrations")), (_moves(evolution),)))
    blocks += sources_part(evolution.sources)
    return View("timeline", tuple(blocks), Label(N_("Timeline of %s"), (evolution.title,)))


def _moves(evolution: Evolution) -> Items:
    items: list[tuple[Block, ...]] = []
    for move in evolution.real_world_migrations:
        line: list[Inline] = [Words(move.company, role="strong")]
        if move.year:
            line.append(Words(f" ({move.year})"))
        line += [Words(": "), Rich(move.from_), Words(" \N{RIGHTWARDS ARROW} "), Rich(move.to)]
        if move.note:
            line += [Words(". "), Rich(move.note)]
        if move.source:
            line += bracketed(source_link(move.source, evolution.sources))
        items.append((Line(tuple(line)),))
    return Items(tuple(items))
