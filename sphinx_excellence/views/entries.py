"""Patterns among many: the card of one, and what a script filters and sorts it by.

Owns the names and values that the groups of an entry carry. Which controls there are is for the view that shows them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TypedDict

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Block, Group, Inline, Label, Line, Reference, Rich, Words
from sphinx_excellence.views.faces import category_title, listed, named, status_sign, tier_badge
from sphinx_excellence.views.naming import other_names
from sphinx_excellence.views.wording import humanised

Data = tuple[tuple[str, str], ...]


def folded(texts: Iterable[str]) -> str:
    """Return texts as the script compares them: without accents, in small letters, each once."""
    parts = (unicodedata.normalize("NFKD", text).lower() for text in texts if text)
    plain = ("".join(letter for letter in part if not unicodedata.combining(letter)) for part in parts)
    return " | ".join(dict.fromkeys(plain))


def tier_position(pattern: Pattern, registry: Registry) -> int:
    """Return the place of a pattern's tier, the best first; unrated patterns stand behind all tiers."""
    tier = registry.tier_of(pattern)
    return len(registry.tiers) if tier is None else tier.position


def entry_data(pattern: Pattern, registry: Registry, *, words: Iterable[str] = ()) -> Data:
    """Return what a pattern is filtered by; ``words`` are more that readers may look for."""
    problems = (humanised(problem) for problem in pattern.problems)
    names = (pattern.title, *other_names(pattern), *pattern.aliases)
    told = (*names, pattern.summary or "", category_title(pattern.category), *problems, *words)
    return (
        ("key", pattern.id),
        ("tier", pattern.tier or "unrated"),
        ("place", str(tier_position(pattern, registry))),
        ("category", pattern.category or ""),
        ("status", pattern.status or ""),
        ("words", folded(told)),
    )


def card(pattern: Pattern, registry: Registry, *, data: Data = (), more: tuple[Block, ...] = ()) -> Group:
    """Return a pattern as a card: title, tier, status, summary, ``more``, and for a legacy one the way onward."""
    signs: list[Inline] = [tier_badge(registry.tier_of(pattern))]
    if pattern.status:
        signs += [Words(" "), status_sign(pattern.status)]
    head = Line((Reference("pattern", pattern.id, pattern.title),), role="card-title")
    blocks: list[Block] = [head, Line(tuple(signs), role="card-signs")]
    if pattern.summary:
        blocks.append(Line((Rich(pattern.summary),), role="card-text"))
    blocks += more
    if registry.is_legacy(pattern) and pattern.alternatives:
        blocks.append(onward(pattern, registry))
    return Group(tuple(blocks), role=f"card excellence-tier-{pattern.tier or 'unrated'}", data=data)


def onward(pattern: Pattern, registry: Registry) -> Line:
    """Return a line that says what to use instead of a pattern."""
    links = listed(named(alternative, registry) for alternative in pattern.alternatives)
    return Line((Label(N_("Use instead:")), Words(" "), *links), role="card-onward")


class Outcome(TypedDict):
    """What a form says of the entries that are left, and its button that begins anew."""

    shown: Label
    none: Label
    more: Label
    reset: Label


def outcome() -> Outcome:
    """Return the texts; the script puts in the numbers."""
    return Outcome(
        shown=Label(N_("Shown: {shown} of {all}")),
        none=Label(N_("Nothing matches.")),
        more=Label(N_("{more} more are hidden by the tier")),
        reset=Label(N_("Reset")),
    )
