"""What a page shows of the record that it holds: all but what its own text shows already."""

from __future__ import annotations

from typing import TypeVar

from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry

R = TypeVar("R", bound=Record)


def without_page_text(record: R, kind: str, registry: Registry) -> R:
    """Return a record without the fields that the text of its page shows, for that page."""
    text = registry.page_texts.get((kind, record.id))
    if text is None or not text.fields:
        return record
    fields = type(record).model_fields
    return record.model_copy(update={name: fields[name].get_default() for name in text.fields})
