"""The types that the fields of records are made of.

Owns the format of texts, ids, addresses and dates, and which fields refer to other records. A
``PydanticCustomError`` raised here carries the name of the loader's rule as its type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model import dates
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.block_prose import unsafe_targets
from sphinx_excellence.model.prose import links, may_hold_links, unsafe_scheme
from sphinx_excellence.model.vocabulary import (
    CATEGORY,
    DECISION_STATUS,
    DEFAULT_VOCABULARY,
    OPEN_LISTS,
    PATTERN_STATUS,
    RELATION,
    RELEVANCE,
    RISK,
    TAG,
    Vocabulary,
)

ID_FORM = Phrase("letters, digits, '-', '_' and '.', starting with a letter or a digit")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class ReferenceTo:
    """Marks a field whose text is the id of a record of ``kind`` (or of a tier)."""

    kind: str


@dataclass(frozen=True, slots=True)
class ProseMark:
    """Marks a field whose text is CommonMark inline."""


@dataclass(frozen=True, slots=True)
class BlockMark(ProseMark):
    """Marks a field whose text is blocks of CommonMark and MyST: paragraphs, lists, code, tables and the like."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """Marks a field whose text readers see as it is; as with prose, translators may translate it."""


@dataclass(frozen=True, slots=True)
class ValueMark:
    """Marks a field whose text is an id, an address, a date: the same in every language."""


@dataclass(frozen=True, slots=True)
class AddressMark:
    """Marks a field whose text is a web address."""


#: The key of the validation context under which the project's vocabulary is; the toolkit's own where there is none.
VOCABULARY_CONTEXT = "vocabulary"
#: The type of the error where a word is none of its list.
UNKNOWN_WORD = "unknown-word"
#: The key of a JSON Schema whose place the words of a list take.
WORDS_IN_SCHEMA = "x-words-of"


@dataclass(frozen=True, slots=True)
class WordOf:
    """Marks a field whose text is a word of a list of the project's vocabulary; a synonym becomes its word.

    Whether a text is a word of an open list is for a rule to say.
    """

    list: str

    def _word(self, value: Any, info: ValidationInfo) -> Any:
        vocabulary: Vocabulary = info.context[VOCABULARY_CONTEXT] if info.context else DEFAULT_VOCABULARY
        words = vocabulary[self.list]
        found = words.find(value) if isinstance(value, str) else None
        if found is not None or self.list in OPEN_LISTS or (vocabulary.is_partial and isinstance(value, str)):
            return found or value
        raise PydanticCustomError(UNKNOWN_WORD, "{list}", {"list": self.list, "words": tuple(words)})

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        if self.list in OPEN_LISTS:
            return core_schema.with_info_after_validator_function(self._word, handler(source))
        return core_schema.with_info_plain_validator_function(self._word)

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: Any) -> dict[str, Any]:
        types: Any = ["string", "number"] if self.list in OPEN_LISTS else "string"
        return {"type": types, WORDS_IN_SCHEMA: self.list}


class OneOrMany:
    """Says in a JSON Schema that one item may be written without a list."""

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: Any) -> dict[str, Any]:
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


def _one_or_many(value: tuple[str, ...]) -> Any:
    return value[0] if len(value) == 1 else value


def is_id(text: str) -> bool:
    """Whether ``text`` can be a record's id."""
    return _ID.fullmatch(text) is not None


def id_like(text: str) -> str:
    """Return the id that ``text`` was likely meant to be; it is none where there is nothing to make one of."""
    return re.sub(r"[^a-z0-9_.]+", "-", text.lower()).strip("-_.")


def _identifier(value: str) -> str:
    if not is_id(value):
        raise PydanticCustomError("wrong-id", "'{value}' is not a valid id", {"value": value, "accepted": ID_FORM})
    return value


def _web_address(value: str) -> str:
    if not is_web_address(value):
        raise PydanticCustomError(
            "unsafe-url",
            "'{value}' is not a web address",
            {"value": value, "accepted": Phrase("an address that starts with https:// or http://")},
        )
    return value


def _safe_prose(value: str) -> str:
    return _safe(value, [link.target for link in links(value) if unsafe_scheme(link.target) is not None])


def safe_blocks(value: str) -> str:
    """Return a text of blocks; refuse one with an address that is not safe."""
    return _safe(value, unsafe_targets(value) if may_hold_links(value) or "{" in value else [])


