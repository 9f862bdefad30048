"""The banner: what a pattern is worth and what to do with it in one line, and the rest of its record folded below.

Owns the order and the wording. What is folded is in full in formats that cannot fold. A part that another directive of
the page shows is a link to it there.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import RELEVANCE
from sphinx_excellence.views.blocks import (
    SHORTCUTS,
    Block,
    CompareLink,
    Elsewhere,
    Fact,
    Facts,
    Group,
    Inline,
    Label,
    Line,
    Part,
    Reference,
    Rich,
    Sentence,
    Shortcut,
    View,
    Words,
)
from sphinx_excellence.views.folding import more
from sphinx_excellence.views.health import health_fact
from sphinx_excellence.views.patterns import alternative_items, prose_items
from sphinx_excellence.views.record_labels import (
    category_words,
    named,
    parted,
    rating_badge,
    reference,
    references,
    status_label,
    tier_headline,
)
from sphinx_excellence.views.tier_history import date_of, has_moved, history_items, leaving
from sphinx_excellence.views.usage_reports import banner_line
from sphinx_excellence.views.vocabulary import word_label


def banner(pattern: Pattern, registry: Registry, *, compact: bool = False) -> View:
    """Return the banner; a compact one has nothing below its verdict but further alternatives."""
    tier = registry.tier_of(pattern)
    blocks: list[Block] = [Line(tuple(_head(pattern, registry)), role="head")]
    if decides := tuple(verdict(pattern, registry)):
        blocks.append(Line(decides, role="verdict"))
    actions = parted(_actions(pattern, registry), " ")
    if actions and not compact:
        blocks.append(Line(actions, role=SHORTCUTS))
    folded = tuple(_alternatives(pattern, registry) if compact else _folded(pattern, registry))
    if folded and compact:
        blocks.append(Group(folded, role="parts"))
    elif folded:
        blocks.append(more(folded))
    return View(
        "banner",
        tuple(blocks),
        Label(N_("Classification of %s"), (pattern.title,)),
        tier=tier.id if tier else "",
        legacy=registry.is_legacy(pattern),
    )


def _head(pattern: Pattern, registry: Registry) -> Iterator[Inline]:
    yield rating_badge(pattern, registry)
    if pattern.status:
        yield Words(" ")
        yield status_label(pattern, registry)
    if left := leaving(pattern, registry):
        yield Words(" \N{EN DASH} ")
        yield from left


# The verdict ---------------------------------------------------------------------------------------------------------


def _leads_away(pattern: Pattern, registry: Registry) -> bool:
    """Whether what counts most is what to use instead."""
    told = pattern.alternatives or pattern.no_alternative is not None
    return registry.needs_alternative(pattern) or (registry.is_legacy(pattern) and bool(told))


def verdict(pattern: Pattern, registry: Registry) -> Iterator[Inline]:
    """Yield the one sentence that decides."""
    if _leads_away(pattern, registry):
        yield from _instead(pattern, registry)
        return
    label, texts = _uses(pattern)
    if texts:
        yield from (Label(label), Words(" "), Rich(texts[0]))
    elif pattern.summary:
        yield Rich(pattern.summary)
    elif headline := _headline(pattern, registry):
        yield headline


def _headline(pattern: Pattern, registry: Registry) -> Inline | None:
    tier = registry.tier_of(pattern)
    return tier_headline(tier) if tier is not None else None


def _instead(pattern: Pattern, registry: Registry) -> Iterator[Inline]:
    if pattern.alternatives:
        first = pattern.alternatives[0]
        yield Sentence(N_("Use %s instead"), ((named(first, registry),),))
        if first.when:
            yield from (Words(": "), Rich(first.when))
    elif pattern.no_alternative is not None:
        yield from (Label(N_("No alternative:")), Words(" "), Rich(pattern.no_alternative))
    else:
        # The gate reports it; the page says it too, rather than looking complete.
        yield Label(N_("There is no alternative yet."))


def _uses(pattern: Pattern) -> tuple[str, tuple[str, ...]]:
    """Return what the verdict on a pattern that is no legacy is taken from, and the words before it."""
    if pattern.best_for:
        return N_("Use it for:"), pattern.best_for
    return N_("Valid for:"), pattern.valid_for


# What to do next -----------------------------------------------------------------------------------------------------


def _actions(pattern: Pattern, registry: Registry) -> Iterator[Inline]:
    found = (
        (N_("History"), "evolution", registry.evolutions_of(pattern.id)),
        (N_("Compare"), "comparison", registry.comparisons_of(pattern.id)),
        (N_("Migrate"), "migration", _playbooks(pattern, registry)),
    )
    for label, kind, ids in found:
        shown = reference(kind, ids[0], registry) if ids else None
        shortcut = Shortcut(Label(label), shown) if isinstance(shown, Reference) else None
        if kind == "comparison":
            yield CompareLink(Label(label), pattern.id, shortcut)
        elif shortcut is not None:
            yield shortcut


def _playbooks(pattern: Pattern, registry: Registry) -> tuple[str, ...]:
    """Return the ids of the migrations that a reader of the page may want: away from a legacy pattern, else to it."""
    legacy = registry.is_legacy(pattern)
    return registry.migrations_from(pattern.id) if legacy else registry.migrations_to(pattern.id)


# What is folded ------------------------------------------------------------------------------------------------------


def _folded(pattern: Pattern, registry: Registry) -> Iterator[Block]:
    tier = registry.tier_of(pattern)
    told = _leads_away(pattern, registry) or bool(_uses(pattern)[1])
    if pattern.summary and told:
        yield Line((Rich(pattern.summary),), role="summary")
    headline = _headline(pattern, registry)
    why: list[Inline] = []
    # What is said of every pattern of a tier is no reason for this one.
    if headline is not None and (told or pattern.summary) and not pattern.rationale:
        why.append(headline)
    if pattern.rationale:
        why += [Label(N_("Why this tier:") if tier is not None else N_("Why:")), Words(" "), Rich(pattern.rationale)]
    if why:
        yield Line(tuple(why), role="rationale")
    parts = tuple(_parts(pattern, registry))
    if parts:
        yield Group(parts, role="parts")
    yield from banner_line(pattern, registry)
    facts = tuple(_facts(pattern, registry))
    if facts:
        yield Facts(facts, role="facts")


def _parts(pattern: Pattern, registry: Registry) -> Iterator[Block]:
    legacy = registry.is_legacy(pattern)
    valid = N_("Still valid for") if legacy else N_("Valid for")
    best, further = pattern.best_for, pattern.valid_for
    best_title = N_("Best for")
    if not _leads_away(pattern, registry):
        if best:
            best, best_title = best[1:], N_("Also use it for")
        else:
            further, valid = further[1:], N_("Also valid for")
    uses = ((best, best_title), (further, valid))
    shown = [Part(Label(label), (prose_items(texts),), role="uses") for texts, label in uses if texts]
    if legacy:
        yield from _alternatives(pattern, registry)
        yield from shown
    else:
        yield from shown
        yield from _alternatives(pattern, registry)
    if has_moved(pattern):
        part = Part(Label(N_("Tier history")), (history_items(pattern, registry),), role="history")
        yield Elsewhere((part,), "history", ("pattern", pattern.id), Label(N_("Its tier history is on this page.")))


def _alternatives(pattern: Pattern, registry: Registry) -> Iterator[Block]:
    """Yield the alternatives that the verdict does not name."""
    away = _leads_away(pattern, registry)
    left = pattern.alternatives[1:] if away else pattern.alternatives
    if left:
        title = N_("Or use instead") if away else N_("Consider instead")
        part = Part(Label(title), (alternative_items(left, registry),), role="onward")
        yield Elsewhere(
            (part,), "alternatives", ("pattern", pattern.id), Label(N_("Its alternatives are on this page."))
        )
    elif not away and pattern.no_alternative is not None:
        yield Part(Label(N_("No alternative")), (Line((Rich(pattern.no_alternative),)),), role="onward")


def _facts(pattern: Pattern, registry: Registry) -> Iterator[Fact]:
    if pattern.category:
        yield Fact(Label(N_("Category")), category_words(pattern, registry))
    if pattern.introduced:
        yield Fact(Label(N_("Introduced")), (Words(pattern.introduced),))
    if pattern.peak_usage:
        yield Fact(Label(N_("Peak usage")), (Words(pattern.peak_usage),))
    if pattern.current_relevance:
        relevance = word_label(registry.vocabulary, RELEVANCE, pattern.current_relevance)
        yield Fact(Label(N_("Relevance")), (relevance,))
    named_elsewhere = (
        (N_("Evolved from"), "pattern", pattern.evolution.from_),
        (N_("Evolved into"), "pattern", pattern.evolution.to),
        (N_("Lineage"), "evolution", registry.evolutions_of(pattern.id)),
        (N_("Compared in"), "comparison", registry.comparisons_of(pattern.id)),
        (N_("Playbook"), "migration", _playbooks(pattern, registry)),
    )
    for label, kind, ids in named_elsewhere:
        if ids:
            yield Fact(Label(label), references(kind, ids, registry))
    if pattern.history and not has_moved(pattern) and not registry.has_left(pattern):
        yield Fact(Label(N_("Tier since")), date_of(registry.history_of(pattern)[0], registry))
    if pattern.reviewed:
        yield Fact(Label(N_("Reviewed")), (Words(pattern.reviewed),))
    yield from health_fact(pattern, registry)
