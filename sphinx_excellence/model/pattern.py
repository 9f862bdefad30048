"""Patterns: ways of building that have a tier, a history and alternatives."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import (
    Date,
    DecisionRef,
    PatternRef,
    PatternRefs,
    Period,
    Prose,
    Status,
    Term,
    Text,
    TierRef,
    Url,
)
from sphinx_excellence.model.record import Part, Record

Relevance = Literal["mainstream", "growing", "niche", "declining", "historical"]
RelationKind = Literal["complements", "requires", "replaces", "variant", "conflicts"]

#: The statuses that oblige a pattern to lead onward.
LEGACY_STATUSES = frozenset({"legacy", "deprecated"})


class EvolutionLinks(Part):
    """What the pattern grew out of and what grew out of it."""

    from_: Annotated[PatternRefs, Field(alias="from", description="Patterns it grew out of.")] = ()
    to: Annotated[PatternRefs, Field(description="Patterns that grew out of it.")] = ()


class PatternOrOther(Part):
    """A pattern on record, or something outside by name and address."""

    pattern: Annotated[PatternRef | None, Field(description="A pattern on record.")] = None
    name: Annotated[Text | None, Field(description="Something that is not on record.")] = None
    url: Annotated[Url | None, Field(description="Where `name` is described.")] = None

    @model_validator(mode="after")
    def _names_one_thing(self) -> PatternOrOther:
        if (self.pattern is None) == (self.name is None):
            raise PydanticCustomError(
                "missing-key" if self.pattern is None else "wrong-value",
                "{what}",
                {
                    "what": Phrase("names nothing" if self.pattern is None else "names both a pattern and a name"),
                    "accepted": Phrase("either `pattern` (a record's id) or `name` (with `url`)"),
                },
            )
        return self


class Alternative(PatternOrOther):
    """What to use instead."""

    when: Annotated[Prose | None, Field(description="When it is the better choice.")] = None


class Example(Part):
    """Somebody who uses it in production."""

    company: Annotated[Text, Field(description="Who uses it.")]
    implementation: Annotated[Prose, Field(description="With what, and since when.")]
    scale: Annotated[Prose | None, Field(description="How large the use is.")] = None
    source: Annotated[Url | None, Field(description="Where that can be read.")] = None


class TradeOffs(Part):
    """What it gives and what it costs."""

    pros: Annotated[tuple[Prose, ...], Field(description="What it gives.")] = ()
    cons: Annotated[tuple[Prose, ...], Field(description="What it costs.")] = ()


class Relation(Part):
    """Another pattern, and how the two stand to each other."""

    pattern: Annotated[PatternRef, Field(description="The other pattern.")]
    kind: Annotated[RelationKind, Field(description="How this pattern stands to it.")]


class HistoryEntry(Part):
    """A time at which the tier was set."""

    date: Annotated[Date, Field(description="When; a month or a year is enough.")]
    tier: Annotated[TierRef, Field(description="The tier from then on.")]
    reason: Annotated[Prose | None, Field(description="Why.")] = None
    decision: Annotated[DecisionRef | None, Field(description="The decision that says so.")] = None


class Pattern(Record):
    """A way of building, rated by a tier."""

    category: Annotated[Term | None, Field(description="The family it belongs to, as an id.")] = None
    tier: Annotated[TierRef | None, Field(description="Its tier; absent: unrated, and shown as such.")] = None
    status: Annotated[Status | None, Field(description="What to do about it today.")] = None
    rationale: Annotated[Prose | None, Field(description="Why it has this tier.")] = None
    introduced: Annotated[Date | None, Field(description="When it first appeared.")] = None
    peak_usage: Annotated[Period | None, Field(description="When it was used most.")] = None
    current_relevance: Annotated[Relevance | None, Field(description="Where it stands today.")] = None
    evolution: Annotated[EvolutionLinks, Field(description="Its place in a lineage.")] = EvolutionLinks()
    alternatives: Annotated[tuple[Alternative, ...], Field(description="What to use instead.")] = ()
    no_alternative: Annotated[
        Prose | None, Field(description="Why there is none, where a legacy pattern truly has no successor.")
    ] = None
    valid_for: Annotated[tuple[Prose, ...], Field(description="What it is still right for.")] = ()
    best_for: Annotated[tuple[Prose, ...], Field(description="What it is the best choice for.")] = ()
    trade_offs: Annotated[TradeOffs, Field(description="What it gives and costs.")] = TradeOffs()
    modern_examples: Annotated[tuple[Example, ...], Field(description="Who uses it in production.")] = ()
    production_checklist: Annotated[tuple[Prose, ...], Field(description="What to have done before production.")] = ()
    related: Annotated[tuple[Relation, ...], Field(description="Other patterns it stands beside.")] = ()
    problems: Annotated[
        tuple[Term, ...], Field(description="Problems it solves, as ids: for index, search and selector.")
    ] = ()
    history: Annotated[tuple[HistoryEntry, ...], Field(description="When and why its tier was set.")] = ()
