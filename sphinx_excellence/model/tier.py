"""Tiers: the ordered scale by which patterns are rated.

Owns the three defaults and how ``tiers:`` in the data changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import day_of, months_after
from sphinx_excellence.model.fields import Prose, Status, Term, Text
from sphinx_excellence.model.record import Part

_COLOUR = r"^#[0-9a-fA-F]{6}$"


class Colours(Part):
    """The tier's accent, as ``#rrggbb``, in the light and in the dark scheme."""

    light: Annotated[str, Field(pattern=_COLOUR, description="The colour in the light theme.")]
    dark: Annotated[str, Field(pattern=_COLOUR, description="The colour in the dark theme.")]


class Criterion(Part):
    """One thing a pattern of the tier shows."""

    title: Annotated[Text, Field(description="The criterion, in one to three words.")]
    text: Annotated[Prose, Field(description="What the criterion requires.")]
    measure: Annotated[
        Literal["adopters", "scale", "development", "operation", "successors"] | None,
        Field(
            description="How the records show whether a pattern meets it: organisations with a source, an "
            "example with a figure, the signals of its health, its checklist and playbooks, or better alternatives. "
            "Without one, it is a matter of judgement."
        ),
    ] = None
    least: Annotated[float | None, Field(ge=0, description="The least number that meets it. Defaults to 1.")] = None
    unit: Annotated[Term | None, Field(description="The unit of the number, where `scale` is measured.")] = None

    @property
    def at_least(self) -> float:
        """The least number that meets it."""
        return 1.0 if self.least is None else self.least


class Evidence(Part):
    """What a pattern of the tier must show to be believed; counts are the least that will do."""

    modern_examples: Annotated[int, Field(ge=0, description="The minimum number of modern examples.")] = 0
    production_checklist: Annotated[
        int, Field(ge=0, description="The minimum number of items in the production checklist.")
    ] = 0
    cited: Annotated[
        bool | None,
        Field(
            description="Whether a case study or a sourced example must show it. Defaults to true for the best of the "
            "default tiers."
        ),
    ] = None
    reasons: Annotated[
        bool | None,
        Field(
            description="Whether each move to or from the tier must have a reason. Defaults to true for the default "
            "tiers."
        ),
    ] = None


class ReviewPeriod(Part):
    """How often a pattern of the tier is to be looked at again."""

    months: Annotated[int, Field(ge=1, description="The number of months between reviews.")]
    grace: Annotated[
        int, Field(ge=0, description="The number of months after which an overdue review becomes a warning.")
    ] = 3

    def due_after(self, reviewed: str) -> date:
        """Return the day on which a pattern that was reviewed on a day is to be reviewed again."""
        return months_after(day_of(reviewed), self.months)


class Tier(Part):
    """One step of the scale, as written in ``tiers:``; a key left out keeps the default tier's value."""

    rank: Annotated[
        int | None, Field(description="Its position in the order, best first. Gold is 10, silver is 20, bronze is 30.")
    ] = None
    title: Annotated[Text | None, Field(description="The text on the badge.")] = None
    symbol: Annotated[
        Term | None, Field(description="A symbol before the title, such as an emoji. Defaults to a drawn sign.")
    ] = None
    colours: Annotated[Colours | None, Field(description="The accent colours of the light and the dark theme.")] = None
    legacy: Annotated[
        Literal[True, False, "advisory"] | None,
        Field(
            description="Whether a pattern of this tier is legacy and must name an alternative. `advisory`: it is "
            "legacy, and a missing alternative is only a note."
        ),
    ] = None
    headline: Annotated[
        Prose | None,
        Field(
            description="What is said of every pattern of the tier: in its criteria, and in the banner of a pattern "
            "without a rationale."
        ),
    ] = None
    definition: Annotated[Prose | None, Field(description="What the tier means.")] = None
    criteria: Annotated[tuple[Criterion, ...], Field(description="The criteria of the tier.")] = ()
    evidence: Annotated[Evidence | None, Field(description="The evidence that a pattern of the tier must provide.")] = (
        None
    )
    review: Annotated[ReviewPeriod | None, Field(description="How often patterns of the tier are reviewed.")] = None
    statuses: Annotated[
        tuple[Status, ...], Field(description="The statuses that a pattern of the tier can have. Defaults to all.")
    ] = ()


DEFAULT_TIERS: Mapping[str, Tier] = {
    "gold": Tier(
        rank=10,
        title=N_("Gold"),
        colours=Colours(light="#7d5800", dark="#f2c14e"),
        legacy=False,
        headline=N_("The current best practice."),
        evidence=Evidence(modern_examples=3, production_checklist=1),
        review=ReviewPeriod(months=12),
    ),
    "silver": Tier(
        rank=20,
        title=N_("Silver"),
        colours=Colours(light="#52606d", dark="#b8c4d0"),
        legacy=False,
        headline=N_("A solid choice with trade-offs."),
        review=ReviewPeriod(months=12),
    ),
    "bronze": Tier(
        rank=30,
        title=N_("Bronze"),
        colours=Colours(light="#98491d", dark="#e39b6d"),
        legacy=True,
        headline=N_("A legacy approach, kept for reference."),
        review=ReviewPeriod(months=24),
    ),
}

