"""The language that a site is searched in: its stemmer, and the words that count for nothing in a query.

The languages themselves are Sphinx's, or those that another extension registers with it. They are an argument here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from typing import Any

from sphinx_excellence.views.search import QUESTION_WORDS


@dataclass(frozen=True, slots=True)
class SearchLanguage:
    """A language by its code, with the words that count for nothing; ``stem`` reduces a word in small letters."""

    name: str
    ignored: frozenset[str]
    stem: Callable[[str], str]


def search_language(wanted: str, registered: Mapping[str, Any]) -> SearchLanguage:
    """Return the language that Sphinx searches in where ``wanted``, such as ``de_AT``, is asked for; else English.

    ``registered`` are Sphinx's languages, ``sphinx.search.languages``: for each code a class, or the name of one.
    """
    name = next((name for name in (wanted, wanted.partition("_")[0]) if name in registered), "en")
    found = registered[name]
    language = resolve_name(found) if isinstance(found, str) else found
    ignored = frozenset(language.stopwords)
    return SearchLanguage(name, ignored | QUESTION_WORDS if name == "en" else ignored, _stemmer_of(language))


def _stemmer_of(language: Any) -> Callable[[str], str]:
    """Return what stems as the language's script does, made on first use: some languages load a dictionary.

    A language of Sphinx has it under the name ``stemmer``; its own ``stem`` may do more, as that of Chinese does.
    """

    @cache
    def made() -> Callable[[str], str]:
        instance = language({})
        own: Callable[[str], str] = getattr(getattr(instance, "stemmer", None), "stemWord", instance.stem)
        return own

    def stem(word: str) -> str:
        return made()(word)

    return stem
