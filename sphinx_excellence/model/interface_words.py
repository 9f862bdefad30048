"""The words of the toolkit that a project can replace, and which replacement fits.

Owns the list of these words: the labels that pages show. It is made of the code (``make catalogues``), where a test
compares it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sphinx_excellence.findings import RecordKey

#: The list: a word a line, as it is in the code.
LIST = Path(__file__).parents[1] / "locales" / "interface-words.txt"
#: The modules whose labels are in it, below the package.
SOURCES = (
    "views/*.py",
    "views/time_machine/*.py",
    "model/kinds.py",
    "model/tier.py",
    "model/vocabulary.py",
    "extension/domain/indices.py",
    "extension/html/editions.py",
    "extension/html/visitors.py",
    "extension/html/search/*.py",
)
_PLACE = re.compile(r"%\([a-z_]+\)s|%s|\{[a-z]+\}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*")


@cache
def interface_words() -> tuple[str, ...]:
    """Return the words that can be replaced, sorted."""
    return tuple(LIST.read_text(encoding="utf-8").splitlines())


@cache
def word_forms() -> Mapping[str, tuple[str, ...]]:
    """Return, by each word that is there in several forms, all of them: ``Pattern``, ``Patterns`` and ``pattern``."""
    groups: dict[str, list[str]] = {}
    for word in interface_words():
        groups.setdefault(_stem(word), []).append(word)
    return {word: tuple(forms) for forms in groups.values() if len(forms) > 1 for word in forms}


def _stem(word: str) -> str:
    """Return what the forms of a word have in common, without the colon of a label and the ending of the plural."""
    return re.sub(r"(?:ie|y)s?$|(?<=[^s])s$", "", word.casefold().removesuffix(":"))


def places_in(word: str) -> list[str]:
    """Return the placeholders of a word, such as ``%s``, sorted."""
    return sorted(_PLACE.findall(word))


def fits(word: str, replacement: str) -> bool:
    """Whether a replacement has the places of the word that it is for, and nothing else that looks like one."""
    places = places_in(word)
    return places == places_in(replacement) and not (places and "%" in _PLACE.sub("", replacement))


def is_language(written: str) -> bool:
    """Whether a text can be the code of a language, such as ``de`` or ``pt_BR``."""
    return _LANGUAGE.fullmatch(written) is not None


def label_key(language: str, word: str) -> RecordKey:
    """Return the key of the section in which a word of the toolkit is replaced; its path there is the word."""
    return "label", f"{language}.{word}"


def words_in(language: str | None, labels: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the replacements for a language: its own before those of the language that it is a form of."""
    asked = (language or "en").replace("-", "_").casefold()
    known = {each.replace("-", "_").casefold(): words for each, words in labels.items()}
    return {**known.get(asked.partition("_")[0], {}), **known.get(asked, {})}
