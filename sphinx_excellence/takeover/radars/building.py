"""From rings, quadrants and blips to tiers, categories and patterns, as ``init --template radar`` has them.

Owns what the formats of radars share. Nothing is invented: an edition without a date is none, and what a file says of a
movement stays in the field ``movement`` where the edition before is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.exports.kept_values import KEPT, kept_text
from sphinx_excellence.takeover.html_texts import HtmlTexts
from sphinx_excellence.takeover.record_ids import NamedIds, id_of_name
from sphinx_excellence.takeover.source import Note, Source, SourceRecord

MOVEMENTS = ("new", "moved in", "moved out", "no change")
#: What is known of the rings that most radars have: the order, the colours, and what no one should begin with.
_KNOWN: Mapping[str, Mapping[str, Any]] = MappingProxyType({
    "adopt": {"colours": {"light": "#2b6a3a", "dark": "#7fd194"}},
    "trial": {"colours": {"light": "#1d5f8a", "dark": "#7fc0ea"}},
    "assess": {"colours": {"light": "#7d5800", "dark": "#f2c14e"}},
    "hold": {"colours": {"light": "#98491d", "dark": "#e39b6d"}, "legacy": "advisory"},
    "caution": {"colours": {"light": "#98491d", "dark": "#e39b6d"}, "legacy": "advisory"},
})  # fmt: skip
ORDER = tuple(_KNOWN)
#: The toolkit's words in those of a radar.
WORDS: Mapping[str, str] = MappingProxyType({
    "Pattern": "Technology", "pattern": "technology", "Patterns": "Technologies", "patterns": "technologies",
    "1 pattern": "1 technology", "Patterns:": "Technologies:",
    "%s patterns": "%s technologies", "Pattern catalogue": "Catalogue", "Pattern radar": "Radar",
    "Pattern radar: %s": "Radar: %s", "Filter patterns": "Filter technologies",
    "No pattern matches.": "No technology matches.", "There are no patterns yet.": "There are no technologies yet.",
    "Patterns by tier": "Technologies by ring", "Patterns by category": "Technologies by quadrant",
    "Category": "Quadrant", "categories": "quadrants", "Tier": "Ring", "tiers": "rings", "Tier criteria": "Rings",
    "Tier history": "Ring history", "Tier history of %s": "Ring history of %s", "Tier since": "Ring since",
    "Tier since:": "Ring since:", "Compare patterns": "Compare technologies",
    "Compare {count} patterns": "Compare {count} technologies", "Add a pattern": "Add a technology",
    "Choose one more pattern.": "Choose one more technology.",
    "Unknown pattern: {pattern}": "Unknown technology: {pattern}",
    "Why this tier:": "Why this ring:",
})  # fmt: skip
#: The own fields that blips may need.
_FIELDS: Mapping[str, Mapping[str, Any]] = MappingProxyType({
    "movement": {"title": "Movement", "type": "choice", "choices": list(MOVEMENTS), "show": ["facts", "filter"]},
    "description": {"title": "Description", "type": "text", "show": ["facts"]},
    "link": {"title": "Link", "type": "link", "show": ["banner"]},
    "active": {"title": "Active", "type": "choice", "choices": ["yes", "no"], "show": ["facts"]},
    "earlier_titles": {"title": "Earlier titles", "type": "list", "show": ["facts"]},
    "earlier_quadrants": {"title": "Earlier quadrants", "type": "list", "show": ["facts"]},
    KEPT: {"title": "Kept", "type": "text", "show": []},
})  # fmt: skip


def text_fields(texts: HtmlTexts, html: str) -> dict[str, str]:
    """Return the field for a description in HTML: a summary where it is one paragraph."""
    text = texts.markdown(html)
    if not text:
        return {}
    return (
        {"description": text}
        if re.search(r"\n\s*\n|^\s*(?:[-*+]|\d+[.)]|#+|>|```)\s", text, re.MULTILINE)
        else {"summary": " ".join(text.split())}
    )


@dataclass
class Radar:
    """Collects a radar. ``format`` is the name in the table of formats."""

    format: str
    root: Path
    title: str
    notes: list[Note] = field(default_factory=list)
    _tiers: dict[str, dict[str, Any]] = field(default_factory=dict)
    _categories: dict[str, dict[str, Any]] = field(default_factory=dict)
    _records: list[SourceRecord] = field(default_factory=list)
    _ids: NamedIds = field(default_factory=NamedIds)
    _used: set[str] = field(default_factory=set)

    def ring(self, name: str, *, title: str = "", definition: str = "") -> str:
        """Return the tier of a ring; a new one comes after those that there are."""
        title = title or name
        tier = id_of_name(name) or f"ring-{len(self._tiers) + 1}"
        if tier not in self._tiers:
            known = _KNOWN.get(tier, {})
            self._tiers[tier] = {"rank": 10 * (len(self._tiers) + 1), "title": title.strip(), **known}
            if definition:
                self._tiers[tier]["definition"] = definition
            if known.get("legacy"):
                text = Phrase(
                    "the ring '%s' counts as legacy, with alternatives as advice; the data can change that", title
                )
                self.notes.append(Note("legacy-ring", "", 0, text))
        return tier

    def quadrant(self, name: str, *, title: str = "", description: str = "") -> str:
        """Return the category of a quadrant; a new one comes after those that there are."""
        title = title or name
        category = id_of_name(name) or f"quadrant-{len(self._categories) + 1}"
        if category not in self._categories:
            self._categories[category] = {"title": title.strip(), "order": len(self._categories) + 1}
            if description:
                self._categories[category]["description"] = description
        return category

    def title_of_ring(self, tier: str) -> str:
        """Return the title of a ring's tier."""
        return str(self._tiers[tier]["title"])

    def title_of_quadrant(self, category: str) -> str:
        """Return the title of a quadrant's category."""
        return str(self._categories[category]["title"])

    def order_rings(self) -> None:
        """Give the rings their usual order, where all of them are usual ones."""
        if set(self._tiers) <= set(ORDER):
            for place, tier in enumerate(sorted(self._tiers, key=ORDER.index), start=1):
                self._tiers[tier]["rank"] = 10 * place
        else:
            text = Phrase("the rings are in the order in which they appear: %s", ", ".join(self._tiers))
            self.notes.append(Note("order-of-rings", "", 0, text))

    def new_id(self, name: str, quadrant: str, path: str, line: int) -> str:
        """Return an id for a blip; that it is not its name's is reported."""
        record_id, usual = self._ids.of(name, quadrant, noun="technology")
        if not usual:
            text = Phrase("'%s' gets the id '%s', since its own is taken or cannot be written", name, record_id)
            self.notes.append(Note("other-id", path, line, text))
        return record_id

    def add(self, record_id: str, values: Mapping[str, Any], path: str, line: int, kept: Mapping[str, Any]) -> None:
        """Add a blip; ``kept`` is what has no field."""
        made = {key: value for key, value in values.items() if value not in (None, "", [], {})}
        if kept:
            made[KEPT] = kept_text(kept)
        self._used |= set(made) & set(_FIELDS)
        self._records.append(SourceRecord("pattern", record_id, made, path, line))

    def edition(self, edition_id: str, values: Mapping[str, Any], path: str) -> None:
        """Add an edition."""
        self._records.append(SourceRecord("edition", edition_id, dict(values), path))

    def source(self, **more: Any) -> Source:
        """Return the source."""
        fields = {key: dict(value) for key, value in _FIELDS.items() if key in self._used}
        tiers: dict[str, Any] = dict.fromkeys({"gold", "silver", "bronze"} - set(self._tiers))
        definitions = {
            "tiers": {**dict(sorted(tiers.items())), **self._tiers},
            "categories": self._categories,
            "words": {"en": dict(WORDS)},
            **({"fields": {"pattern": fields}} if fields else {}),
        }
        settings = {"definitions": definitions, "record_page": "technologies"}
        return Source(
            self.format, self.root, self.title, "commonmark", records=tuple(self._records), settings=settings,
            notes=tuple(self.notes), **more,
        )  # fmt: skip
