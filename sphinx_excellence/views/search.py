"""The data of the search: patterns with the words that lead to them, and what ``search_related`` adds.

Owns which texts of which record count for a pattern, and the wording. ``search_successors`` follows legacy patterns to
their successors, the script matches queries, and the extension knows where a record's page is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.case_study import CaseStudy
from sphinx_excellence.model.comparison import Comparison, Row
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.selector import Selector
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.own_records import worded
from sphinx_excellence.views.record_labels import badge_of, category_titles, tag_title
from sphinx_excellence.views.record_names import other_names
from sphinx_excellence.views.search_answers import FilterableList
from sphinx_excellence.views.search_entry import KIND_WORDS, PAGE, Entry, SearchTexts
from sphinx_excellence.views.search_related import (
    PageText,
    RelatedEntries,
    own_kinds,
    own_words,
    patterns_solving,
)
from sphinx_excellence.views.search_successors import successors_of
from sphinx_excellence.views.search_words import word_weights
from sphinx_excellence.views.vocabulary import in_words

#: What the page says; names in braces are filled in by the script, some of them with links.
TEXTS: Mapping[str, Label] = {
    "title": Label(N_("Patterns for this problem")),
    "found": Label(N_("Patterns for this problem, best first: {patterns}.")),
    "prefer": Label(N_("Legacy: prefer {patterns}.")),
    "more": Label(N_("More on this problem")),
    "found_more": Label(N_("More on this problem: {entries}.")),
    "no_successor": Label(N_("Legacy, without a recorded successor.")),
    "instead": Label(N_("Recommended instead of {patterns} (legacy).")),
    "playbook": Label(N_("Migration: {playbooks}.")),
    "selector": Label(N_("Which pattern:")),
    "evolution": Label(N_("History:")),
    "comparison": Label(N_("Comparison:")),
    "migration": Label(N_("Migration:")),
    "case-study": Label(N_("Case study:")),
    "decision": Label(N_("Decision:")),
    PAGE: Label(N_("Page:")),
    "list": Label(N_("Patterns:")),
    "compare": Label(N_("Side by side:")),
    "all": Label(N_("All")),
    "download": Label(N_("Download:")),
    "best": Label(N_("Best answers")),
    "found_best": Label(N_("Best answers: {entries}.")),
    "type": Label(N_("Type a problem, a pattern or a product.")),
    "count": Label(N_("Results: {count}")),
    "nothing": Label(N_("No results here. The text of the pages may have some.")),
    "everywhere": Label(N_("Search all pages for:")),
}
#: The headings of results of one kind, where results are in groups.
GROUPS: Mapping[str, Label] = {
    "pattern": Label(N_("Patterns")),
    "selector": Label(N_("Problems")),
    "evolution": Label(N_("Lineages")),
    "comparison": Label(N_("Comparisons")),
    "migration": Label(N_("Migrations")),
    "case-study": Label(N_("Case studies")),
    "decision": Label(N_("Decisions")),
    PAGE: Label(N_("Pages")),
}
#: What no query means, whatever it asks: the words of asking. Those of other languages come with Sphinx.
_QUESTION_WORDS = """
a about above after again against all also am an and another any anything are as at be because been before being
below best better between both but by can could did do does doing done down during each else every few for from
get gets getting give given gives good got had has have having he help her here him his how i if in into is it
its just keep let lets like make makes making many may me might more most much must my need needs new no nor not
of off on once only onto or other our ours out over own please same shall she should show so some something such
take taking than that the their them then there these they thing things this those through to too under until up
us use used uses using versus very vs want wants was way ways we were what when where which while who whom why will with
without would you your
"""
QUESTION_WORDS = frozenset(_QUESTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class SearchData:
    """The entries, patterns first and pages last, and which words lead to which of them (see `search_words`).

    ``kind_words`` are what readers call things of each kind, ``lists`` the lists that they can filter, and ``compare``
    is the page that sets patterns side by side, if there is one.
    """

    entries: tuple[Entry, ...]
    words: Mapping[str, list[int]]
    kind_words: Mapping[str, list[str]] = field(default_factory=dict)
    lists: tuple[FilterableList, ...] = ()
    compare: str = ""


def kind_labels(registry: Registry) -> dict[str, str]:
    """Return the label of each kind that is added."""
    return {kind.name: f"{worded(kind.title, registry)}:" for kind in own_kinds(registry)}


def kind_titles(registry: Registry) -> dict[str, str]:
    """Return the heading of the records of each kind that is added."""
    return {kind.name: worded(kind.plural or kind.title, registry) for kind in own_kinds(registry)}


def search_data(
    registry: Registry,
    ignored: Collection[str],
    *,
    pages: Iterable[PageText] = (),
    lists: Iterable[FilterableList] = (),
    compare: str = "",
    translate: Callable[[str], str] = str,
) -> SearchData:
    """Return what the search knows; ``ignored`` are words that count for nothing.

    ``pages`` are those that are home to no record, ``lists`` what readers can filter, ``compare`` is the page that sets
    patterns side by side, and ``translate`` gives the toolkit's words in the language of the site.
    """
    texts_of: dict[RecordKey, SearchTexts] = {
        ("pattern", pattern.id): _of_pattern(pattern, registry) for pattern in registry.all_of(Pattern)
    }
    _add_texts_of_other_records(texts_of, registry)
    entries = [_pattern_entry(pattern, registry) for pattern in registry.all_of(Pattern)]
    fields = [texts_of["pattern", entry.id].fields for entry in entries]
    related = RelatedEntries(registry, translate)
    for entry, texts in (*related.of_records(), *related.of_pages(pages)):
        entries.append(entry)
        fields.append(texts.fields)
    kinds = (*KIND_WORDS, *(kind.name for kind in own_kinds(registry)))
    kind_words = {kind: related.kind_words(kind) for kind in kinds}
    return SearchData(tuple(entries), word_weights(fields, ignored), kind_words, tuple(lists), compare)


def _pattern_entry(pattern: Pattern, registry: Registry) -> Entry:
    tier, legacy = registry.tier_of(pattern), registry.is_legacy(pattern)
    return Entry(
        "pattern",
        pattern.id,
        pattern.title,
        plain_text(pattern.summary or ""),
        badge=badge_of(pattern, registry),
        place=tier.position if tier is not None else None,
        legacy=legacy,
        names=(pattern.title, *other_names(pattern, registry.words)),
        successors=successors_of(pattern, registry) if legacy else (),
        playbooks=registry.migrations_from(pattern.id) if legacy else (),
    )


# What speaks for a pattern ---------------------------------------------------------------------------------------


def _of_pattern(pattern: Pattern, registry: Registry) -> SearchTexts:
    texts = SearchTexts()
    texts.name(pattern.title, *other_names(pattern, registry.words))
    texts.add("problem", *(in_words(problem, registry.words) for problem in pattern.problems))
    texts.add("summary", pattern.summary)
    texts.add("chosen", *pattern.best_for)
    texts.add("context", category_titles(pattern, registry), *(tag_title(tag, registry) for tag in pattern.tags))
    texts.add("context", pattern.rationale, *pattern.valid_for)
    texts.add("context", *pattern.trade_offs.pros, *pattern.trade_offs.cons, *pattern.production_checklist)
    for example in pattern.modern_examples:
        texts.add("example", example.company, example.implementation)
        texts.add("context", example.scale)
    texts.add("context", *own_words(registry.kinds["pattern"], pattern, registry))
    # What has been written about it calls things by their usual names.
    texts.add("read", *(source.title for source in pattern.sources))
    return texts


def _add_texts_of_other_records(texts: Mapping[RecordKey, SearchTexts], registry: Registry) -> None:
    """Add to each pattern what other records say of when it is the right one, and of what called for it."""

    def of(name: str | None) -> SearchTexts | None:
        found = registry.pattern(name) if name else None
        return texts.get(("pattern", found.id)) if found is not None else None

    for pattern in registry.all_of(Pattern):
        for alternative in pattern.alternatives:
            if (other := of(alternative.pattern)) is not None:
                other.add("chosen", alternative.when)
    for evolution in registry.all_of(Evolution):
        for entry in evolution.timeline:
            if (other := of(entry.pattern)) is not None:
                other.add("context", entry.label, entry.context)
    for case_study in registry.all_of(CaseStudy):
        for shown in case_study.patterns:
            if (other := of(shown.pattern)) is not None:
                other.add("context", shown.note)
    for migration in registry.all_of(Migration):
        for name in migration.to:
            if (other := of(name)) is not None:
                other.add("context", migration.summary)
    for comparison in registry.all_of(Comparison):
        for row in comparison.rows:
            for name in _current(row, registry):
                if (other := of(name)) is not None:
                    other.add("chosen", row.need)
    for selector in registry.all_of(Selector):
        for problem_id, problem in selector.problems.items():
            for name in patterns_solving(problem_id, problem, registry):
                # Those that name the problem themselves are about it; others are of use there, at some scale.
                own = problem_id in _problems(name, registry)
                texts["pattern", name].add("problem" if own else "chosen", problem.title)
                texts["pattern", name].add("asked" if own else "chosen", problem.summary, *problem.asked_as)


def _current(row: Row, registry: Registry) -> list[str]:
    """Return the patterns that a row offers and that are not legacy, each once."""
    named = dict.fromkeys(name for cell in row.cells.values() for name in cell.options())
    found = (registry.pattern(name) for name in named)
    return [pattern.id for pattern in found if pattern is not None and not registry.is_legacy(pattern)]


def _problems(name: str, registry: Registry) -> tuple[str, ...]:
    found = registry.pattern(name)
    return found.problems if found is not None else ()
