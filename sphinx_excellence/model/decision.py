"""Decisions: architecture decision records."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from sphinx_excellence.model.fields import (
    BlockProse,
    BlockProseList,
    Categories,
    Date,
    DecisionRef,
    DecisionStatus,
    PatternRef,
    Text,
)
from sphinx_excellence.model.record import Part, Record


class Option(Part):
    """One way that was considered."""

    name: Annotated[Text, Field(description="The name of the option.")]
    pattern: Annotated[PatternRef | None, Field(description="The pattern that the option uses.")] = None
    chosen: Annotated[bool, Field(description="Whether the option was chosen.")] = False
    pros: Annotated[tuple[BlockProse, ...], Field(description="Arguments for the option.")] = ()
    cons: Annotated[tuple[BlockProse, ...], Field(description="Arguments against the option.")] = ()
    neutral: Annotated[tuple[BlockProse, ...], Field(description="Neutral points.")] = ()
    cautions: Annotated[tuple[BlockProse, ...], Field(description="What to watch out for.")] = ()


class Consequences(Part):
    """What follows from it; texts alone are not told apart."""

    text: Annotated[
        BlockProseList, Field(description="What follows, in one text or several, good and bad not told apart.")
    ] = ()
    good: Annotated[tuple[BlockProse, ...], Field(description="What becomes better.")] = ()
    bad: Annotated[tuple[BlockProse, ...], Field(description="What becomes worse.")] = ()
    neutral: Annotated[tuple[BlockProse, ...], Field(description="What changes without being better or worse.")] = ()

    @model_validator(mode="before")
    @classmethod
    def _texts_are_not_told_apart(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str | list) else value


class DecisionPhase(Part):
    """One step of carrying it out."""

    title: Annotated[Text, Field(description="The name of the step.")]
    text: Annotated[BlockProse | None, Field(description="What the step involves.")] = None


class Outcome(Part):
    """A measure before and after."""

    metric: Annotated[Text, Field(description="What is measured.")]
    before: Annotated[Text, Field(description="The value before the change, with its unit.")]
    after: Annotated[Text, Field(description="The value after the change, with its unit.")]
    qualifier: Annotated[Text | None, Field(description="How it is measured, such as a percentile.")] = None


class Decision(Record):
    """An architecture decision record."""

    status: Annotated[
        DecisionStatus | None, Field(description="The status. A decision without one is shown as not stated.")
    ] = None
    date: Annotated[Date | None, Field(description="The date of the decision.")] = None
    deciders: Annotated[tuple[Text, ...], Field(description="The people who made the decision.")] = ()
    consulted: Annotated[tuple[Text, ...], Field(description="The people who were consulted.")] = ()
    informed: Annotated[tuple[Text, ...], Field(description="The people who are kept informed.")] = ()
    categories: Annotated[
        Categories,
        Field(alias="category", description="The team or area that it belongs to, as an id, or a list of them."),
    ] = ()
    context: Annotated[BlockProseList, Field(description="The problem and its context, in one text or several.")] = ()
    drivers: Annotated[tuple[BlockProse, ...], Field(description="The forces and concerns behind the decision.")] = ()
    decision: Annotated[BlockProseList, Field(description="The decision, in one text or several.")] = ()
    options: Annotated[tuple[Option, ...], Field(description="The options that were considered.")] = ()
    several_chosen: Annotated[bool, Field(description="Whether several options were deliberately chosen together.")] = (
        False
    )
    consequences: Annotated[
        Consequences, Field(description="The consequences: in one text or several, or by good, bad and neutral.")
    ] = Consequences()
    confirmation: Annotated[
        BlockProseList, Field(description="How you check that it is followed, in one text or several.")
    ] = ()
    phases: Annotated[tuple[DecisionPhase, ...], Field(description="The phases of the implementation.")] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(description="The measured outcomes.")] = ()
    lessons: Annotated[tuple[BlockProse, ...], Field(description="The lessons learned.")] = ()
    supersedes: Annotated[tuple[DecisionRef, ...], Field(description="Decisions that this one replaces.")] = ()
    superseded_by: Annotated[tuple[DecisionRef, ...], Field(description="Decisions that replace this one.")] = ()
    amends: Annotated[tuple[DecisionRef, ...], Field(description="Decisions that it changes in part.")] = ()
    amended_by: Annotated[tuple[DecisionRef, ...], Field(description="Decisions that change it in part.")] = ()
    relates_to: Annotated[tuple[DecisionRef, ...], Field(description="Decisions to read together with it.")] = ()
    patterns: Annotated[tuple[PatternRef, ...], Field(description="Patterns that the decision is about.")] = ()

    @property
    def category(self) -> str | None:
        """The main category: the first."""
        return self.categories[0] if self.categories else None
