"""Migrations: playbooks from one pattern to another."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sphinx_excellence.model.fields import PatternRefs, Prose, ProseList, Text
from sphinx_excellence.model.record import Part, Record


class Phase(Part):
    """One stretch of the work."""

    title: Annotated[Text, Field(description="What the phase is about.")]
    when: Annotated[Text | None, Field(description="When it runs, such as weeks 1 to 2.")] = None
    steps: Annotated[tuple[Prose, ...], Field(description="What to do, in order.")] = ()


class RolloutStep(Part):
    """How much of the traffic takes the new way from a day on."""

    day: Annotated[int, Field(ge=0, description="Days since the rollout began.")]
    share: Annotated[float, Field(ge=0, le=100, description="Percent of the traffic on the new way.")]
    note: Annotated[Prose | None, Field(description="What to watch, or the condition to go on.")] = None


class Pitfall(Part):
    """What goes wrong, how it shows and what mends it."""

    title: Annotated[Text, Field(description="What goes wrong.")]
    symptom: Annotated[Prose, Field(description="How one sees it.")]
    solution: Annotated[Prose, Field(description="What mends it.")]


class Migration(Record):
    """A playbook: checklist, phases, rollout, pitfalls, the way back."""

    from_: Annotated[PatternRefs, Field(alias="from", min_length=1, description="What is left behind.")]
    to: Annotated[PatternRefs, Field(min_length=1, description="What is moved to.")]
    effort: Annotated[Text | None, Field(description="How much work it is.")] = None
    risk: Annotated[Literal["low", "medium", "high"] | None, Field(description="How risky it is.")] = None
    checklist: Annotated[tuple[Prose, ...], Field(description="What must be true before it begins.")] = ()
    phases: Annotated[tuple[Phase, ...], Field(description="The work, in order.")] = ()
    rollout: Annotated[tuple[RolloutStep, ...], Field(description="How traffic moves over.")] = ()
    pitfalls: Annotated[tuple[Pitfall, ...], Field(description="What goes wrong.")] = ()
    rollback: Annotated[ProseList, Field(description="How to go back, in order.")] = ()
    done_when: Annotated[ProseList, Field(description="When it is over.")] = ()
