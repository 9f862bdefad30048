"""Comparisons: needs or eras (rows) against options (columns)."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import Identifier, PatternRef, PatternRefs, Prose, Text, TierRef
from sphinx_excellence.model.record import GatheringPart, Part, Record


class Column(Part):
    """One column; with a tier it is headed by that tier's badge."""

    id: Annotated[Identifier, Field(description="The key of its cells in each row.")]
    title: Annotated[
        Text | None, Field(description="The heading of the column. Defaults to the tier's title, or to the id.")
    ] = None
    tier: Annotated[TierRef | None, Field(description="The tier of its options.")] = None
    recommends: Annotated[
        bool, Field(description="Whether its options are what readers should use, so that none may be legacy.")
    ] = False


class Cell(Part):
    """What stands where a row and a column meet; a text alone is its note."""

    pattern: Annotated[PatternRef | None, Field(description="The pattern that is the option.")] = None
    patterns: Annotated[PatternRefs, Field(description="Several patterns that are used together.")] = ()
    label: Annotated[Text | None, Field(description="The name of an option that has no record.")] = None
    note: Annotated[Prose | None, Field(description="A note on the option.")] = None

    @model_validator(mode="before")
    @classmethod
    def _text_is_a_note(cls, value: Any) -> Any:
        return {"note": value} if isinstance(value, str | int | float) else value

    def options(self) -> tuple[str, ...]:
        """Return the ids of the patterns in the cell, in order."""
        return (*((self.pattern,) if self.pattern else ()), *self.patterns)


class Row(GatheringPart):
    """A need or an era with its cells; every other key is the id of a column."""

    GATHERED: ClassVar[str] = "cells"

    need: Annotated[Prose | None, Field(description="The need, in a table of needs.")] = None
    era: Annotated[Text | None, Field(description="The era, in a table of eras.")] = None
    pattern: Annotated[PatternRef | None, Field(description="The pattern of the era.")] = None
    label: Annotated[Text | None, Field(description="The name of the era's option, if it has no record.")] = None
    cells: Annotated[
        dict[str, Cell], Field(description="The cells by column id. Write them as keys of the row itself.")
    ] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_headed(self) -> Row:
        if self.need is None and self.era is None:
            raise PydanticCustomError("missing-key", "has no heading", {"accepted": Phrase("`need` or `era`")})
        return self


class Comparison(Record):
    """A matrix: needs or eras against options, each of a tier."""

    columns: Annotated[tuple[Column, ...], Field(min_length=1, description="The columns, in order.")]
    rows: Annotated[tuple[Row, ...], Field(min_length=1, description="The rows, in order.")]

    def patterns(self) -> tuple[str, ...]:
        """Return the names of the patterns that are its options or the heads of its rows, in order."""
        cells = (name for row in self.rows for cell in row.cells.values() for name in cell.options())
        return (*(row.pattern for row in self.rows if row.pattern), *cells)
