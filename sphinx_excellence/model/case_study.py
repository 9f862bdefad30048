"""Case studies: what one organisation built, and the patterns it shows."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sphinx_excellence.model.fields import BlockProse, Date, PatternRef, Prose, Text
from sphinx_excellence.model.record import Part, Record


class ShownPattern(Part):
    """A pattern that the case shows."""

    pattern: Annotated[PatternRef, Field(description="The pattern.")]
    note: Annotated[Prose | None, Field(description="How the organisation uses it.")] = None


class CaseStudy(Record):
    """What one organisation built."""

    company: Annotated[Text, Field(description="Who built it.")]
    domain: Annotated[Text | None, Field(description="The industry or problem domain.")] = None
    year: Annotated[Date | None, Field(description="When the case was published.")] = None
    scale: Annotated[Prose | None, Field(description="The size of the system.")] = None
    patterns: Annotated[tuple[ShownPattern, ...], Field(description="The patterns that the case shows.")] = ()
    lessons: Annotated[tuple[BlockProse, ...], Field(description="The lessons learned.")] = ()
