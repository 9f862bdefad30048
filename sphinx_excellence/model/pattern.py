"""Patterns: ways of building that have a tier, a history and alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import (
    BlockProse,
    Categories,
    Category,
    Date,
    DecisionRef,
    EditionRef,
    PatternRef,
    PatternRefs,
    Period,
    Prose,
    ProseList,
    RelationKind,
    Relevance,
    Status,
    Term,
    Text,
    TierRef,
    Url,
)
from sphinx_excellence.model.record import Part, Record


class EvolutionLinks(Part):
    """What the pattern grew out of and what grew out of it."""

    from_: Annotated[PatternRefs, Field(alias="from", description="Patterns that it evolved from.")] = ()
    to: Annotated[PatternRefs, Field(description="Patterns that evolved from it.")] = ()


class PatternOrOther(Part):
    """A pattern of the registry, or something else by name and address."""

    pattern: Annotated[PatternRef | None, Field(description="A pattern in the registry.")] = None
    name: Annotated[Text | None, Field(description="The name of something that has no record.")] = None
    url: Annotated[Url | None, Field(description="The address of a page about `name`.")] = None

    @model_validator(mode="after")
    def _names_one_thing(self) -> PatternOrOther:
        if (self.pattern is None) == (self.name is None):
            raise PydanticCustomError(
                "missing-key" if self.pattern is None else "wrong-value",
                "{what}",
                {
                    "what": Phrase("names nothing" if self.pattern is None else "has both a pattern and a name"),
                    "accepted": Phrase("either `pattern` (a record's id) or `name` (with `url`)"),
                },
            )
        return self


class Alternative(PatternOrOther):
    """What to use instead."""

    when: Annotated[Prose | None, Field(description="When it is the better choice.")] = None


class Example(Part):
    """An organisation that uses it in production."""

    company: Annotated[Text, Field(description="The organisation that uses it.")]
    implementation: Annotated[Prose, Field(description="The implementation, and since when it is in use.")]
    scale: Annotated[Prose | None, Field(description="The scale of the use.")] = None
    figure: Annotated[
        float | None,
        Field(ge=0, description="The scale as a number, which a tier's criterion can measure."),
    ] = None
    unit: Annotated[Term | None, Field(description="The unit of the figure, such as `requests a day`.")] = None
    source: Annotated[Url | None, Field(description="The address of a source.")] = None

    @model_validator(mode="after")
    def _has_figure_and_unit(self) -> Example:
        if (self.figure is None) != (self.unit is None):
            raise PydanticCustomError(
                "missing-key",
                "{what}",
                {
                    "what": Phrase(
                        "has a unit without a figure" if self.figure is None else "has a figure without a unit"
                    ),
                    "accepted": Phrase("both `figure` and `unit`, or neither"),
                },
            )
        return self


class TradeOffs(Part):
    """What it gives and what it costs."""

    pros: Annotated[tuple[Prose, ...], Field(description="The advantages.")] = ()
    cons: Annotated[tuple[Prose, ...], Field(description="The disadvantages.")] = ()


class Relation(Part):
    """Another pattern, and how the two stand to each other."""

    pattern: Annotated[PatternRef, Field(description="The other pattern.")]
    kind: Annotated[RelationKind, Field(description="How this pattern relates to it.")]


class Tracked(Part):
    """A project, a package or a standard that a pattern's health is measured by, under the names it has elsewhere."""

    name: Annotated[Text | None, Field(description="What it is called. Defaults to the first of the other values.")] = (
        None
    )
    github: Annotated[Term | None, Field(description="The repository on GitHub: `owner/name`.")] = None
    pypi: Annotated[Term | None, Field(description="The package on PyPI.")] = None
    npm: Annotated[Term | None, Field(description="The package on npm.")] = None
    osv: Annotated[
        Term | None,
        Field(description="The package whose advisories OSV lists: `ecosystem:name`, such as `PyPI:celery`."),
    ] = None
    ietf: Annotated[Term | None, Field(description="The RFC or the draft at the IETF, such as `rfc6455`.")] = None
    w3c: Annotated[
        Term | None, Field(description="The short name of a specification of the W3C, such as `webauthn-2`.")
    ] = None
    endoflife: Annotated[
        Term | None, Field(description="The product on endoflife.date, or one of its releases: `nodejs/22`.")
    ] = None
    web_feature: Annotated[Term | None, Field(description="The feature in web-features.")] = None
    stack_exchange: Annotated[
        Term | None, Field(description="The tag on Stack Overflow, or `site:tag` on another site of Stack Exchange.")
    ] = None
    other: Annotated[
        dict[Term, Term], Field(description="Its names for collectors that other packages bring, by the collector.")
    ] = Field(default_factory=dict)

    def names(self) -> Mapping[str, str]:
        """Return the names that it has elsewhere, by the keys above."""
        found = {key: getattr(self, key) for key in type(self).model_fields if key not in {"name", "other"}}
        return {key: value for key, value in found.items() if value is not None} | self.other

    @model_validator(mode="after")
    def _is_somewhere(self) -> Tracked:
        if not self.names():
            raise PydanticCustomError(
                "missing-key",
                "{what}",
                {
                    "what": Phrase("says nowhere where it is measured"),
                    "accepted": Phrase(
                        "one or more of `github`, `pypi`, `npm`, `osv`, `ietf`, `w3c`, `endoflife`, `web_feature`, "
                        "`stack_exchange` and `other`"
                    ),
                },
            )
        return self


