"""Reports from use: what a team that runs a pattern in production says of it.

Owns the record, its title where none is written, and who is named. People outside of the project write its longer texts
(see ``contributed_prose``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.contributed_prose import ContributedProse
from sphinx_excellence.model.decision import Outcome
from sphinx_excellence.model.fields import Date, OneOrMany, PatternRef, Prose, Text, Url, one_as_list
from sphinx_excellence.model.figures import measure
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Part, Record

#: One text, or several.
ContributedTexts = Annotated[tuple[ContributedProse, ...], BeforeValidator(one_as_list), OneOrMany()]


class UsageScale(Part):
    """How large the use is: a figure with its unit, or words where there is none."""

    figure: Annotated[float | None, Field(ge=0, description="The figure, such as 1200000.")] = None
    unit: Annotated[Text | None, Field(description="What the figure counts, such as `requests a day`.")] = None
    text: Annotated[Prose | None, Field(description="The scale in words: where there is no figure, or besides it.")] = (
        None
    )

    @model_validator(mode="after")
    def _says_something(self) -> UsageScale:
        what = None
        if self.figure is not None and self.unit is None:
            what = Phrase("has a figure without a unit")
        elif self.figure is None and self.unit is not None:
            what = Phrase("has a unit without a figure")
        elif self.figure is None and self.text is None:
            what = Phrase("is empty")
        if what is not None:
            accepted = Phrase("`figure` and `unit`, or `text`")
            raise PydanticCustomError("missing-key", "{what}", {"what": what, "accepted": accepted})
        return self

    @property
    def measure(self) -> str:
        """The figure with its unit; empty where there is none."""
        if self.figure is None:
            return ""
        return measure(self.figure, self.unit)


class UsageReport(Record):
    """What a team that runs a pattern in production reports."""

    title: Annotated[
        Text, Field(description="The title that readers see. Defaults to the pattern and who reports.")
    ] = ""
    pattern: Annotated[PatternRef, Field(description="The pattern.")]
    company: Annotated[Text | None, Field(description="The organisation that uses it. Or set `anonymous: true`.")] = (
        None
    )
    anonymous: Annotated[bool, Field(description="Whether the organisation does not want to be named.")] = False
    date: Annotated[Date, Field(description="The date of the report.")]
    scale: Annotated[UsageScale | None, Field(description="The scale of the use, as a figure with its unit.")] = None
    duration: Annotated[Text | None, Field(description="How long it has been in production.")] = None
    details: Annotated[ContributedTexts, Field(description="How it is implemented, in one text or several.")] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(description="The measured outcomes.")] = ()
    lessons: Annotated[ContributedTexts, Field(description="The lessons learned.")] = ()
    recommend: Annotated[
        Literal["yes", "no", "depends"] | None, Field(description="Whether the team would recommend the pattern.")
    ] = None
    why: Annotated[ContributedProse | None, Field(description="Why the team would or would not recommend it.")] = None
    verified_by: Annotated[
        Text | None,
        Field(description="The role that verified the report. One that nobody verified is no evidence for a tier."),
    ] = None
    source: Annotated[Url | None, Field(description="The address of the report, such as that of an issue.")] = None

    @model_validator(mode="before")
    @classmethod
    def _has_a_title(cls, value: Any) -> Any:
        if not isinstance(value, dict) or value.get("title") is not None or not isinstance(value.get("pattern"), str):
            return value
        return {**value, "title": _title(_as_words(value["pattern"]), value)}

    @property
    def is_verified(self) -> bool:
        """Whether it is verified: only then it is evidence."""
        return self.verified_by is not None

    @property
    def named_company(self) -> str | None:
        """The organisation; nothing for one that does not want to be named."""
        return None if self.anonymous else self.company

    @property
    def title_says_scale(self) -> bool:
        """Whether the title holds the scale and the date, as that of an anonymous report does that has none written."""
        told = _scale_and_date({"scale": self.scale, "date": self.date})
        return self.named_company is None and self.title.endswith(f": {told}")


def _as_words(pattern: str) -> str:
    words = " ".join(pattern.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:]


def _title(pattern: str, report: Mapping[str, Any]) -> str:
    """Return the title of a report without one: the pattern and who reports; for anonymous ones, scale and date."""
    company = report.get("company")
    if company and not report.get("anonymous"):
        return f"{pattern}: {company}"
    return f"{pattern}: {_scale_and_date(report)}"


def _scale_and_date(report: Mapping[str, Any]) -> str:
    scale, date = report.get("scale"), report.get("date")
    size = scale.measure if isinstance(scale, UsageScale) else ""
    if isinstance(scale, dict) and isinstance(scale.get("figure"), int | float) and scale.get("unit"):
        size = measure(scale["figure"], scale["unit"])
    return ", ".join(str(part) for part in (size, date) if part)


def with_titles(records: Mapping[str, Record], patterns: Mapping[str, Record]) -> dict[str, Record]:
    """Return reports, of which those without a title of their own are named after their patterns' titles."""
    aliases = {alias: pattern for pattern in patterns.values() for alias in pattern.aliases}
    made = dict(records)
    for record_id, record in records.items():
        if not isinstance(record, UsageReport):
            continue
        pattern = patterns.get(record.pattern) or aliases.get(record.pattern)
        held = {"company": record.company, "anonymous": record.anonymous, "scale": record.scale, "date": record.date}
        if isinstance(pattern, Pattern) and record.title == _title(_as_words(record.pattern), held):
            made[record_id] = record.model_copy(update={"title": _title(pattern.title, held)})
    return made
