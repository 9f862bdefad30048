"""Case studies: what one organisation built, and the patterns it shows."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sphinx_excellence.model.fields import Date, PatternRef, Prose, Text
from sphinx_excellence.model.record import Part, Record


class ShownPattern(Part):
    """A pattern that the case shows."""

    pattern: Annotated[PatternRef, Field(description="The pattern.")]
    note: Annotated[Prose | None, Field(description="How it is used there.")] = None


class CaseStudy(Record):
    """What one organisation built."""

    company: Annotated[Text, Field(description="Who built it.")]
    domain: Annotated[Text | None, Field(description="The field of work.")] = None
    year: Annotated[Date | None, Field(description="When it was described.")] = None
    scale: Annotated[Prose | None, Field(description="How large it is.")] = None
    patterns: Annotated[tuple[ShownPattern, ...], Field(description="The patterns it shows.")] = ()
    lessons: Annotated[tuple[Prose, ...], Field(description="What it teaches.")] = ()
