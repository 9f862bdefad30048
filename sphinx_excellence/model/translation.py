"""Records in another language: what translators may translate, and a registry with their translations.

Owns which texts those are: all texts of a record that readers see, the titles of the vocabulary, and the ids that
pages show as words. Rules check
the registry as it is written; pages show the translated one, so that a text is translated wherever it appears, and
pages are read again when a translation changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sphinx_excellence.model.annotated_values import with_texts
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.model.vocabulary import Word


def message_of(text: str) -> str:
    """Return a text as it is in a catalogue: on one line, as Sphinx writes those of pages."""
    return text.replace("\n", " ").strip()


def translated(registry: Registry, translations: Mapping[str, str], ids: Iterable[str]) -> Registry:
    """Return ``registry`` with every text that has a translation translated; ``ids`` are ids as words."""
    if not translations:
        return registry

    def translate(text: str) -> str:
        return translations.get(message_of(text)) or text

    def tier(scaled: ScaledTier) -> ScaledTier:
        # The titles and headlines of the default tiers are the toolkit's own, and so are their translations.
        return replace(
            scaled,
            title=translate(scaled.title) if scaled.has_own("title") else scaled.title,
            headline=translate(scaled.headline) if scaled.has_own("headline") else scaled.headline,
            definition=translate(scaled.definition),
            criteria=tuple(with_texts(criterion, translate) for criterion in scaled.criteria),
        )

    def word(listed: Word) -> Word:
        title = translate(listed.title) if listed.is_own else listed.title
        return replace(listed, title=title, description=translate(listed.description))

    words = {text: translations[message] for text in ids if (message := message_of(text)) in translations}
    records = {
        kind: {record_id: with_texts(record, translate) for record_id, record in of_kind.items()}
        for kind, of_kind in registry.records.items()
    }
    return replace(
        registry,
        records=records,
        tiers=registry.tiers.changed(tier),
        words=words,
        vocabulary=registry.vocabulary.changed(word),
    )
