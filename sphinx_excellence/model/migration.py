"""Migrations: playbooks from one pattern to another."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sphinx_excellence.model.fields import BlockProse, BlockProseList, PatternRefs, Prose, ProseList, Risk, Text
from sphinx_excellence.model.record import Part, Record


class Phase(Part):
    """One stretch of the work."""

    title: Annotated[Text, Field(description="The name of the phase.")]
    when: Annotated[Text | None, Field(description="When it runs, such as weeks 1 to 2.")] = None
    steps: Annotated[tuple[BlockProse, ...], Field(description="The steps, in order.")] = ()


class RolloutStep(Part):
    """How much of the traffic takes the new way from a day on."""

    day: Annotated[int, Field(ge=0, description="Days since the start of the rollout.")]
    share: Annotated[float, Field(ge=0, le=100, description="Percentage of the traffic on the new system.")]
    note: Annotated[Prose | None, Field(description="What to watch, or the condition for the next step.")] = None


class Pitfall(Part):
    """What goes wrong, how to recognise it and how to fix it."""

    title: Annotated[Text, Field(description="What goes wrong.")]
    symptom: Annotated[BlockProse, Field(description="How to recognise it.")]
    solution: Annotated[BlockProse, Field(description="How to fix it.")]


class Migration(Record):
    """A playbook: checklist, phases, rollout, pitfalls, the way back."""

    from_: Annotated[PatternRefs, Field(alias="from", min_length=1, description="The patterns to migrate from.")]
    to: Annotated[PatternRefs, Field(min_length=1, description="The patterns to migrate to.")]
    effort: Annotated[Text | None, Field(description="The estimated effort.")] = None
    risk: Annotated[Risk | None, Field(description="The level of risk.")] = None
    checklist: Annotated[tuple[Prose, ...], Field(description="What must be true before you start.")] = ()
    phases: Annotated[tuple[Phase, ...], Field(description="The phases, in order.")] = ()
    rollout: Annotated[tuple[RolloutStep, ...], Field(description="The schedule for moving traffic.")] = ()
    pitfalls: Annotated[tuple[Pitfall, ...], Field(description="Common pitfalls.")] = ()
    rollback: Annotated[BlockProseList, Field(description="The steps of a rollback, in order.")] = ()
    done_when: Annotated[ProseList, Field(description="The completion criteria.")] = ()
