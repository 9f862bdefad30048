"""What a project's data says of words: statuses, relevance, relations, risks, categories, tags.

Owns how definitions change the lists that every project has, and how an export writes them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase, sole_match
from sphinx_excellence.model.fields import Prose, Term, Text
from sphinx_excellence.model.record import Part
from sphinx_excellence.model.tier import Colours
from sphinx_excellence.model.vocabulary import (
    CATEGORY,
    DECISION_STATUS,
    DEFAULT_LISTS,
    PATTERN_STATUS,
    RELATION,
    RELEVANCE,
    RISK,
    TAG,
    Word,
    WordList,
    in_plain_words,
)
from sphinx_excellence.spelling import known_words

#: The top-level keys of data files that define words, each with its list; `statuses` has one a kind.
STATUSES_KEY, WORDS_KEY = "statuses", "words"
STATUS_LISTS: Mapping[str, str] = MappingProxyType({"pattern": PATTERN_STATUS, "decision": DECISION_STATUS})
LIST_KEYS: Mapping[str, str] = MappingProxyType({
    "relevance": RELEVANCE, "relations": RELATION, "risk": RISK, "categories": CATEGORY, "tags": TAG,
})  # fmt: skip
#: The lists by what readers of the manual know them as.
LISTS_BY_NAME: Mapping[str, str] = MappingProxyType({
    **{f"{STATUSES_KEY}.{kind}": name for kind, name in STATUS_LISTS.items()}, **LIST_KEYS,
})  # fmt: skip
VOCABULARY_KEYS = (STATUSES_KEY, *LIST_KEYS, WORDS_KEY)
#: A sign has no more characters: an emoji may be made of several.
_LONGEST_SIGN = 8
#: The blocks of Unicode from Arrows to Miscellaneous Symbols and Arrows, and those of pictographs.
_SIGN_BLOCKS = ((0x2190, 0x2C00), (0x1F300, 0x1FB00))
#: How much a text must resemble the name of a sign to be taken for a misspelled one.
_LEAST_LIKENESS = 0.75
_LAST = float("inf")


def sign_of(written: str) -> str | None:
    """Return the sign that ``written`` is or names: an emoji, another symbol, or the Unicode name of one."""
    if len(written) <= _LONGEST_SIGN and not any(letter.isalnum() or letter.isspace() for letter in written):
        return written if all(unicodedata.category(letter)[0] in "SPMC" for letter in written) else None
    try:
        sign = unicodedata.lookup(written.replace("-", " ").replace("_", " ").upper())
    except (KeyError, ValueError):
        return None
    return sign if len(sign) == 1 and unicodedata.category(sign)[0] == "S" else None


def _icon(written: str) -> str:
    if sign_of(written) is None:
        accepted = Phrase("an emoji or another symbol, or the Unicode name of one, such as `shield`")
        names = _sign_names()
        near = [match.word for match in known_words(names).matches(written) if match.likeness >= _LEAST_LIKENESS]
        context: dict[str, Any] = {"what": Phrase("'%s' is no sign", written), "accepted": accepted}
        if near:
            context["accepted"] = Phrase("did you mean '%s'? accepted: %s", near[0], accepted)
            meant = sole_match(written, names)
            context |= {"meant": meant} if meant is not None else {}
        raise PydanticCustomError("wrong-value", "{what}", context)
    return written


@cache
def _sign_names() -> tuple[str, ...]:
    """Return the names of the symbols that Unicode has for signs: arrows, shapes, pictographs and the like."""
    signs = (chr(point) for start, end in _SIGN_BLOCKS for point in range(start, end))
    return tuple(
        unicodedata.name(sign).lower().replace(" ", "-")
        for sign in signs
        if unicodedata.category(sign)[0] == "S" and unicodedata.name(sign, "") != ""
    )


def _one_as_list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class WordDefinition(Part):
    """A word of a list, as data defines it; a key left out keeps what the word has by default."""

    title: Annotated[Text | None, Field(description="What readers see. Defaults to the id as words.")] = None
    description: Annotated[Prose | None, Field(description="What it means, for readers.")] = None
    order: Annotated[
        float | None,
        Field(description="Its position, the smallest first. The words by default have 10, 20, 30 and so on."),
    ] = None
    icon: Annotated[
        Term | None,
        AfterValidator(lambda value: value if value is None else _icon(value)),
        Field(description="A sign before the title: an emoji, or the Unicode name of one, such as `shield`."),
    ] = None
    colours: Annotated[Colours | None, Field(description="The colours of the light and the dark theme.")] = None
    synonyms: Annotated[
        tuple[Term, ...],
        BeforeValidator(_one_as_list),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
        Field(description="Other words that records may have in its place."),
    ] = ()
    synonym_of: Annotated[
        Term | None, Field(description="The word that it stands for. It is no word of the list of its own then.")
    ] = None
    means: Annotated[
        Term | None,
        Field(
            description="What rules take it for. Of a pattern's status: recommended, caution or legacy. Of a "
            "decision's: open, in-force, closed, legacy or superseded. Of a relation: replaces."
        ),
    ] = None
    parent: Annotated[Term | None, Field(description="Of a category: the category that it is part of.")] = None


def word_list(name: str, definitions: Mapping[str, WordDefinition | None]) -> WordList:
    """Return the words that a list has by default, changed by ``definitions``; ``None`` takes a word away."""
    default = DEFAULT_LISTS[name]
    words = {word_id: default[word_id] for word_id in default}
    stand_ins: dict[str, list[str]] = {}
    for word_id, given in definitions.items():
        if given is None or given.synonym_of is not None:
            words.pop(word_id, None)
            if given is not None and given.synonym_of is not None:
                stand_ins.setdefault(given.synonym_of, []).append(word_id)
        else:
            words[word_id] = _word(word_id, given, words.get(word_id))
    for word_id, synonyms in stand_ins.items():
        if word_id in words:
            word = words[word_id]
            together = tuple(dict.fromkeys((*word.synonyms, *synonyms)))
            words[word_id] = _with(word, synonyms=together, written=tuple(sorted({*word.written, "synonyms"})))
    return WordList(name, words, tuple(sorted(word_id for word_id in default if word_id not in words)))


def _word(word_id: str, given: WordDefinition, default: Word | None) -> Word:
    word = default or Word(word_id, in_plain_words(word_id), order=_LAST, is_own=True)
    changes: dict[str, Any] = {
        name: getattr(given, name) for name in given.model_fields_set - {"id", "colours", "icon", "synonym_of"}
    }
    changes = {name: value for name, value in changes.items() if value is not None}
    if "title" in changes:
        changes["is_own"] = True
    if given.colours is not None:
        changes["colours"] = (given.colours.light, given.colours.dark)
    if given.icon is not None:
        changes["icon"] = sign_of(given.icon)
    if "synonyms" in changes:
        changes["synonyms"] = tuple(dict.fromkeys((*word.synonyms, *given.synonyms)))
    return _with(word, **changes, written=tuple(sorted(given.model_fields_set)) or ("id",))


def _with(word: Word, **changes: Any) -> Word:
    fields = {name: getattr(word, name) for name in Word.__slots__}
    return Word(**{**fields, **changes})


def as_data(words: WordList) -> dict[str, Any]:
    """Return what a project has changed of a list, as data files hold it; nothing where that is nothing."""
    data: dict[str, Any] = dict.fromkeys(words.removed)
    for word_id, word in words.items():
        if word.written:
            data[word_id] = _definition_of(word)
    return data


def _definition_of(word: Word) -> dict[str, Any]:
    made: dict[str, Any] = {"title": word.title} if word.is_own else {}
    for key in ("description", "means", "parent", "icon"):
        if getattr(word, key):
            made[key] = getattr(word, key)
    if word.order != _LAST:
        made["order"] = word.order
    if word.colours is not None:
        made["colours"] = dict(zip(("light", "dark"), word.colours, strict=True))
    if word.synonyms:
        made["synonyms"] = list(word.synonyms)
    return made
