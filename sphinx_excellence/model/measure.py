"""The scorecard: what is measured of the knowledge base itself, the target of each measure, and readings of the past.

Owns what is written, and which measures there are. ``views/measures`` computes their values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.messages import N_
from sphinx_excellence.model.fields import Day, Term, Text
from sphinx_excellence.model.record import Part, Record

PERCENT, A_MONTH = "percent", "contributions a month"


class Target(Part):
    """The values of a measure that are good enough."""

    least: Annotated[float | None, Field(ge=0, description="The least value that meets the target.")] = None
    most: Annotated[float | None, Field(ge=0, description="The greatest value that meets the target.")] = None
    reason: Annotated[Text | None, Field(description="Why this is the target.")] = None

    @model_validator(mode="after")
    def _has_a_limit(self) -> Target:
        if self.least is None and self.most is None:
            raise _refusal(N_("has no limit"), N_("add `least`, `most`, or both"), rule="missing-key")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise _refusal(N_("has more in `least` than in `most`"), N_("put the smaller number into `least`"))
        return self

    def is_met(self, value: float) -> bool:
        """Whether a value is within the limits."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """One of the measures: its title, how it is computed, its unit, and the target that it has by default."""

    title: str
    formula: str
    unit: str
    target: Target


def _refusal(what: str, accepted: str, *, rule: Literal["wrong-value", "missing-key"] = "wrong-value") -> Exception:
    return PydanticCustomError(rule, "{what}", {"what": Phrase(what), "accepted": Phrase(accepted)})


def _share(title: str, formula: str, least: float, reason: str) -> MeasureKind:
    return MeasureKind(title, formula, PERCENT, Target(least=least, reason=reason))


#: Every measure, by id, in the order in which they are shown.
MEASURES: Mapping[str, MeasureKind] = MappingProxyType({
    "reach": _share(
        N_("Patterns within reach"),
        N_("The share of patterns whose page can be reached from the home page in three clicks, or in the "
           "number that the measure sets. A click follows a link in the body of a page or an entry of its "
           "table of contents, not the sidebar of a theme."),
        100, N_("Readers are to find a pattern in three clicks."),
    ),
    "found-first": _share(
        N_("Wanted pattern found first"),
        N_("The share of the queries of the project for which the search names a wanted pattern first."),
        80, N_("Readers mostly look at the first result."),
    ),
    "gold-first": _share(
        N_("Best tier found first"),
        N_("The share of the queries for which a pattern of the best tier is wanted, and the search names such "
           "a one first: of the best tier, and wanted."),
        80, N_("Four of five searches are to lead to a pattern of the best tier first."),
    ),
    "case-studies": _share(
        N_("From patterns to case studies"),
        N_("The share of patterns whose page leads to the page of a case study in one click."),
        60, N_("Readers want to see who uses a pattern."),
    ),
    "guides": _share(
        N_("Short guides with a next step"),
        N_("The share of guides that have at most 2000 words, or the number that the measure sets, code left "
           "out, and whose last section leads to another guide or to a record, such as a pattern. Guides are "
           "the pages of playbooks and the pages that the measure names, without those that have a table of "
           "contents of their own."),
        70, N_("A short guide with a next step is read to the end."),
    ),
    "contributions": MeasureKind(
        N_("Contributions a month"),
        N_("The number of entries in histories, decisions, closed reviews and reports from use, by their "
           "dates, divided by the number of months: the last three full ones, or the number that the measure "
           "sets. What is dated by a quarter or a year is left out."),
        N_("contributions a month"),
        Target(least=10, reason=N_("A knowledge base that nobody adds to becomes outdated.")),
    ),
    "coverage": _share(
        N_("Complete patterns"),
        N_("The share of patterns that have a tier, a summary, a category and a source and, where they are "
           "legacy, an alternative or the reason why there is none."),
        90, N_("Lists, the search and the selector show these fields."),
    ),
    "freshness": _share(
        N_("Reviewed in time"),
        N_("The share of patterns that were reviewed within the period of their tier. Patterns of tiers "
           "without a period are left out."),
        90, N_("A tier is worth as much as its last review."),
    ),
    "evidence": _share(
        N_("Criteria met"),
        N_("The share of the criteria of the tiers of all patterns that the records show to be met. Criteria "
           "of which the records say nothing are not met; those that are a matter of judgement are left out."),
        60, N_("A tier without evidence is an opinion."),
    ),
})  # fmt: skip


class Measurement(Part):
    """The value that a measure had in a quarter, as ``sphinx-excellence scorecard --record`` writes it."""

    value: Annotated[float, Field(ge=0, description="The value, in the unit of the measure.")]
    count: Annotated[int | None, Field(ge=0, description="How many met the measure.")] = None
    of: Annotated[int | None, Field(ge=0, description="How many were looked at.")] = None
    computed: Annotated[Day | None, Field(description="The day for which it was computed.")] = None
    version: Annotated[Term | None, Field(description="The commit or the version of which it was computed.")] = None


class Measure(Record):
    """What is measured of the knowledge base: its target, and the values that it had. Its id is one of the measures."""

    title: Annotated[Text, Field(description="The title that readers see. Each measure has one by default.")] = ""
    target: Annotated[Target | None, Field(description="The target. Each measure has one by default.")] = None
    clicks: Annotated[
        int | None, Field(ge=1, description="For `reach`: in how many clicks to reach a pattern. Defaults to 3.")
    ] = None
    pages: Annotated[
        tuple[Term, ...],
        Field(
            description="For `guides`: the pages that are guides besides the playbooks, as patterns of their names. "
            "Defaults to `guides/*`."
        ),
    ] = ()
    words: Annotated[
        int | None, Field(ge=1, description="For `guides`: how many words a guide has at most. Defaults to 2000.")
    ] = None
    months: Annotated[
        int | None, Field(ge=1, description="For `contributions`: over how many full months. Defaults to 3.")
    ] = None
    readings: Annotated[
        dict[Text, Measurement], Field(description="The values of past quarters, by quarters such as `2026Q4`.")
    ] = Field(default_factory=dict)

    ID_WORDS: ClassVar[tuple[str, ...]] = tuple(MEASURES)
    #: The measure that each of these fields is for.
    FIELD_OF: ClassVar[Mapping[str, str]] = MappingProxyType({
        "clicks": "reach", "pages": "guides", "words": "guides", "months": "contributions",
    })  # fmt: skip

    @classmethod
    def accepts_id(cls, record_id: str) -> bool:
        """Whether a text is one of the measures."""
        return record_id in MEASURES

    @model_validator(mode="before")
    @classmethod
    def _titled_by_default(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "title" in value:
            return value
        kind = MEASURES.get(str(value.get("id", "")))
        return {"title": kind.title, **value} if kind is not None else value


def with_defaults(name: str, written: Measure | None) -> Measure:
    """Return the measure of a name in :data:`MEASURES` as it is ``written``, with its default target without one."""
    if written is None:
        return Measure(id=name, target=MEASURES[name].target)
    return written if written.target is not None else written.model_copy(update={"target": MEASURES[name].target})
