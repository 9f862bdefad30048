"""What pages show of a pattern: the banner, its examples, its checklist, its alternatives, its sources."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_excellence.messages import N_
from sphinx_excellence.model.figures import measure
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import RELATION, RELEVANCE
from sphinx_excellence.views.blocks import (
    Block,
    Fact,
    Facts,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Part,
    Rich,
    Tasks,
    View,
    WebLink,
    Words,
)
from sphinx_excellence.views.health import health_fact
from sphinx_excellence.views.record_labels import (
    category_words,
    named,
    rating_badge,
    references,
    status_label,
    tier_headline,
)
from sphinx_excellence.views.sources import source_items
from sphinx_excellence.views.tier_history import date_of, has_moved, history_items, leaving
from sphinx_excellence.views.usage_reports import banner_line
from sphinx_excellence.views.vocabulary import word_label


def prose_items(texts: Iterable[str], *, ordered: bool = False, role: str = "") -> Items:
    """Return a list of prose texts."""
    return Items(tuple((Line((Rich(text),)),) for text in texts), ordered, role)


def alternative_items(pattern: Pattern, registry: Registry) -> Items:
    """Return a pattern's alternatives, each with when it is the better choice."""
    items: list[tuple[Block, ...]] = []
    for alternative in pattern.alternatives:
        when = (Words(" \N{EN DASH} "), Rich(alternative.when)) if alternative.when else ()
        items.append((Line((named(alternative, registry), *when)),))
    return Items(tuple(items), role="alternatives")


def _alternatives_part(pattern: Pattern, registry: Registry) -> Iterable[Block]:
    legacy = registry.is_legacy(pattern)
    if pattern.alternatives:
        title = N_("Use instead") if legacy else N_("Consider instead")
        yield Part(Label(title), (alternative_items(pattern, registry), *_playbooks(pattern, registry)), role="onward")
    elif pattern.no_alternative is not None:
        yield Part(Label(N_("No alternative")), (Line((Rich(pattern.no_alternative),)),), role="onward")
    elif registry.needs_alternative(pattern):
        # The gate reports it; the page says it too, rather than looking complete.
        yield Part(
            Label(N_("Use instead")),
            (Line((Label(N_("There is no alternative yet.")),)),),
            role="onward",
        )


def _playbooks(pattern: Pattern, registry: Registry) -> Iterable[Block]:
    """Yield a line with the playbooks that lead away from a legacy pattern."""
    if registry.is_legacy(pattern) and (playbooks := registry.migrations_from(pattern.id)):
        links = references("migration", playbooks, registry)
        yield Line((Label(N_("Migrate:")), Words(" "), *links), role="playbooks")


def _facts(pattern: Pattern, registry: Registry) -> tuple[Fact, ...]:
    facts: list[Fact] = []

    def add(label: str, *value: Inline) -> None:
        facts.append(Fact(Label(label), value))

    if pattern.category:
        add(N_("Category"), *category_words(pattern, registry))
    if pattern.introduced:
        add(N_("Introduced"), Words(pattern.introduced))
    if pattern.peak_usage:
        add(N_("Peak usage"), Words(pattern.peak_usage))
    if pattern.current_relevance:
        add(N_("Relevance"), word_label(registry.vocabulary, RELEVANCE, pattern.current_relevance))
    if pattern.evolution.from_:
        add(N_("Evolved from"), *references("pattern", pattern.evolution.from_, registry))
    if pattern.evolution.to:
        add(N_("Evolved into"), *references("pattern", pattern.evolution.to, registry))
    if pattern.history and not has_moved(pattern) and not registry.has_left(pattern):
        add(N_("Tier since"), *date_of(registry.history_of(pattern)[0], registry))
    if pattern.reviewed:
        add(N_("Reviewed"), Words(pattern.reviewed))
    facts += health_fact(pattern, registry)
    return tuple(facts)


def banner(pattern: Pattern, registry: Registry, *, compact: bool = False) -> View:
    """Return the banner: tier, status, summary, alternatives, use cases, the tiers it had, and its facts."""
    tier = registry.tier_of(pattern)
    head: list[Inline] = [rating_badge(pattern, registry)]
    if pattern.status:
        head += [Words(" "), status_label(pattern, registry)]
    headline = tier_headline(tier) if tier is not None else None
    said = (headline,) if headline is not None else leaving(pattern, registry)
    head += [Words(" \N{EN DASH} "), *said] if said else []
    blocks: list[Block] = [Line(tuple(head), role="head")]
    if not compact:
        if pattern.summary:
            blocks.append(Line((Rich(pattern.summary),), role="summary"))
        if pattern.rationale:
            why = Label(N_("Why this tier:")) if tier is not None else Label(N_("Why:"))
            blocks.append(Line((why, Words(" "), Rich(pattern.rationale)), role="rationale"))
    parts: list[Block] = [*_alternatives_part(pattern, registry)]
    if not compact:
        valid = N_("Still valid for") if registry.is_legacy(pattern) else N_("Valid for")
        uses = ((pattern.valid_for, valid), (pattern.best_for, N_("Best for")))
        for texts, label in uses:
            if texts:
                parts.append(Part(Label(label), (prose_items(texts),), role="uses"))
        if has_moved(pattern):
            parts.append(Part(Label(N_("Tier history")), (history_items(pattern, registry),), role="history"))
    if parts:
        blocks.append(Group(tuple(parts), role="parts"))
    if not compact:
        blocks += banner_line(pattern, registry)
    facts = () if compact else _facts(pattern, registry)
    if facts:
        blocks.append(Facts(facts, role="facts"))
    return View(
        "banner",
        tuple(blocks),
        Label(N_("Classification of %s"), (pattern.title,)),
        tier=tier.id if tier else "",
        legacy=registry.is_legacy(pattern),
    )


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
            line += [Words(" "), WebLink(example.source, label=Label(N_("Source")))]
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
        blocks.append(alternative_items(pattern, registry))
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
