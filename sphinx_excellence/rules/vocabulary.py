"""Rules about words: categories and tags, open until a project defines any, and words of the toolkit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sphinx_excellence.findings import Path, Replacement, Severity, sole_match, suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.interface_words import label_key, word_forms, words_in
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.vocabulary import CATEGORY, TAG
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation


def _unknown(
    knowledge: Knowledge, list_name: str, words_of: Callable[[Record], Iterable[tuple[Path, str]]], message: str
) -> Iterator[Violation]:
    """Yield the words in records that are not in a list that has any."""
    vocabulary = knowledge.registry.vocabulary
    words = vocabulary[list_name]
    if not words or vocabulary.is_partial:
        return
    for kind in knowledge.registry.kinds:
        for record_id, record in knowledge.registry.of_kind(kind.name).items():
            for path, word in words_of(record):
                if word not in words:
                    place = InRecord((kind.name, record_id), path)
                    accepted, args = suggestion(word, list(words))
                    meant = sole_match(word, list(words))
                    fix = Replacement(place.key, place.path, meant) if meant is not None else None
                    yield Violation(place, message, (kind.noun, record_id, word), accepted, args, fix=fix)


def _categories_of(record: Record) -> Iterator[tuple[Path, str]]:
    if isinstance(record, Pattern | Decision):
        yield from ((("category", number), word) for number, word in enumerate(record.categories))
    if isinstance(record, Pattern):
        for number, entry in enumerate(record.history):
            if entry.category is not None:
                yield ("history", number, "category"), entry.category


def _tags_of(record: Record) -> Iterator[tuple[Path, str]]:
    yield from ((("tags", number), tag) for number, tag in enumerate(record.tags))


def _unknown_categories(knowledge: Knowledge) -> Iterator[Violation]:
    message = N_("%s '%s' has the category '%s', which is not defined")
    yield from _unknown(knowledge, CATEGORY, _categories_of, message)


def _unknown_tags(knowledge: Knowledge) -> Iterator[Violation]:
    message = N_("%s '%s' has the tag '%s', which is not defined")
    yield from _unknown(knowledge, TAG, _tags_of, message)


def _half_replaced_words(knowledge: Knowledge) -> Iterator[Violation]:
    labels = knowledge.registry.vocabulary.labels
    for language, words in labels.items():
        replaced = words_in(language, labels)
        told: set[str] = set()
        for word in words:
            forms = word_forms().get(word, ())
            missing = [form for form in forms if form not in replaced]
            if missing and told.isdisjoint(forms):
                told.add(word)
                yield Violation(
                    InRecord(label_key(language, word), (word,), on_key=True),
                    N_("'%s' is replaced, but not %s, which pages show too"),
                    (word, ", ".join(f"'{form}'" for form in missing)),
                    N_("add the other forms of the word, or remove this one"),
                )


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

HALF_REPLACED_WORDS = Rule(
    "half-replaced-words",
    Severity.INFO,
    "`words` replaces a word, and not its plural or another form that the toolkit writes.",
    "Readers see two names of one thing: `Technology` above a column, and `Patterns` above the list.",
    "words:\n  en: {Tag: Keyword, Edition: Volume, Editions: Volumes, edition: volume}",
    "words:\n  en: {Tag: Keyword, Tags: Keywords, tags: keywords, Edition: Volume, Editions: Volumes, edition: volume}",
    _half_replaced_words,
)

RULES: tuple[Rule, ...] = (UNKNOWN_CATEGORY, UNKNOWN_TAG, HALF_REPLACED_WORDS)
