"""The message catalogue of records: every text that a page may show, and where it is written.

It includes the ids that pages show as words, as these words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sphinx_excellence.findings import Path, RecordKey
from sphinx_excellence.model.annotated_values import Marked, texts
from sphinx_excellence.model.block_prose import is_one_paragraph
from sphinx_excellence.model.block_translation import offset_of, segments
from sphinx_excellence.model.comparison import Comparison
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.fields import BlockMark, ProseMark, TextMark
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.selector import Selector
from sphinx_excellence.views.record_names import other_names
from sphinx_excellence.views.vocabulary import humanised


class Message(NamedTuple):
    """A text, with its record and its path there; ``before`` is what is before it in the text at that path."""

    text: str
    key: RecordKey
    path: Path
    before: str | None = None


def messages(registry: Registry) -> Iterator[Message]:
    """Yield every text that can be translated, record by record, then those of tiers."""
    for kind in registry.kinds:
        for record_id, record in registry.of_kind(kind.name).items():
            key = (kind.name, record_id)
            for text in texts(record):
                yield from _messages(text, key)
            yield from (Message(text, key, path) for text, path in _ids(record))
    yield from _of_model(registry)
    yield from _of_vocabulary(registry)
    for tier in registry.tiers.values():
        key = ("tier", tier.id)
        for name in ("title", "headline", "definition"):
            text = getattr(tier, name)
            if text and tier.has_own(name):
                yield Message(text, key, (name,))
        for number, criterion in enumerate(tier.criteria):
            yield from (Message(text.value, key, ("criteria", number, *text.path)) for text in texts(criterion))


def _messages(text: Marked[TextMark] | Marked[ProseMark], key: RecordKey) -> Iterator[Message]:
    """Yield the messages of a text: the text itself, or where it is blocks, its paragraphs, cells and so on."""
    if not isinstance(text.mark, BlockMark) or is_one_paragraph(text.value):
        yield Message(text.value, key, text.path)
        return
    for segment in segments(text.value):
        yield Message(segment.message, key, text.path, text.value[: offset_of(segment, text.value)])


def _of_model(registry: Registry) -> Iterator[Message]:
    """Yield what readers see the kinds and fields called that the project has added."""
    for kind in registry.kinds:
        if kind.definition is not None:
            yield Message(kind.title, ("kind", kind.name), ("title",))
            yield Message(kind.plural, ("kind", kind.name), ("plural",))
        for field in kind.own_fields:
            key = ("field", f"{kind.name}.{field.key}")
            yield Message(field.title, key, ("title",))
            if field.reverse:
                yield Message(field.reverse, key, ("reverse",))
            yield from (Message(title, key, ("choices", value)) for value, title in field.choices)


def _of_vocabulary(registry: Registry) -> Iterator[Message]:
    """Yield what readers see of the words that the project has defined."""
    for name, words in registry.vocabulary.lists.items():
        for word in words.values():
            key = ("word", f"{name}.{word.id}")
            if word.is_own:
                yield Message(word.title, key, ("title",) if "title" in word.written else ())
            if word.description:
                yield Message(word.description, key, ("description",))


def ids_as_words(registry: Registry) -> Iterator[str]:
    """Yield the ids that pages show as words, as these words."""
    for kind in registry.kinds:
        for record in registry.of_kind(kind.name).values():
            yield from (text for text, _path in _ids(record))
    yield from (message.text for message in _of_model(registry))


def _ids(record: Record) -> Iterator[tuple[str, Path]]:
    """Yield the words for the ids in a record that pages show as words, with their paths."""
    yield from ((name, ("aliases",)) for name in other_names(record))
    yield from ((humanised(tag), ("tags", number)) for number, tag in enumerate(record.tags))
    if isinstance(record, Pattern | Decision):
        yield from ((humanised(each), ("category", number)) for number, each in enumerate(record.categories))
    if isinstance(record, Pattern):
        yield from ((humanised(problem), ("problems", number)) for number, problem in enumerate(record.problems))
    elif isinstance(record, Comparison):
        for number, column in enumerate(record.columns):
            if column.title is None and column.tier is None:
                yield humanised(column.id), ("columns", number, "id")
    elif isinstance(record, Selector):
        yield from ((humanised(problem), ("problems", problem)) for problem in record.problems)
