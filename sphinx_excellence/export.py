"""The whole registry as one JSON, for other programs and other projects.

Owns the shape of the export and its version. Records stand as they are written in data files, so that what is exported
can be loaded again.
"""

from __future__ import annotations

import json
from typing import Any

from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry

#: Changes when a key changes its meaning or goes.
VERSION = 1


def export(registry: Registry) -> dict[str, Any]:
    """Return ``version``, ``tiers`` (best first), ``legacy`` (ids of patterns) and the records of each kind by id.

    ``pages`` is empty: the HTML builders, which know them, put in the address of each record's page, by kind and id.
    """
    exported: dict[str, Any] = {
        "version": VERSION,
        "tiers": [
            {"id": tier.id, "title": tier.title, "symbol": tier.symbol, "legacy": tier.legacy,
             "colours": {"light": tier.colours.light, "dark": tier.colours.dark}}
            for tier in registry.tiers.values()
        ],
        "legacy": [pattern.id for pattern in registry.all_of(Pattern) if registry.is_legacy(pattern)],
    }  # fmt: skip
    exported["pages"] = {}
    for kind in KINDS:
        exported[kind.key] = {
            record_id: record.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"id"})
            for record_id, record in registry.of_kind(kind.name).items()
        }
    return exported


def export_text(registry: Registry) -> str:
    """Return the export as text: sorted, and the same for the same records."""
    return json.dumps(export(registry), indent=1, ensure_ascii=False) + "\n"
