"""How readers see the words of the vocabulary: statuses, relevance, relations, risks, categories, tags.

Owns one label for each word, so that every view says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sphinx_excellence.messages import N_
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.vocabulary import Vocabulary, Word, in_plain_words
from sphinx_excellence.views.blocks import Label

UNRATED = N_("Unrated")
#: Of what had a tier until it left, such as an item of a radar.
GONE = N_("Gone")
NOT_STATED = N_("Not stated")
NO_CATEGORY = N_("No category")


def word_label(vocabulary: Vocabulary, list_name: str, word: str) -> Label:
    """Return the label of a word, with its icon and what it means: the toolkit's own title, or that of the data."""
    found = vocabulary[list_name].get(word)
    if found is None:
        return literal(in_plain_words(word))
    title = title_label(found)
    label = Label("%s %s", (found.icon, title)) if found.icon else title
    return replace(label, note=plain_text(found.description)) if found.description else label


def title_label(word: Word) -> Label:
    """Return the label of a word, without its icon."""
    return literal(word.title) if word.is_own else Label(word.title)


def literal(text: str) -> Label:
    """Return a text of the data as a label."""
    return Label("%s", (text,))


def in_words(identifier: str, words: Mapping[str, str]) -> str:
    """Return an id as words, translated where ``words`` has them."""
    text = humanised(identifier)
    return words.get(text, text)


def humanised(identifier: str) -> str:
    """Return an id as words: ``data-management`` reads ``Data management``."""
    return in_plain_words(identifier)
