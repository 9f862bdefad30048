"""Patterns: ways of building that have a tier, a history and alternatives."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import (
    BlockProse,
    Categories,
    Date,
    DecisionRef,
    EditionRef,
    PatternRef,
    PatternRefs,
    Period,
    Prose,
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
    source: Annotated[Url | None, Field(description="The address of a source.")] = None


class TradeOffs(Part):
    """What it gives and what it costs."""

    pros: Annotated[tuple[Prose, ...], Field(description="The advantages.")] = ()
    cons: Annotated[tuple[Prose, ...], Field(description="The disadvantages.")] = ()


class Relation(Part):
    """Another pattern, and how the two stand to each other."""

    pattern: Annotated[PatternRef, Field(description="The other pattern.")]
    kind: Annotated[RelationKind, Field(description="How this pattern relates to it.")]


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
    introduced: Annotated[Date | None, Field(description="When it first appeared.")] = None
    peak_usage: Annotated[Period | None, Field(description="The period in which it was used most.")] = None
    current_relevance: Annotated[Relevance | None, Field(description="How relevant it is today.")] = None
    evolution: Annotated[EvolutionLinks, Field(description="Its place in a lineage.")] = EvolutionLinks()
    alternatives: Annotated[tuple[Alternative, ...], Field(description="What to use instead.")] = ()
    no_alternative: Annotated[Prose | None, Field(description="Why a legacy pattern has no alternative.")] = None
    valid_for: Annotated[tuple[Prose, ...], Field(description="Use cases for which it is still valid.")] = ()
    best_for: Annotated[tuple[Prose, ...], Field(description="Use cases for which it is the best choice.")] = ()
    trade_offs: Annotated[TradeOffs, Field(description="Advantages and disadvantages.")] = TradeOffs()
    modern_examples: Annotated[tuple[Example, ...], Field(description="Organisations that use it in production.")] = ()
    production_checklist: Annotated[
        tuple[Prose, ...], Field(description="What to complete before going to production.")
    ] = ()
    related: Annotated[tuple[Relation, ...], Field(description="Related patterns.")] = ()
    problems: Annotated[
        tuple[Term, ...],
        Field(description="The problems it solves, as ids. The index, the search and the selector use them."),
    ] = ()
    history: Annotated[
        tuple[HistoryEntry, ...], Field(description="The changes of its tier, with dates and reasons.")
    ] = ()

    @property
    def category(self) -> str | None:
        """The main category: the first."""
        return self.categories[0] if self.categories else None
