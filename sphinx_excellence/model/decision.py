"""Decisions: architecture decision records."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sphinx_excellence.model.fields import Date, DecisionRef, PatternRef, Prose, ProseList, Term, Text
from sphinx_excellence.model.record import Part, Record

DecisionStatus = Literal["proposed", "accepted", "implemented", "rejected", "deprecated", "superseded"]


class Option(Part):
    """One way that was considered."""

    name: Annotated[Text, Field(description="What it is called.")]
    pattern: Annotated[PatternRef | None, Field(description="The pattern it stands for.")] = None
    chosen: Annotated[bool, Field(description="Whether it was taken.")] = False
    pros: Annotated[tuple[Prose, ...], Field(description="What spoke for it.")] = ()
    cons: Annotated[tuple[Prose, ...], Field(description="What spoke against it.")] = ()
    neutral: Annotated[tuple[Prose, ...], Field(description="What speaks neither for it nor against it.")] = ()
    cautions: Annotated[tuple[Prose, ...], Field(description="What it asks for.")] = ()


class Consequences(Part):
    """What follows from it."""

    good: Annotated[tuple[Prose, ...], Field(description="What becomes better.")] = ()
    bad: Annotated[tuple[Prose, ...], Field(description="What becomes worse.")] = ()
    neutral: Annotated[tuple[Prose, ...], Field(description="What changes without being better or worse.")] = ()


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
    consulted: Annotated[tuple[Text, ...], Field(description="Who was asked for advice.")] = ()
    informed: Annotated[tuple[Text, ...], Field(description="Who is kept up to date.")] = ()
    category: Annotated[Term | None, Field(description="The team or area that it belongs to, as an id.")] = None
    tags: Annotated[tuple[Term, ...], Field(description="Words by which the log is filtered.")] = ()
    context: Annotated[ProseList, Field(description="What called for it, a paragraph an entry.")] = ()
    drivers: Annotated[tuple[Prose, ...], Field(description="The forces and concerns that decide.")] = ()
    decision: Annotated[ProseList, Field(description="What was decided, a paragraph an entry.")] = ()
    options: Annotated[tuple[Option, ...], Field(description="What was considered.")] = ()
    several_chosen: Annotated[bool, Field(description="Whether several options were taken together, on purpose.")] = (
        False
    )
    consequences: Annotated[Consequences, Field(description="What follows from it.")] = Consequences()
    confirmation: Annotated[
        ProseList, Field(description="How you check that it is followed, a paragraph an entry.")
    ] = ()
    phases: Annotated[tuple[DecisionPhase, ...], Field(description="How it is carried out.")] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(description="What came of it, measured.")] = ()
    lessons: Annotated[tuple[Prose, ...], Field(description="What was learnt.")] = ()
    supersedes: Annotated[tuple[DecisionRef, ...], Field(description="Decisions it replaces.")] = ()
    superseded_by: Annotated[tuple[DecisionRef, ...], Field(description="Decisions that replace it.")] = ()
    amends: Annotated[tuple[DecisionRef, ...], Field(description="Decisions that it changes in part.")] = ()
    amended_by: Annotated[tuple[DecisionRef, ...], Field(description="Decisions that change it in part.")] = ()
    relates_to: Annotated[tuple[DecisionRef, ...], Field(description="Decisions to read together with it.")] = ()
    patterns: Annotated[tuple[PatternRef, ...], Field(description="Patterns it is about.")] = ()
