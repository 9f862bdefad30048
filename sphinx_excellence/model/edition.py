"""Editions: the days on which the tiers of all patterns were published, as those of a technology radar are."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from sphinx_excellence.model.dates import day_range
from sphinx_excellence.model.fields import BlockProse, Date, Term, Text
from sphinx_excellence.model.record import Part, Record


class EditionTier(Part):
    """What a tier was called in one edition."""

    title: Annotated[Text | None, Field(description="The text on the badge in this edition.")] = None
    symbol: Annotated[Term | None, Field(description="The symbol before the title in this edition.")] = None


class Edition(Record):
    """The tiers of all patterns as they were published at one time."""

    date: Annotated[Date, Field(description="When it was published. Its date gives its place among the editions.")]
    text: Annotated[BlockProse | None, Field(description="What it is about.")] = None
    tiers: Annotated[
        dict[Text, EditionTier], Field(description="Tiers that had another name in this edition, by their ids.")
    ] = Field(default_factory=dict)

    @property
    def day(self) -> dt.date:
        """The last day that the date may mean: what happened until then is in the edition."""
        return day_range(self.date)[1]
