"""The patterns that the generated projects are about.

Owns the data and nothing else: every project is written from the same catalogue. The same size and seed give the
same patterns, whatever the machine.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

SEED = "sphinx-excellence"
#: How far a link reaches: the pages that show a pattern stay as many, however many patterns there are.
_REACH = 20

TIERS = {
    "gold": ("\N{TROPHY}", "Gold", "The current best practice."),
    "silver": ("\N{SECOND PLACE MEDAL}", "Silver", "A solid choice with trade-offs."),
    "bronze": ("\N{THIRD PLACE MEDAL}", "Bronze", "A legacy approach, kept for reference."),
}
STATUS = {"gold": "recommended", "silver": "use-with-caution", "bronze": "legacy"}
RELATIONS = {"complements": "Complements", "requires": "Requires"}

_ADJECTIVES = (
    "Durable",
    "Sharded",
    "Adaptive",
    "Layered",
    "Replicated",
    "Hedged",
    "Ordered",
    "Partial",
    "Lazy",
    "Bounded",
)
_NOUNS = ("Outbox", "Breaker", "Ledger", "Saga", "Gateway", "Cache", "Queue", "Clock", "Lease", "Stream", "Quorum")
_CATEGORIES = ("data-management", "resilience", "communication", "scaling", "coordination")
_COMPANIES = ("Netflix", "Stripe", "Uber", "Shopify", "LinkedIn", "Zalando", "Spotify", "Airbnb")
_SUMMARIES = (
    "Keeps the effect of a request and the news of it together, so that neither is lost when a process stops.",
    "Bounds how much of the system one slow dependency can take along, and says so to its callers at once.",
    "Moves the decision to the place that has the data, and lets everybody else read a copy that is *almost* new.",
    "Gives each writer its own order and merges them where they are read, instead of agreeing beforehand.",
)
_RATIONALES = (
    "Run for years by several organisations of different kinds, with tools that are maintained.",
    "Works well inside known limits; outside them it needs people who have run it before.",
    "Newer ways give the same guarantees with fewer moving parts and less waiting.",
)
_WHENS = (
    "The work spans several services and each keeps its own data",
    "Readers can live with an answer that is a second old",
    "The order of events matters more than the `latency` of each",
    "A team of three has to run it next to everything else",
    "Partial failure must be visible to the caller",
)
_USES = (
    "Payments that may be retried by the client",
    "Stock levels that several warehouses write",
    "Audit trails which have to be complete",
    "Fan-out to more than ten consumers",
    "Imports that run for hours and may stop in between",
    "Sessions that outlive the process that began them",
    "Search indexes which follow a database",
)
_PROS = (
    "No lock is held across a network call",
    "Each step can be repeated without harm",
    "The state after a crash is known",
    "Load is shed *before* memory runs out",
    "Consumers can be added without asking the producer",
)
_CONS = (
    "One more table to clean up",
    "Readers see intermediate states",
    "Compensation has to be written and tested for each step",
    "Clocks that drift break its bounds",
    "Debugging needs traces over all participants",
)
_IMPLEMENTATIONS = (
    "Kafka Streams with `exactly_once_v2` (2019+)",
    "An own library over PostgreSQL and Debezium",
    "Envoy filters, configured from one control plane",
    "Temporal workflows since 2020",
    "DynamoDB with conditional writes",
)
_CHECKS = (
    "Define what counts as a failure, with a threshold (e.g. 50% of 20 calls)",
    "Set a deadline for every call and pass on what is left of it",
    "Give every request an `idempotency-key` and keep it for a week",
    "Alert on the age of the oldest item, not on the length of the queue",
    "Rehearse the loss of one zone twice a year",
    "Write down who may switch it off, and how",
    "Measure the share of work that is done twice",
)
_SENTENCES = (
    "A request that fails half way leaves traces in every service it has touched.",
    "The first version kept all of its state in memory, and a restart was a small disaster that everybody had learned "
    "to plan around.",
    "Callers do not care which of the nodes answers, as long as **some** node does before their own deadline has passed.",
    "What looks like a timeout on one side is often a success that was not reported to the other.",
    "Each participant writes its intention down before it acts, so that its successor can tell what was meant.",
    "The coordinator holds no lock while it waits, which is the whole point of the exercise.",
    "Under load the queue in front of the database grows faster than anything behind it can be added.",
    "It is tempting to make the interval shorter; with `jitter` the longer one behaves better for everybody.",
    "Two clocks that differ by a second are enough to turn a correct program into one that is correct most days.",
    "Operators see a single number on their dashboard and have to guess which of three causes has moved it.",
    "Nothing here is new: the papers of the eighties describe it, with other names and slower disks.",
    "A team that has *run* it for a year will tell you about the clean-up job before it mentions throughput.",
    "The price is paid by readers, who must accept that two of them may see different answers for a while.",
    "Most failures in production came from the fallback, because it was exercised once a year and never under load.",
    "Retries are safe only where the receiver recognises what it has seen before.",
    "Splitting the data by customer worked until one customer was larger than all of the others together.",
    "A schema change has to keep both forms alive until the last old message has been read.",
    "It took four weeks to build and two quarters to move the last caller over.",
    "The log is the only thing that has to survive; everything else can be computed from it again.",
    "When the link between the zones breaks, both halves go on, and the merge afterwards is where the bugs are.",
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What to use instead: the number of a pattern, and when."""

    number: int
    when: str


