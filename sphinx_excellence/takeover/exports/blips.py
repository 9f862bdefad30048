"""The patterns of a project as the blips of a radar: ring, quadrant, movement and text of each.

Owns what the radar formats have in common. Only patterns with a tier and a category are on a radar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier_history import tiers_in
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.takeover.exports.exported import Losses, Records

KIND = "pattern"
NEW, IN, OUT, SAME = "new", "moved in", "moved out", "no change"
#: Own fields that a radar that was taken over has.
MOVEMENT, DESCRIPTION, LINK, ACTIVE = "movement", "description", "link", "active"


@dataclass(frozen=True, slots=True)
class Blip:
    """A pattern on the radar. ``ring`` and ``quadrant`` are ids, ``movement`` is empty where it is not known."""

    id: str
    record: Mapping[str, Any]
    ring: str
    quadrant: str
    movement: str
    text: str

    @property
    def name(self) -> str:
        """The title."""
        return str(self.record["title"])


@dataclass(frozen=True, slots=True)
class Blips:
    """The blips of a radar; rings by id, best first, and quadrants by id, in their order, with their titles."""

    blips: tuple[Blip, ...]
    rings: Mapping[str, str]
    quadrants: Mapping[str, str]


def blips_of(records: Records, losses: Losses, held: frozenset[str]) -> Blips:
    """Return the blips of a project; ``held`` are the fields that the format takes besides these."""
    registry = records.registry
    losses.add_kinds(records, (KIND, "edition") if registry.editions else (KIND,))
    moves = movements(registry)
    found: list[Blip] = []
    for record_id, record in records.of_kind(KIND).items():
        tier, categories = record.get("tier"), _categories(record)
        if not tier or tier not in registry.tiers or not categories:
            losses.add(KIND, record_id, "the record", f"left out, since it has no {'category' if tier else 'tier'}")
            continue
        if len(categories) > 1:
            losses.add(KIND, record_id, "the categories after the first")
        text, source = _text(record, held)
        losses.add_rest(KIND, record_id, record, held | {"title", "tier", "category", MOVEMENT, source, "history"})
        if len(record.get("history", ())) > 1 or any(
            set(entry) - {"edition", "tier", "text"} for entry in record.get("history", ())
        ):
            losses.add(KIND, record_id, "`history`", "only the movement since the edition before")
        movement = record.get(MOVEMENT) or moves.get(record_id, "")
        found.append(Blip(record_id, record, tier, categories[0], movement, text))
    words = registry.vocabulary[CATEGORY]
    quadrants = sorted({blip.quadrant for blip in found}, key=words.place)
    return Blips(
        tuple(found),
        {tier.id: tier.title for tier in registry.tiers.values()},
        {name: words[name].title if name in words else name for name in quadrants},
    )


def _categories(record: Mapping[str, Any]) -> list[str]:
    given = record.get("category") or []
    return [given] if isinstance(given, str) else list(given)


def _text(record: Mapping[str, Any], held: frozenset[str]) -> tuple[str, str]:
    """Return the text of a blip, and the field from which it comes; none where the format has no texts."""
    if DESCRIPTION not in held:
        return "", ""
    if record.get(DESCRIPTION):
        return str(record[DESCRIPTION]), DESCRIPTION
    told = [str(entry["text"]) for entry in record.get("history", ()) if entry.get("text")]
    if told:
        return told[-1], "history"
    return str(record.get("summary", "")), "summary"


def movements(registry: Registry) -> dict[str, str]:
    """Return how each pattern has moved from the edition before the last one to the last; nothing without two."""
    if len(registry.editions) < 2:
        return {}
    before, now = (tiers_in(registry.histories, edition) for edition in registry.editions[-2:])
    found: dict[str, str] = {}
    for pattern, step in now.items():
        old = before[pattern].tier if pattern in before else None
        if old is None:
            found[pattern] = NEW
        elif old in registry.tiers and step.tier in registry.tiers:
            change = registry.tiers[step.tier or ""].position - registry.tiers[old].position
            found[pattern] = IN if change < 0 else OUT if change > 0 else SAME
    return found
