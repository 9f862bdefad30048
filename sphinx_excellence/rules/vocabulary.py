"""Rules about words of the vocabulary that is open until a project defines it: categories and tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sphinx_excellence.findings import Replacement, Severity, sole_match, suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.vocabulary import CATEGORY, TAG
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation


def _unknown(
    knowledge: Knowledge, list_name: str, key: str, words_of: Callable[[Record], Iterable[str]], message: str
) -> Iterator[Violation]:
    """Yield the words in records that are not in a list that has any."""
    vocabulary = knowledge.registry.vocabulary
    words = vocabulary[list_name]
    if not words or vocabulary.is_partial:
        return
    for kind in knowledge.registry.kinds:
        for record_id, record in knowledge.registry.of_kind(kind.name).items():
            for number, word in enumerate(words_of(record)):
                if word not in words:
                    place = InRecord((kind.name, record_id), (key, number))
                    accepted, args = suggestion(word, list(words))
                    meant = sole_match(word, list(words))
                    fix = Replacement(place.key, place.path, meant) if meant is not None else None
                    yield Violation(place, message, (kind.noun, record_id, word), accepted, args, fix=fix)


def _categories_of(record: Record) -> Iterable[str]:
    return record.categories if isinstance(record, Pattern | Decision) else ()


def _unknown_categories(knowledge: Knowledge) -> Iterator[Violation]:
    message = N_("%s '%s' has the category '%s', which is not defined")
    yield from _unknown(knowledge, CATEGORY, "category", _categories_of, message)


def _unknown_tags(knowledge: Knowledge) -> Iterator[Violation]:
    message = N_("%s '%s' has the tag '%s', which is not defined")
    yield from _unknown(knowledge, TAG, "tags", lambda record: record.tags, message)


UNKNOWN_CATEGORY = Rule(
    "unknown-category",
    Severity.ERROR,
    "A record has a category that is not defined, and others are.",
    "A misspelled category is a group of its own in catalogues, in the index and on the radar. "
    "The rule applies once the data defines any category.",
    "categories:\n  resilience: {title: Resilience}\npatterns:\n  retry: {title: Retry, category: resillience}",
    "categories:\n  resilience: {title: Resilience}\npatterns:\n  retry: {title: Retry, category: resilience}",
    _unknown_categories,
)
UNKNOWN_TAG = Rule(
    "unknown-tag",
    Severity.ERROR,
    "A record has a tag that is not defined, and others are.",
    "Readers who follow the tag do not find the record. The rule applies once the data defines any tag.",
    "tags:\n  kafka: {title: Apache Kafka}\npatterns:\n  outbox: {title: Outbox, tags: [kafak]}",
    "tags:\n  kafka: {title: Apache Kafka}\npatterns:\n  outbox: {title: Outbox, tags: [kafka]}",
    _unknown_tags,
)

RULES: tuple[Rule, ...] = (UNKNOWN_CATEGORY, UNKNOWN_TAG)
