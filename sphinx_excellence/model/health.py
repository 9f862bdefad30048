"""The health of patterns: what was measured of each in a quarter, where it can be looked up, and when it was.

Owns what is written. The score is computed, by ``health_score``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.dates import day_range
from sphinx_excellence.model.fields import Day, OneOrMany, Prose, Term, Text, Url
from sphinx_excellence.model.record import GatheringPart, Part, Record

_QUARTER = re.compile(r"(?a)\d{4}Q[1-4]")
#: What the id of a quarter looks like, for messages.
QUARTER_FORM = Phrase("a year and a quarter, such as 2026Q4")


def is_quarter(text: str) -> bool:
    """Whether a text is a quarter of the form in :data:`QUARTER_FORM`."""
    return _QUARTER.fullmatch(text) is not None and int(text[:4]) >= date.min.year


def quarter_days(quarter: str) -> tuple[date, date]:
    """Return the first and the last day of a quarter. Raises ``ValueError`` where ``quarter`` is none."""
    return day_range(quarter)


def quarter_of(day: date) -> str:
    """Return the quarter that a day is in."""
    return f"{day.year:04}Q{(day.month + 2) // 3}"


def quarter_title(quarter: str) -> str:
    """Return a quarter as readers see it."""
    return f"{quarter[:4]} {quarter[4:]}"


class Reading(Part):
    """One value of a signal."""

    value: Annotated[Term, Field(description="What was measured: a number, a date or a word, as the signal says.")]
    of: Annotated[
        Text | None, Field(description="What it was measured of, where the pattern has several: an implementation.")
    ] = None
    unit: Annotated[
        Term | None, Field(description="The unit, which must be the signal's. A reading without one has the signal's.")
    ] = None
    source: Annotated[Url | None, Field(description="The address at which the value can be looked up.")] = None
    retrieved: Annotated[Day | None, Field(description="The day on which it was looked up.")] = None
    collector: Annotated[
        Term | None,
        Field(
            description="What wrote the reading, such as `npm`. `sphinx-excellence health collect` changes only "
            "readings that have it."
        ),
    ] = None


def _one_as_list(value: Any) -> Any:
    return (value,) if isinstance(value, dict) else value


def _one_or_many(value: tuple[Reading, ...]) -> Any:
    written = [reading.model_dump(by_alias=True, exclude_unset=True) for reading in value]
    return written[0] if len(written) == 1 else written


#: One reading, or a list of them, each of something else.
Readings = Annotated[
    tuple[Reading, ...], BeforeValidator(_one_as_list), PlainSerializer(_one_or_many), Field(min_length=1), OneOrMany()
]


class PatternHealth(Part):
    """What was measured of one pattern in a quarter."""

    #: Keys that people write and the toolkit computes.
    COMPUTED_KEYS: ClassVar[frozenset[str]] = frozenset({"score", "health_score", "trend", "confidence"})

    signals: Annotated[
        dict[Text, Readings],
        Field(description="The readings, by the ids of signals. What could not be looked up is left out."),
    ]
    notes: Annotated[Prose | None, Field(description="What explains the readings, or how they changed.")] = None


class Health(GatheringPart, Record):
    """The health of patterns in one quarter. Its id is the quarter; its other keys are the ids of patterns."""

    GATHERED: ClassVar[str] = "patterns"
    ID_FORM: ClassVar[Phrase] = QUARTER_FORM

    title: Annotated[Text, Field(description="The title that readers see. Defaults to the quarter.")] = ""
    patterns: Annotated[
        dict[Text, PatternHealth],
        Field(description="What was measured, by the ids of patterns. Write them as keys of the quarter itself."),
    ] = Field(default_factory=dict)

    @classmethod
    def accepts_id(cls, record_id: str) -> bool:
        """Whether a text is a quarter."""
        return is_quarter(record_id)

    @model_validator(mode="before")
    @classmethod
    def _titled_by_quarter(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "title" in value:
            return value
        return {"title": quarter_title(str(value.get("id", ""))), **value}
