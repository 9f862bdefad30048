"""Reads answers in JSON: the values that an adapter needs, each checked, and nothing else.

Owns what is believed. A model names what it needs of an answer; whatever else is there is not looked at.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, TypeAdapter, ValidationError

from sphinx_excellence.characters import REFUSED
from sphinx_excellence.collectors.collector import Answer, NotMeasured
from sphinx_excellence.loader.value_findings import shortened

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
#: A larger number counts nothing on earth that is collected here.
_LARGEST = 10**13
_EARLIEST = date(1970, 1, 1)
_HTML = re.compile(rb"\s*<(?:!doctype|html|head|\?xml|!--)", re.IGNORECASE)


class Part(BaseModel):
    """A mapping in an answer: the values that are needed of it, of exactly the type that is expected."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


def _line(value: str) -> str:
    if REFUSED.search(value):
        raise ValueError("it holds a control character")
    return value


def _day(value: object) -> date:
    """Return the day, in UTC, of a text that is a date with or without a time."""
    if not isinstance(value, str):
        raise ValueError("expected a date as text")  # noqa: TRY004 - pydantic reports ValueError alone
    try:
        if len(value) <= len("2026-01-01"):
            found = date.fromisoformat(value)
        else:
            moment = datetime.fromisoformat(value)
            found = (moment.astimezone(UTC) if moment.tzinfo is not None else moment).date()
    except (ValueError, OverflowError):
        raise ValueError(f"'{shortened(value, 30)}' is not a date") from None
    if found < _EARLIEST:
        raise ValueError(f"the date {found} is too early")
    return found


#: A text without control characters, of a sensible length.
Line = Annotated[str, Field(max_length=2000), AfterValidator(_line)]
#: A number of things.
Count = Annotated[int, Field(ge=0, le=_LARGEST)]
#: The day of a text with a date, or with a moment.
Day = Annotated[date, PlainValidator(_day)]


def read_answer(answer: Answer, model: type[M]) -> M:
    """Return what an answer holds. Raises ``NotMeasured`` where it is not what ``model`` expects."""
    return _read(answer, TypeAdapter(model))


def read_list(answer: Answer, model: type[M]) -> list[M]:
    """Return what an answer holds that is a list. Raises ``NotMeasured`` where it is not what ``model`` expects."""
    return _read(answer, TypeAdapter(list[model]))  # type: ignore[valid-type]


def read_content(content: bytes, model: type[M]) -> M:
    """Return what a document holds that came in an answer. Raises ``NotMeasured``."""
    return _parsed(content, TypeAdapter(model))


def read_value(value: Any, model: type[M]) -> M:
    """Return a part of an answer that was read before. Raises ``NotMeasured``."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise _not_understood(error) from None


def _read(answer: Answer, wanted: TypeAdapter[T]) -> T:
    return _parsed(answer.content, wanted)


def _parsed(content: bytes, wanted: TypeAdapter[T]) -> T:
    if _HTML.match(content):
        raise NotMeasured("the answer is a page of HTML; expected JSON")
    if not content.strip():
        raise NotMeasured("the answer is empty; expected JSON")
    try:
        return wanted.validate_json(content)
    except ValidationError as error:
        raise _not_understood(error) from None


def _not_understood(error: ValidationError) -> NotMeasured:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    said = shortened(first["msg"].removeprefix("Value error, "), 120)
    said = said[:1].lower() + said[1:]
    if first["type"] == "json_invalid":
        return NotMeasured(f"the answer is not valid JSON ({said.partition(': ')[2] or said})")
    where = ".".join(shortened(str(step), 40) for step in first["loc"])
    more = f", and {error.error_count() - 1} more" if error.error_count() > 1 else ""
    return NotMeasured(f"the answer is not understood: {f'`{where}`: ' if where else ''}{said}{more}")
