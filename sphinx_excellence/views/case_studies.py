"""What pages show of a case study: company, scale, patterns used, lessons learned."""

from __future__ import annotations

from sphinx_excellence.messages import N_
from sphinx_excellence.model.case_study import CaseStudy
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.block_prose import prose_block_items
from sphinx_excellence.views.blocks import (
    Block,
    Fact,
    Facts,
    Items,
    Label,
    Line,
    Part,
    Rich,
    View,
    Words,
)
from sphinx_excellence.views.lineages import lineage_fact
from sphinx_excellence.views.record_labels import pattern_reference
from sphinx_excellence.views.sources import sources_part


def header(case: CaseStudy, registry: Registry) -> View:
    """Return a case study's header."""
    facts = [Fact(Label(N_("Company")), (Words(case.company),))]
    if case.domain:
        facts.append(Fact(Label(N_("Domain")), (Words(case.domain),)))
    if case.year:
        facts.append(Fact(Label(N_("Published")), (Words(case.year),)))
    if case.scale:
        facts.append(Fact(Label(N_("Scale")), (Rich(case.scale),)))
    facts += lineage_fact(case, registry)
    blocks: list[Block] = [Facts(tuple(facts), role="facts")]
    if case.summary:
        blocks.append(Line((Rich(case.summary),), role="summary"))
    if case.patterns:
        items = tuple(
            (
                Line(
                    (
                        pattern_reference(shown.pattern, registry),
                        *((Words(" \N{EN DASH} "), Rich(shown.note)) if shown.note else ()),
                    )
                ),
            )
            for shown in case.patterns
        )
        blocks.append(Part(Label(N_("Patterns used")), (Items(items),)))
    if case.lessons:
        lessons = prose_block_items(case.lessons, ("case-study", case.id), ("lessons",))
        blocks.append(Part(Label(N_("Lessons learned")), (lessons,)))
    blocks += sources_part(case.sources)
    return View("case-study", tuple(blocks), Label(N_("Case study: %s"), (case.title,)))