_MEDALS = tuple(DEFAULT_TIERS)


@dataclass(frozen=True, slots=True)
class ScaledTier:
    """One tier with nothing left open.

    ``position`` counts from 0, the best; ``advisory`` makes what rules ask of a legacy tier a note; ``written`` are the
    keys that the data gives it: none for a tier that is there by default.
    """

    id: str
    position: int
    rank: int
    title: str
    symbol: str
    colours: Colours
    legacy: bool
    headline: str
    definition: str
    criteria: tuple[Criterion, ...]
    evidence: Evidence
    review: ReviewPeriod | None
    statuses: tuple[Status, ...]
    advisory: bool = False
    written: tuple[str, ...] = field(default=(), repr=False)

    @property
    def icon(self) -> str:
        """The name of the sign that is drawn before the title; empty where the project sets a symbol.

        A medal for the three default tiers, and for others a figure by position: see ``views.tier_icons``.
        """
        if self.symbol:
            return ""
        return f"medal-{_MEDALS.index(self.id) + 1}" if self.id in _MEDALS else f"figure-{self.position}"

    def has_own(self, key: str) -> bool:
        """Whether the text under ``key`` is of the data, and none of the toolkit's."""
        default = DEFAULT_TIERS.get(self.id)
        return default is None or getattr(default, key) != getattr(self, key)


#: The accents of tiers that say nothing of theirs, from the best on; after the last comes the first again.
_ACCENTS = (
    Colours(light="#1b6b3a", dark="#7fd39b"),
    Colours(light="#0b5c8a", dark="#7cc4f0"),
    Colours(light="#7a4b00", dark="#efb45c"),
    Colours(light="#5a5f66", dark="#b6bcc4"),
    Colours(light="#6b3fa0", dark="#c9a8f0"),
    Colours(light="#8a2f5c", dark="#f0a0c4"),
)


def _keys_of(tier: Tier | None) -> tuple[str, ...]:
    return tuple(sorted(tier.model_fields_set)) if tier is not None else ()


def _asked(evidence: Evidence, *, best: bool, default: bool) -> Evidence:
    """Return ``evidence`` with nothing left open: a tier of the project's own asks for what it declares alone."""
    cited = evidence.cited if evidence.cited is not None else best and default
    return evidence.model_copy(
        update={"cited": cited, "reasons": evidence.reasons if evidence.reasons is not None else default}
    )


class TierScale(Mapping[str, ScaledTier]):
    """The tiers by id, best first."""

    def __init__(self, tiers: Mapping[str, Tier | None]) -> None:
        """Lay ``tiers`` over the default three; ``None`` takes a default tier away.

        Raises ``PydanticCustomError`` (``missing-key``) where a tier that is no default has no rank.
        """
        merged: dict[str, Tier] = dict(DEFAULT_TIERS)
        for tier_id, tier in tiers.items():
            if tier is None:
                merged.pop(tier_id, None)
            elif tier_id in merged:
                given = {name: getattr(tier, name) for name in tier.model_fields_set}
                merged[tier_id] = merged[tier_id].model_copy(update=given)
            elif tier.rank is None:
                raise PydanticCustomError("missing-key", "{tier}", {"tier": tier_id})
            else:
                merged[tier_id] = tier
        ranked = sorted(merged.items(), key=lambda item: (item[1].rank or 0, item[0]))
        self._tiers = {
            tier_id: ScaledTier(
                id=tier_id,
                position=position,
                rank=tier.rank or 0,
                title=tier.title or tier_id.replace("-", " ").capitalize(),
                symbol=tier.symbol or "",
                colours=tier.colours or _ACCENTS[position % len(_ACCENTS)],
                legacy=bool(tier.legacy),
                headline=tier.headline or "",
                definition=tier.definition or "",
                criteria=tier.criteria,
                evidence=_asked(tier.evidence or Evidence(), best=position == 0, default=tier_id in DEFAULT_TIERS),
                review=tier.review,
                statuses=tier.statuses,
                advisory=tier.legacy == "advisory",
                written=_keys_of(tiers.get(tier_id)),
            )
            for position, (tier_id, tier) in enumerate(ranked)
        }

    def changed(self, change: Callable[[ScaledTier], ScaledTier]) -> TierScale:
        """Return the scale with ``change`` applied to each of its tiers."""
        scale = TierScale({})
        scale._tiers = {tier_id: change(tier) for tier_id, tier in self._tiers.items()}
        return scale

    def __getitem__(self, tier_id: str) -> ScaledTier:
        return self._tiers[tier_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tiers)

    def __len__(self) -> int:
        return len(self._tiers)
