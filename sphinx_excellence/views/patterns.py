"""What pages show of a pattern below its banner: its examples, its checklist, its alternatives, its sources."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_excellence.messages import N_
from sphinx_excellence.model.figures import measure
from sphinx_excellence.model.pattern import Alternative, Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import RELATION
from sphinx_excellence.views.blocks import (
    Block,
    Fact,
    Facts,
    Inline,
    Items,
    Label,
    Line,
    Part,
    Rich,
    Tasks,
    View,
    Words,
)
from sphinx_excellence.views.record_labels import (
    named,
    references,
)
from sphinx_excellence.views.sources import bracketed, source_items, source_link
from sphinx_excellence.views.vocabulary import word_label


def prose_items(texts: Iterable[str], *, ordered: bool = False, role: str = "") -> Items:
    """Return a list of prose texts."""
    return Items(tuple((Line((Rich(text),)),) for text in texts), ordered, role)


def alternative_items(alternatives: Iterable[Alternative], registry: Registry) -> Items:
    """Return alternatives of a pattern, each with when it is the better choice."""
    items: list[tuple[Block, ...]] = []
    for alternative in alternatives:
        when = (Words(" \N{EN DASH} "), Rich(alternative.when)) if alternative.when else ()
        items.append((Line((named(alternative, registry), *when)),))
    return Items(tuple(items), role="alternatives")


def examples(pattern: Pattern) -> View:
    """Return who uses the pattern, with what, how large, and where that can be read."""
    items: list[tuple[Block, ...]] = []
    for example in pattern.modern_examples:
        line: list[Inline] = [Words(example.company, role="strong"), Words(": "), Rich(example.implementation)]
        if example.scale:
            line += [Words(" ("), Rich(example.scale), Words(")")]
        elif example.figure is not None:
            line += [Words(f" ({measure(example.figure, example.unit)})")]
        if example.source:
            line += bracketed(source_link(example.source, pattern.sources))
        items.append((Line(tuple(line)),))
    blocks: tuple[Block, ...] = (Items(tuple(items), role="examples"),)
    return View("examples", blocks if items else _nothing(N_("There are no examples yet.")),
                Label(N_("Examples of %s"), (pattern.title,)))  # fmt: skip


def checklist(pattern: Pattern) -> View:
    """Return what to have done before production."""
    blocks: tuple[Block, ...] = (Tasks(pattern.production_checklist),)
    return View(
        "checklist",
        blocks if pattern.production_checklist else _nothing(N_("There is no checklist yet.")),
        Label(N_("Production checklist of %s"), (pattern.title,)),
    )


def alternatives(pattern: Pattern, registry: Registry) -> View:
    """Return alternatives and related patterns."""
    blocks: list[Block] = []
    if pattern.alternatives:
        blocks.append(alternative_items(pattern.alternatives, registry))
    elif pattern.no_alternative is not None:
        blocks.append(Line((Rich(pattern.no_alternative),)))
    else:
        blocks += _nothing(N_("There are no alternatives."))
    trade = pattern.trade_offs
    for texts, label in ((trade.pros, N_("Pros")), (trade.cons, N_("Cons"))):
        if texts:
            blocks.append(Part(Label(label), (prose_items(texts),), role="trade-offs"))
    related = [
        Fact(
            word_label(registry.vocabulary, RELATION, kind),
            references("pattern", (r.pattern for r in pattern.related if r.kind == kind), registry),
        )
        for kind in registry.vocabulary[RELATION]
        if any(relation.kind == kind for relation in pattern.related)
    ]
    if related:
        blocks.append(Facts(tuple(related), role="facts"))
    return View("alternatives", tuple(blocks), Label(N_("Alternatives to %s"), (pattern.title,)))


def sources(pattern: Pattern) -> View:
    """Return what is to be read about the pattern."""
    return View(
        "sources",
        (source_items(pattern.sources),) if pattern.sources else _nothing(N_("There are no sources yet.")),
        Label(N_("Sources about %s"), (pattern.title,)),
    )


def _nothing(message: str) -> tuple[Block, ...]:
    return (Line((Label(message),), role="nothing"),)
