"""What the search leads to besides patterns: other records, and pages that are home to none of them.

Owns which texts speak for each. ``search`` has those of patterns, ``search_answers`` what is put together for a query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_excellence.model.block_prose import plain_blocks
from sphinx_excellence.model.case_study import CaseStudy
from sphinx_excellence.model.comparison import Comparison
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.selector import Selector, SelectorProblem
from sphinx_excellence.views.own_columns import value_title
from sphinx_excellence.views.own_records import worded
from sphinx_excellence.views.record_names import other_names
from sphinx_excellence.views.search_entry import KIND_WORDS, PAGE, Entry, SearchTexts
from sphinx_excellence.views.vocabulary import in_words


class PageText(NamedTuple):
    """A page by its name, with its title and headings, and the kind of the records that it lists, if of one kind."""

    name: str
    title: str
    headings: tuple[str, ...] = ()
    lists: str = ""


@dataclass(frozen=True, slots=True)
class RelatedEntries:
    """Makes the entries of a registry's other records and of pages; ``translate`` gives the words of a language."""

    registry: Registry
    translate: Callable[[str], str]

    def of_records(self) -> Iterator[tuple[Entry, SearchTexts]]:
        """Yield each record that is an entry, and each problem of a selector, with what speaks for it."""
        yield from self._selectors()
        yield from self._evolutions()
        yield from self._comparisons()
        yield from self._migrations()
        yield from self._case_studies()
        yield from self._decisions()
        yield from self._own_records()

    def of_pages(self, pages: Iterable[PageText]) -> Iterator[tuple[Entry, SearchTexts]]:
        """Yield each page. One that lists the records of a kind has the names that readers have for them, too."""
        for page in pages:
            names = (page.title, *self.kind_words(page.lists))
            texts = SearchTexts()
            texts.name(page.title)
            texts.add("name", *names[1:])
            texts.add("heading", *page.headings)
            yield Entry(PAGE, page.name, page.title, names=tuple(dict.fromkeys(names))), texts

    def kind_words(self, kind: str) -> list[str]:
        """Return what readers call records of a kind, or pages."""
        if kind in KIND_WORDS:
            return phrases(self.translate(KIND_WORDS[kind]))
        found = self.registry.kinds.by_name.get(kind)
        return [worded(each, self.registry) for each in (found.title, found.plural) if each] if found else []

    def _selectors(self) -> Iterator[tuple[Entry, SearchTexts]]:
        for selector in self.registry.all_of(Selector):
            yield self._entry("selector", selector, ())
            for problem_id, problem in selector.problems.items():
                texts = SearchTexts()
                texts.name(problem.title)
                texts.add("problem", in_words(problem_id, self.registry.words))
                texts.add("asked", problem.summary, *problem.asked_as)
                solving = tuple(patterns_solving(problem_id, problem, self.registry))
                names = (problem.title,)
                yield (
                    Entry("selector", selector.id, problem.title, part=problem_id, names=names, members=solving),
                    texts,
                )

    def _evolutions(self) -> Iterator[tuple[Entry, SearchTexts]]:
        for evolution in self.registry.all_of(Evolution):
            entry, texts = self._entry("evolution", evolution, (each.pattern for each in evolution.timeline))
            for each in evolution.timeline:
                texts.add("context", each.label, each.context)
            yield entry, texts

    def _comparisons(self) -> Iterator[tuple[Entry, SearchTexts]]:
        for comparison in self.registry.all_of(Comparison):
            entry, texts = self._entry("comparison", comparison, self._patterns_in("comparison", comparison))
            texts.add("context", *(row.need for row in comparison.rows))
            yield entry, texts

    def _migrations(self) -> Iterator[tuple[Entry, SearchTexts]]:
        for migration in self.registry.all_of(Migration):
            yield self._entry("migration", migration, (*migration.from_, *migration.to))

    def _case_studies(self) -> Iterator[tuple[Entry, SearchTexts]]:
        for case in self.registry.all_of(CaseStudy):
            entry, texts = self._entry("case-study", case, (shown.pattern for shown in case.patterns))
            texts.add("name", case.company)
            texts.add("context", case.domain, case.scale, *(shown.note for shown in case.patterns))
            yield entry, texts

    def _decisions(self) -> Iterator[tuple[Entry, SearchTexts]]:
        for decision in self.registry.all_of(Decision):
            entry, texts = self._entry("decision", decision, decision.patterns)
            texts.add("name", *other_names(decision, self.registry.words), in_words(decision.id, self.registry.words))
            texts.add("context", *map(plain_blocks, (*decision.context, *decision.decision)))
            yield entry, texts

    def _own_records(self) -> Iterator[tuple[Entry, SearchTexts]]:
        registry = self.registry
        for kind in own_kinds(registry):
            for record in registry.of_kind(kind.name).values():
                entry, texts = self._entry(kind.name, record, self._patterns_in(kind.name, record))
                texts.name(*record.aliases)
                texts.add("context", *own_words(kind, record, registry))
                yield entry, texts

    def _patterns_in(self, kind: str, record: Record) -> Iterator[str]:
        """Yield the patterns that a record names anywhere."""
        for found in self.registry.references_of(kind, record.id):
            if found.mark.kind == "pattern":
                yield found.value

    def _entry(self, kind: str, record: Record, named: Iterable[str | None]) -> tuple[Entry, SearchTexts]:
        """Return the entry of a record that is about the patterns ``named``, with what speaks for most kinds."""
        members = _members(named, self.registry)
        texts = SearchTexts()
        texts.name(record.title)
        texts.add("summary", record.summary)
        for pattern in members:
            texts.add("chosen", pattern.title, *other_names(pattern, self.registry.words))
        names = (record.title,)
        return Entry(kind, record.id, record.title, names=names, members=tuple(it.id for it in members)), texts


