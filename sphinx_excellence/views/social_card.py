"""What a page says of a record where other sites link to it: its rating, and one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.banner import verdict
from sphinx_excellence.views.blocks import Inline, Rich
from sphinx_excellence.views.record_labels import badge_of, status_label


@dataclass(frozen=True, slots=True)
class Card:
    """The ``rating`` of a record, each part by itself, and the ``sentence`` that decides, or says what it is."""

    rating: tuple[Inline, ...]
    sentence: tuple[Inline, ...]


def card(record: Record, registry: Registry) -> Card:
    """Return what is said of a record."""
    badge = badge_of(record, registry)
    rating: list[Inline] = [badge] if badge is not None else []
    summary: tuple[Inline, ...] = (Rich(record.summary),) if record.summary else ()
    if not isinstance(record, Pattern):
        return Card(tuple(rating), summary)
    if record.status:
        rating.append(status_label(record, registry))
    return Card(tuple(rating), tuple(verdict(record, registry)) or summary)
