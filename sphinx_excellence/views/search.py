"""The data of the search panel: patterns with the words that lead to them, and the other records that it shows.

Owns which texts of which record count for a pattern, and the wording. ``search_successors`` follows legacy patterns to
their successors, the script matches queries, and the extension knows where a record's page is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.case_study import CaseStudy
from sphinx_excellence.model.comparison import Comparison, Row
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.selector import Selector, SelectorProblem
from sphinx_excellence.views.blocks import Badge, Label
from sphinx_excellence.views.own_columns import value_title
from sphinx_excellence.views.own_records import worded
from sphinx_excellence.views.record_labels import badge_of, category_titles, tag_title
from sphinx_excellence.views.record_names import initials, other_names
from sphinx_excellence.views.search_successors import Successor, successors_of
from sphinx_excellence.views.search_words import joined_neighbours, word_weights
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
}
#: Where a link of a text leads: all of its markup that would be taken for words.
_TARGET = re.compile(r"\]\([^()\[\]]*+(?:\([^()]*+\)[^()\[\]]*+)?+\)|<[a-z]++:[^<>]*+>")
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
class Entry:
    """One thing that the panel may lead to.

    ``kind`` and ``id`` are the record's; ``part`` names a problem of a selector. ``names`` are its names,
    ``successors`` what replaces it where it is legacy, best first, ``members`` the patterns that it is about.
    """

    kind: str
    id: str
    title: str
    summary: str = ""
    part: str = ""
    badge: Badge | None = None
    place: int | None = None
    legacy: bool = False
    names: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    playbooks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchData:
    """The entries, patterns first, and which words lead to which of them (see `search_words`)."""

    entries: tuple[Entry, ...]
    words: Mapping[str, list[int]]


@dataclass(slots=True)
class _SearchTexts:
    """The texts that speak for one entry, by field."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *texts: str | None) -> None:
        self.fields.setdefault(name, []).extend(_TARGET.sub("]", text) for text in texts if text)

    def name(self, *names: str) -> None:
        self.add("name", *names)
        for name in names:
            self.add("name", *joined_neighbours(name), initials(name))


def own_kinds(registry: Registry) -> list[Kind]:
    """Return the kinds that a project or another package adds."""
    return [kind for kind in registry.kinds if kind.title]


def kind_labels(registry: Registry) -> dict[str, str]:
    """Return the label of each kind that is added."""
    return {kind.name: f"{worded(kind.title, registry)}:" for kind in own_kinds(registry)}


def own_words(kind: Kind, record: Record, registry: Registry) -> Iterator[str]:
    """Yield what a record has in fields of the project's own that are for the search."""
    for own in kind.own_fields:
        if "search" in own.show:
            yield from (value_title(own, str(value), registry) for value in own.values_of(record))


def search_data(registry: Registry, ignored: Collection[str]) -> SearchData:
    """Return what the search knows; ``ignored`` are words that count for nothing."""
    texts_of: dict[RecordKey, _SearchTexts] = {
        ("pattern", pattern.id): _of_pattern(pattern, registry) for pattern in registry.all_of(Pattern)
    }
    _add_texts_of_other_records(texts_of, registry)
    entries = [_pattern_entry(pattern, registry) for pattern in registry.all_of(Pattern)]
    fields = [texts_of["pattern", entry.id].fields for entry in entries]
    for entry, texts in _related_entries(registry):
        entries.append(entry)
        fields.append(texts.fields)
    return SearchData(tuple(entries), word_weights(fields, ignored))


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


def _of_pattern(pattern: Pattern, registry: Registry) -> _SearchTexts:
    texts = _SearchTexts()
    texts.name(pattern.title, *other_names(pattern, registry.words))
    texts.add("problem", *(in_words(problem, registry.words) for problem in pattern.problems))
    texts.add("summary", pattern.summary)
    texts.add("chosen", *pattern.best_for)
    texts.add("context", category_titles(pattern, registry), *(tag_title(tag, registry) for tag in pattern.tags))
    texts.add("context", pattern.rationale, *pattern.valid_for)
    texts.add("context", *pattern.trade_offs.pros, *pattern.trade_offs.cons, *pattern.production_checklist)
    for example in pattern.modern_examples:
        texts.add("context", example.company, example.implementation, example.scale)
    texts.add("context", *own_words(registry.kinds["pattern"], pattern, registry))
    # What has been written about it calls things by their usual names.
    texts.add("read", *(source.title for source in pattern.sources))
    return texts


