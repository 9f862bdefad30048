"""Rules about titles and aliases."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_excellence.findings import RecordKey, Severity
from sphinx_excellence.model.annotated_values import prose
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.record_links import record_links
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation


def _namesakes(knowledge: Knowledge) -> Iterator[Violation]:
    for kind in knowledge.registry.kinds:
        first: dict[str, str] = {}
        records = knowledge.registry.of_kind(kind.name)
        for record_id, record in records.items():
            owner = first.setdefault(" ".join(record.title.casefold().split()), record_id)
            if owner != record_id:
                apart = _are_apart(record, records[owner])
                yield Violation(
                    InRecord((kind.name, record_id), ("title",)),
                    "%s '%s' has the same title as '%s': '%s'",
                    (kind.noun, record_id, owner, record.title),
                    "give it a title of its own, or merge the two records and list the other id in `aliases`",
                    severity=Severity.INFO if apart else None,
                )


def _are_apart(record: Record, other: Record) -> bool:
    """Whether two records are in categories, and in none together: then they are two things of one name."""
    both = [each.categories for each in (record, other) if isinstance(each, Pattern | Decision) and each.categories]
    return len(both) == 2 and not set(both[0]) & set(both[1])


DUPLICATE_TITLE = Rule(
    "duplicate-title",
    Severity.WARNING,
    "Two records of a kind have the same title.",
    "Readers cannot tell them apart in a list or in search results. Usually they describe the same thing twice. Where "
    "they are in different categories, such as two technologies of one name, this is a note.",
    "patterns:\n  saga: {title: Saga}\n  sagas: {title: saga}",
    "patterns:\n  saga: {title: Saga, aliases: [sagas]}",
    _namesakes,
)


def _used_names(knowledge: Knowledge) -> set[RecordKey]:
    """Return every name that is used somewhere; a name in prose or in a page counts for every kind."""
    used: set[RecordKey] = set()
    kinds = knowledge.registry.kinds
    for kind in knowledge.registry.kinds:
        for record in knowledge.registry.of_kind(kind.name).values():
            used |= {
                (reference.mark.kind, reference.value)
                for reference in knowledge.registry.references_of(kind.name, record.id)
            }
            for text in prose(record):
                for link in record_links(text, kinds):
                    used |= {(name, link.name) for name in ([link.kind] if link.kind else kinds.by_name)}
    for docname, facts in (knowledge.pages or {}).items():
        used |= {(mention.kind, mention.name) for mention in facts.mentions}
        used |= {(kind.name, docname.rsplit("/", 1)[-1]) for kind in knowledge.registry.kinds}
    return used


def _unused_aliases(knowledge: Knowledge) -> Iterator[Violation]:
    used = _used_names(knowledge)
    for kind in knowledge.registry.kinds:
        for record_id, record in knowledge.registry.of_kind(kind.name).items():
            for index, alias in enumerate(record.aliases):
                # A name that is not a valid id cannot be referred to: readers search for it.
                if (kind.name, alias) not in used and " " not in alias:
                    yield Violation(
                        InRecord((kind.name, record_id), ("aliases", index)),
                        "nothing refers to %s '%s' as '%s'",
                        (kind.noun, record_id, alias),
                        "remove the alias, or keep it for other projects and for the search",
                    )


UNUSED_ALIAS = Rule(
    "unused-alias",
    Severity.OFF,
    "No record and no page uses an alias.",
    "The alias was kept for old references, and this project has none left. Other projects might still use it, so "
    "turn this rule on only if no other project refers to your records.",
    "patterns:\n  saga: {title: Saga, aliases: [sagas]}",
    "# Old page\n\nSee {pattern}`sagas`.",
    _unused_aliases,
    needs_pages=True,
)

RULES: tuple[Rule, ...] = (DUPLICATE_TITLE, UNUSED_ALIAS)
