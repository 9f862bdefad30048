"""One entry of a catalogue: its card, and the values by which a script filters and sorts it.

Owns the names and values of an entry. The view that shows the entries decides which controls there are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TypedDict

from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Block, Group, Inline, Label, Line, Reference, Rich, Words
from sphinx_excellence.views.record_labels import category_titles, listed, named, rating_badge, status_label, tag_title
from sphinx_excellence.views.record_names import other_names
from sphinx_excellence.views.tier_history import leaving
from sphinx_excellence.views.vocabulary import in_words

Data = tuple[tuple[str, str], ...]
#: What parts several values in the data of an entry: no value has it.
SEPARATOR = "\n"


def folded(texts: Iterable[str], between: str = " | ") -> str:
    """Return texts as the script compares them: without accents, in small letters, each once."""
    parts = (unicodedata.normalize("NFKD", text).lower() for text in texts if text)
    plain = ("".join(letter for letter in part if unicodedata.category(letter)[0] != "M") for part in parts)
    return between.join(dict.fromkeys(plain))


def tier_place(tier: str, registry: Registry) -> int:
    """Return how far readers have to go for a tier: current ones first, the best before the others, legacy last.

    A tier of another project comes last.
    """
    order = sorted(registry.tiers.values(), key=lambda each: (each.legacy, each.position))
    return next((place for place, each in enumerate(order) if each.id == tier), len(order))


def place_of(pattern: Pattern, registry: Registry) -> int:
    """Return the position of a pattern by its tier; unrated patterns come last."""
    tier = registry.tier_of(pattern)
    return tier_place(tier.id if tier is not None else "", registry)


def entry_data(pattern: Pattern, registry: Registry, *, words: Iterable[str] = ()) -> Data:
    """Return what a pattern is filtered by; ``words`` are more that readers may look for."""
    problems = (in_words(problem, registry.words) for problem in pattern.problems)
    tags = (tag_title(tag, registry) for tag in pattern.tags)
    tier = registry.tier_of(pattern)
    names = (pattern.title, *other_names(pattern, registry.words), *pattern.aliases)
    told = (*names, plain_text(pattern.summary or ""), category_titles(pattern, registry), *tags, *problems, *words)
    return (
        ("key", pattern.id),
        ("tier", tier.id if tier is not None else "unrated"),
        ("place", str(place_of(pattern, registry))),
        ("category", SEPARATOR.join(registry.categories_of(pattern))),
        *tag_data(pattern),
        ("status", pattern.status or ""),
        ("words", folded(told)),
    )


def tag_data(record: Record) -> Data:
    """Return the tags that a record is filtered by; nothing where it has none."""
    return (("tag", SEPARATOR.join(record.tags)),) if record.tags else ()


def card(pattern: Pattern, registry: Registry, *, data: Data = (), more: tuple[Block, ...] = ()) -> Group:
    """Return a pattern as a card: title, tier, status, summary, ``more``, and for a legacy one its alternatives."""
    signs: list[Inline] = [rating_badge(pattern, registry)]
    if pattern.status:
        signs += [Words(" "), status_label(pattern, registry)]
    signs += [Words(" "), *left] if (left := leaving(pattern, registry)) else []
    head = Line((Reference("pattern", pattern.id, pattern.title),), role="card-title")
    blocks: list[Block] = [head, Line(tuple(signs), role="card-signs")]
    if pattern.summary:
        blocks.append(Line((Rich(pattern.summary),), role="card-text"))
    blocks += more
    if registry.is_legacy(pattern) and pattern.alternatives:
        blocks.append(successor_line(pattern, registry))
    return Group(tuple(blocks), role=f"card excellence-tier-{pattern.tier or 'unrated'}", data=data)


def successor_line(pattern: Pattern, registry: Registry) -> Line:
    """Return a line that says what to use instead of a pattern."""
    links = listed(named(alternative, registry) for alternative in pattern.alternatives)
    return Line((Label(N_("Use instead:")), Words(" "), *links), role="card-onward")


class FilterTexts(TypedDict):
    """What a form says of the entries that are left and hidden, its link to these, its button to begin anew.

    ``texts`` are what it says where nothing is left, or where the words that were typed name a problem.
    """

    shown: Label
    none: Label
    more: Label
    further: Label
    reset: Label
    texts: tuple[tuple[str, Label], ...]


def filter_texts() -> FilterTexts:
    """Return the texts; the script puts in the numbers."""
    return FilterTexts(
        shown=Label(N_("Showing {shown} of {all}")),
        none=Label(N_("No matches.")),
        more=Label(N_("Hidden by the tier filter: {more}")),
        further=Label(N_("Show them")),
        reset=Label(N_("Reset")),
        texts=(
            ("filters", Label(N_("Filters"))),
            ("without", Label(N_("Without:"))),
            ("near", Label(N_("Did you mean:"))),
            ("problem", Label(N_("Show for the problem:"))),
            ("other", Label(N_("Other"))),
        ),
    )


#: What the form says of the patterns that are chosen for a comparison.
COMPARE_TEXTS = (
    ("choose", Label(N_("Compare"))),
    ("one", Label(N_("Choose one more to compare"))),
    ("many", Label(N_("Compare {count} patterns"))),
    ("clear", Label(N_("Clear"))),
    ("chosen", Label(N_("Chosen for comparison"))),
)
