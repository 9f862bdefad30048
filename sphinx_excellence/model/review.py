"""Reviews: what a quarter's look at the tiers decided, by whom, and when it was closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import BlockProse, Day, DecisionRef, PatternRef, Prose, Text, TierRef
from sphinx_excellence.model.health import QUARTER_FORM, is_quarter, quarter_title
from sphinx_excellence.model.record import Part, Record


def _as_quarter(value: str) -> str:
    if not is_quarter(value):
        reason = Phrase("'%s' is not a quarter", value)
        raise PydanticCustomError("wrong-value", "{reason}", {"reason": reason, "accepted": QUARTER_FORM})
    return value


class ReviewDecision(Part):
    """What a review decided about one pattern."""

    pattern: Annotated[PatternRef, Field(description="The pattern.")]
    tier: Annotated[
        TierRef | None, Field(description="The tier from then on. Without one, the pattern keeps its tier.")
    ] = None
    reason: Annotated[Prose | None, Field(description="The reason.")] = None
    decision: Annotated[DecisionRef | None, Field(description="The decision that explains it.")] = None
    by: Annotated[Text | None, Field(description="The role that decided it. Defaults to that of the review.")] = None


class Review(Record):
    """A review of the tiers in one quarter."""

    title: Annotated[Text, Field(description="The title that readers see. Defaults to the quarter.")] = ""
    quarter: Annotated[
        Annotated[Text, AfterValidator(_as_quarter)] | None,
        Field(description="The quarter, such as `2026Q4`. Defaults to the id, where that is a quarter."),
    ] = None
    by: Annotated[Text | None, Field(description="The role that reviews, such as `architecture group`.")] = None
    closed: Annotated[
        Day | None, Field(description="The day on which it was closed. A review without one is open.")
    ] = None
    decisions: Annotated[tuple[ReviewDecision, ...], Field(description="What it decided, by pattern.")] = ()
    notes: Annotated[BlockProse | None, Field(description="What else the review found.")] = None

    @model_validator(mode="before")
    @classmethod
    def _named_by_quarter(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        record_id = value.get("id")
        quarter = value.get("quarter")
        if quarter is None and isinstance(record_id, str) and is_quarter(record_id):
            quarter = record_id
        named = {"quarter": quarter} if quarter is not None else {}
        if "title" not in value and isinstance(quarter, str):
            named["title"] = quarter_title(quarter)
        return {**value, **named}

    @model_validator(mode="after")
    def _is_of_a_quarter(self) -> Review:
        if self.quarter is None:
            accepted = Phrase("add its `quarter`, such as 2026Q4")
            raise PydanticCustomError(
                "missing-key", "{what}", {"what": Phrase("names no quarter"), "accepted": accepted}
            )
        return self

    @property
    def of_quarter(self) -> str:
        """The quarter that it reviews."""
        return self.quarter or self.id

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.closed is None
