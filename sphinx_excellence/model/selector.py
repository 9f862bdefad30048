"""Selectors: which pattern for which problem, at which scale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, model_validator

from sphinx_excellence.findings import Path
from sphinx_excellence.model.fields import Identifier, Prose, Text
from sphinx_excellence.model.pattern import PatternOrOther
from sphinx_excellence.model.record import Part, Record


class Scale(Part):
    """How large the reader's system is."""

    title: Annotated[Text, Field(description="The title that readers see.")]
    load: Annotated[Text | None, Field(description="The load at this scale, such as `100K to 10M requests a day`.")] = (
        None
    )


class Choice(PatternOrOther):
    """Something that is recommended; a text alone is the id of a pattern."""

    note: Annotated[Prose | None, Field(description="Why or when to choose it at this scale.")] = None

    @model_validator(mode="before")
    @classmethod
    def _text_is_a_pattern(cls, value: Any) -> Any:
        return {"pattern": value} if isinstance(value, str | int | float) and not isinstance(value, bool) else value


#: What is recommended at one scale, by tier; nothing where a tier, or the whole scale, is left out on purpose.
Choices = dict[Text, tuple[Choice, ...] | None]


class SelectorProblem(Part):
    """A problem that readers come with, and what is recommended for it."""

    title: Annotated[Text, Field(description="The problem, in the words of someone who has it.")]
    summary: Annotated[Prose | None, Field(description="What it is, in one sentence.")] = None
    asked_as: Annotated[
        tuple[Text, ...], Field(description="Other words for the problem. The search and the selector use them.")
    ] = ()
    recommend: Annotated[
        dict[Text, Choices | None],
        Field(
            description="The recommendations, by scale and then by tier. Use `null` where nothing is "
            "recommended on purpose."
        ),
    ] = Field(default_factory=dict)

    def choices(self, scale: str) -> Iterator[tuple[str, int, Choice]]:
        """Yield what is recommended at a scale: its tier, its place there, and itself."""
        for tier, chosen in (self.recommend.get(scale) or {}).items():
            for number, choice in enumerate(chosen or ()):
                yield tier, number, choice


class Selector(Record):
    """Problems against scales, with what is recommended for each, tier by tier."""

    scales: Annotated[dict[Identifier, Scale], Field(min_length=1, description="The scales, smallest first.")]
    problems: Annotated[
        dict[Identifier, SelectorProblem],
        Field(min_length=1, description="The problems, by the ids that patterns list in `problems`."),
    ]
    warnings: Annotated[
        dict[Text, Prose], Field(description="A warning for every choice of a tier, by the tier's id.")
    ] = Field(default_factory=dict)

    @classmethod
    def may_be_nothing(cls, path: Path) -> bool:
        """Tell that a scale, or a tier at a scale, may be left out on purpose."""
        return len(path) in {4, 5} and path[0] == "problems" and path[2] == "recommend"
