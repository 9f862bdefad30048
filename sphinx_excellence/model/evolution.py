"""Evolutions: lineages of patterns through time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import Date, MigrationRef, PatternRef, Prose, Text, Url
from sphinx_excellence.model.record import Part, Record


class TimelineEntry(Part):
    """One dated step: a pattern on record, or a label."""

    year: Annotated[Date, Field(description="When it happened.")]
    pattern: Annotated[PatternRef | None, Field(description="The pattern of the step.")] = None
    label: Annotated[Text | None, Field(description="What the step is called, where it has no record.")] = None
    context: Annotated[Prose | None, Field(description="What called for it.")] = None
    source: Annotated[Url | None, Field(description="Where that can be read.")] = None

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
    """A move that an organisation has made in public."""

    company: Annotated[Text, Field(description="Who moved.")]
    year: Annotated[Date | None, Field(description="When.")] = None
    from_: Annotated[Prose, Field(alias="from", description="What they left.")]
    to: Annotated[Prose, Field(description="What they moved to.")]
    note: Annotated[Prose | None, Field(description="What is worth knowing about it.")] = None
    source: Annotated[Url | None, Field(description="Where that can be read.")] = None


class Evolution(Record):
    """A lineage: a dated timeline, migration paths, real-world migrations."""

    timeline: Annotated[tuple[TimelineEntry, ...], Field(min_length=1, description="The steps, oldest first.")]
    migration_paths: Annotated[
        tuple[MigrationRef, ...], Field(description="Playbooks that lead from one step to a later one.")
    ] = ()
    real_world_migrations: Annotated[tuple[RealWorldMigration, ...], Field(description="Moves made in public.")] = ()