def _safe(value: str, unsafe: Sequence[str]) -> str:
    if unsafe:
        raise PydanticCustomError(
            "unsafe-url",
            "links to '{value}'",
            {
                "value": unsafe[0],
                "targets": tuple(dict.fromkeys(unsafe)),
                "accepted": Phrase("https:, http: or mailto: addresses, or a record's id"),
            },
        )
    return value


def _date(value: str) -> str:
    try:
        dates.day_range(value)
    except ValueError as error:
        raise PydanticCustomError(
            "wrong-value", "{reason}", {"reason": error.args[0], "accepted": dates.DATE_FORMS}
        ) from error
    return value


def _full_date(value: str) -> str:
    try:
        dates.day_of(value)
    except ValueError as error:
        raise PydanticCustomError(
            "wrong-value", "{reason}", {"reason": error.args[0], "accepted": dates.DAY_FORM}
        ) from error
    return value


def _period(value: str) -> str:
    try:
        dates.period_range(value)
    except ValueError as error:
        raise PydanticCustomError(
            "wrong-value", "{reason}", {"reason": error.args[0], "accepted": dates.PERIOD_FORMS}
        ) from error
    return value


def one_as_list(value: Any) -> Any:
    """Return one text or number as a list of it; anything else as it is."""
    return (value,) if isinstance(value, str | int | float) and not isinstance(value, bool) else value


_TextOrNumber = WithJsonSchema({"type": ["string", "number"]})

#: Plain text, never markup; a number is taken as its text. The reader only makes a number of what reads back the same,
#: so nothing is lost.
Text = Annotated[
    str,
    Field(coerce_numbers_to_str=True),
    StringConstraints(strip_whitespace=True, min_length=1),
    _TextOrNumber,
    TextMark(),
]
#: A text by which something is found rather than read; where pages show it, they show it as words.
Term = Annotated[Text, ValueMark()]
#: CommonMark inline text.
Prose = Annotated[Text, AfterValidator(_safe_prose), ProseMark()]
#: Blocks of CommonMark and MyST.
BlockProse = Annotated[Text, AfterValidator(safe_blocks), BlockMark()]
#: The id of a record.
Identifier = Annotated[Text, AfterValidator(_identifier), ValueMark()]
#: A web address (http or https).
Url = Annotated[str, AfterValidator(_web_address), WithJsonSchema({"type": "string", "format": "uri"}), AddressMark()]
#: A year, a month, a day or a decade.
Date = Annotated[Text, AfterValidator(_date), ValueMark()]
#: A day.
Day = Annotated[Text, AfterValidator(_full_date), ValueMark()]
#: A date or a span between two.
Period = Annotated[Text, AfterValidator(_period), ValueMark()]

#: Words of the project's vocabulary.
Status = Annotated[str, WordOf(PATTERN_STATUS), ValueMark()]
DecisionStatus = Annotated[str, WordOf(DECISION_STATUS), ValueMark()]
Relevance = Annotated[str, WordOf(RELEVANCE), ValueMark()]
RelationKind = Annotated[str, WordOf(RELATION), ValueMark()]
Risk = Annotated[str, WordOf(RISK), ValueMark()]
Category = Annotated[Term, WordOf(CATEGORY), ValueMark()]
Tag = Annotated[Term, WordOf(TAG), ValueMark()]
#: One word or a list of them; one that is the only one is written without a list.
Categories = Annotated[tuple[Category, ...], BeforeValidator(one_as_list), PlainSerializer(_one_or_many), OneOrMany()]
Tags = Annotated[tuple[Tag, ...], BeforeValidator(one_as_list), OneOrMany()]

PatternRef = Annotated[Text, ReferenceTo("pattern")]
DecisionRef = Annotated[Text, ReferenceTo("decision")]
MigrationRef = Annotated[Text, ReferenceTo("migration")]
EditionRef = Annotated[Text, ReferenceTo("edition")]
TierRef = Annotated[Text, ReferenceTo("tier")]
#: One id or a list of them.
PatternRefs = Annotated[
    tuple[PatternRef, ...],
    BeforeValidator(one_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
#: One text or a list of them.
ProseList = Annotated[
    tuple[Prose, ...],
    BeforeValidator(one_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
#: Blocks, in one text or in several.
BlockProseList = Annotated[
    tuple[BlockProse, ...],
    BeforeValidator(one_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
