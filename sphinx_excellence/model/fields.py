"""The types that the fields of records are made of.

Owns the format of texts, ids, addresses and dates, and which fields refer to other records. A
``PydanticCustomError`` raised here carries the name of the loader's rule as its type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model import dates
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.block_prose import unsafe_targets
from sphinx_excellence.model.prose import links, may_hold_links, unsafe_scheme

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


def _safe_blocks(value: str) -> str:
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


def _one_as_list(value: Any) -> Any:
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
BlockProse = Annotated[Text, AfterValidator(_safe_blocks), BlockMark()]
#: The id of a record.
Identifier = Annotated[Text, AfterValidator(_identifier), ValueMark()]
#: A web address (http or https).
Url = Annotated[str, AfterValidator(_web_address), WithJsonSchema({"type": "string", "format": "uri"})]
#: A year, a month, a day or a decade.
Date = Annotated[Text, AfterValidator(_date), ValueMark()]
#: A day.
Day = Annotated[Text, AfterValidator(_full_date), ValueMark()]
#: A date or a span between two.
Period = Annotated[Text, AfterValidator(_period), ValueMark()]

#: What to do about a pattern today.
Status = Literal["recommended", "use-with-caution", "legacy", "deprecated"]

PatternRef = Annotated[Text, ReferenceTo("pattern")]
DecisionRef = Annotated[Text, ReferenceTo("decision")]
MigrationRef = Annotated[Text, ReferenceTo("migration")]
EditionRef = Annotated[Text, ReferenceTo("edition")]
TierRef = Annotated[Text, ReferenceTo("tier")]
#: One id or a list of them.
PatternRefs = Annotated[
    tuple[PatternRef, ...],
    BeforeValidator(_one_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
#: One text or a list of them.
ProseList = Annotated[
    tuple[Prose, ...],
    BeforeValidator(_one_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
#: Blocks, in one text or in several.
BlockProseList = Annotated[
    tuple[BlockProse, ...],
    BeforeValidator(_one_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