class HistoryEntry(Part):
    """A time at which the tier was set, or confirmed, or at which the pattern left."""

    date: Annotated[
        Date | None,
        Field(description="The date of the change. A month or a year is enough. Defaults to that of the edition."),
    ] = None
    edition: Annotated[EditionRef | None, Field(description="The edition that published it.")] = None
    tier: Annotated[
        TierRef | None, Field(description="The tier from then on, which may be the one that it had before.")
    ] = None
    event: Annotated[
        Literal["left"] | None,
        Field(description="`left`: from then on the pattern has no tier. A later entry with a tier brings it back."),
    ] = None
    category: Annotated[
        Category | None,
        Field(description="The category that it had then, where that is another one than today."),
    ] = None
    reason: Annotated[Prose | None, Field(description="The reason for the change.")] = None
    decision: Annotated[DecisionRef | None, Field(description="The decision that explains the change.")] = None
    text: Annotated[BlockProse | None, Field(description="What the edition says about the pattern.")] = None

    @model_validator(mode="after")
    def _says_when_and_what(self) -> HistoryEntry:
        if self.date is None and self.edition is None:
            raise PydanticCustomError(
                "missing-key",
                "{what}",
                {"what": Phrase("has no date"), "accepted": Phrase("`date`, or the `edition` that published it")},
            )
        if (self.tier is None) == (self.event is None):
            nothing = self.tier is None
            raise PydanticCustomError(
                "missing-key" if nothing else "wrong-value",
                "{what}",
                {
                    "what": Phrase("has no tier" if nothing else "has both a tier and the event `left`"),
                    "accepted": Phrase("either `tier`, or `event: left` where the pattern has none from then on"),
                },
            )
        return self


class Pattern(Record):
    """A way of building, rated by a tier."""

    categories: Annotated[
        Categories,
        Field(alias="category", description="The category, as an id, or a list of them, the main one first."),
    ] = ()
    tier: Annotated[TierRef | None, Field(description="The tier. A pattern without one is shown as unrated.")] = None
    status: Annotated[Status | None, Field(description="Whether to use it today.")] = None
    rationale: Annotated[Prose | None, Field(description="Why it has this tier.")] = None
    featured: Annotated[
        bool,
        Field(description="Whether the radar draws it. One that it does not keeps its page, its tier and its history."),
    ] = True
    introduced: Annotated[Date | None, Field(description="When it first appeared.")] = None
    peak_usage: Annotated[Period | None, Field(description="The period in which it was used most.")] = None
    current_relevance: Annotated[Relevance | None, Field(description="How relevant it is today.")] = None
    evolution: Annotated[EvolutionLinks, Field(description="Its place in a lineage.")] = EvolutionLinks()
    alternatives: Annotated[tuple[Alternative, ...], Field(description="What to use instead.")] = ()
    no_alternative: Annotated[Prose | None, Field(description="Why a legacy pattern has no alternative.")] = None
    valid_for: Annotated[ProseList, Field(description="Use cases for which it is still valid.")] = ()
    best_for: Annotated[ProseList, Field(description="Use cases for which it is the best choice.")] = ()
    trade_offs: Annotated[TradeOffs, Field(description="Advantages and disadvantages.")] = TradeOffs()
    modern_examples: Annotated[tuple[Example, ...], Field(description="Organisations that use it in production.")] = ()
    production_checklist: Annotated[ProseList, Field(description="What to complete before going to production.")] = ()
    related: Annotated[tuple[Relation, ...], Field(description="Related patterns.")] = ()
    problems: Annotated[
        tuple[Term, ...],
        Field(description="The problems it solves, as ids. The index, the search and the selector use them."),
    ] = ()
    tracked: Annotated[
        tuple[Tracked, ...],
        Field(
            description="The implementations, packages and standards that `sphinx-excellence health collect` measures."
        ),
    ] = ()
    history: Annotated[
        tuple[HistoryEntry, ...], Field(description="The changes of its tier, with dates and reasons.")
    ] = ()

    @property
    def category(self) -> str | None:
        """The main category: the first."""
        return self.categories[0] if self.categories else None