def _add_texts_of_other_records(texts: Mapping[RecordKey, _SearchTexts], registry: Registry) -> None:
    """Add to each pattern what other records say of when it is the right one, and of what called for it."""

    def of(name: str | None) -> _SearchTexts | None:
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
            for name in _solving(problem_id, problem, registry):
                # Those that name the problem themselves are about it; others are of use there, at some scale.
                own = problem_id in _problems(name, registry)
                texts["pattern", name].add("problem" if own else "chosen", problem.title)
                texts["pattern", name].add("asked" if own else "chosen", problem.summary, *problem.asked_as)


def _current(row: Row, registry: Registry) -> list[str]:
    """Return the patterns that a row offers and that are not legacy, each once."""
    named = dict.fromkeys(name for cell in row.cells.values() for name in cell.options())
    found = (registry.pattern(name) for name in named)
    return [pattern.id for pattern in found if pattern is not None and not registry.is_legacy(pattern)]


def _solving(problem_id: str, problem: SelectorProblem, registry: Registry) -> list[str]:
    """Return the current patterns that name a problem or are recommended for it, sorted."""
    found = {pattern.id for pattern in registry.all_of(Pattern) if problem_id in pattern.problems}
    for scale in problem.recommend:
        for _tier, _number, choice in problem.choices(scale):
            if choice.pattern and (pattern := registry.pattern(choice.pattern)) is not None:
                found.add(pattern.id)
    known = registry.of_kind("pattern")
    return sorted(name for name in found if isinstance(it := known.get(name), Pattern) and not registry.is_legacy(it))


def _problems(name: str, registry: Registry) -> tuple[str, ...]:
    found = registry.pattern(name)
    return found.problems if found is not None else ()


# What else the panel leads to ------------------------------------------------------------------------------------


def _related_entries(registry: Registry) -> Iterator[tuple[Entry, _SearchTexts]]:
    """Yield the problems of selectors, the lineages, comparisons and migrations, each with what speaks for it."""
    for selector in registry.all_of(Selector):
        for problem_id, problem in selector.problems.items():
            texts = _SearchTexts()
            texts.name(problem.title)
            texts.add("problem", in_words(problem_id, registry.words))
            texts.add("asked", problem.summary, *problem.asked_as)
            solving = tuple(_solving(problem_id, problem, registry))
            names = (problem.title,)
            yield Entry("selector", selector.id, problem.title, part=problem_id, names=names, members=solving), texts
    for evolution in registry.all_of(Evolution):
        members = _members((entry.pattern for entry in evolution.timeline), registry)
        texts = _search_texts(evolution, members, registry.words)
        for entry in evolution.timeline:
            texts.add("context", entry.label, entry.context)
        yield _related_entry("evolution", evolution, members), texts
    for comparison in registry.all_of(Comparison):
        cells = (cell for row in comparison.rows for cell in row.cells.values())
        members = _members((name for cell in cells for name in cell.options()), registry)
        texts = _search_texts(comparison, members, registry.words)
        texts.add("context", *(row.need for row in comparison.rows))
        yield _related_entry("comparison", comparison, members), texts
    for migration in registry.all_of(Migration):
        members = _members((*migration.from_, *migration.to), registry)
        yield _related_entry("migration", migration, members), _search_texts(migration, members, registry.words)
    for kind in own_kinds(registry):
        for record in registry.of_kind(kind.name).values():
            found = registry.references_of(kind.name, record.id)
            members = _members((each.value for each in found if each.mark.kind == "pattern"), registry)
            texts = _search_texts(record, members, registry.words)
            texts.name(*record.aliases)
            texts.add("context", *own_words(kind, record, registry))
            yield _related_entry(kind.name, record, members), texts


def _members(names: Iterable[str | None], registry: Registry) -> tuple[Pattern, ...]:
    """Return the patterns of this project among those named, each once."""
    found = dict.fromkeys(registry.resolve("pattern", name) for name in names if name)
    known = registry.of_kind("pattern")
    return tuple(pattern for name in found if name and isinstance(pattern := known.get(name), Pattern))


def _search_texts(record: Record, members: Iterable[Pattern], words: Mapping[str, str]) -> _SearchTexts:
    texts = _SearchTexts()
    texts.name(record.title)
    texts.add("summary", record.summary)
    for pattern in members:
        texts.add("chosen", pattern.title, *other_names(pattern, words))
    return texts


def _related_entry(kind: str, record: Record, members: Iterable[Pattern]) -> Entry:
    return Entry(kind, record.id, record.title, names=(record.title,), members=tuple(it.id for it in members))