def phrases(listed: str) -> list[str]:
    """Return the phrases of a text that lists them with commas between."""
    return [phrase for each in listed.split(",") if (phrase := each.strip())]


def searched_kinds(registry: Registry) -> frozenset[str]:
    """Return the kinds whose records are entries of the search; other records are found by their pages."""
    return frozenset({*KIND_WORDS, *(kind.name for kind in own_kinds(registry))}) - {PAGE, "download"}


def own_kinds(registry: Registry) -> list[Kind]:
    """Return the kinds that a project or another package adds."""
    return [kind for kind in registry.kinds if kind.title]


def own_words(kind: Kind, record: Record, registry: Registry) -> Iterator[str]:
    """Yield what a record has in fields of the project's own that are for the search."""
    for own in kind.own_fields:
        if "search" in own.show:
            yield from (value_title(own, str(value), registry) for value in own.values_of(record))


def patterns_solving(problem_id: str, problem: SelectorProblem, registry: Registry) -> list[str]:
    """Return the current patterns that name a problem or are recommended for it, sorted."""
    found = {pattern.id for pattern in registry.all_of(Pattern) if problem_id in pattern.problems}
    for scale in problem.recommend:
        for _tier, _number, choice in problem.choices(scale):
            if choice.pattern and (pattern := registry.pattern(choice.pattern)) is not None:
                found.add(pattern.id)
    known = registry.of_kind("pattern")
    return sorted(name for name in found if isinstance(it := known.get(name), Pattern) and not registry.is_legacy(it))


def _members(names: Iterable[str | None], registry: Registry) -> tuple[Pattern, ...]:
    """Return the patterns of this project among those named, each once."""
    found = dict.fromkeys(registry.resolve("pattern", name) for name in names if name)
    known: Mapping[str, Record] = registry.of_kind("pattern")
    return tuple(pattern for name in found if name and isinstance(pattern := known.get(name), Pattern))
