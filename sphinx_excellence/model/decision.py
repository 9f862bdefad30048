"""Decisions: architecture decision records."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sphinx_excellence.model.fields import Date, DecisionRef, PatternRef, Prose, ProseList, Text
from sphinx_excellence.model.record import Part, Record

DecisionStatus = Literal["proposed", "accepted", "implemented", "rejected", "deprecated", "superseded"]


class Option(Part):
    """One way that was considered."""

    name: Annotated[Text, Field(description="What it is called.")]
    pattern: Annotated[PatternRef | None, Field(description="The pattern it stands for.")] = None
    chosen: Annotated[bool, Field(description="Whether it was taken.")] = False
    pros: Annotated[tuple[Prose, ...], Field(description="What spoke for it.")] = ()
    cons: Annotated[tuple[Prose, ...], Field(description="What spoke against it.")] = ()
    cautions: Annotated[tuple[Prose, ...], Field(description="What it asks for.")] = ()


class DecisionPhase(Part):
    """One step of carrying it out."""

    title: Annotated[Text, Field(description="What the step is.")]
    text: Annotated[Prose | None, Field(description="What was done.")] = None


class Outcome(Part):
    """A measure before and after."""

    metric: Annotated[Text, Field(description="What was measured.")]
    before: Annotated[Text, Field(description="Its value before, with the unit.")]
    after: Annotated[Text, Field(description="Its value after, with the unit.")]
    qualifier: Annotated[Text | None, Field(description="How it was measured, such as a percentile.")] = None


class Decision(Record):
    """An architecture decision record."""

    status: Annotated[DecisionStatus, Field(description="Where it stands.")]
    date: Annotated[Date | None, Field(description="When it was taken.")] = None
    deciders: Annotated[tuple[Text, ...], Field(description="Who took it.")] = ()
    context: Annotated[ProseList, Field(description="What called for it, a paragraph an entry.")] = ()
    decision: Annotated[ProseList, Field(description="What was decided, a paragraph an entry.")] = ()
    options: Annotated[tuple[Option, ...], Field(description="What was considered.")] = ()
    several_chosen: Annotated[bool, Field(description="Whether several options were taken together, on purpose.")] = (
        False
    )
    phases: Annotated[tuple[DecisionPhase, ...], Field(description="How it is carried out.")] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(description="What came of it, measured.")] = ()
    lessons: Annotated[tuple[Prose, ...], Field(description="What was learnt.")] = ()
    supersedes: Annotated[tuple[DecisionRef, ...], Field(description="Decisions it replaces.")] = ()
    superseded_by: Annotated[tuple[DecisionRef, ...], Field(description="Decisions that replace it.")] = ()
    patterns: Annotated[tuple[PatternRef, ...], Field(description="Patterns it is about.")] = ()