@dataclass(frozen=True, slots=True)
class Example:
    """Who uses it."""

    company: str
    implementation: str
    scale: str
    source: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern; links are numbers of other patterns of the catalogue."""

    number: int
    title: str
    category: str
    tier: str
    summary: str
    rationale: str
    introduced: str
    peak_usage: str
    relevance: str
    reviewed: str
    grew_out_of: int
    led_to: int | None
    alternatives: tuple[Alternative, ...]
    valid_for: tuple[str, ...]
    best_for: tuple[str, ...]
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    examples: tuple[Example, ...]
    checklist: tuple[str, ...]
    related: tuple[tuple[str, int], ...]
    prose: tuple[tuple[str, ...], ...]

    @property
    def id(self) -> str:
        """The record's id and the page's name."""
        return f"p-{self.number:05}"

    @property
    def status(self) -> str:
        """Whether to use it today."""
        return STATUS[self.tier]

    @property
    def links(self) -> frozenset[int]:
        """The patterns that this one's page names."""
        others = {alternative.number for alternative in self.alternatives} | {number for _, number in self.related}
        led_to = set() if self.led_to is None else {self.led_to}
        return frozenset(others | {self.grew_out_of} | led_to)


def _tier_of(number: int) -> str:
    return ("gold", "silver", "silver", "gold", "bronze")[number % 5]


def _title_of(number: int) -> str:
    return f"{_ADJECTIVES[number % len(_ADJECTIVES)]} {_NOUNS[number % len(_NOUNS)]} {number}"


def _neighbours(number: int, size: int) -> list[int]:
    reach = min(_REACH, (size - 1) // 2)
    return [(number + step) % size for step in range(-reach, reach + 1) if step != 0]


def make_catalogue(size: int) -> list[Pattern]:
    """Return ``size`` patterns (at least ten), each linked to some of its neighbours."""
    return [_make_pattern(number, size) for number in range(size)]


def _make_pattern(number: int, size: int) -> Pattern:
    dice = random.Random(f"{SEED}-{size}-{number}")
    near = _neighbours(number, size)
    # Only a legacy pattern leads away from itself, and only to what is not legacy: nothing for the gate to report.
    modern = [other for other in near if _tier_of(other) != "bronze"]
    targets = dice.sample(modern, 2)
    # Upwards only, so that replacements do not go round in a circle.
    later = [other for other in modern if other > number]
    born = dice.randrange(1970, 2015)
    rest = dice.sample(near, 5)
    return Pattern(
        number=number,
        title=_title_of(number),
        category=dice.choice(_CATEGORIES),
        tier=_tier_of(number),
        summary=dice.choice(_SUMMARIES),
        rationale=dice.choice(_RATIONALES),
        introduced=str(born),
        peak_usage=f"{born + 5}-{born + 10}",
        relevance=dice.choice(("mainstream", "growing", "niche", "declining")),
        reviewed=f"2026-{dice.randrange(1, 10):02}-{dice.randrange(1, 28):02}",
        grew_out_of=rest[0],
        led_to=dice.choice(later) if later else None,
        alternatives=tuple(Alternative(other, dice.choice(_WHENS)) for other in targets),
        valid_for=tuple(dice.sample(_USES, 3)),
        best_for=tuple(dice.sample(_USES, 3)),
        pros=tuple(dice.sample(_PROS, 3)),
        cons=tuple(dice.sample(_CONS, 3)),
        examples=tuple(
            Example(
                company,
                dice.choice(_IMPLEMENTATIONS),
                f"{dice.randrange(10, 900)} thousand requests a second",
                f"https://example.com/engineering/{number}-{position}",
            )
            for position, company in enumerate(dice.sample(_COMPANIES, 4))
        ),
        checklist=tuple(dice.sample(_CHECKS, 6)),
        related=(("complements", rest[2]), ("complements", rest[3]), ("requires", rest[4])),
        prose=_prose(dice),
    )


def _prose(dice: random.Random) -> tuple[tuple[str, ...], ...]:
    """Return paragraphs as tuples of sentences, some 250 words in all."""
    sentences = dice.sample(_SENTENCES, 13)
    return (tuple(sentences[:3]), tuple(sentences[3:6]), tuple(sentences[6:10]), tuple(sentences[10:]))


def with_tier(patterns: Sequence[Pattern], number: int, tier: str) -> list[Pattern]:
    """Return the catalogue with one pattern in another tier."""
    changed = list(patterns)
    changed[number] = replace(changed[number], tier=tier)
    return changed


def with_rationale(patterns: Sequence[Pattern], number: int, rationale: str) -> list[Pattern]:
    """Return the catalogue with another rationale for one pattern."""
    changed = list(patterns)
    changed[number] = replace(changed[number], rationale=rationale)
    return changed


def pages_that_show(patterns: Sequence[Pattern], number: int) -> set[str]:
    """Return the pages that name the pattern or are its own."""
    return {pattern.id for pattern in patterns if number in pattern.links or pattern.number == number}
