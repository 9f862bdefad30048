"""Evolutions: lineages of patterns through time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import Date, MigrationRef, PatternRef, Prose, Text, TierRef, Url
from sphinx_excellence.model.record import Part, Record


class Standing(Part):
    """The tier that a pattern has from a step on, by what was known then."""

    pattern: Annotated[PatternRef, Field(description="The pattern.")]
    tier: Annotated[
        TierRef, Field(description="The tier that one would have given it then, by the criteria of today's tiers.")
    ]


class TimelineEntry(Part):
    """One dated step: a pattern of the registry, or a label."""

    year: Annotated[Date, Field(description="The date of the step.")]
    pattern: Annotated[PatternRef | None, Field(description="The pattern of the step.")] = None
    label: Annotated[Text | None, Field(description="The name of the step, if it has no record.")] = None
    context: Annotated[Prose | None, Field(description="Why the step was taken.")] = None
    source: Annotated[Url | None, Field(description="The address of a source.")] = None
    standing: Annotated[
        tuple[Standing, ...],
        Field(
            description="The tiers that patterns have from this step on, by what was known then. The time machine "
            "shows them."
        ),
    ] = ()

    @model_validator(mode="after")
    def _is_named(self) -> TimelineEntry:
        if self.pattern is None and self.label is None:
            raise PydanticCustomError(
                "missing-key",
                "names nothing",
                {"accepted": Phrase("`pattern` (a record's id), `label`, or both")},
            )
        return self


class RealWorldMigration(Part):
    """A migration that an organisation has published."""

    company: Annotated[Text, Field(description="The organisation that migrated.")]
    year: Annotated[Date | None, Field(description="The date of the migration.")] = None
    from_: Annotated[Prose, Field(alias="from", description="What they migrated from.")]
    to: Annotated[Prose, Field(description="What they migrated to.")]
    note: Annotated[Prose | None, Field(description="A note on the migration.")] = None
    source: Annotated[Url | None, Field(description="The address of a source.")] = None


class Evolution(Record):
    """A lineage: a dated timeline, migration paths, real-world migrations."""

    timeline: Annotated[tuple[TimelineEntry, ...], Field(min_length=1, description="The steps, oldest first.")]
    migration_paths: Annotated[
        tuple[MigrationRef, ...], Field(description="Migrations from one step to a later one.")
    ] = ()
    real_world_migrations: Annotated[
        tuple[RealWorldMigration, ...], Field(description="Migrations that organisations have published.")
    ] = ()

    def patterns(self) -> tuple[str, ...]:
        """Return the names of the patterns of its steps, in order."""
        return tuple(entry.pattern for entry in self.timeline if entry.pattern)
