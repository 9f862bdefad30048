"""The words for values of the vocabulary: statuses, relevance, relations, risks.

Owns one literal for each value, so that every view says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.messages import N_

STATUS: Mapping[str, str] = MappingProxyType({
    "recommended": N_("Recommended"),
    "use-with-caution": N_("Use with caution"),
    "legacy": N_("Legacy"),
    "deprecated": N_("Deprecated"),
})  # fmt: skip
RELEVANCE: Mapping[str, str] = MappingProxyType({
    "mainstream": N_("Mainstream"),
    "growing": N_("Growing"),
    "niche": N_("Niche"),
    "declining": N_("Declining"),
    "historical": N_("Historical"),
})  # fmt: skip
DECISION: Mapping[str, str] = MappingProxyType({
    "proposed": N_("Proposed"),
    "accepted": N_("Accepted"),
    "implemented": N_("Implemented"),
    "rejected": N_("Rejected"),
    "deprecated": N_("Deprecated"),
    "superseded": N_("Superseded"),
})  # fmt: skip
RISK: Mapping[str, str] = MappingProxyType({
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
})  # fmt: skip
UNRATED = N_("Unrated")
NOT_STATED = N_("Not stated")
NO_CATEGORY = N_("No category")


def in_words(identifier: str, words: Mapping[str, str]) -> str:
    """Return an id as words, translated where ``words`` has them."""
    text = humanised(identifier)
    return words.get(text, text)


def humanised(identifier: str) -> str:
    """Return an id as words: ``data-management`` reads ``Data management``."""
    words = identifier.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
